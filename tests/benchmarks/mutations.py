"""False claims made from true ones, each with the kind of its falsehood; used by ``false_evidence.py``.

A mutation is a document, a claim that was true of it before, and the kind of what was changed. Claims are mutated with
their quotes left alone (the slot lies), with their quotes rewritten to fit (the quote lies), and with the text rewritten
under them (the claim was true of another text).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import ROLES, Antecedent, Claim, ClaimType, Document, Evidence, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.extract.mentions import Mentions

CYRILLIC = str.maketrans("aceopxyAOEC", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0410\u041e\u0415\u0421")
NEWSPAPERS = ("Financial Times", "Reuters", "Bloomberg", "Le Monde")
NEVER_NAMED = "Zanbridge Optics"


class Mutation(NamedTuple):
    """A false claim: ``quoted`` tells that the quotes themselves lie."""

    kind: str
    document: Document
    claim: Claim
    quoted: bool = False


def mutations(
    document: Document, claim: Claim, others: Sequence[Claim], mentions: Mentions
) -> Iterator[Mutation]:
    """Yield every false version of one true claim.

    Parameters
    ----------
    document, claim
        The document and what it says.
    others
        The document's other claims, for parties and amounts from elsewhere.
    mentions
        The companies of the parsed document, to negate the verb between the parties.
    """
    for change in (_quantities, _dates, _sources, _directions, _offsets, _quotes):
        yield from change(document, claim)
    yield from _parties(document, claim, others)
    yield from _spliced(document, claim, others)
    yield from _polarity(document, claim, mentions)


def _with(claim: Claim, **changes: object) -> Claim:
    return Claim.model_validate(claim.model_dump(mode="json") | changes)


def _quantities(document: Document, claim: Claim) -> Iterator[Mutation]:
    for slot in ("amount", "capacity"):
        value = getattr(claim, slot)
        if value is None:
            continue
        told = value.model_dump(mode="json")
        bounds = {"exact": "at_most", "at_most": "exact", "at_least": "exact", "about": "exact"}
        yield Mutation("number", document, _with(claim, **{slot: told | {"value": told["value"] * 2}}))
        yield Mutation("number", document, _with(claim, **{slot: told | {"value": told["value"] + 1}}))
        yield Mutation("magnitude", document, _with(claim, **{slot: told | {"value": told["value"] * 1000}}))
        yield Mutation("magnitude", document, _with(claim, **{slot: told | {"value": told["value"] / 1000}}))
        yield Mutation("bound", document, _with(claim, **{slot: told | {"bound": bounds[told["bound"]]}}))
        if slot == "amount":
            other = "EUR" if told["currency"] == "USD" else "USD"
            yield Mutation("currency", document, _with(claim, amount=told | {"currency": other}))
            period = None if told["period"] else "P1Y"
            yield Mutation("period", document, _with(claim, amount=told | {"period": period}))
    if claim.stake_percent is not None:
        yield Mutation("number", document, _with(claim, stake_percent=claim.stake_percent / 2))


def _dates(document: Document, claim: Claim) -> Iterator[Mutation]:
    for slot in ("signed", "start", "end"):
        told = getattr(claim, slot)
        if told is not None:
            for years in (-1, 1):
                yield Mutation("year", document, _with(claim, **{slot: f"{int(told[:4]) + years}{told[4:]}"}))
    if claim.duration is not None:
        count = int(re.findall(r"\d+", claim.duration)[0])
        yield Mutation(
            "duration", document, _with(claim, duration=claim.duration.replace(str(count), str(count + 1)))
        )


def _sources(document: Document, claim: Claim) -> Iterator[Mutation]:
    for paper in NEWSPAPERS:
        if paper not in claim.attributed_to and paper not in document.text:
            yield Mutation("attribution", document, _with(claim, attributed_to=[paper]))
            break
    silent = [party for party in claim.parties if party not in claim.attributed_to]
    if (
        claim.status is Status.REPORTED
        and silent
        and not any(name in claim.parties for name in claim.attributed_to)
    ):
        yield Mutation("attribution to a silent party", document, _with(claim, attributed_to=silent[:1]))


def _directions(document: Document, claim: Claim) -> Iterator[Mutation]:
    first, second = (*ROLES[claim.type], "")[:2]
    directed = claim.type is not ClaimType.PROJECT and "party" not in claim.roles
    if directed and first in claim.roles and second in claim.roles:
        roles = {**claim.roles, first: claim.roles[second], second: claim.roles[first]}
        yield Mutation("direction", document, _with(claim, roles=roles))


def _offsets(document: Document, claim: Claim) -> Iterator[Mutation]:
    first, *rest = claim.evidence
    for shift in (-1, 1, 7):
        start, end = first.start + shift, first.end + shift
        if start >= 0 and end <= len(document.text) and document.text[start:end] != first.quote:
            moved = Evidence(quote=first.quote, start=start, end=end)
            yield Mutation("offsets", document, _with(claim, evidence=[moved, *rest]), quoted=False)


def _quotes(document: Document, claim: Claim) -> Iterator[Mutation]:
    """Let the quote itself lie: another number, another year, another party, a look-alike, a dropped word."""
    first, *rest = claim.evidence
    party = next((name for name in claim.parties if name in first.quote), None)
    forged = {
        "quote: number": re.sub(r"\d", lambda digit: str((int(digit[0]) + 2) % 10), first.quote, count=1),
        "quote: magnitude": first.quote.replace("billion", "million")
        if "billion" in first.quote
        else first.quote.replace("million", "billion"),
        "quote: party": first.quote.replace(party, NEVER_NAMED) if party else first.quote,
        "quote: look-alike": (party and first.quote.replace(party, party.translate(CYRILLIC))) or first.quote,
        "quote: dropped word": re.sub(r" \w+(?= )", "", first.quote, count=1),
        "quote: negated": re.sub(
            r"\b(will|has|have|is|was|are|had|would)\b", r"\1 not", first.quote, count=1
        ),
        "quote: no-break space": first.quote.replace(" ", "\u00a0", 1),
    }
    for kind, quote in forged.items():
        if quote != first.quote:
            lie = Evidence(quote=quote, start=first.start, end=first.start + len(quote))
            yield Mutation(kind, document, _with(claim, evidence=[lie, *rest]), quoted=True)
    if party and party.translate(CYRILLIC) != party:
        roles = {
            role: [name.translate(CYRILLIC) if name == party else name for name in names]
            for role, names in claim.roles.items()
        }
        yield Mutation("look-alike party", document, _with(claim, roles=roles))
        text = document.text
        for quote in claim.evidence:
            text = text[: quote.start] + quote.quote.translate(CYRILLIC) + text[quote.end :]
        quotes = [Evidence.of(text, quote.start, quote.end) for quote in claim.evidence]
        honest = _with(claim, evidence=quotes, antecedents=[])
        yield Mutation("look-alike text", document.model_copy(update={"text": text}), honest)


def _parties(document: Document, claim: Claim, others: Sequence[Claim]) -> Iterator[Mutation]:
    quoted = " ".join(quote.quote for quote in claim.evidence)
    elsewhere = sorted({name for other in others for name in other.parties} - set(claim.parties))
    absent = [name for name in elsewhere if name.split()[0] not in quoted]
    present = [name for name in elsewhere if name in quoted]
    role, names = next((role, names) for role, names in claim.roles.items() if names)
    for name in (name for name in absent[:1] if name in document.text):
        at = document.text.index(name)
        bare = Evidence.of(document.text, at, at + len(name))
        roles = {**claim.roles, role: [name, *names[1:]]}
        yield Mutation(
            "party: name quoted alone", document, _with(claim, roles=roles, evidence=[*claim.evidence, bare])
        )
    for kind, candidates in (
        ("party: of no document", [NEVER_NAMED]),
        ("party: from elsewhere", absent[:1]),
        ("party: bystander", present[:1]),
        ("party: longer name", [f"{names[0]} Robotics"]),
    ):
        for name in candidates:
            yield Mutation(kind, document, _with(claim, roles={**claim.roles, role: [name, *names[1:]]}))


def _spliced(document: Document, claim: Claim, others: Sequence[Claim]) -> Iterator[Mutation]:
    first, *rest = claim.evidence
    for other in others:
        if other.amount is None or other.amount == claim.amount or set(other.parties) & set(claim.parties):
            continue
        yield Mutation(
            "amount from elsewhere", document, _with(claim, amount=other.amount.model_dump(mode="json"))
        )
        foreign = [quote for quote in other.evidence if quote not in claim.evidence]
        whole = _with(
            claim, amount=other.amount.model_dump(mode="json"), evidence=[*claim.evidence, *foreign]
        )
        yield Mutation("spliced: two quotes", document, whole)
        half, quote = len(first.quote) // 2, other.evidence[0].quote
        joined = first.quote[:half] + quote[len(quote) // 2 :]
        lie = Evidence(quote=joined, start=first.start, end=first.start + len(joined))
        if joined not in document.text:
            yield Mutation("spliced: one quote", document, _with(claim, evidence=[lie, *rest]), quoted=True)
        return


def _polarity(document: Document, claim: Claim, mentions: Mentions) -> Iterator[Mutation]:
    """Negate the text under the claim: its verb, its sentence, or by a correction behind it."""
    if claim.status in {Status.DENIED, Status.TERMINATED}:
        return
    verb = _verb(claim, mentions) if len(claim.evidence) == 1 else None
    if verb is not None:
        yield from _edited("polarity: negated verb", document, claim, *_negation(verb))
        if verb.tag_ == "VBD":
            for kind, words in (("refused", "refused to"), ("yet to", "has yet to"), ("never", "never did")):
                end = verb.idx + len(verb.text)
                yield from _edited(
                    f"polarity: {kind}", document, claim, verb.idx, end, f"{words} {verb.lemma_}"
                )
        sentence = verb.sent
        at = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
        yield from _edited("polarity: denied sentence", document, claim, at, at, "It is not true that ")
        after = sentence.start_char + len(sentence.text.rstrip())
        yield from _edited("polarity: corrected", document, claim, after, after, " That is false.")


def _verb(claim: Claim, mentions: Mentions) -> Token | None:
    """Return the verb that joins the first two parties in the evidence, or None."""
    heads = []
    for party in claim.parties[:2]:
        found = (
            token
            for quote in claim.evidence
            for token in mentions.doc
            if quote.start <= token.idx < quote.end
            and (mention := mentions.of(token))
            and party in mention.companies
        )
        heads.append(next(found, None))
    if None in heads or len(heads) < 2 or heads[0].sent != heads[1].sent:
        return None
    above = [heads[0], *heads[0].ancestors]
    token = next(token for token in (heads[1], *heads[1].ancestors) if token in above)
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    inside = any(quote.start <= token.idx < quote.end for quote in claim.evidence)
    finite = token.tag_ in {"VBD", "VBZ", "VBP"} or any(
        child.dep_ in {"aux", "auxpass"} for child in token.children
    )
    negated = any(child.dep_ in {"neg", "conj"} for child in token.children) or token.lemma_ == "use"
    return token if token.pos_ in {"VERB", "AUX"} and inside and finite and not negated else None


def _negation(verb: Token) -> tuple[int, int, str]:
    """Return the span to replace and its replacement, so that the verb is negated."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    if helpers:
        first = helpers[0]
        if first.lower_ == "to":
            return first.idx, first.idx, "not "
        end = first.idx + len(first.text)
        return end, end, " not"
    start, end = verb.idx, verb.idx + len(verb.text)
    if verb.lemma_ == "be":
        return end, end, " not"
    forms = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}
    if verb.tag_ in forms:
        return start, end, f"{forms[verb.tag_]} {verb.lemma_}"
    return start, start, "not "


def _edited(
    kind: str, document: Document, claim: Claim, start: int, end: int, new: str
) -> Iterator[Mutation]:
    text = document.text[:start] + new + document.text[end:]
    grown = len(new) - (end - start)

    def moved(quote: Evidence) -> Evidence:
        first = (
            quote.start
            if quote.start < start or (quote.start == start and end > start)
            else quote.start + grown
        )
        return Evidence.of(text, first, quote.end if quote.end <= start else quote.end + grown)

    changed = claim.model_copy(
        update={
            "evidence": tuple(moved(quote) for quote in claim.evidence),
            "antecedents": tuple(
                Antecedent(company=a.company, mention=moved(a.mention), names=moved(a.names))
                for a in claim.antecedents
            ),
        }
    )
    yield Mutation(kind, document.model_copy(update={"text": text}), changed)
