"""What a server holds: one state of a graph, ready to be drawn and asked by many at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread

from kg.store import LimitExceeded
from kg.views.page import View, drawn_view
from kg.views.picture import picture
from kg.views.selection import BUDGET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from kg.knowledge import KnowledgeGraph
    from kg.model import Assessment
    from kg.store import Limits, QueryPool, Result
    from kg.views.selection import Selection

_THREADS = anyio.CapacityLimiter(64)  # of queries alone, so that pages never wait behind them
MOST = 400
"""The largest budget of companies and projects that a request may ask for."""


@dataclass(frozen=True)
class Served:
    """The network, the policy's verdicts, and the processes that answer SPARQL."""

    network: nx.MultiDiGraph[str]
    verdicts: Mapping[str, Assessment]
    pool: QueryPool
    slots: anyio.CapacityLimiter
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: KnowledgeGraph, workers: int, limits: Limits) -> Served:
        """Return what is to be served of a graph, as it is now."""
        return cls(
            graph.network(),
            {verdict.claim: verdict for verdict in graph.assessments()},
            graph.query_pool(workers, limits),
            anyio.CapacityLimiter(workers),
        )

    async def ask(self, query: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Result:
        """Run a SPARQL query as :meth:`kg.store.QueryPool.run` does; whoever waits for a free process holds no thread."""
        try:
            with anyio.fail_after(self.pool.limits.seconds):
                await self.slots.acquire()
        except TimeoutError:
            raise LimitExceeded("too many queries run at once; try again in a moment") from None
        try:
            return await anyio.to_thread.run_sync(self.pool.run, query, default, named, limiter=_THREADS)
        finally:
            self.slots.release()

    async def retire(self) -> None:
        """End the processes as soon as the queries that they run have ended."""
        for number in range(int(self.slots.total_tokens)):
            await self.slots.acquire_on_behalf_of(number)
        await anyio.to_thread.run_sync(self.pool.close)

    @cached_property
    def names(self) -> list[str]:
        """The names of all nodes, sorted."""
        return sorted(self.network)

    @property
    def site(self) -> dict[str, Any]:
        """What every page of the site needs: all names, and that it is made around none."""
        return {"names": self.names, "around": [], "budget": 0, "more": ""}

    def view(
        self,
        title: str,
        selection: Selection,
        around: tuple[str, ...] = (),
        budget: int = 0,
        **more: Any,
    ) -> View:
        """Return a selection as a page of the site; ``around`` and ``budget`` are what it was made with, where it was."""
        site = {**self.site, "around": list(around), "budget": budget or BUDGET}
        if budget and len(selection.nodes) >= budget < MOST:
            site["more"] = _more(around, min(2 * budget, MOST))
        return drawn_view(title, picture(self.network, selection, self.verdicts), site=site, **more)


def _more(around: tuple[str, ...], budget: int) -> str:
    from urllib.parse import urlencode

    return "/?" + urlencode([*(("around", name) for name in around), ("budget", budget)])
