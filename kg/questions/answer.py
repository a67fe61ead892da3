"""What every question returns: typed rows, the claims they rest on, and what is not known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.network import Holds
    from kg.questions.footnotes import Footnote, Sources


class Phrase(NamedTuple):
    """A piece of a sentence, and the ids of the claims and remarks that say it."""

    text: str
    cites: tuple[str, ...] = ()


Sentence = tuple[Phrase, ...]


class Row(ABC):
    """One row of an answer; its dataclass fields are its data."""

    @abstractmethod
    def sentence(self) -> Sentence:
        """Return the row in plain English."""

    @abstractmethod
    def cells(self) -> dict[str, str]:
        """Return the row for a table, by column."""

    @property
    def cites(self) -> tuple[str, ...]:
        """The ids of the claims and remarks that the row rests on."""
        return _cited([self.sentence()])


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Answer(Generic[R]):
    """The rows of an answer with the sources they rest on; iterate over it, index it, or let it explain itself.

    Attributes
    ----------
    question
        The question in plain English.
    rows
        The answer proper.
    sources
        What the footnotes quote.
    verdict
        For a yes-no question: yes, no or unknown.
    notes
        What the sources say beside the rows.
    gaps
        What they do not say.
    truncated
        Why rows are missing, None where none are.

    Examples
    --------
    >>> from kg.questions.providers import providers
    >>> from kg.questions.sample import sample_network
    >>> answer = providers(sample_network("OpenAI uses Oracle since 2024-summer"), "OpenAI")
    >>> [row.provider for row in answer], len(answer.claims), answer.truncated
    (['Oracle'], 1, None)
    """

    question: str
    rows: tuple[R, ...]
    sources: Sources = field(repr=False)
    verdict: Holds | None = None
    notes: tuple[Sentence, ...] = ()
    gaps: tuple[Sentence, ...] = ()
    truncated: str | None = None

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[R, ...]: ...
    def __getitem__(self, index: int | slice) -> R | tuple[R, ...]:
        return self.rows[index]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that the rows and notes rest on, each once, in their order."""
        told = [*(row.sentence() for row in self.rows), *self.notes]
        return tuple(key for key in _cited(told) if key in self.sources.claims)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the graph does not know, one sentence each."""
        return tuple("".join(phrase.text for phrase in gap) for gap in self.gaps)

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """The evidence of everything the explanation cites, in order of its numbers."""
        told = [*(row.sentence() for row in self.rows), *self.notes, *self.gaps]
        return tuple(self.sources.footnote(key) for key in _cited(told))

    def explain(self) -> str:
        """Return the answer in plain English, a sentence a line, with numbered footnotes that quote the evidence.

        Examples
        --------
        >>> from kg.questions.rivals_that_supply import rivals_that_supply
        >>> from kg.questions.sample import sample_network
        >>> network = sample_network("OpenAI competes with Google", "OpenAI buys cloud from Google")
        >>> print(rivals_that_supply(network).explain())
        Which companies compete while one supplies the other?
        OpenAI competes with Google [1] and depends on it: a contract for cloud (announced) [2].
        Not known: Whether other companies compete and supply each other: no document here says so.
        <BLANKLINE>
        [1] “OpenAI competes with Google” — Sample, undated, competition, announced
        [2] “OpenAI buys cloud from Google” — Sample, undated, contract, announced
        """
        notes = self.footnotes
        numbers = {note.id: number for number, note in enumerate(notes, start=1)}
        told = [
            _numbered(sentence, numbers) for sentence in (*(row.sentence() for row in self.rows), *self.notes)
        ]
        missing = [f"Not known: {_numbered(gap, numbers)}" for gap in self.gaps]
        cut = [f"Shown in part: {self.truncated}."] if self.truncated else []
        quoted = ["", *(f"[{numbers[note.id]}] {note}" for note in notes)] if notes else []
        return "\n".join([self.question, *told, *cut, *missing, *quoted])

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as plain values for JSON, each with the evidence it rests on."""
        return [
            {**_plain(row), "evidence": [_plain(self.sources.footnote(key)) for key in row.cites]}
            for row in self.rows
        ]

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame, one column a slot.

        Raises
        ------
        ImportError
            pandas is not installed; it is no dependency of this package.
        """
        import pandas as pd  # type: ignore[import-untyped, unused-ignore]

        return pd.DataFrame([_plain(row) for row in self.rows])

    def table(self) -> str:
        """Return the rows as a text table, an empty string where there are none.

        Examples
        --------
        >>> from kg.questions.dependency_paths import dependency_paths
        >>> from kg.questions.sample import sample_network
        >>> network = sample_network("OpenAI uses Oracle", "Oracle buys chips from Nvidia")
        >>> print(dependency_paths(network, "OpenAI", "Nvidia").table())
        path                      hops  deals  weakest link
        ------------------------  ----  -----  ---------------
        OpenAI → Oracle → Nvidia  2     2      OpenAI → Oracle
        """
        cells = [row.cells() for row in self.rows]
        if not cells:
            return ""
        lines = [list(cells[0]), *(list(row.values()) for row in cells)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        lines.insert(1, ["-" * width for width in widths])
        return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)

    def _repr_html_(self) -> str:
        """Return the answer for a notebook; every word that came from a document is escaped."""
        cells = [row.cells() for row in self.rows]
        head = "".join(f"<th>{escape(name)}</th>" for name in cells[0]) if cells else ""
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row.values())}</tr>" for row in cells
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if cells else ""
        said = [*("".join(phrase.text for phrase in note) for note in self.notes)]
        said += [f"Shown in part: {self.truncated}."] if self.truncated else []
        said += [f"Not known: {sentence}" for sentence in self.unknown]
        lines = "".join(f"<p>{escape(line)}</p>" for line in said)
        quoted = "".join(f"<li>{escape(str(note))}</li>" for note in self.footnotes)
        return f"<p><b>{escape(self.question)}</b></p>{table}{lines}<ol>{quoted}</ol>"

    def _repr_markdown_(self) -> str:
        """Return the answer in Markdown, with a flowchart of what its claims tell, for a notebook that shows no HTML."""
        from kg.questions.mermaid import fenced, flowchart, plain, ties_of

        cells = [row.cells() for row in self.rows]
        lines = (
            [list(cells[0]), ["---"] * len(cells[0]), *(list(row.values()) for row in cells)] if cells else []
        )
        table = "\n".join(f"| {' | '.join(map(plain, line))} |" for line in lines)
        said = ["".join(phrase.text for phrase in note) for note in self.notes]
        said += [f"Shown in part: {self.truncated}."] if self.truncated else []
        said += [f"Not known: {sentence}" for sentence in self.unknown]
        quoted = "\n".join(
            f"{number}. {plain(str(note))}" for number, note in enumerate(self.footnotes, start=1)
        )
        chart = fenced(flowchart(ties_of(self.sources.claims[key] for key in self.claims)))
        return "\n\n".join(
            filter(None, (f"**{plain(self.question)}**", table, *map(plain, said), quoted, chart))
        )


def _cited(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for sentence in sentences for phrase in sentence for key in phrase.cites))


def _numbered(sentence: Sentence, numbers: Mapping[str, int]) -> str:
    """Return a sentence with the numbers of its footnotes."""
    return "".join(
        f"{phrase.text} {''.join(f'[{numbers[key]}]' for key in phrase.cites)}"
        if phrase.cites
        else phrase.text
        for phrase in sentence
    )


def _plain(value: object) -> Any:
    """Return a value made of what JSON knows."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value
