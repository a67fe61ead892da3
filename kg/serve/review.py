"""The review: what waits for a person, as a page and as JSON, and the decisions that come back.

Decisions are taken only where the server was started to write, from whoever sends its token. A page of another site has no
part in that: it does not know the token, a browser adds the header that carries it to no request by itself, and the guard
refuses foreign origins. Each decision goes where ``kg review`` puts its own.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from pydantic import ValidationError
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from kg.errors import ClaimsError
from kg.judgements import Judgement
from kg.questions.footnotes import Sources
from kg.questions.words import claim_in_words
from kg.serve.replies import as_json
from kg.serve.served import Served
from kg.views.records import claim_record, document_record
from kg.views.template import REVIEW, html_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.knowledge import KnowledgeGraph
    from kg.proposals import Proposal
    from kg.store import Limits

SHOWN = 50
"""How many open decisions are shown at once; those that are taken make room for others."""
_LONGEST = 2_000  # characters of a reason or a name
_BY_NAME = 2  # claims that show how a name is used
_PRIVATE = {"Cache-Control": "no-store"}


@dataclass
class Desk:
    """Where decisions are taken: the graph that keeps them, and the token that opens it, None where nobody may."""

    graph: KnowledgeGraph
    workers: int
    limits: Limits
    token: str | None = None
    _open: list[Proposal] | None = None
    _one_at_a_time: anyio.Lock = field(default_factory=anyio.Lock)

    async def open(self) -> list[Proposal]:
        """Return what waits for a decision."""
        async with self._one_at_a_time:
            return await self._waiting()

    async def decide(self, served: Served, asked: dict[str, Any]) -> Served:
        """Keep one decision, and return what is to be served from now on.

        Raises
        ------
        HTTPException
            It is none that is open, or contradicts others, or lacks something.
        """
        async with self._one_at_a_time:
            judgement = _judgement(await self._waiting(), asked)
            try:
                await anyio.to_thread.run_sync(self.graph.decide, judgement)
            except ClaimsError as error:
                raise HTTPException(409, str(error)) from error
            self._open = None
            new = await anyio.to_thread.run_sync(Served.of, self.graph, self.workers, self.limits)
            return replace(new, counts=served.counts)

    async def _waiting(self) -> list[Proposal]:
        if self._open is None:
            self._open = await anyio.to_thread.run_sync(lambda: list(self.graph.open_decisions()))
        return self._open


async def page(request: Request) -> Response:
    """Show what waits for a decision, with the words of the sources."""
    served: Served = request.app.state.served
    data = {"site": served.site, **await _listed(request)}
    return HTMLResponse(html_page("What waits for a decision", data, REVIEW), headers=_PRIVATE)


async def waiting(request: Request) -> Response:
    """List what waits for a decision, with the claims in question and the ways to decide."""
    return as_json(await _listed(request), headers=_PRIVATE)


async def decide(request: Request) -> Response:
    """Take one of the decisions that are offered, and list what then waits; needs the token of the server."""
    desk: Desk = request.app.state.desk
    _admit(request, desk)
    old: Served = request.app.state.served
    request.app.state.served = await desk.decide(old, await _sent(request))
    return as_json(
        await _listed(request), headers=_PRIVATE, background=BackgroundTask(old.retire)
    )  # queries that run end on the state that they began on


def _admit(request: Request, desk: Desk) -> None:
    if desk.token is None:
        raise HTTPException(
            403, "this server only reads; start it with kg serve --store DIR --write to decide"
        )
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), desk.token.encode()):
        raise HTTPException(
            401,
            "this needs the token that the server printed when it started, as the header 'Authorization: Bearer TOKEN'",
            {"WWW-Authenticate": "Bearer"},
        )


async def _sent(request: Request) -> dict[str, Any]:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise HTTPException(415, f"a decision comes as application/json, not as {media or 'no media type'}")
    try:
        sent = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "the body is no JSON; send one object") from error
    if not isinstance(sent, dict):
        raise HTTPException(400, "a decision is one JSON object")
    return sent


def _judgement(waiting: list[Proposal], asked: dict[str, Any]) -> Judgement:
    """Return the judgement that a request makes of what is open."""
    wanted = [asked.get(name) for name in ("about", "decision", "one", "other")]
    proposal = next(
        (
            each
            for each in waiting
            for option in each.options
            if [str(each.about), str(option.decision), option.one, option.other] == wanted
        ),
        None,
    )
    if proposal is None:
        raise HTTPException(409, "this decision is not open, or not any more; load the page again")
    who, why = (asked.get(name) for name in ("who", "why"))
    for name, words in (("who", who), ("why", why)):
        if isinstance(words, str) and len(words) > _LONGEST:
            raise HTTPException(400, f"{name}: has {len(words):,} characters; {_LONGEST:,} are the most")
    try:
        return Judgement(
            about=proposal.about,
            one=asked["one"],
            other=asked.get("other"),
            decision=asked["decision"],
            who=who.strip() if isinstance(who, str) else who,
            when=datetime.now(UTC).date().isoformat(),
            why=(why.strip() if isinstance(why, str) else why) or f"decided in review: {proposal.why}",
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise HTTPException(
            400, f"{first['loc'][0] if first['loc'] else 'decision'}: {first['msg']}"
        ) from error


async def _listed(request: Request) -> dict[str, Any]:
    """Return what waits, the first of it with the records of its claims."""
    desk: Desk = request.app.state.desk
    waiting = await desk.open()
    served: Served = request.app.state.served
    sources = Sources.of(served.network)
    shown = [(each, _claims(each, sources)) for each in waiting[:SHOWN]]
    claims = {key: sources.claims[key] for _, keys in shown for key in keys}
    return {
        "writable": desk.token is not None,
        "open": len(waiting),
        "decisions": [
            {
                "about": str(each.about),
                "question": each.question,
                "why": each.why,
                "contested": each.contested,
                "claims": keys,
                "options": [
                    {**option._asdict(), "decision": str(option.decision)} for option in each.options
                ],
            }
            for each, keys in shown
        ],
        "claims": {
            key: {
                "words": claim_in_words(claim),
                **claim_record(claim, sources, served.verdicts.get(key)),
            }
            for key, claim in claims.items()
        },
        "documents": {claim.doc: document_record(sources.document(claim)) for claim in claims.values()},
    }


def _claims(proposal: Proposal, sources: Sources) -> list[str]:
    """Return the claims in question; of two names, some that use each."""
    ends = [end for end in (proposal.one, proposal.other) if end is not None]
    if proposal.about == "claim":
        return [key for key in ends if key in sources.claims]
    using = [
        [key for key, claim in sources.claims.items() if name in claim.parties][:_BY_NAME] for name in ends
    ]
    return list(dict.fromkeys(key for keys in using for key in keys))
