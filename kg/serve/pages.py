"""The pages of the site: the web, one company, two, a deal, a document, and where sources differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from kg.errors import UnknownCompany
from kg.questions.asking import company_node
from kg.serve.replies import page
from kg.serve.served import MOST, Served
from kg.views.reliability import reliability_view
from kg.views.selection import BUDGET, around, around_all, between, resting_on, told_differently, whole_graph

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def web(request: Request) -> Response:
    """Show the whole graph, or the companies that ``around`` names, within a ``budget``."""
    served, budget = _served(request), _budget(request)
    names = [node_of(served, name) for name in dict.fromkeys(request.query_params.getlist("around"))]
    if len(names) > 12:
        raise HTTPException(400, f"around names {len(names)} companies; name at most 12")
    if not names:
        return page(served.view("Deals and their sources", whole_graph(served.network, budget), (), budget))
    selection = around_all(served.network, names, budget)
    return page(
        served.view(f"{' and '.join(names)}: deals and their sources", selection, tuple(names), budget)
    )


def company(request: Request) -> Response:
    """Show one company, or project: its deals, and what its suppliers rest on."""
    served, budget = _served(request), _budget(request)
    name = node_of(served, request.path_params["name"])
    selection = around(served.network, name, budget)
    return page(
        served.view(f"{name}: deals and their sources", selection, (name,), budget, open={"node": name})
    )


def pair(request: Request) -> Response:
    """Show two companies: their deals with each other, and the supply that links them."""
    served = _served(request)
    one, other = (node_of(served, request.path_params[key]) for key in ("one", "other"))
    if one == other:
        raise HTTPException(400, f"both names mean {one}; name two companies")
    return page(
        served.view(f"{one} and {other}", between(served.network, one, other, _budget(request)), (one, other))
    )


def deal(request: Request) -> Response:
    """Show one deal with its claims."""
    served, key = _served(request), request.path_params["id"]
    found = next(
        (tie["deal"] for _, _, tie in served.network.edges(data=True) if tie["deal"].id == key), None
    )
    if found is None:
        raise HTTPException(404, f"there is no deal {key!r}")
    selection = resting_on(served.network, found.claims, "one deal")
    return page(served.view("One deal and its sources", selection, open={"deal": key}))


def document(request: Request) -> Response:
    """Show what one document says."""
    served, key = _served(request), request.path_params["id"]
    found = served.network.graph["documents"].get(key)
    if found is None:
        raise HTTPException(404, f"there is no document {key!r}")
    claims = [claim.id for claim in served.network.graph["claims"].values() if claim.doc == key]
    return page(
        served.view(found.title or key, resting_on(served.network, claims, "what one document tells"))
    )


def conflicts(request: Request) -> Response:
    """Show the deals of which sources tell different things."""
    served = _served(request)
    return page(served.view("Where sources differ", told_differently(served.network), conflicts=True))


def sources(request: Request) -> Response:
    """Show how the claims of each source fared."""
    served = _served(request)
    return page(reliability_view(served.network, served.verdicts.values(), served.site))


def node_of(served: Served, name: str) -> str:
    """Return the node that a name means.

    Raises
    ------
    UnknownCompany
        No deal names it.
    """
    node = company_node(served.network, name)
    if node not in served.network:
        raise UnknownCompany(name)
    return node


def _served(request: Request) -> Served:
    found: Served = request.app.state.served
    return found


def _budget(request: Request) -> int:
    asked = request.query_params.get("budget", str(BUDGET))
    if not asked.isdecimal() or not 1 <= int(asked) <= MOST:
        raise HTTPException(400, f"budget {asked!r}: give a number of companies from 1 to {MOST}")
    return int(asked)
