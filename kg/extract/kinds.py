"""What a capitalised name is, by everything the text says around each of its occurrences."""

from __future__ import annotations

from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.lexicon import (
    BRANDS,
    COMPANY_NOUNS,
    COMPANY_VERBS,
    DEMONYMS,
    GIVEN_NAMES,
    HEADS_WITH_OF,
    LEGAL,
    LIKE_PEOPLE,
    PLACES,
    PLACES_OF_TWO,
    POSSESSED,
    TITLES,
)
from kg.extract.names import TERMS, has_suffix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.names import Name


class Kind(Enum):
    """What a name names."""

    COMPANY = "company"
    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


Scores = dict[Kind, float]

_PRIOR, _THRESHOLD, _DOUBTED, _ENOUGH = 0.4, 0.3, 1.15, 8
_LABELS = {
    # What the model's labels are worth: it takes half of all company names for people or places.
    "ORG": (Kind.COMPANY, 1.0),
    "PERSON": (Kind.PERSON, 0.35),
    "GPE": (Kind.PLACE, 0.2),
    "LOC": (Kind.PLACE, 1.0),
    "FAC": (Kind.OTHER, 1.0),
    **dict.fromkeys(("PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP"), (Kind.OTHER, 0.7)),
}
_EVENTS = frozenset(
    "award awards conference congress forum summit fair expo prize act index day show exchange weekly journal".split()
)
_GROUPINGS = frozenset("alliance initiative programme program project award conference treaty scheme".split())
_MADE = frozenset(
    "app assistant browser chip console game handset laptop line machine model phone plant processor product project "
    "programme program reactor satellite series smartphone station system tablet tool version vehicle".split()
)
_BUSINESS = COMPANY_NOUNS | frozenset("finalist investor backer shareholder sibling peer".split())
_CONTINENTS = frozenset("Africa Asia Europe Nordic".split())
_STATES = frozenset(
    country for country in DEMONYMS.values() if "_" not in country and country not in _CONTINENTS
) | {
    "Latvia",
    "Lithuania",
    "Croatia",
    "Slovakia",
    "Slovenia",
    "Serbia",
    "Bulgaria",
}
_BUYING = frozenset(
    "acquire buy cancel charter choose commission contract hire lease order procure purchase select sign turn use".split()
)
_OFFICE = frozenset(
    "director chairman chairwoman chairperson president executive minister cllr cllrs councillor".split()
)
_ORGANS = frozenset(
    "court lab trust chamber landtag tribunal jury merger acquisition joint content absorption general appeals "
    "management directors relations interview corrections question answer game games station library storage latency".split()
)
_PAPERS = frozenset("agreement agreements chamber tribunal".split())
_SEATS = frozenset(
    "government province provinces city town region county village municipality capital island coast people".split()
)
_AWAY = frozenset("near beyond across within outside inside around".split())
_PERSONAL = TITLES - COMPANY_NOUNS
_LOOSE = frozenset({"leader", "manager"})
_CALLED = frozenset("mr mr. mrs. ms. dr. sir ceo cfo president chairman minister analyst founder".split())
_LED = frozenset("chief chairman boss founder spokesman executive spokeswoman".split())
_SPOKEN = frozenset("say tell add report".split())
_HUMAN = frozenset("joke quip recall laugh smile shrug explain argue sigh answer ask think".split())
_DEALT_WITH = frozenset(
    "acquire buy supply hire join sue back sell pay equip own purchase choose pick select tap beat rival".split()
)
_DEALS = frozenset(
    "stake investment invest interest share contract deal order supplier customer sell supply rely rent lease owner "
    "shareholder acquisition % percent half whole all bid offer whisper merger client chief business takeover rival lend "
    "license subsidiary competitor".split()
)
_PLACED = frozenset("plant factory fab foundry campus site office building warehouse mine yard mill".split())
_SHARES = frozenset("stake invest investment interest share holding".split())
_BESIDE = frozenset("with from by between alongside against via".split())
_ABOUT = frozenset("for of into on among".split())
_COMING = frozenset("arrive return travel fly".split())
_PORTIONS = frozenset("% percent half shareholder investor whole all".split())
_INSIDE = frozenset("in near outside across around".split())
_ACTOR = frozenset({"nsubj", "nsubjpass"})


def kind_of(words: Sequence[str], occurrences: Sequence[Name], companies: frozenset[int]) -> Kind:
    """Return what the name is.

    Parameters
    ----------
    words
        Its fullest form.
    occurrences
        Where the text names it, in any form.
    companies
        Tokens that are known to name companies, for what stands in one list with them.
    """
    if _is_place(words):
        buying = words[0] in _STATES and any(_deals(name.span) for name in occurrences)
        return Kind.COMPANY if buying else Kind.PLACE
    if _is_other(words):
        return Kind.OTHER
    if "_".join(words).casefold() in LIKE_PEOPLE:
        return Kind.COMPANY
    if any(word.casefold() in _OFFICE for word in words[:-1]):
        return Kind.PERSON  # "Managing Director Ada Byron"
    scores = _of_form(words)
    for name in islice(occurrences, _ENOUGH):
        for weigh in (
            _labelled,
            _human,
            _described,
            _possessing,
            _acting,
            _placed,
            _datelined,
            _listed,
            _introduced,
        ):
            for kind, weight in weigh(name.span, companies):
                scores[kind] += weight
    if len(words) == 1 and (scores[Kind.PERSON] < 4 or (words[0].isupper() and len(words[0]) > 2)):
        scores[Kind.PERSON] = 0.0  # one word alone is rarely a person, unless a title says so
    best = max(scores, key=lambda kind: scores[kind])
    needed = _DOUBTED if all(name.doubtful for name in occurrences) else _THRESHOLD
    if scores[Kind.COMPANY] >= needed and scores[Kind.COMPANY] >= scores[best]:
        return Kind.COMPANY
    return best if best is not Kind.COMPANY else Kind.OTHER


def _is_other(words: Sequence[str]) -> bool:
    """Whether the words by themselves rule out a company: a project, an event, a contract, a court, "Zambian"."""
    first, last = words[0].casefold(), words[-1].casefold()
    if first in {"project", "operation"} or last in _EVENTS | _PAPERS:
        return True
    return len(words) == 1 and (first in DEMONYMS or (first in TERMS | _ORGANS and words[0].istitle()))


def _deals(span: Span) -> bool:
    """Whether a state acts as a buyer: "Lithuania has ordered"."""
    head = span.root
    return head.dep_ == "nsubj" and head.head.lemma_ in _BUYING and head.head.tag_ != "VBG"


def _is_place(words: Sequence[str]) -> bool:
    folded = [word.casefold().strip(",") for word in words]
    if len(folded) == 1:
        return folded[0] in PLACES
    known = f"{folded[0]}_{folded[1]}" in PLACES_OF_TWO
    return known and (len(folded) == 2 or folded[-1] not in LEGAL) and not has_suffix(words)


def _of_form(words: Sequence[str]) -> Scores:
    """Return what the words by themselves make likely."""
    scores = dict.fromkeys(Kind, 0.0)
    scores[Kind.COMPANY] = _PRIOR + 4 * has_suffix(words) + 3 * ("&" in words)
    if len(words) > 1 and words[0].casefold() in GIVEN_NAMES:
        scores[Kind.PERSON] += 2 if has_suffix(words) else 4
    if len(words) == 1 and (words[0].isupper() or any(letter.isupper() for letter in words[0][1:])):
        scores[Kind.COMPANY] += 0.5
    return scores


def _labelled(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    label = next((token.ent_type_ for token in (span.root, *span) if token.ent_type_), "")
    if label in _LABELS:
        kind, weight = _LABELS[label]
        single = len(span) == 1 and kind is Kind.OTHER and label != "FAC"
        yield kind, weight / 2 if single else weight


def _human(span: Span, companies: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh what is said of people alone: "who", an age, a title behind the name, "Ada Byron of Acme"."""
    if len(span) < 2:
        return
    following = span.doc[span.end : span.end + 6]
    words = [token.lower_ for token in following]
    comma = words[:1] == [","]
    if words[:1] == ["who"] or (comma and words[1:2] == ["who"]):
        yield Kind.PERSON, 1
    if comma and len(words) > 2 and words[1].isdigit() and len(words[1]) == 2 and words[2] in {",", ".", ")"}:
        yield Kind.PERSON, 3
    if comma and any(word in (_PERSONAL | _CALLED) - _LOOSE for word in words[1:4]):
        yield Kind.PERSON, 3
    if words[:1] == ["of"] and len(following) > 1 and following[1].i in companies and len(span) < 4:
        yield Kind.PERSON, 0.5


def _described(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh appositions, copulas and the nouns in front of the name."""
    head = span.root
    nouns = [child for child in head.children if child.dep_ in {"appos", "relcl"} and child.pos_ == "NOUN"]
    nouns += [child for child in head.children if child.dep_ in {"compound", "nmod"} and child.i < span.start]
    if head.dep_ == "appos":
        nouns.append(head.head)
    if head.dep_ in _ACTOR and head.head.lemma_ == "be":
        nouns += [child for child in head.head.children if child.dep_ == "attr"]
    before = span[0].nbor(-1) if span.start > span.sent.start else None
    if before is not None and before.pos_ in {"NOUN", "PROPN"}:
        nouns.append(before)
    for noun in nouns:
        lemma = noun.lemma_.lower()
        if noun.pos_ == "PROPN" and not noun.text.islower():
            continue
        if lemma in _PERSONAL - _LOOSE:
            yield Kind.PERSON, 4
        elif lemma in _BUSINESS:
            yield Kind.COMPANY, 3
        elif lemma in _MADE:
            yield Kind.OTHER, 2
    if before is not None and before.lower_ in _CALLED:
        yield Kind.PERSON, 4


def _possessing(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    head = span.root
    lemma = head.head.lemma_.lower()
    own = head.dep_ == "poss"
    if not own and head.dep_ not in {"compound", "nmod"}:
        return
    if not own and lemma in _PLACED and any(child.dep_ == "poss" for child in head.head.children):
        yield Kind.PLACE, 2  # "its Graz plant"
    elif lemma in POSSESSED:
        yield Kind.COMPANY, 1.5 if own else 1
    elif lemma in _LED:
        yield Kind.COMPANY, 2
    elif lemma in _GROUPINGS and not own:
        yield Kind.OTHER, 2
    elif lemma in _MADE and not own:
        yield Kind.OTHER, 0.5


def _acting(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh what the name does, and what is done to it."""
    head = span.root
    if head.dep_ in _ACTOR | {"poss", "dobj"}:
        yield Kind.COMPANY, 0.3
    by = head.dep_ == "pobj" and head.head.dep_ == "agent"
    if head.dep_ in _ACTOR or by:
        lemma = (head.head.head if by else head.head).lemma_.lower()
        if lemma in COMPANY_VERBS:
            yield Kind.COMPANY, 1.5
        elif lemma in _SPOKEN:
            yield Kind.COMPANY, 0.5
        elif lemma in _HUMAN:
            yield Kind.PERSON, 1
    elif head.dep_ == "dobj" and head.head.lemma_.lower() in _DEALT_WITH:
        yield Kind.COMPANY, 1


def _placed(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh the preposition in front of the name, and the place behind it."""
    head = span.root
    word, above = head.head.lower_, head.head.head
    governor = above.lemma_.lower()
    if head.dep_ == "pobj":
        if _homely(head, word, governor):
            yield Kind.PLACE, 2
        elif word in _BESIDE:
            yield Kind.COMPANY, 1
        elif (word in _AWAY or word == "in") and governor not in _SHARES | _PORTIONS:
            yield Kind.PLACE, 0.5 * (word in _AWAY)
        elif governor in _DEALS:
            yield Kind.COMPANY, 1.5
        elif word in _ABOUT:
            yield Kind.COMPANY, 0.5
        if word in _INSIDE and governor not in _SHARES:
            yield Kind.PLACE, 1.5
        if word in {"of", "in"} and above.pos_ == "PROPN" and above.lower_ not in HEADS_WITH_OF:
            yield Kind.PLACE, 1.5  # "Acme of Graz"
    following = span.doc[span.end : span.end + 2]
    if len(following) == 2 and following[0].text == "," and following[1].lower_ in PLACES and len(span) < 3:
        yield Kind.PLACE, 1.5


def _homely(head: Token, word: str, governor: str) -> bool:
    """Read "an outfit from Graz", "came back from Graz", "the town of Graz"."""
    if word == "of":
        return governor in _SEATS
    return word == "from" and (governor in _BUSINESS or (head.ent_type_ == "GPE" and governor in _COMING))


def _datelined(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh a date behind a name that opens a sentence: "Graz, 3 May"."""
    dated = span.doc[span.end : span.end + 2]
    if (
        span.start == span.sent.start
        and len(dated) == 2
        and dated[0].text == ","
        and (dated[1].is_digit or (dated[1].ent_type_ == "DATE" and dated[1].text[0].isupper()))
        and "%" not in span.doc[span.end + 1 : span.end + 3].text
    ):
        yield Kind.PLACE, 3


def _listed(span: Span, companies: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh what stands in one list with the name, or has it."""
    head = span.root
    listed = [child for child in head.children if child.dep_ == "conj"]
    if head.dep_ == "conj":
        listed.append(head.head)
    if any(token.i in companies for token in listed):
        yield Kind.COMPANY, 2
    if any(child.dep_ == "poss" and child.i in companies for child in head.children):
        yield Kind.OTHER, 1
    if any(
        child.dep_ == "det" and child.lower_ in {"a", "an", "its", "this", "every"} for child in head.children
    ):
        yield Kind.OTHER, 1


def _introduced(span: Span, _: frozenset[int]) -> Iterator[tuple[Kind, float]]:
    """Weigh "hired X as chief engineer", and "Acme (Graz)"."""
    head, doc = span.root, span.doc
    if head.dep_ in _ACTOR | {"dobj"} and any(_personal(child) for child in head.head.children):
        yield Kind.PERSON, 3
    if span.start > 1 and span.end < len(doc) and len(span) < 3 and not span.text.isupper():
        bracketed = doc[span.start - 1].text == "(" and doc[span.end].text in {")", ","}
        if bracketed and doc[span.start - 2].pos_ == "PROPN":
            yield Kind.PLACE, 1


def _personal(preposition: Token) -> bool:
    """Whether the phrase gives somebody a title: "as chief engineer"."""
    return preposition.lower_ in {"as", "to"} and any(
        grand.lemma_.lower() in _PERSONAL for grand in preposition.children
    )


def brand_owner(words: Sequence[str]) -> str | None:
    """Return the company whose product or brand a name is, or None.

    Examples
    --------
    >>> brand_owner(("ChatGPT",)), brand_owner(("Galaxy", "S24")), brand_owner(("Acme",))
    ('OpenAI', 'Samsung', None)
    """
    owner = BRANDS.get(words[0].casefold())
    return owner.replace("_", " ") if owner is not None else None
