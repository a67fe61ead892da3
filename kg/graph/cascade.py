"""Who falls when providers fail: failures that spread from provider to customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.graph.closure import spread
from kg.graph.compiled import compiled, worth_it

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Index

    Ints = npt.NDArray[np.int32]
    Counts = npt.NDArray[np.signedinteger[Any]]
    Bits = npt.NDArray[np.uint16]

_EXACT = 1e-9


class Needs(NamedTuple):
    """Which needs each provider serves; a need is that of one customer for one kind, and may have several providers.

    Attributes
    ----------
    served
        By need: how many providers count as serving it while none has failed; in few bytes, for counts are looked up
        at random and fit a nearer cache.
    start
        By provider: where its services begin in the arrays that follow.
    customer, need
        By service: whom it is for, and for which of its needs.
    lost, kept
        By service, 1 or 0: whether it counts where its provider has failed, and where not. The two are the same where
        every hop is known; they bound the answer from either side where some are not.
    """

    served: Counts
    start: Ints
    customer: Ints
    need: Ints
    lost: npt.NDArray[np.int8]
    kept: npt.NDArray[np.int8]

    @classmethod
    def of(cls, index: Index, lost: Bits, kept: Bits) -> Needs:
        """Return the needs that hops serve.

        Parameters
        ----------
        index
            Hops from customer to provider.
        lost, kept
            By place of the hop, one bit for each kind that it counts for where its provider has failed, and where not.

        Notes
        -----
        O(n + m log m), for a few kinds.
        """
        either = lost | kept
        kinds = max(1, int(either.max(initial=0)).bit_length())
        places, kind = np.nonzero(either[:, None] >> np.arange(kinds, dtype=np.uint16) & 1)
        key = index.near[places] * np.int64(kinds) + kind
        needed = np.zeros(len(index) * kinds, dtype=bool)
        needed[key] = True
        need = np.cumsum(needed, dtype=np.int32)[key] - np.int32(1)
        counts = [(bits[places] >> kind.astype(np.uint16) & 1).astype(np.int8) for bits in (lost, kept)]
        far = index.ahead.to[places]
        order = np.argsort(far, kind="stable")
        start = np.zeros(len(index) + 1, dtype=np.int32)
        np.cumsum(np.bincount(far, minlength=len(index)), out=start[1:])
        customer, need = index.near[places][order], need[order]
        needs = cls(need[:0], start, customer, need, counts[0][order], counts[1][order])
        return needs._replace(served=needs.counted(needs.kept))

    def swapped(self) -> Needs:
        """Return the needs with what is lost and what is kept changed about."""
        return self._replace(served=self.counted(self.lost), lost=self.kept, kept=self.lost)

    def counted(self, counting: npt.NDArray[np.int8]) -> Counts:
        """Return how many of these services each need has."""
        services = np.bincount(self.need)
        most, counted = services.max(initial=0), np.bincount(self.need, counting, minlength=len(services))
        return counted.astype(np.int16 if most <= np.iinfo(np.int16).max else np.int32)


class Fall(NamedTuple):
    """By node: the round in which it fails (0 for what failed first, -1 for what stands), and whether it lost anything."""

    round: Ints
    touched: npt.NDArray[np.bool_]


def cascade(needs: Needs, failed: npt.NDArray[Any], threshold: float) -> Fall:
    """Return what fails when some nodes do.

    A node fails in the round after its providers of one kind of need have failed in a share of ``threshold`` or more.

    Parameters
    ----------
    needs
        What each provider serves.
    failed
        What fails first.
    threshold
        The share of providers, more than 0 and at most 1: at 1 any provider that is left will do, at the least share
        every provider is needed.

    Notes
    -----
    Of each need, the providers and those of them that failed are counted on as one after another fails: each service
    is looked at once, O(n + m).

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> index = index_of(nx.DiGraph([("shop", "cloud"), ("shop", "other cloud"), ("cloud", "chips")]))
    >>> needs = Needs.of(index, *[np.ones(3, np.uint16)] * 2)
    >>> fall = cascade(needs, np.array([index.number["chips"]]), 1.0)
    >>> dict(zip(index.names, fall.round.tolist())), index.named(np.flatnonzero(fall.touched))
    ({'shop': -1, 'cloud': 1, 'other cloud': -1, 'chips': 0}, ['shop', 'cloud'])
    """
    if worth_it(len(needs.need)):
        return Fall(*compiled(_by_service)(*needs, failed.astype(np.int32), threshold))
    served, lost = needs.served.copy(), np.zeros_like(needs.served)
    rounds = np.full(len(needs.start) - 1, -1, dtype=np.int32)
    touched = np.zeros(len(rounds), dtype=bool)
    rounds[failed] = 0
    front, number = failed, 0
    while len(front):
        number += 1
        at, _ = spread(needs.start, front)
        at = at[rounds[needs.customer[at]] < 0]
        customer, need, gone = needs.customer[at], needs.need[at], needs.lost[at]
        np.add.at(lost, need, gone.astype(lost.dtype))
        np.add.at(served, need, (gone - needs.kept[at]).astype(served.dtype))
        touched[customer[gone > 0]] = True
        falls = (lost[need] > 0) & (lost[need] >= threshold * served[need] - _EXACT)
        front = np.unique(customer[falls])
        rounds[front] = number
    return Fall(rounds, touched)


def _by_service(  # noqa: PLR0913, PLR0917  a compiled function takes arrays, not records
    served: Any, start: Any, customer: Any, need: Any, lost: Any, kept: Any, failed: Any, threshold: float
) -> Any:
    size = len(start) - 1
    rounds = np.full(size, -1, dtype=np.int32)
    touched = np.zeros(size, dtype=np.bool_)
    queue = np.empty(size, dtype=np.int32)
    counts = np.zeros((len(served), 2), dtype=served.dtype)  # side by side, for they are looked at together
    counts[:, 1] = served
    tail = 0
    for node in failed:
        rounds[node] = 0
        queue[tail] = node
        tail += 1
    for head in range(size):
        if head == tail:
            break
        node = queue[head]
        for at in range(start[node], start[node + 1]):
            who = customer[at]
            if rounds[who] >= 0:
                continue
            here = need[at]
            counts[here, 0] += lost[at]
            counts[here, 1] += lost[at] - kept[at]
            touched[who] |= lost[at] > 0
            if counts[here, 0] > 0 and counts[here, 0] >= threshold * counts[here, 1] - 1e-9:
                rounds[who] = rounds[node] + 1
                queue[tail] = who
                tail += 1
    return rounds, touched
