"""Records of a store that are read when they are touched, for a network that outlives what the store holds now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from kg.facts import deal
from kg.facts.layers import described
from kg.namespaces import CLAIMS, claim_iri, document_iri, name_of, remark_iri
from kg.network.records import edges_of
from kg.rdf import read_claims, read_documents, read_remarks
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.companies import Companies
    from kg.model import Claim, Document, Remark
    from kg.store import Store
    from kg.values import Days

R = TypeVar("R")


class Reading:
    """Reads the records behind a network out of a store as it is now.

    Attributes
    ----------
    deals
        The claims about each deal, by the deal's id and their IRIs.
    """

    def __init__(self, store: Store, known: Companies, on: Days | None) -> None:
        self._store = store.present(self)
        self._on = on
        self.deals: dict[str, Sequence[str]] = {}
        self._ends: Sequence[tuple[str, str, str]] = ()
        self._ties: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
        self._records: dict[str, Any] = {
            "claims": Records(self._store, v.CLAIM, self._claim),
            "documents": Records(self._store, v.DOCUMENT, self._document),
            "remarks": Records(self._store, v.REMARK, self._remark),
            "companies": known,
        }

    def records(self) -> Mapping[str, Mapping[str, Any]]:
        """Return claims, documents and remarks by id."""
        return self._records

    def tell(self, ends: Sequence[tuple[str, str, str]]) -> Telling:
        """Return what tells the attributes of ties by their number: each a source, a target, and the id of its deal."""
        self._ends = ends
        return Telling(self)

    def tie(self, row: int) -> dict[str, Any]:
        """Return the attributes of one tie."""
        source, target, id_ = self._ends[row]
        if id_ not in self._ties:
            claims = [self._records["claims"][name_of(iri)] for iri in self.deals[id_]]
            edges = edges_of(deal(self._store, id_, claims), claims, self._records, self._on)
            self._ties[id_] = {(one, other): tie for one, other, _, tie in edges}
        return self._ties[id_][source, target]

    def all(self) -> list[dict[str, Any]]:
        """Return the attributes of every tie."""
        return [self.tie(row) for row in range(len(self._ends))]

    def settle(self) -> None:
        """Read what is left to read, for the store is about to change."""
        for name in ("claims", "documents", "remarks"):
            dict(self._records[name])
        self.all()

    def _claim(self, id_: str) -> Claim:
        return next(read_claims(described(self._store, [claim_iri(id_)])))

    def _document(self, id_: str) -> Document:
        own = list(self._store.triples(CLAIMS, document_iri(id_)))
        dates = [str(date) for _, predicate, date in own if predicate in {v.PUBLISHED, v.RECORDED}]
        return next(
            read_documents(
                [*own, *(triple for date in dates for triple in self._store.triples(CLAIMS, date))]
            )
        )

    def _remark(self, id_: str) -> Remark:
        return next(read_remarks(described(self._store, [remark_iri(id_)])))


class Records(Mapping[str, R]):
    """Records by id, each read when it is first asked for."""

    def __init__(self, store: Store, class_: str, read: Callable[[str], R]) -> None:
        self._store, self._class = store, class_
        self._read = read
        self._made: dict[str, R] = {}

    @cached_property
    def _ids(self) -> dict[str, None]:
        found = self._store.triples(CLAIMS, None, v.TYPE, self._class)
        return dict.fromkeys(sorted(name_of(subject) for subject, _, _ in found))

    def __getitem__(self, id_: str) -> R:
        if id_ not in self._made:
            if id_ not in self._ids:
                raise KeyError(id_)
            self._made[id_] = self._read(id_)
        return self._made[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class Telling:
    """Tells of ties by their number; a copy of it has read everything."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, row: int) -> dict[str, Any]:
        """Return the attributes of one tie, as a dict of its own."""
        return dict(self._reading.tie(row))

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self._reading.all(), "__getitem__")
