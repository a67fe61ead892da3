"""Which node lies on every way to a node: immediate dominators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kg.graph.closure import spread
from kg.graph.compiled import compiled, worth_it

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Rows

    Ints = npt.NDArray[np.int32]

NONE = -1


def dominators(ahead: Rows, back: Rows, roots: npt.NDArray[Any]) -> Ints:
    """Return the last node before each that lies on every walk to it from the roots.

    Parameters
    ----------
    ahead, back
        The direction of the walks, and the reverse.
    roots
        Where walks begin, each once.

    Returns
    -------
    array
        By node: its immediate dominator; the number of nodes itself where there is none but the beginning, as for a
        root; -1 where no walk leads.

    Notes
    -----
    The algorithm of Cooper, Harvey and Kennedy; near O(m) on graphs of supply, O(n · m) at worst. Nodes that lead
    nowhere are settled at the end, all at once.

    References
    ----------
    Cooper, Harvey and Kennedy, *A Simple, Fast Dominance Algorithm*, 2001.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> diamond = index_of(nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]))
    >>> dominators(diamond.ahead, diamond.back, np.array([0])).tolist()
    [5, 0, 0, 0, 3]
    """
    size = len(ahead.start) - 1
    is_root = np.zeros(size, dtype=bool)
    is_root[roots] = True
    if worth_it(len(ahead.to)):
        order, rank = compiled(_finished)(ahead.start, ahead.to, is_root)
        found: Ints = compiled(_settled)(order, rank, back.start, back.to, is_root)
        return found
    return _settle_in_two(ahead, back, is_root)


def _finished(start: Any, to: Any, is_root: Any) -> Any:
    """Return nodes in the order in which a search in depth is done with them, and the place of each in it."""
    size = len(start) - 1
    rank = np.full(size + 1, -1, dtype=np.int32)
    order = np.empty(size, dtype=np.int32)
    stack = np.empty(size, dtype=np.int32)
    at = start[:-1].copy()
    done, top = 0, -1
    for root in range(size):
        if is_root[root] and rank[root] == -1:
            top = 0
            stack[0], rank[root] = root, 0
        while top >= 0:
            node = stack[top]
            if at[node] == start[node + 1]:
                order[done], rank[node] = node, done
                done += 1
                top -= 1
                continue
            there = to[at[node]]
            at[node] += 1
            if rank[there] == -1:
                top += 1
                stack[top], rank[there] = there, 0
    rank[size] = done
    return order[:done], rank


def _settled(order: Any, rank: Any, back_start: Any, back_to: Any, is_root: Any) -> Any:
    """Return dominators: what the dominators of all that leads to a node have in common, until nothing changes."""
    size = len(rank) - 1
    above = np.full(size + 1, -1, dtype=np.int32)
    above[size] = size
    changed = True
    while changed:
        changed = False
        for node in order[::-1]:
            best = size if is_root[node] else -1
            for at in range(back_start[node], back_start[node + 1]):
                other = back_to[at]
                if best == size:
                    break
                if above[other] == -1:
                    continue
                if best == -1:
                    best = other
                while best != other:
                    if rank[best] < rank[other]:
                        best = above[best]
                    else:
                        other = above[other]
            changed = changed or above[node] != best
            above[node] = best
    return above[:size]


def _settle_in_two(ahead: Rows, back: Rows, is_root: npt.NDArray[np.bool_]) -> Ints:
    """Settle what leads on by loops, and what leads nowhere by whole columns."""
    size = len(ahead.start) - 1
    fans = np.diff(ahead.start)
    core = np.flatnonzero((fans > 0) | is_root)
    place = np.full(size, NONE, dtype=np.int64)
    place[core] = np.arange(len(core))
    settled = np.array(
        _settle_listed(_within(ahead, core, place), _within(back, core, place), is_root[core].tolist())
    )
    above = np.full(size + 1, NONE, dtype=np.int32)
    above[size] = size
    names = np.append(core, size)
    above[core] = np.where(settled == NONE, NONE, names[settled]) if len(core) else NONE
    _settle_ends(back, above, np.flatnonzero(place == NONE))
    return above[:size]


def _within(rows: Rows, core: npt.NDArray[Any], place: npt.NDArray[Any]) -> list[list[int]]:
    """Return the neighbours of some nodes among themselves, renumbered."""
    at, counts = spread(rows.start, core)
    there = place[rows.to[at]]
    kept = there != NONE
    cuts = np.append(0, np.cumsum(kept))[np.append(0, np.cumsum(counts))].tolist()
    listed = there[kept].tolist()
    return [listed[cuts[node] : cuts[node + 1]] for node in range(len(core))]


def _settle_listed(ahead: list[list[int]], back: list[list[int]], is_root: list[bool]) -> list[int]:
    """Do as :func:`_settled` does, on lists, which Python reads faster than arrays."""
    size = len(ahead)
    rank, order = _postorder(ahead, is_root)
    above = [NONE] * size + [size]
    changed = True
    while changed:
        changed = False
        for node in reversed(order):
            best = size if is_root[node] else NONE
            for other in back[node]:
                if best == size:
                    break
                if above[other] == NONE:
                    continue
                best, there = (other if best == NONE else best), other
                while best != there:
                    if rank[best] < rank[there]:
                        best = above[best]
                    else:
                        there = above[there]
            if above[node] != best:
                above[node], changed = best, True
    return above[:size]


def _postorder(ahead: list[list[int]], is_root: list[bool]) -> tuple[list[int], list[int]]:
    rank, order = [NONE] * len(ahead) + [len(ahead)], list[int]()
    for root in range(len(ahead)):
        if not is_root[root] or rank[root] != NONE:
            continue
        rank[root] = 0
        stack = [(root, iter(ahead[root]))]
        while stack:
            node, branches = stack[-1]
            there = next((there for there in branches if rank[there] == NONE), None)
            if there is None:
                rank[node] = len(order)
                order.append(stack.pop()[0])
            else:
                rank[there] = 0
                stack.append((there, iter(ahead[there])))
    rank[-1] = len(order)
    return rank, order


def _settle_ends(back: Rows, above: Ints, ends: npt.NDArray[Any]) -> None:
    """Settle nodes that lead nowhere: what their neighbours have in common, halving the neighbours until one is left."""
    depth = _depths(above)
    at, counts = spread(back.start, ends)
    near = back.to[at]
    known = above[near] != NONE
    owner, near = np.repeat(ends, counts)[known], near[known].astype(np.int64)
    while len(near):
        first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
        within = np.arange(len(near)) - np.repeat(first, np.diff(np.append(first, len(near))))
        even = within % 2 == 0
        paired = np.append(~even[1:], False) & even
        left, right = near[paired], near[np.flatnonzero(paired) + 1]
        near[paired] = _common(above, depth, left, right)
        owner, near = owner[even], near[even]
        if len(first) == len(near):
            above[owner] = near
            return


def _depths(above: Ints) -> Ints:
    """Return how many dominators each settled node has, 0 for the beginning of all."""
    depth, node = np.zeros(len(above), dtype=np.int32), np.arange(len(above))
    node = node[above != NONE]
    up = node.copy()
    while True:
        climbing = up != len(above) - 1
        if not climbing.any():
            return depth
        node, up = node[climbing], above[up[climbing]]
        depth[node] += 1


def _common(above: Ints, depth: Ints, left: npt.NDArray[Any], right: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the nearest common dominator-or-self of pairs of nodes."""
    left, right = left.copy(), right.copy()
    apart = np.flatnonzero(left != right)
    while len(apart):
        a, b = left[apart], right[apart]
        down = depth[a] - depth[b]
        left[apart] = np.where(down >= 0, above[a], a)
        right[apart] = np.where(down <= 0, above[b], b)
        apart = apart[left[apart] != right[apart]]
    return left
