"""Chains of nodes in a directed graph: counted before they are listed, listed without recursion, shortest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Successors = Mapping[str, Mapping[str, object]]


def distances_to(predecessors: Successors, goal: str) -> dict[str, int]:
    """Return the least number of hops to the goal, for every node from which it is reached; linear in the edges."""
    found, level = {goal: 0}, [goal]
    while level:
        ahead = dict.fromkeys(u for v in level for u in predecessors.get(v, ()) if u not in found)
        found.update(dict.fromkeys(ahead, found[level[0]] + 1))
        level = list(ahead)
    return found


def walks(successors: Successors, start: str, goal: str, max_length: int, left: Mapping[str, int]) -> int:
    """Return how many walks lead from start to goal without returning to either; no fewer than there are paths.

    Takes time in proportion to ``max_length`` times the edges; ``left`` holds the distances to the goal.
    """
    total, here = 0, {start: 1}
    for step in range(1, max_length + 1):
        there: dict[str, int] = {}
        for u, count in here.items():
            for v in successors.get(u, ()):
                if v != start and left.get(v, max_length) <= max_length - step:
                    there[v] = there.get(v, 0) + count
        total += there.pop(goal, 0)
        here = there
    return total


def paths(
    successors: Successors, start: str, goal: str, max_length: int, left: Mapping[str, int]
) -> Iterator[tuple[str, ...]]:
    """Iterate over the paths from start to goal of at most ``max_length`` hops, the shortest first, then by name.

    A branch is left as soon as the goal is farther than the hops that remain.
    """
    for length in range(left.get(start, max_length + 1), max_length + 1):
        path, branches = [start], [iter(sorted(successors.get(start, ())))]
        while branches:
            node = next(branches[-1], None)
            room = length - len(path)
            if node is None:
                branches.pop()
                path.pop()
            elif node == goal and room == 0:
                yield (*path, goal)
            elif 0 < left.get(node, length + 1) <= room and node not in path:
                path.append(node)
                branches.append(iter(sorted(successors.get(node, ()))))
