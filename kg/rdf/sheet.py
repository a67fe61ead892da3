"""N-Quads of one layer as they are written: the lines of what is told, and nodes that many records share described once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from kg.rdf.terms import STRING, escaped, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.rdf.terms import Triple

    Shared: TypeAlias = "tuple[Callable[..., Iterable[Triple]], tuple[Any, ...]]"


class Sheet:
    r"""Lines of N-Quads in one named graph.

    Text is written straight, for a tuple a triple on the way costs more than all else.

    Examples
    --------
    >>> sheet = Sheet("http://g")
    >>> sheet.tell("http://a", "http://b", 'say "1"')
    >>> sheet.whole()
    b'<http://a> <http://b> "say \\"1\\"" <http://g> .\n'
    """

    def __init__(self, graph: str) -> None:
        self._end = f" <{graph}> .\n"
        self._lines: list[str] = []
        self._shared: set[Shared] = set()

    def link(self, subject: str, predicate: str, object_: str) -> None:
        """Write a triple whose object is an IRI."""
        self._lines.append(f"<{subject}> <{predicate}> <{object_}>{self._end}")

    def tell(self, subject: str, predicate: str, text: str, datatype: str = STRING) -> None:
        """Write a triple whose object is a literal."""
        kind = "" if datatype == STRING else f"^^<{datatype}>"
        self._lines.append(f'<{subject}> <{predicate}> "{escaped(text)}"{kind}{self._end}')

    def share(self, describe: Callable[..., Iterable[Triple]], *about: Any) -> None:
        """Write what a function tells about its arguments, once however often it is asked for."""
        self._shared.add((describe, about))

    def whole(self) -> bytes:
        """Return every line, sorted and each once: the same triples give the same bytes."""
        return "".join(sorted({*self._lines, *self._described(self._shared)})).encode()

    def rest(self, known: set[Shared]) -> bytes:
        """Return the lines in no order, of shared nodes those alone that are not known yet; they are from now on."""
        new = self._shared - known
        known |= new
        return "".join([*self._lines, *self._described(new)]).encode()

    def _described(self, shared: Iterable[Shared]) -> Iterable[str]:
        return (
            f"<{subject}> <{predicate}> {written(object_)}{self._end}"
            for describe, about in shared
            for subject, predicate, object_ in describe(*about)
        )
