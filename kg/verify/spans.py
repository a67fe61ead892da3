"""The first check: the quotes stand in the document and name the parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Claim, ClaimType
from kg.verify.names import look_alike
from kg.verify.reading import Reading, inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Antecedent, Evidence, Remark

_PRONOUNS = frozenset(
    "both each he her him his i it its itself latter former me my one ours ourselves she that theirs them themselves these they "
    "their this those us we our which who whom whose you your yours".split()
)
_SINGLE = frozenset("it its itself he her him his she".split())
_PLURAL = frozenset("all both duo each our pair their them these they those three trio two us we".split())
_DETERMINERS = frozenset(
    "a all an another both each either her his its my neither our same that the their these this those three two your".split()
)


def inexact(candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    """Yield why a candidate's spans are not the document's own words."""
    document = reading.document
    if candidate.doc != document.id:
        yield f"doc: the candidate cites {candidate.doc!r}, the document is {document.id!r}"
    if not candidate.evidence:
        yield "evidence: the candidate quotes nothing, and only words of the text can carry it"
    for quote in candidate.evidence:
        yield from _misquoted("evidence", quote, reading)
        if not quote.quote.strip():
            yield f"evidence: the quote at {quote.start} is blank"
    for antecedent in candidate.antecedents:
        yield from _unexplained(antecedent, candidate, reading)


def _misquoted(slot: str, quote: Evidence, reading: Reading) -> Iterator[str]:
    told = reading.text[quote.start : quote.end]
    if told != quote.quote:
        yield f"{slot}: the quote {_short(quote.quote)} is not what the text says at {quote.start}, {_short(told)}"


def _unexplained(antecedent: Antecedent, candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    mention, names = antecedent.mention, antecedent.names
    yield from _misquoted("antecedent", mention, reading)
    yield from _misquoted("antecedent", names, reading)
    if not inside(mention, candidate.evidence):
        yield f"antecedent: {_short(mention.quote)}, said to mean {antecedent.company!r}, lies in no quote"
    if not reading.names.within(antecedent.company, names.start, names.end):
        yield f"antecedent: {_short(names.quote)} does not name {antecedent.company!r}"
    if not describes(mention.quote) and not reading.names.within(
        antecedent.company, mention.start, mention.end
    ):
        yield f"antecedent: {_short(mention.quote)} is a name and no description, so it cannot mean {antecedent.company!r}"
    if mention.quote.casefold() in _SINGLE and names.start > reading.sentence(mention.end).end:
        yield f"antecedent: {_short(mention.quote)} stands before the text names {antecedent.company!r}"
    for other in candidate.antecedents:
        if (
            other.mention == mention
            and not _several(mention.quote)
            and not reading.names.same(other.company, antecedent.company)
        ):
            yield (
                f"antecedent: {_short(mention.quote)} is one company and cannot mean both {antecedent.company!r} "
                f"and {other.company!r}"
            )


def describes(mention: str) -> bool:
    """Whether words refer to a company without naming one: a pronoun or a definite description.

    Examples
    --------
    >>> [describes(words) for words in ("it", "this AI giant", "Facebook's parent", "the Bell", "Google")]
    [True, True, True, False, False]
    """
    words = re.sub(r"['\u2019]s?$", "", mention.strip()).split()
    if not words:
        return False
    if len(words) == 1:
        return words[0].casefold() in _PRONOUNS
    opened = words[0].casefold() in _DETERMINERS or re.search(r"['\u2019]s?$", words[0]) is not None
    return opened and words[-1][0].islower()


def _several(mention: str) -> bool:
    words = mention.casefold().split()
    first, last = words[0], words[-1]
    return first in _PLURAL or last in _PLURAL or (last.endswith("s") and last not in _SINGLE)


def unnamed(candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    """Yield which party the evidence neither names nor means by a declared antecedent."""
    roles = candidate.roles if isinstance(candidate, Claim) else {"parties": candidate.parties}
    for role, companies in roles.items():
        for company in companies:
            if look_alike(company):
                yield f"{role}: {company!r} mixes alphabets or holds invisible characters, so it is no name of the text"
            elif not any(
                reading.names_within(company, quote.start, quote.end, candidate.antecedents)
                for quote in candidate.evidence
            ):
                yield f"{role}: the evidence does not name {company!r}; {_who(candidate, reading)}"


def scattered(candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    """Yield that no run of quoted sentences holds all parties: a name quoted alone, or from far away, joins nobody.

    A run goes on over one sentence that is not quoted.
    """
    telling = [quote for quote in candidate.evidence if not _only_names(quote, candidate, reading)]
    runs: list[list[Evidence]] = []
    for quote in sorted(telling, key=lambda quote: quote.start):
        if not runs or quote.start > reading.sentence(reading.sentence(runs[-1][-1].end).end).end:
            runs.append([])
        runs[-1].append(quote)
    best: tuple[str, ...] = candidate.parties
    for run in runs:
        missing = tuple(party for party in candidate.parties if not _within(party, run, candidate, reading))
        best = min(best, missing, key=len)
    if best:
        joined = [party for party in candidate.parties if party not in best]
        yield f"evidence: no passage of it tells of {' and '.join(best)} together with {' and '.join(joined) or 'anything'}"


def _only_names(quote: Evidence, candidate: Claim | Remark, reading: Reading) -> bool:
    """Whether a quote holds nothing beside the name of a party or a source."""
    return any(
        span == (quote.start, quote.end)
        for name in (*candidate.parties, *candidate.attributed_to)
        for span in reading.names.spans(name)
    )


def _within(party: str, run: Iterable[Evidence], candidate: Claim | Remark, reading: Reading) -> bool:
    return any(
        reading.names_within(party, quote.start, quote.end, candidate.antecedents) for quote in run
    ) or any(inside(place, run) for place in reading.meant(party))


def untitled(claim: Claim, reading: Reading) -> Iterator[str]:
    """Yield that the evidence does not hold the project's or contract's own name, spaces and hyphens aside."""
    if claim.name is None:
        return
    words = "".join(reading.text[start:end] for start, end in reading.around(claim))
    if look_alike(claim.name) or _run_together(claim.name) not in _run_together(words):
        yield f"name: no sentence of the evidence holds {claim.name!r}"
    if claim.type is ClaimType.PROJECT and claim.name in claim.parties:
        yield f"name: {claim.name!r} is the undertaking and cannot be a party to itself"


def _run_together(words: str) -> str:
    return re.sub(r"[\s-]+", "", words).lower()


def _who(candidate: Claim | Remark, reading: Reading) -> str:
    named = sorted(
        {name for quote in candidate.evidence for name in reading.names.spelled(quote.start, quote.end)}
    )
    return f"it names {', '.join(named)}" if named else "it names no known company"


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:57] + "...")
