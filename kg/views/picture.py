"""A selection of the graph as a picture: nodes and lines with their places, and the records behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import Document, Remark, RemarkKind
from kg.questions.footnotes import Sources
from kg.questions.words import spaced
from kg.views.lanes import Lane, columns_of
from kg.views.layout import Joint, Layout, Shape, layout
from kg.views.lines import Line, Standing, amount_of_project, lines_of
from kg.views.records import claim_record, deal_record, document_record, remark_record
from kg.views.selection import Selection, left_out
from kg.views.text import counted, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from kg.model import Assessment

NAME_SIZE = 15.0
SMALL_SIZE = 12.0
_WIDTHS = (104.0, 216.0)
_MARGIN = 26.0
_TITLE = 44.0  # the height of a lane's heading above its first box
_LABEL = 170.0  # the widest label
_LABELS = 50  # the most lines that all carry one


class Picture(NamedTuple):
    """What a page shows: nodes and edges as vis-network takes them, and everything else the page needs."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    data: dict[str, Any]


def picture(
    network: nx.MultiDiGraph[str], selection: Selection, verdicts: Mapping[str, Assessment]
) -> Picture:
    """Return the picture of a selection; ``verdicts`` are the policy's, by claim."""
    lines = lines_of(selection.edges)
    lanes = columns_of(network, selection.nodes, selection.focus)
    shown = sorted(set(lanes.values()))
    names = sorted(selection.nodes, key=lambda node: (lanes[node], node))
    number = {node: index for index, node in enumerate(names)}
    remarks = _remarks(network, selection)
    texts = [_lines_of_text(network, node, remarks.get(node, ())) for node in names]
    shapes = [
        Shape(shown.index(lanes[node]), *_size(text, lanes[node][0].title))
        for node, text in zip(names, texts, strict=True)
    ]
    joints = [
        Joint(number[line.start], number[line.end], room, line.width)
        for line, room in zip(lines, _rooms(lines), strict=True)
    ]
    places = layout(shapes, joints)
    more = left_out(network, selection)
    nodes = [
        {
            "id": node,
            "label": node,
            "x": box.x,
            "y": box.y,
            "box": [box.width, box.height],
            "text": text,
            "focus": node == selection.focus,
            "kind": "project" if lanes[node][0] is Lane.PROJECTS else "company",
            "listed": (company := network.graph["companies"].find(node)) is not None,
            "aliases": list(company.aliases) if company else [],
            "more": more[node],
        }
        for node, text, box in zip(names, texts, places.boxes, strict=True)
    ]
    edges = [_edge(index, lines[index], joint, places) for index, joint in enumerate(joints)]
    data = {
        "shown": selection.sentence,
        "of": [selection.nodes_of, selection.deals_of],
        "asOf": network.graph["as_of"],
        "bounds": _bounds(places),
        "lanes": [
            {"title": lane.title, "left": left, "right": right}
            for (lane, _), (left, right) in zip(shown, places.columns, strict=True)
        ],
        **_records(network, selection, remarks, verdicts),
    }
    return Picture(nodes, edges, data)


def _edge(index: int, line: Line, joint: Joint, places: Layout) -> dict[str, Any]:
    route = places.routes[index]
    return {
        "id": f"line-{index}",
        "from": line.start,
        "to": line.end,
        "label": line.label,
        "width": line.width,
        "family": str(line.family),
        "standing": str(line.standing),
        "directed": line.family.directed,
        "deals": [deal.id for deal in line.deals],
        "path": route.path,
        "labelAt": [*route.label, joint.label],
        "ends": [list(route.start), list(route.end)],
    }


def _records(
    network: nx.MultiDiGraph[str],
    selection: Selection,
    remarks: Mapping[str, Sequence[Remark]],
    verdicts: Mapping[str, Assessment],
) -> dict[str, Any]:
    """Return the records that the shown lines and notes lead to, by id."""
    sources, known = Sources.of(network), network.graph["companies"]
    ties = {tie["deal"].id: tie for _, _, tie in selection.edges}
    told = [key for tie in ties.values() for key in tie["claims"]]
    claims = {key: sources.claims[key] for key in told if key in sources.claims}
    notes = {remark.id: remark for told in remarks.values() for remark in told}
    cited = sorted({claim.doc for claim in claims.values()} | {remark.doc for remark in notes.values()})
    return {
        "deals": [deal_record(ties[key], sources, known) for key in sorted(ties)],
        "claims": {key: claim_record(claims[key], sources, verdicts.get(key)) for key in sorted(claims)},
        "remarks": {key: remark_record(notes[key], sources) for key in sorted(notes)},
        "notes": {node: [remark.id for remark in told] for node, told in sorted(remarks.items())},
        "documents": {key: document_record(sources.documents.get(key) or Document(id=key)) for key in cited},
        "standings": {str(standing): standing.sentence for standing in Standing},
    }


def _remarks(network: nx.MultiDiGraph[str], selection: Selection) -> dict[str, list[Remark]]:
    """Return the remarks about each shown node, what was declined or left unsaid first."""
    known = network.graph["companies"]
    found: dict[str, list[Remark]] = {}
    order = list(RemarkKind)
    told = sorted(network.graph["remarks"].values(), key=lambda remark: (order.index(remark.kind), remark.id))
    for remark in told:
        for name in dict.fromkeys(known.canonical(party) or party for party in remark.parties):
            if name in selection.nodes:
                found.setdefault(name, []).append(remark)
    return found


def _lines_of_text(network: nx.MultiDiGraph[str], node: str, remarks: Sequence[Remark]) -> list[str]:
    """Return what stands in a node's box: its name, what it is, and its first note."""
    attributes = network.nodes[node]
    about = amount_of_project(network, node) if attributes["kind"] == "project" else attributes["kind"]
    silent = [
        remark
        for remark in remarks
        if remark.kind in {RemarkKind.DECLINED_TO_COMMENT, RemarkKind.NO_RESPONSE}
    ]
    note = spaced(silent[0].kind) if silent else counted(len(remarks), "note") if remarks else ""
    return [node, about or "", note]


def _size(text: Sequence[str], heading: str) -> tuple[float, float]:
    """Return the width and the least height of a box for its lines of text, below a lane's heading."""
    name, *small = text
    width = max(
        text_width(name, NAME_SIZE) * 1.06,
        *(text_width(line, SMALL_SIZE) for line in small),
        text_width(heading, SMALL_SIZE) * 1.1 - 2 * 14,
    )
    height = 20 + 18 + 16 * sum(1 for line in small if line)
    return round(min(max(width + 2 * 14, _WIDTHS[0]), _WIDTHS[1])), float(height)


def _rooms(lines: Sequence[Line]) -> list[float]:
    """Return the room for each line's label; none where labels would fill the picture, which then shows them one by one."""
    if len(lines) > _LABELS:
        return [0.0] * len(lines)
    return [
        round(min(text_width(line.label, SMALL_SIZE) + 8, _LABEL)) if line.label else 0.0 for line in lines
    ]


def _bounds(places: Layout) -> list[float]:
    """Return left, top, right and bottom of everything, lane headings and tracks included."""
    if not places.boxes:
        return [0.0, 0.0, 1.0, 1.0]
    return [
        places.columns[0][0] - _MARGIN,
        places.top - _TITLE - _MARGIN,
        places.right + _MARGIN,
        places.bottom + _MARGIN,
    ]
