"""Tables in running text: rows whose cells a headline says to be buyers and suppliers, investors, or losing bidders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.frames import Filler, Frame, Hit
from kg.extract.predicates import Predicate
from kg.extract.status import CELL
from kg.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from kg.extract.mentions import Mention, Mentions

_HEADINGS = {
    "customer": "buyer customer client offtaker purchaser tenant lessee user to authority taker licensee airline",
    "provider": "seller supplier vendor provider winner bidder contractor from landlord lessor manufacturer builder "
    "yard licensor awarded awardee",
    "beaten": "unsuccessful loser losers beaten losing runner-up runners-up",
    "investor": "investor investors lender backer backers",
    "investee": "company start-up startup borrower investee",
    "acquirer": "acquirer acquiror bidder buyer",
    "target": "target",
}
_KINDS = (
    (ClaimType.ACQUISITION, "acquirer", "target"),
    (ClaimType.INVESTMENT, "investor", "investee"),
    (ClaimType.CONTRACT, "customer", "provider"),
)
_OVER = re.compile(r"\b(cancel|terminat|withdr|laps|expired|ended|scrapped)", re.IGNORECASE)
_RULE = re.compile(r"[\s|+:=-]*")
_COLUMN = re.compile(r"\s*\|\s*|\t+| {2,}")
_LONGEST_HEADING = 4
_LONGEST_NAME = 4
_SMALL = frozenset("& and de do of".split())


class _Cell(NamedTuple):
    start: int
    end: int
    text: str


def find_rows(doc: Doc, mentions: Mentions) -> list[Hit]:
    """Return what the rows of a text's tables tie, in order of the text.

    A table is a line of headings, two of which name the sides of a deal, and the lines of like columns below it;
    columns are parted by ``|``, tabs or several spaces.
    """
    text = doc.text
    if "|" not in text and "\t" not in text and "  " not in text:
        return []
    places = sorted((mention.start, mention) for mention in mentions if mention.named)
    hits: list[Hit] = []
    sides: dict[str, int] = {}
    for line in _lines(text):
        if len(line) < 2:
            if line and not _RULE.fullmatch(line[0].text):
                sides = {}
            continue
        heading = _sides(line)
        if heading:
            sides = heading
        elif sides and max(sides.values()) < len(line):
            hits += _row(doc, line, sides, places)
    return hits


def _lines(text: str) -> Iterator[list[_Cell]]:
    """Yield the cells of each line; a line without columns is one cell."""
    start = 0
    for line in text.splitlines(keepends=True):
        cells, at = [], 0
        body = line.rstrip("\r\n")
        for mark in (*_COLUMN.finditer(body), None):
            end = mark.start() if mark else len(body)
            if end > at or (mark and "|" in mark.group() and mark.start()):
                cells.append(_Cell(start + at, start + end, body[at:end]))
            at = mark.end() if mark else end
        yield cells
        start += len(line)


def _sides(line: Sequence[_Cell]) -> dict[str, int]:
    """Return the columns that a line of headings gives to the sides of a deal, or nothing where it is no such line."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(line):
        words = cell.text.casefold().split()
        if len(words) > _LONGEST_HEADING:
            return {}
        for role, names in _HEADINGS.items():
            if role not in columns and {*words, *(word.removesuffix("s") for word in words)} & {
                *names.split()
            }:
                columns[role] = index
    if "beaten" in columns and columns.get("provider") == columns["beaten"]:
        columns.pop("provider")
    return columns if any({first, second} <= columns.keys() for _, first, second in _KINDS) else {}


def _row(
    doc: Doc, line: Sequence[_Cell], sides: dict[str, int], places: Sequence[tuple[int, Mention]]
) -> Iterator[Hit]:
    told = {role: _parties(doc, line[column], places) for role, column in sides.items()}
    tokens = [filler.token for fillers in told.values() for filler in fillers]
    if not tokens:
        return
    trigger = min(tokens, key=lambda token: token.i)
    over = bool(_OVER.search(" ".join(cell.text for cell in line)))
    for kind, first, second in _KINDS:
        if told.get(first) and told.get(second) and sides[first] != sides[second]:
            yield _hit(kind, {first: told[first], second: told[second]}, over, trigger)
            break
    for winner in told.get("provider", ()):
        for loser in told.get("beaten", ()):
            yield _hit(ClaimType.COMPETITION, {"party": (winner, loser)}, False, trigger)


def _parties(doc: Doc, cell: _Cell, places: Sequence[tuple[int, Mention]]) -> tuple[Filler, ...]:
    """Return the companies that a cell names; where none is known, its own words are the name."""
    named = tuple(
        Filler(company, doc[mention.head], mention, CELL)
        for start, mention in places
        if cell.start <= start < cell.end
        for company in mention.companies
    )
    words = cell.text.split()
    if (
        named
        or not words
        or len(words) > _LONGEST_NAME
        or not all(word[0].isupper() or word in _SMALL for word in words)
    ):
        return named
    span = doc.char_span(cell.start, cell.start + len(cell.text.rstrip()))
    return (Filler(span.text, span.root, None, CELL),) if span is not None else ()


def _hit(kind: ClaimType, roles: dict[str, tuple[Filler, ...]], over: bool, trigger: Token) -> Hit:
    frame = Frame(kind, dict.fromkeys(roles, (CELL,)), over=over)
    return Hit(frame, trigger, Predicate.of_noun(trigger), roles)
