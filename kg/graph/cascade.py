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

KINDS = 16
"""The most kinds of need that a hop's bits can tell."""
_EXACT = 1e-9


class Needs(NamedTuple):
    """For each hop, one bit for each kind of need that it serves: what is lost where it fails, what is kept where not.

    The two are the same where every hop is known; they bound the answer from either side where some are not.
    """

    lost: npt.NDArray[np.uint16]
    kept: npt.NDArray[np.uint16]


class Fall(NamedTuple):
    """By node: the round in which it fails (0 for what failed first, -1 for what stands), and whether it lost anything."""

    round: Ints
    touched: npt.NDArray[np.bool_]


def cascade(index: Index, needs: Needs, failed: npt.NDArray[Any], threshold: float) -> Fall:
    """Return what fails when some nodes do.

    A node fails in the round after its providers of one kind of need have failed in a share of ``threshold`` or more.

    Parameters
    ----------
    index
        Hops from customer to provider.
    needs
        What each hop serves, where its provider has failed and where it has not.
    failed
        What fails first.
    threshold
        The share of providers, more than 0 and at most 1: at 1 any provider that is left will do, at the least share
        every provider is needed.

    Notes
    -----
    Each node is looked at once in each round in which it loses a provider; O(n + m) where rounds are few.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> index = index_of(nx.DiGraph([("shop", "cloud"), ("shop", "other cloud"), ("cloud", "chips")]))
    >>> fall = cascade(index, Needs(*[np.ones(3, np.uint16)] * 2), np.array([index.number["chips"]]), 1.0)
    >>> dict(zip(index.names, fall.round.tolist())), index.named(np.flatnonzero(fall.touched))
    ({'shop': -1, 'cloud': 1, 'other cloud': -1, 'chips': 0}, ['shop', 'cloud'])
    """
    if worth_it(len(index.ahead.to)):
        ahead, back = index.ahead, index.back
        return Fall(
            *compiled(_by_node)(
                ahead.start, ahead.to, back.start, back.to, *needs, failed.astype(np.int32), threshold
            )
        )
    rounds = np.full(len(index), -1, dtype=np.int32)
    touched = np.zeros(len(index), dtype=bool)
    rounds[failed] = 0
    front = failed
    while len(front):
        at, _ = spread(index.back.start, front)
        waiting = np.zeros(len(index), dtype=bool)
        waiting[index.back.to[at]] = True
        customers = np.flatnonzero(waiting & (rounds < 0))
        at, counts = spread(index.ahead.start, customers)
        owner, down = np.repeat(np.arange(len(customers)), counts), rounds[index.ahead.to[at]] >= 0
        falls = np.zeros(len(customers), dtype=bool)
        bits = np.where(down, needs.lost[at], needs.kept[at])
        for kind in range(KINDS):
            served = np.flatnonzero(bits & (1 << kind))
            if len(served):
                gone = served[down[served]]
                all_of, lost = (np.bincount(owner[part], minlength=len(customers)) for part in (served, gone))
                touched[customers[lost > 0]] = True
                falls |= (lost > 0) & (lost >= threshold * all_of - _EXACT)
        number = int(rounds.max()) + 1
        front = customers[falls]
        rounds[front] = number
    return Fall(rounds, touched)


def _by_node(  # noqa: C901, PLR0913, PLR0915, PLR0917  a compiled function takes arrays, not records
    start: Any,
    to: Any,
    back_start: Any,
    back_to: Any,
    lost_bits: Any,
    kept_bits: Any,
    failed: Any,
    threshold: float,
) -> Any:
    size = len(start) - 1
    rounds = np.full(size, -1, dtype=np.int32)
    touched = np.zeros(size, dtype=np.bool_)
    seen = np.zeros(size, dtype=np.int32)
    queue = np.empty(size, dtype=np.int32)
    tail = 0
    for node in failed:
        rounds[node] = 0
        queue[tail] = node
        tail += 1
    head, number = 0, 0
    kinds = 0
    while len(to) and max(lost_bits.max(), kept_bits.max()) >> kinds:
        kinds += 1
    all_of = np.zeros(kinds, dtype=np.int64)
    lost = np.zeros(kinds, dtype=np.int64)
    place_of = np.zeros(1 << kinds, dtype=np.int64)
    for kind in range(kinds):
        place_of[1 << kind] = kind
    while head < tail:
        number += 1
        last = tail
        for place in range(head, last):
            node = queue[place]
            for at in range(back_start[node], back_start[node + 1]):
                customer = back_to[at]
                if rounds[customer] >= 0 or seen[customer] == number:
                    continue
                seen[customer] = number
                all_of[:] = 0
                lost[:] = 0
                for hop in range(start[customer], start[customer + 1]):
                    down = 0 <= rounds[to[hop]] < number
                    bits = np.int64(lost_bits[hop] if down else kept_bits[hop])
                    while bits:
                        kind = place_of[bits & -bits]
                        all_of[kind] += 1
                        lost[kind] += down
                        bits &= bits - 1
                for kind in range(kinds):
                    if lost[kind]:
                        touched[customer] = True
                        if lost[kind] >= threshold * all_of[kind] - 1e-9:
                            rounds[customer] = number
                            queue[tail] = customer
                            tail += 1
                            break
        head = last
    return rounds, touched
