"""What a text has mentioned so far, and how prominently: what descriptions and pronouns choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.attribution import outlet
from kg.extract.roles import agent, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.extract.mentions import Mention, Mentions
    from kg.extract.profiles import Profiles
    from kg.extract.voices import Voices

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MODIFYING = frozenset({"compound", "nmod", "amod"})
REACH = 40
"""How many mentions back a description or pronoun looks."""

_REPORTING = frozenset({"write", "report", "print", "publish", "broadcast"})


class Seen(NamedTuple):
    """A company at a place of the text, with the number of its sentence and how prominent its grammar makes it."""

    company: str
    token: Token
    sentence: int
    rank: int


@dataclass
class Discourse:
    """The companies mentioned so far, in order, while a text is read."""

    mentions: Mentions
    profiles: Profiles
    voices: Voices
    seen: list[Seen] = field(default_factory=list)
    sentence: int = 0

    def note(self, token: Token, companies: Sequence[str]) -> None:
        """Record that a token means some companies."""
        rank = prominence(token)
        self.seen += [Seen(company, token, self.sentence, rank) for company in companies]

    def outlet(self, mention: Mention) -> bool:
        """Whether the words name a news outlet, or whoever the text cites as one."""
        if outlet(self.mentions.text[mention.start : mention.end]) is not None:
            return True
        token = self.mentions.doc[mention.head]
        above = token.head.head
        if token.dep_ == "nsubj":
            return token.head.lemma_ in _REPORTING
        return token.dep_ == "pobj" and (above.lower_ == "according" or above.lemma_ in _REPORTING)

    def novel(self, company: str) -> bool:
        """Whether this sentence or the one before is the first to mention the company."""
        return next(seen.sentence for seen in self.seen if seen.company == company) >= self.sentence - 1

    def recent(self) -> Iterator[Seen]:
        """Yield the latest mention of each company, latest first."""
        done = set()
        for seen in reversed(self.seen[-REACH:]):
            if seen.company not in done:
                done.add(seen.company)
                yield seen

    def topic(self) -> str | None:
        """Return the company that the text is about, or else the subject of the sentence before."""
        if self.voices.dominant:
            return self.voices.main
        before = (
            seen for seen in self.seen[-REACH:] if seen.sentence == self.sentence - 1 and seen.rank == 3
        )
        return next((seen.company for seen in before), None)


def prominence(token: Token) -> int:
    """Return 3 for a subject, 2 for what stands within one, 1 for an object, else 0."""
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ in SUBJECTS:
        return 3
    for above in token.ancestors:
        if above.dep_ in SUBJECTS:
            return 2
        if is_verb(above):
            break
    return 1 if token.dep_ in {"dobj", "attr", "appos"} else 0


def clause_verb(token: Token) -> Token | None:
    """Return the verb of the clause that the token stands in, or None."""
    return next((above for above in token.ancestors if is_verb(above)), None)


def co_arguments(token: Token, mentions: Mentions) -> set[str]:
    """Return the companies that the token's own clause names beside it, which it therefore cannot mean."""
    found: set[str] = set()
    verb = clause_verb(token)
    for above in token.ancestors:
        if above == verb:
            break
        mention = mentions.of(above)
        found.update(mention.companies if mention is not None else ())
    if verb is None:
        return found
    subject = agent(verb)
    arguments = [verb, *(child for child in verb.children if not is_verb(child))]
    acting = mentions.of(subject) if subject is not None and subject != token else None
    found.update(acting.companies if acting is not None else ())
    for argument in arguments:
        if argument != verb and (argument == token or argument.is_ancestor(token)):
            continue
        for part in (argument, *argument.children):
            mention = mentions.of(part)
            apart = part != token and not part.is_ancestor(token)
            if mention is not None and apart and (mention.named or mention.head == part.i):
                found.update(mention.companies)
    return found
