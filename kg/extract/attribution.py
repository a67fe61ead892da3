"""Who says it: the sources that a text names for a statement, and how far their speech reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.frames import companies_at, owners
from kg.extract.roles import agent, coordinated, datives, objects, prepositional

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Mentions

SAYING = frozenset(
    "acknowledge add admit announce answer argue believe claim comment concede confirm declare disclose estimate explain "
    "inform mention note publish put quip reckon reply report respond reveal say state stress suggest tell unveil write".split()
)
_OUTLETS = {
    name.casefold(): name
    for name in (
        "ABC News|AFP|Agence France-Presse|Ars Technica|Associated Press|Axios|Barron's|BBC|Bild|Bloomberg|Bloomberg News|"
        "Business Insider|Caixin|CBS News|CNBC|CNN|Deadline|Der Spiegel|Engadget|Financial Times|Forbes|Fortune|"
        "Gizmodo|Handelsblatt|Het Financieele Dagblad|Il Sole 24 Ore|Kommersant|Le Figaro|Le Monde|Les Echos|Manager Magazin|"
        "MarketWatch|NBC News|Nikkei|Nikkei Asia|NPR|Politico|Reuters|Seeking Alpha|Semafor|Sky News|South China Morning Post|"
        "TechCrunch|The Atlantic|The Economic Times|The Economist|The Globe and Mail|The Guardian|The Hollywood Reporter|"
        "The Information|The New York Times|The Register|The Telegraph|The Times|The Verge|The Wall Street Journal|"
        "The Washington Post|USA Today|Variety|Wired|Xinhua|Yonhap|ZDNet"
    ).split("|")
}
_PRESS = frozenset(
    "blog bulletin business chronicle courier daily dagblad echo examiner gazette globe guardian herald insider journal ledger "
    "magazine mail media mercury mirror monitor news newspaper newswire observer outlet post press register review "
    "standard star sun telegraph times tribune weekly wire world zeitung".split()
)
_SPOKEN = frozenset(
    "announcement blog call disclosure executive filing letter management notice post release representative report "
    "spokesman spokesperson spokeswoman statement".split()
)
_COLLECTIVE = frozenset("both companies company duo firm pair party side they trio two".split())
_PERSONAL = frozenset({"he", "she"})
_TITLES = frozenset(
    {
        "the",
        "mr",
        "mr.",
        "ms",
        "ms.",
        "mrs",
        "mrs.",
        "dr",
        "dr.",
        "chief",
        "ceo",
        "cfo",
        "chairman",
        "president",
        "sir",
    }
)
_TERMS = frozenset({"agreement", "contract", "deal", "plan", "term"})


@dataclass(frozen=True)
class Source:
    """Who says a statement.

    ``names`` are canonical; empty for unnamed people. ``media`` tells an outlet or unnamed people from a party or a
    person; ``collective`` means the parties of the deal together. ``spans`` are the code points that say so.
    """

    names: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    media: bool = False
    collective: bool = False
    verb: Token | None = None


def outlet(phrase: str) -> str | None:
    """Return the canonical name of a news outlet, or None.

    Examples
    --------
    >>> outlet("the Wall Street Journal"), outlet("Reuters"), outlet("Evening Ledger"), outlet("Acme")
    ('The Wall Street Journal', 'Reuters', 'Evening Ledger', None)
    """
    bare = phrase.strip()
    folded = bare.casefold()
    for key in (folded, f"the {folded}", folded.removeprefix("the ")):
        if key in _OUTLETS:
            return _OUTLETS[key]
    words = folded.split()
    if len(words) > 1 and words[-1] in _PRESS and words[-2] != "the" and bare[:1].isupper():
        return bare.removeprefix("The ")
    return None


def source_of(token: Token, mentions: Mentions) -> Source | None:
    """Return who says what the token stands in, or None where the text speaks in its own voice."""
    return (
        _reporting(token, mentions)
        or _according(token, mentions)
        or _quoted(token, mentions)
        or _trailing(token, mentions)
        or _speaking(token, mentions)
    )


def phrase(head: Token) -> str:
    """Return the words of a name: the head with the capitalised words and articles before it."""
    return name_span(head).text


def name_span(head: Token) -> Span:
    """Return the run of proper nouns that ends in the head, with a leading article."""
    start = head.i
    while start > head.sent.start and (
        head.doc[start - 1].pos_ == "PROPN"
        or (head.doc[start - 1].lower_ == "the" and head.doc[start].pos_ == "PROPN")
    ):
        start -= 1
        if head.doc[start].lower_ == "the":
            break
    return head.doc[start : head.i + 1]


def _trailing(token: Token, mentions: Mentions) -> Source | None:
    """Read ", the Evening Ledger reported in July" behind a statement, where the parse takes it for an apposition."""
    for verb in token.sent:
        if verb.i <= token.i or verb.lemma_.lower() not in SAYING or verb.i < token.sent.start + 2:
            continue
        speaker = name_span(verb.nbor(-1))
        before = token.doc[speaker.start - 1]
        if (
            verb.nbor(-1).pos_ == "PROPN"
            and before.text == ","
            and not any(c.dep_ in {"ccomp", "dobj"} for c in verb.children)
        ):
            return _named(verb.nbor(-1), verb, mentions)
    return None


def _speaking(token: Token, mentions: Mentions) -> Source | None:
    """Return the person who speaks all through an interview or a turn of a transcript."""
    person = mentions.speaker_at(token)
    return Source((person[0],), (person[1],)) if person is not None else None


def _span(token: Token | Span) -> tuple[int, int]:
    start = token.idx if hasattr(token, "idx") else token.start_char
    return start, start + len(token.text)


def _reporting(token: Token, mentions: Mentions) -> Source | None:
    """Read "X said that ...", "..., X reported", "X was reported by Y to ..."."""
    for verb in token.ancestors:
        if verb.lemma_.lower() in SAYING and verb.pos_ == "VERB" and _reports(verb, token):
            found = _speaker(verb, mentions)
            if found is not None:
                return found
        for child in verb.children:
            if child.dep_ == "parataxis" and child.lemma_.lower() in SAYING and not child.is_ancestor(token):
                return _speaker(child, mentions)
    return None


def _reports(verb: Token, token: Token) -> bool:
    """Whether the statement is what the verb reports, and not its subject or an aside."""
    child = next((child for child in verb.children if child == token or child.is_ancestor(token)), None)
    return child is not None and child.dep_ in {
        "ccomp",
        "xcomp",
        "dobj",
        "pobj",
        "prep",
        "advcl",
        "conj",
        "dep",
        "nsubjpass",
    }


def _speaker(verb: Token, mentions: Mentions) -> Source | None:
    subject = agent(verb)
    if subject is None or subject.pos_ == "NOUN":
        for head in (*datives(verb), *objects(verb)):
            name = outlet(phrase(head))
            if name:
                return Source((name,), (_span(verb), _span(name_span(head))), media=True, verb=verb)
    return _named(subject, verb, mentions) if subject is not None else None


def _named(head: Token, verb: Token, mentions: Mentions) -> Source | None:
    names: dict[str, tuple[int, int]] = {}
    media = False
    for member in coordinated(head):
        press = outlet(phrase(member))
        if press:
            names[press], media = _span(name_span(member)), True
        else:
            names |= {name: span for name, span in _names(member, mentions) if name not in names}
    if names:
        return Source(tuple(names), (_span(verb), *names.values()), media=media, verb=verb)
    spans = (_span(verb), _span(head))
    if head.lemma_.lower() in _COLLECTIVE:
        return Source((), spans, collective=True, verb=verb)
    if head.pos_ == "NOUN" and head.lemma_.lower() not in _SPOKEN:
        return Source((), spans, media=True, verb=verb)
    return None


def _names(head: Token, mentions: Mentions) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the company or the person that a speaker is."""
    mention = mentions.of(head)
    if mention is not None:
        yield from ((company, (mention.start, mention.end)) for company in mention.companies)
    elif head.pos_ == "NOUN":
        yield from _spoken_for(head, mentions)
    elif head.pos_ == "PROPN":
        yield _person(name_span(head))
    elif head.lower_ in _PERSONAL:
        yield from _last_person(head, mentions)


def _spoken_for(head: Token, mentions: Mentions) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the person in apposition to a title, or the company that a spokesperson or a statement speaks for."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            yield from _names(child, mentions)
            return
    if head.lemma_.lower() in _SPOKEN:
        speaking_for = prepositional(head, frozenset({"for", "at", "from"}))
        fillers = [
            *owners(head, mentions),
            *(f for after in speaking_for for f in companies_at(after, mentions)),
        ]
        for filler in fillers:
            yield filler.company, _span(filler.token)


def _person(name: Span) -> tuple[str, tuple[int, int]]:
    """Return a person under the fullest name that the text gives, with where it stands."""
    last = name[-1].text
    for token in name.doc[: name.end]:
        if token.text == last and token.pos_ == "PROPN":
            fuller = name_span(token)
            if len(fuller) > len(name):
                return _bare(fuller)
    return _bare(name)


def _bare(name: Span) -> tuple[str, tuple[int, int]]:
    while len(name) > 1 and name[0].lower_ in _TITLES:
        name = name[1:]
    return name.text, _span(name)


def _last_person(pronoun: Token, mentions: Mentions) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the person last named as a speaker before *he* or *she*."""
    for token in reversed(pronoun.doc[: pronoun.i]):
        if token.pos_ == "PROPN" and token.ent_type_ == "PERSON" and mentions.of(token) is None:
            yield _person(name_span(token))
            return


def _according(token: Token, mentions: Mentions) -> Source | None:
    """Read "according to X", "citing X", "in a statement by X" anywhere in the sentence."""
    for word in token.sent:
        after: list[Token] = []
        if word.lower_ == "according":
            after = [grand for to in word.children for grand in to.children if grand.dep_ == "pobj"]
        elif word.lemma_ == "cite":
            after = objects(word)
        for head in after:
            inner = [*prepositional(head, frozenset({"from", "by", "in"})), head]
            for candidate in inner:
                found = _named(candidate, word, mentions)
                if (
                    found is not None
                    and (found.names or candidate == head)
                    and head.lemma_.lower() not in _TERMS
                ):
                    return found
    return None


def _quoted(token: Token, mentions: Mentions) -> Source | None:
    """Read the speaker of the quotation that the token stands in."""
    opening = next(((start, end) for start, end in mentions.quotations if start < token.i < end), None)
    if opening is None:
        return None
    near = token.doc[max(0, opening[0] - 30) : opening[1] + 30]
    for word in sorted(near, key=lambda word: min(abs(word.i - opening[0]), abs(word.i - opening[1]))):
        if word.lemma_.lower() in SAYING and word.pos_ == "VERB" and not opening[0] < word.i < opening[1]:
            found = _speaker(word, mentions)
            if found is not None:
                return found
    return None
