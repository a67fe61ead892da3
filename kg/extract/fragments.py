"""Fragments about whom a text is about: "Turbines: Acme.", "And the lasers? Bolt's, as always.", "The motors are Coil's."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.frames import Filler, Frame, Hit, companies_at
from kg.extract.predicates import Predicate
from kg.extract.roles import is_verb
from kg.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.extract.mentions import Mention, Mentions

_INVESTING = frozenset(
    "backer cheque creditor equity financing funding investor lender loan money owner ownership shareholder".split()
)
_BUYING = frozenset("buyer client customer offtaker subscriber tenant user".split())
_RIVALLING = frozenset("competition competitor opponent rival".split())
_JOINING = frozenset("ally partner".split())
_MAKING = frozenset(
    "assemble build deliver host insure install maintain make operate provide run supply".split()
)
_USING = frozenset("buy order rent use".split())
_BACKING = frozenset("back finance fund own".split())
_NO_GOODS = frozenset(
    "advice analyst answer apology attendee author book bottom business call caveat choice company contact contract correspondent counterparty credit date day deal "
    "decision demand departure disclosure edition episode example exception fault firm future guest headline host idea interview issue item job lesson "
    "illustration letter line loser lot mail market moderator moral name news note number offer one opinion order part people person photo picture place "
    "plan point present print press price problem quarter question reader reason reply report result risk rumour sale sample share source speaker statement "
    "stock subject sum swap talk target term thing time topic total turn update underwriter value verdict version view winner word year".split()
)
_OPENINGS = frozenset("and but so then well oh by from of with still mostly also the".split())
_LONGEST = 9


def find_fragments(doc: Doc, mentions: Mentions) -> list[Hit]:
    """Return what sentences without a predicate tell of whom the text is about, in order of the text.

    The goods, or the role of the other party, stand before a colon, in the question before, or as the subject of a bare
    possessive. Linear in the text.
    """
    if mentions.main is None:
        return []
    hits: list[Hit] = []
    before: Span | None = None
    for sentence in doc.sents:
        said = _spoken(sentence)
        words = sentence.doc[said : sentence.end]
        first = next((token for token in words if mentions.of(token) is not None), None)
        if first is not None and before is not None and not sentence.text.rstrip().endswith("?"):
            word = _labelled(sentence, first) if said == sentence.start else None
            word = word or _asked(before, sentence, said, first, mentions)
            hit = _hit(word, first, mentions) if word is not None else None
            if hit is not None:
                hits.append(hit)
        hits += _possessed(sentence, mentions)
        before = sentence if sentence.text.strip() else before
    return hits


def _spoken(sentence: Span) -> int:
    """Return where the words begin after the name of who speaks them, as in "LEE: Acme, as always"."""
    for token in sentence[:_LONGEST]:
        if token.text == ":":
            named = [word for word in sentence.doc[sentence.start : token.i] if word.is_alpha]
            speaker = named and all(word.text[0].isupper() and word.tag_ != "NNS" for word in named)
            spoken = speaker and (named[-1].pos_ == "PROPN" or named[-1].text.isupper())
            return token.i + 1 if spoken else sentence.start
    return sentence.start


def _labelled(sentence: Span, first: Token) -> Token | None:
    """Return the noun of a label that ends in a colon right before the first company of a fragment."""
    label = [token for token in sentence.doc[sentence.start : first.i] if not token.is_space]
    while label and label[-1].lower_ in _OPENINGS:
        label.pop()
    if not label or label[-1].text != ":" or len(label) > _LONGEST // 2 or _predicated(sentence, first.i):
        return None
    return _noun(label[:-1])


def _asked(before: Span, sentence: Span, said: int, first: Token, mentions: Mentions) -> Token | None:
    """Return what a short question asks for, where the sentence answers it with a bare name."""
    question = [
        token for token in before.doc[_spoken(before) : before.end] if not (token.is_space or token.is_punct)
    ]
    if not before.text.rstrip().endswith("?") or not question or len(question) > _LONGEST:
        return None
    if any(
        (told := mentions.of(token)) is not None and mentions.main not in told.companies for token in question
    ):
        return None
    opening = [token for token in sentence.doc[said : first.i] if not (token.is_space or token.is_punct)]
    if any(token.lower_ not in _OPENINGS for token in opening) or _predicated(sentence, said):
        return None
    return _noun(question) or _who(question)


def _predicated(sentence: Span, start: int) -> bool:
    """Whether a clause of its own begins there, before the first stop."""
    for token in sentence.doc[start : sentence.end]:
        if token.text in {".", ",", ";", "("}:
            return False
        if is_verb(token) or token.dep_ == "aux":
            return True
    return False


def _noun(words: Sequence[Token]) -> Token | None:
    """Return the head of a phrase without a verb, where it may be goods or the role of a party."""
    if any(is_verb(word) for word in words):
        return None
    nouns = [word for word in words if word.pos_ == "NOUN" and word.dep_ not in {"compound", "pobj"}]
    return nouns[-1] if nouns and nouns[-1].lemma_.lower() not in _NO_GOODS else None


def _who(words: Sequence[Token]) -> Token | None:
    """Return the verb of "who builds them?"."""
    if not any(word.lower_ == "who" for word in words[:2]):
        return None
    return next((word for word in words if word.lemma_.lower() in _MAKING | _USING | _BACKING), None)


def _hit(noun: Token, first: Token, mentions: Mentions) -> Hit | None:
    mention = mentions.of(first)
    topic = mentions.topic(first)
    if mention is None or topic is None or not mention.named or topic.companies[0] != mentions.main:
        return None
    others = tuple(
        {
            f.company: f
            for f in companies_at(first.doc[mention.head], mentions)
            if f.company != mentions.main
        }.values()
    )
    if not others:
        return None
    own = (Filler(topic.companies[0], first.doc[topic.head], topic, "implied"),)
    lemma = noun.lemma_.lower()
    if lemma in _NO_GOODS:
        return None
    if lemma in _RIVALLING | _JOINING:
        kind = ClaimType.COMPETITION if lemma in _RIVALLING else ClaimType.PARTNERSHIP
        return _of(kind, noun, {"party": (*own, *others)})
    if lemma in _INVESTING | _BACKING:
        return _of(ClaimType.INVESTMENT, noun, {"investor": others, "investee": own})
    sides = (others, own) if lemma in _BUYING | _USING else (own, others)
    return _of(ClaimType.USAGE, noun, {"customer": sides[0], "provider": sides[1]})


def _of(kind: ClaimType, noun: Token, roles: dict[str, tuple[Filler, ...]]) -> Hit:
    frame = Frame(kind, dict.fromkeys(roles, ("fragment",)), nouns=frozenset({noun.lemma_.lower()}))
    return Hit(frame, noun, Predicate(noun, None, noun), roles)


def _possessed(sentence: Span, mentions: Mentions) -> Iterator[Hit]:
    """Read "the motors are Acme's": who makes what another uses."""
    for token in sentence[1:]:
        if token.tag_ != "POS" or (
            token.i + 1 < sentence.end and token.nbor(1).pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "ADV"}
        ):
            continue
        mention = mentions.of(token.nbor(-1))
        verb = next((above for above in token.ancestors if is_verb(above)), None)
        if mention is None or not mention.named or verb is None or verb.lemma_ != "be":
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if (
            subject is None
            or subject.i > token.i
            or subject.pos_ != "NOUN"
            or mentions.of(subject) is not None
        ):
            continue
        if subject.lemma_.lower() in _NO_GOODS or any(
            child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children
        ):
            continue
        holder = next((mentions.of(child) for child in subject.children if child.dep_ == "poss"), None)
        own: Mention | None = holder or mentions.topic(token)
        if own is None or set(own.companies) & set(mention.companies):
            continue
        customer = (Filler(own.companies[0], token.doc[own.head], own, "implied"),)
        provider = (Filler(mention.companies[0], token.doc[mention.head], mention, "fragment"),)
        yield _of(ClaimType.USAGE, subject, {"customer": customer, "provider": provider})
