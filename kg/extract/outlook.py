"""What somebody thinks or expects: records and rankings, analysts' beliefs, and how a market is to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.asides import Aside, negated, who, within
from kg.extract.roles import is_verb, surface_subject
from kg.model import RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Mentions

_THINKING = frozenset("argue believe consider doubt feel guess reckon suspect think".split())
_EXPECTING = frozenset("anticipate envisage estimate expect forecast foresee predict project".split())
_OBSERVERS = frozenset(
    "analyst commentator critic economist expert insider investor observer pundit strategist trader".split()
)
_DEALS = frozenset(
    "accord acquisition agreement alliance amount bet collaboration commitment contract deal figure investment merger order pact "
    "partnership purchase round scale sum takeover transaction".split()
)
_UNHEARD = frozenset("unprecedented historic unheard-of unmatched unparalleled".split())
_LARGER = frozenset("big great high huge large rich".split())
_USUAL = frozenset(
    "common commonplace driver engine everyday frequent important indispensable norm normal ordinary routine rule standard trend usual".split()
)
_LIKELY = frozenset({"foreseeable", "likely", "probable", "inevitable", "unlikely"})
_COMING = frozenset("ahead coming come".split())
_MODAL = frozenset("can could may might will would".split())


def opinions(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield what is called a record, and what observers believe."""
    word = next((token for token in sentence if _record(token)), None)
    if word is not None:
        yield Aside(RemarkKind.OPINION, "record", within(sentence, mentions), word)
        return
    for verb in filter(is_verb, sentence):
        told = _statement(verb)
        if (
            verb.lemma_.lower() in _THINKING
            and _observer(surface_subject(verb))
            and told is not None
            and not _future(told)
        ):
            yield Aside(RemarkKind.OPINION, None, within(sentence, mentions), told)
            return


def _record(token: Token) -> bool:
    """Whether a word ranks a deal above all before it."""
    lemma = token.lemma_.lower()
    if lemma in _UNHEARD:
        return _of_deal(token)
    if lemma == "record" and token.pos_ in {"NOUN", "ADJ"}:
        breaking = token.dep_ == "dobj" and token.head.lemma_.lower() in {
            "set",
            "break",
            "mark",
            "shatter",
            "hold",
        }
        return _of_deal(token) if not breaking else _tells_deal(token.sent)
    if token.tag_ == "JJS" and lemma in _LARGER:
        following = {word.lower_ for word in token.doc[token.i : token.i + 12]}
        return _of_deal(token) and bool(following & {"ever", "history", "yet"})
    return (
        token.tag_ == "JJR"
        and lemma in _LARGER
        and _tells_deal(token.sent)
        and {"no", "ever"} <= {word.lower_ for word in token.sent}
    )


def _of_deal(token: Token) -> bool:
    """Whether the word describes a deal, before its noun or through a copula."""
    head = token.head
    if token.dep_ == "oprd":
        return any(
            child.lemma_.lower() in _DEALS for child in head.children if child.dep_ == "dobj"
        ) and not negated(head)
    if token.dep_ in {"amod", "compound", "nmod"}:
        return head.lemma_.lower() in _DEALS or (
            head.dep_ in {"amod", "compound"} and head.head.lemma_.lower() in _DEALS
        )
    while head.dep_ in {"acomp", "attr", "conj"} and not is_verb(head):
        head = head.head
    subject = surface_subject(head) if is_verb(head) else None
    return subject is not None and subject.lemma_.lower() in _DEALS and not negated(head)


def _tells_deal(sentence: Span) -> bool:
    return any(token.lemma_.lower() in _DEALS for token in sentence)


def forecasts(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield what is expected of a market, and never what a company plans for a deal of its own."""
    for verb in filter(is_verb, sentence):
        expected = _expected(verb, mentions)
        if expected or _to_come(verb, mentions):
            said_by = () if not expected or _observer(surface_subject(verb)) else _companies(verb, mentions)
            yield Aside(
                RemarkKind.FORECAST, None, within(sentence, mentions), _statement(verb) or verb, said_by
            )
            return


def _companies(verb: Token, mentions: Mentions) -> tuple[str, ...]:
    return tuple(filler.company for filler in who(verb, mentions))


def _expected(verb: Token, mentions: Mentions) -> bool:
    """Whether a verb tells what observers expect, or what anybody expects of what is no company."""
    told, lemma = _statement(verb), verb.lemma_.lower()
    if told is None or negated(verb):
        return False
    subject = surface_subject(verb)
    if lemma == "be":
        likely = any(child.dep_ == "acomp" and child.lower_ in _LIKELY for child in verb.children)
        return likely and subject is not None and _general(subject, mentions)
    if _observer(subject):
        return lemma in _EXPECTING or (lemma in _THINKING and _future(told))
    about = (
        subject if _passive(verb) else next((child for child in told.children if child.dep_ == "nsubj"), None)
    )
    if about is None or (about.pos_ == "PRON" and _advice(verb)):
        return False
    return lemma in _EXPECTING and _general(about, mentions)


def _advice(verb: Token) -> bool:
    """Whether a verb is said to the reader: "expect it to be noisy"."""
    told = any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)
    return verb.lower_ == verb.lemma_.lower() and not told


def _to_come(verb: Token, mentions: Mentions) -> bool:
    """Whether what is no company "may become the norm", or will do something "in the coming years"."""
    subject = surface_subject(verb)
    if subject is None or not _future(verb) or not _general(subject, mentions):
        return False
    usual = verb.lemma_.lower() == "become" and any(child.lemma_.lower() in _USUAL for child in verb.children)
    return usual or _coming(verb)


def _observer(subject: Token | None) -> bool:
    """Whether the subject is somebody who watches the market; *they* after such a subject counts."""
    if subject is None:
        return False
    if subject.lower_ == "they" and subject.sent.start > 0:
        before = subject.doc[subject.sent.start - 1].sent
        return any(token.dep_ == "nsubj" and token.lemma_.lower() in _OBSERVERS for token in before)
    return subject.lemma_.lower() in _OBSERVERS


def _statement(verb: Token) -> Token | None:
    """Return the head of what is thought or expected."""
    return next((child for child in verb.children if child.dep_ in {"ccomp", "xcomp"}), None)


def _passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _future(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in _MODAL for child in verb.children)


def _general(subject: Token, mentions: Mentions) -> bool:
    """Whether the subject is no company of the text."""
    return mentions.of(subject) is None and (
        subject.pos_ == "NOUN" or subject.lower_ in {"it", "this", "that"}
    )


def _coming(verb: Token) -> bool:
    """Whether the verb's clause looks at the coming years."""
    return any(
        token.lemma_.lower() in {"year", "decade", "month"}
        and any(child.lower_ in _COMING for child in token.children)
        for token in verb.subtree
    )
