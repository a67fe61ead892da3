"""Ties as columns: one row a tie, a few bytes a cell, what is not told as a value of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.graph.validity import Validity
from kg.model import ClaimType, Grade, Product, Status
from kg.values import Bound, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from kg.values import Days

    Ints = npt.NDArray[np.integer[Any]]
    Mask = npt.NDArray[np.bool_]

TYPES, PRODUCTS, STATUSES = tuple(ClaimType), tuple(Product), tuple(Status)
GRADES, BOUNDS = tuple(Grade), tuple(Bound)
UNTOLD = -1
"""The code of a slot that no source fills."""
ACCEPTED, QUOTED, ANNUAL = 1, 2, 4
"""Bits of ``flags``: the policy accepts the tie, a verified quote tells it, its amount is paid every year."""
NEVER, EVER = np.iinfo(np.int32).min, np.iinfo(np.int32).max
"""Days before and after every day: what a bound that is not told is compared as."""
_SUPPLY = [TYPES.index(kind) for kind in (ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.EXCLUSIVITY_ENDED)]


@dataclass(frozen=True)
class Columns:
    """A table of ties, sorted by customer, then by provider; rows of one pair keep the order they were given in.

    Attributes
    ----------
    start
        Where the rows of each customer begin; one more than there are companies.
    provider
        The number of the company at the other end.
    type, product, status, grade
        Codes: places in :data:`TYPES`, :data:`PRODUCTS`, :data:`STATUSES`, :data:`GRADES`, or :data:`UNTOLD`. The
        grade is that of the best document.
    flags
        :data:`ACCEPTED`, :data:`QUOTED`, :data:`ANNUAL`.
    documents
        How many documents tell the tie, 255 for more.
    amount, bound, currency
        Whole units (NaN where untold), a place in :data:`BOUNDS`, a place in ``currencies``.
    begin_earliest, begin_latest, end_earliest, end_latest
        Days since the first of January of the year 1; :data:`NEVER` or :data:`EVER` where untold, so that a comparison
        does not exclude what is not known.
    currencies
        ISO 4217 codes.
    """

    start: npt.NDArray[np.int32]
    provider: npt.NDArray[np.int32]
    type: npt.NDArray[np.int8]
    product: npt.NDArray[np.int8]
    status: npt.NDArray[np.int8]
    grade: npt.NDArray[np.int8]
    flags: npt.NDArray[np.uint8]
    documents: npt.NDArray[np.uint8]
    amount: npt.NDArray[np.float64]
    bound: npt.NDArray[np.int8]
    currency: npt.NDArray[np.int8]
    begin_earliest: npt.NDArray[np.int32]
    begin_latest: npt.NDArray[np.int32]
    end_earliest: npt.NDArray[np.int32]
    end_latest: npt.NDArray[np.int32]
    currencies: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.provider)

    @property
    def companies(self) -> int:
        """How many companies the rows number."""
        return len(self.start) - 1

    @property
    def customer(self) -> npt.NDArray[np.int32]:
        """The number of the company at the near end of each row; computed, for ``start`` says it."""
        return np.repeat(np.arange(self.companies, dtype=np.int32), np.diff(self.start))

    def customer_of(self, row: int) -> int:
        """Return the number of the company at the near end of one row."""
        return int(np.searchsorted(self.start, np.int32(row), side="right")) - 1

    @property
    def nbytes(self) -> int:
        """The bytes that the columns take."""
        arrays = [getattr(self, field.name) for field in fields(self)]
        return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))

    def take(self, rows: Mask) -> Columns:
        """Return the table of these rows alone, with the same numbers for companies."""
        kept = np.concatenate([[0], np.cumsum(rows)])
        cut = {name: getattr(self, name)[rows] for name in _ROWS}
        return replace(self, start=kept[self.start].astype(np.int32), **cut)

    def supplies(self) -> Mask:
        """Return which ties are of a type under which a customer depends on a provider."""
        return np.asarray(np.isin(self.type, _SUPPLY), dtype=bool)

    def accepted(self) -> Mask:
        """Return which ties the policy accepts."""
        return np.asarray(self.flags & ACCEPTED, dtype=bool)

    def may_hold(self, on: Days | None) -> Mask:
        """Return which ties may hold on the days asked about; without any, which are not terminated.

        The same as :func:`kg.network.supplies` asks of one tie, for all at once.
        """
        if on is None:
            return np.asarray(self.status != STATUSES.index(Status.TERMINATED), dtype=bool)
        first, last = on.first.toordinal(), on.last.toordinal()
        excluded = (self.begin_earliest > last) | (self.end_latest < first)
        return ~excluded | (self.end_latest < self.begin_earliest)

    def surely_hold(self, on: Days) -> Mask:
        """Return which ties surely hold on every one of the days asked about."""
        first, last = on.first.toordinal(), on.last.toordinal()
        sure = (self.begin_latest <= first) & (self.end_earliest >= last)
        return sure & ~(self.end_latest < self.begin_earliest) & self.may_hold(on)

    def changing(self, before: Days, after: Days) -> Mask:
        """Return which ties do not hold as surely on some days as on others."""
        first, second = (self.may_hold(on).astype(np.int8) + self.surely_hold(on) for on in (before, after))
        return np.asarray(first != second, dtype=bool)

    def money(self, row: int) -> Money | None:
        """Return the amount of one row, None where none is told."""
        if np.isnan(self.amount[row]):
            return None
        value = float(self.amount[row])
        return Money.model_construct(
            value=Decimal(int(value)) if value.is_integer() else Decimal(str(value)),
            currency=self.currencies[self.currency[row]],
            bound=BOUNDS[self.bound[row]],
            period="P1Y" if self.flags[row] & ANNUAL else None,
        )

    def validity(self, row: int) -> Validity:
        """Return the bounds of one row's first and last day."""
        names = ("begin_earliest", "begin_latest", "end_earliest", "end_latest")
        days = [int(getattr(self, name)[row]) for name in names]
        return Validity(*(None if day in {NEVER, EVER} else date.fromordinal(day) for day in days))


_ROWS = tuple(field.name for field in fields(Columns) if field.name not in {"start", "currencies"})
_KINDS = {name: np.dtype(kind) for name, kind in (
    ("provider", "i4"), ("type", "i1"), ("product", "i1"), ("status", "i1"), ("grade", "i1"), ("flags", "u1"),
    ("documents", "u1"), ("amount", "f8"), ("bound", "i1"), ("currency", "i1"), ("begin_earliest", "i4"),
    ("begin_latest", "i4"), ("end_earliest", "i4"), ("end_latest", "i4"),
)}  # fmt: skip
_EMPTY = {
    "product": UNTOLD, "status": 0, "grade": len(GRADES) - 1, "flags": ACCEPTED, "documents": 1, "amount": np.nan,
    "bound": 0, "currency": UNTOLD, "begin_earliest": NEVER, "begin_latest": EVER, "end_earliest": NEVER,
    "end_latest": EVER,
}  # fmt: skip


def columns(
    companies: int,
    customer: Ints,
    provider: Ints,
    *,
    currencies: Iterable[str] = (),
    **cells: Sequence[Any] | Ints,
) -> tuple[Columns, Ints]:
    """Return a table out of unsorted cells, and which given row each of its rows is.

    Parameters
    ----------
    companies
        How many companies there are; they are numbered from 0.
    customer, provider
        The two ends of each tie.
    currencies
        What ``currency`` counts in.
    cells
        The other columns of :class:`Columns` by name; what is left out is untold, and accepted.

    Notes
    -----
    O(m log m) in the ties.

    Examples
    --------
    >>> table, order = columns(3, np.array([1, 0, 0]), np.array([2, 2, 1]))
    >>> table.customer.tolist(), table.provider.tolist(), order.tolist()
    ([0, 0, 1], [1, 2, 2], [2, 1, 0])
    """
    ends = np.asarray(customer, dtype=np.int64), np.asarray(provider, dtype=np.int64)
    order = np.argsort(ends[0] * companies + ends[1], kind="stable")
    start = np.zeros(companies + 1, dtype=np.int32)
    np.cumsum(np.bincount(ends[0], minlength=companies), out=start[1:])
    given = {"provider": ends[1], "type": np.zeros(len(order)), **_EMPTY, **cells}
    sorted_cells = {
        name: (
            np.asarray(given[name])[order] if np.ndim(given[name]) else np.full(len(order), given[name])
        ).astype(kind)
        for name, kind in _KINDS.items()
    }
    return Columns(start=start, currencies=tuple(currencies), **sorted_cells), order
