"""Descriptions and pronouns to the companies they mean.

One pass over the text in reading order keeps who was mentioned where and how prominently (subjects before possessors
before the rest, after centering theory: Grosz, Joshi and Weinstein 1995). A description takes the company whose trade
and origin fit it, a pronoun the most prominent one near by, and neither one that its own clause already names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.attribution import outlet
from kg.extract.kinds import brand_owner
from kg.extract.lexicon import COMPANY_NOUNS, COMPANY_VERBS, GENERIC, LEADERS
from kg.extract.profiles import Profiles, origins, trades
from kg.extract.roles import agent, coordinated, is_verb, objects
from kg.extract.voices import Voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.companies import Companies
    from kg.extract.mentions import Mention, Mentions
    from kg.model import Document

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "themselves"})
_SPEAKING = frozenset({"we", "our", "us", "ours"})
_ADDRESSED = frozenset({"you", "your", "yours"})
_POINTING = frozenset({"the", "this", "that"})
_ROLES = frozenset(
    "buyer client competitor customer investor lender lessor owner parent partner provider rival seller supplier target tenant vendor subsidiary challenger".split()
)
_EMPTY = GENERIC | {
    "maker",
    "provider",
    "operator",
    "developer",
    "supplier",
    "owner",
    "manufacturer",
    "specialist",
    "partner",
    "rival",
    "new",
    "old",
}
_VAGUE = frozenset(
    "agency authority exchange farm government industry institute ministry network platform player processor rail regulator target yard business house".split()
)
_OF_SOMETHING = frozenset(
    "builder developer house lab laboratory label maker owner parent partner supplier tenant".split()
)
_PAIRS = frozenset("pair duo two".split())
_WILLING = frozenset(
    "want plan expect hope intend say take have join promise get spend add need come".split()
)
_REPORTING = frozenset({"write", "report", "print", "publish", "broadcast"})
_SIDES = frozenset("company firm side party partner group maker giant operator business".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MODIFYING = frozenset({"compound", "nmod", "amod"})
_REACH = 40


class Seen(NamedTuple):
    """A company at a place of the text, with the number of its sentence and how prominent its grammar makes it."""

    company: str
    token: Token
    sentence: int
    rank: int


@dataclass
class _Discourse:
    """What was mentioned so far."""

    mentions: Mentions
    profiles: Profiles
    voices: Voices
    text: str
    seen: list[Seen]
    sentence: int = 0

    def note(self, token: Token, companies: Sequence[str]) -> None:
        rank = prominence(token)
        self.seen += [Seen(company, token, self.sentence, rank) for company in companies]

    def outlet(self, mention: Mention) -> bool:
        """Whether the words name a news outlet, or whoever the text cites as one."""
        if outlet(self.text[mention.start : mention.end]) is not None:
            return True
        token = self.mentions.doc[mention.head]
        if token.dep_ == "nsubj" and token.head.lemma_ in _REPORTING:
            return True
        return token.dep_ == "pobj" and (
            token.head.head.lower_ == "according" or token.head.head.lemma_ in _REPORTING
        )

    def novel(self, company: str) -> bool:
        """Whether the last two sentences are the first to mention the company."""
        return next(seen.sentence for seen in self.seen if seen.company == company) >= self.sentence - 1

    def recent(self) -> Iterator[Seen]:
        """Yield the latest mention of each company, latest first."""
        done = set()
        for seen in reversed(self.seen[-_REACH:]):
            if seen.company not in done:
                done.add(seen.company)
                yield seen


def prominence(token: Token) -> int:
    """Return 3 for a subject, 2 for what stands within one, 1 for an object, else 0."""
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ in _SUBJECTS:
        return 3
    for above in token.ancestors:
        if above.dep_ in _SUBJECTS:
            return 2
        if is_verb(above):
            break
    return 1 if token.dep_ in {"dobj", "attr", "appos"} else 0


def resolve(doc: Doc, mentions: Mentions, document: Document, known: Companies) -> None:
    """Add to the mentions every description and pronoun whose company the text tells."""
    state = _Discourse(
        mentions, Profiles(doc, mentions, known), Voices(doc, mentions, document), document.text, []
    )
    mentions.main = state.voices.main if state.voices.dominant else None
    for number, sentence in enumerate(doc.sents):
        state.sentence = number
        topic = _topic(state)
        if topic is not None:
            mentions.topics[sentence.start] = topic
        for token in sentence:
            voice = _voice(token, state) if mentions.of(token) is None else []
            if voice:
                mentions.add(_extent(token), token, voice)
        last = None
        for token in sentence:
            mention = mentions.of(token)
            if mention is not None:
                if mention is not last and token.i == mention.head and not state.outlet(mention):
                    state.note(token, mention.companies)
                    last = mention
                continue
            companies = _meant(token, state)
            if companies:
                mentions.add(_extent(token), token, companies)
                state.note(token, companies)


def _topic(state: _Discourse) -> str | None:
    """Return the company that the text is about, or else the subject of the sentence before."""
    if state.voices.dominant:
        return state.voices.main
    last = [seen for seen in state.seen[-_REACH:] if seen.sentence == state.sentence - 1 and seen.rank == 3]
    return last[0].company if last else None


def _extent(token: Token) -> Span:
    """Return the words of the description, from its determiner to its head, or the pronoun."""
    modifiers = [
        child.i
        for child in token.lefts
        if child.dep_ in {"det", "predet", "amod", "compound", "nummod", "nmod", "poss"}
    ]
    return token.doc[min([*modifiers, token.i]) : token.i + 1]


def _meant(token: Token, state: _Discourse) -> list[str]:
    word = token.lower_
    if word in _SINGULAR:
        return _pronoun(token, state)
    if word in _PLURAL:
        return _they(token, state)
    if word in {"latter", "former"} and _determiner(token) == "the":
        two = _last_two(token, state)
        return two[-1:] if word == "latter" else two[:1]
    if token.pos_ in {"NOUN", "NUM", "DET", "PRON", "PROPN"} and _pairs(token):
        return _last_two(token, state)
    if token.pos_ in {"NOUN", "PROPN"} and token.text.islower():
        return _description(token, state)
    return []


def _voice(token: Token, state: _Discourse) -> list[str]:
    if token.lower_ in _SPEAKING:
        return state.voices.speaker(token)
    return state.voices.addressed(token) if token.lower_ in _ADDRESSED else []


def _determiner(token: Token) -> str:
    return next((child.lower_ for child in token.children if child.dep_ in {"det", "predet"}), "")


def _pairs(token: Token) -> bool:
    """Whether the words mean two companies just told: "the pair", "both companies", "the two firms"."""
    lowered = {child.lower_ for child in token.lefts}
    if token.lower_ in _PAIRS:
        return "the" in lowered and token.dep_ not in {"nummod", "compound"}
    if token.lower_ == "both":
        return token.dep_ in {*_SUBJECTS, "pobj", "dobj"}
    return token.lemma_.lower() in _SIDES and token.tag_ == "NNS" and bool({"both", "two"} & lowered)


def _last_two(token: Token, state: _Discourse) -> list[str]:
    taken = co_arguments(token, state.mentions)
    listed = [
        seen
        for seen in reversed(state.seen[-_REACH:])
        if state.sentence - seen.sentence <= 3
        and seen.token.dep_ not in _MODIFYING
        and seen.company not in taken
    ]
    names: list[str] = []
    for seen in listed:
        if seen.company not in names:
            names.append(seen.company)
        if len(names) == 2:
            return names[::-1]
    return []


def _description(token: Token, state: _Discourse) -> list[str]:
    lemma = token.lemma_.lower()
    noun = lemma in COMPANY_NOUNS or lemma.endswith("maker") or lemma in state.profiles.heads
    if not noun or token.tag_ == "NNS":
        return []
    named = _by_its_brand(token, lemma, state)
    if named:
        return named
    if (
        _determiner(token) not in _POINTING
        or (lemma in _VAGUE - state.profiles.heads and not _social(token))
        or (token.dep_ in _MODIFYING and not _possesses(token))
    ):
        return []
    if (
        any(child.dep_ == "prep" and child.lower_ in {"of", "for", "in"} for child in token.rights)
        and lemma in _OF_SOMETHING
    ):
        return []
    if any(child.dep_ == "appos" and state.mentions.of(child) is not None for child in token.children):
        return []
    if token.dep_ == "appos" or (token.dep_ == "attr" and lemma in _ROLES):
        return []
    told = _identified(token, state)
    if told:
        return told
    return _best_fit(token, lemma, state)


def _by_its_brand(token: Token, lemma: str, state: _Discourse) -> list[str]:
    """Read "the ChatGPT maker", "the owner of Tylenol", "Jeff Bezos's old shop"."""
    for child in token.children:
        if child.dep_ in {"compound", "nmod", "amod"} and child.text[0].isupper():
            mention = state.mentions.of(child)
            if mention is not None and lemma in {
                "maker",
                "owner",
                "parent",
                "developer",
                "creator",
                "company",
                "operator",
                "group",
                "firm",
            }:
                return list(mention.companies)
        if child.dep_ == "poss":
            person = state.mentions.person(child)
            if person is not None and lemma in GENERIC:
                return state.voices.led_by(person)
        if (
            child.lower_ in {"of", "behind"}
            and child.dep_ == "prep"
            and lemma in {"owner", "maker", "parent", "company", "creator", "developer"}
        ):
            for grand in child.children:
                owner = brand_owner((grand.text,))
                if owner is not None:
                    return [owner]
    return []


def _identified(token: Token, state: _Discourse) -> list[str]:
    """Read "the customer is Acme"."""
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        for child in token.head.children:
            mention = state.mentions.of(child) if child.dep_ == "attr" else None
            if mention is not None and mention.named:
                return list(mention.companies)
    return []


def _best_fit(token: Token, lemma: str, state: _Discourse) -> list[str]:
    words = [token, *(child for child in token.lefts if child.dep_ in {"amod", "compound", "nmod", "poss"})]
    wanted, home = trades(word.lower_ for word in words), origins(words)
    taken = co_arguments(token, state.mentions)
    best: tuple[float, str] | None = None
    for seen in state.recent():
        if seen.company in taken:
            continue
        fit = state.profiles.fit(
            seen.company, wanted, home, [w.lower_ for w in words if w.lemma_.lower() not in _EMPTY]
        )
        distance = state.sentence - seen.sentence
        score = (
            fit
            - 0.6 * distance
            + (0.5 if seen.rank >= 2 else 0.0)
            - (1.0 if seen.token.dep_ in _MODIFYING else 0.0)
        )
        if seen.company == state.voices.main and lemma in GENERIC and len(words) == 1:
            score += 0.4
        if distance <= 1 and state.novel(seen.company):
            score += 0.3
        if best is None or score > best[0]:
            best = score, seen.company
    needed = -2.0 if lemma in GENERIC and not home else -1.0
    return [best[1]] if best is not None and best[0] >= needed else []


def co_arguments(token: Token, mentions: Mentions) -> set[str]:
    """Return the companies that the token's own clause names beside it, which it therefore cannot mean."""
    verb = next((above for above in token.ancestors if is_verb(above)), None)
    found: set[str] = set()
    for above in token.ancestors:
        if above == verb:
            break
        mention = mentions.of(above)
        if mention is not None:
            found.update(mention.companies)
    if verb is None:
        return found
    arguments = [verb]
    subject = agent(verb)
    if subject is not None:
        arguments.append(subject)
    for argument in (*arguments, *verb.children):
        if (
            argument == token
            or (argument.is_ancestor(token) and argument != verb)
            or (argument != verb and is_verb(argument))
        ):
            continue
        for part in (argument, *argument.children):
            if part == token or part.is_ancestor(token):
                continue
            mention = mentions.of(part)
            if mention is not None and (mention.named or mention.head == part.i) and part.dep_ != "relcl":
                found.update(mention.companies)
    return found


def _pronoun(token: Token, state: _Discourse) -> list[str]:
    own = token.lower_ in {"its", "itself", "their", "themselves"}
    if token.dep_ == "pobj" and token.head.lower_ == "of":  # "a fifth of it"
        return []
    several: set[str] = set()
    verb = next((above for above in token.ancestors if is_verb(above)), None)
    for above in [verb, *(a for a in verb.ancestors if is_verb(a))] if verb is not None else []:
        if above == verb and not own:
            continue
        if (
            own and above == verb and above.dep_ == "xcomp" and objects(above.head)
        ):  # "hired Acme to run its systems"
            continue
        subject = agent(above) if above.tag_ != "VBN" or above.dep_ in {"relcl"} else _surface(above)
        for candidate in {subject, _surface(above)} - {None}:
            if candidate is None or candidate == token or candidate.i > token.i or candidate == token.head:
                continue
            mention = state.mentions.of(candidate)
            if mention is None or (not own and candidate.is_ancestor(token)) or state.outlet(mention):
                continue
            if any(child.dep_ == "conj" for child in candidate.children):  # several act: "they", not "it"
                several.update(
                    seen.company for seen in state.seen if seen.token in {candidate, *candidate.subtree}
                )
                continue
            if len(mention.companies) == 1:
                return list(mention.companies)
    if _thing_before(token, state):
        return []
    taken = co_arguments(token, state.mentions) if not own else set()
    ranked = [
        (-(state.sentence - seen.sentence), seen.rank, seen.token.i, seen.company)
        for seen in state.seen[-_REACH:]
        if state.sentence - seen.sentence <= 2
        and seen.company not in taken | several
        and seen.token.dep_ not in _MODIFYING
        and not _holds(seen, token)
    ]
    return [max(ranked)[3]] if ranked else []


def _thing_before(token: Token, state: _Discourse) -> bool:
    """Whether the subject of the sentence before is a thing that agrees with the pronoun, and what *it* does is no company's act."""
    verb = next((above for above in token.ancestors if is_verb(above)), None)
    if token.dep_ not in _SUBJECTS or verb is None or token.sent.start == 0:
        return False
    if verb.lemma_.lower() in COMPANY_VERBS | _WILLING:
        return False
    before = token.doc[token.sent.start - 1].sent
    subject = next(
        (
            word
            for word in reversed(list(before))
            if word.dep_ in _SUBJECTS and word.pos_ in {"NOUN", "PROPN"}
        ),
        None,
    )
    if token.i > token.sent.start + 3 or subject is None or state.mentions.of(subject) is not None:
        return False
    return (subject.tag_ in {"NNS", "NNPS"}) == (token.lower_ in _PLURAL)


def _holds(seen: Seen, token: Token) -> bool:
    """Whether the pronoun stands inside the phrase of what it might mean ("its rival Acme")."""
    return seen.token == token.head or seen.token.is_ancestor(token) or token.head in seen.token.children


def _social(token: Token) -> bool:
    return any(child.lower_ == "social" for child in token.lefts)


def _possesses(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).text in {"'s", "’s"}


def _surface(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _they(token: Token, state: _Discourse) -> list[str]:
    """Read *they*: the companies that the last subject lists, or else the company it is."""
    for above in token.ancestors:
        subject = _surface(above) if is_verb(above) else None
        if (
            subject is not None
            and subject.i < token.i
            and any(child.dep_ == "conj" for child in subject.children)
        ):
            listed = [
                filler for member in coordinated(subject) if (filler := state.mentions.of(member)) is not None
            ]
            if len(listed) > 1:
                return list(dict.fromkeys(company for mention in listed for company in mention.companies))
    single = _pronoun(token, state)
    if not single:
        return []
    last = next((seen for seen in reversed(state.seen) if seen.company == single[0]), None)
    if last is None:
        return single
    head = last.token.head if last.token.dep_ == "conj" else last.token
    listed = [
        seen.company
        for seen in state.seen
        if seen.token == head or (seen.token.dep_ == "conj" and seen.token.head == head)
    ]
    return list(dict.fromkeys(listed)) or single


def leader(name: str) -> str | None:
    """Return the company that a well-known person leads, or None.

    Examples
    --------
    >>> leader("Jeff Bezos"), leader("Ann Nobody")
    ('Amazon', None)
    """
    company = LEADERS.get(name.casefold().replace(" ", "_"))
    return company.replace("_", " ") if company is not None else None
