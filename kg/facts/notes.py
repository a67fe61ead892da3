"""What the rules are told beside the claims: who speaks for whom, whose copy a document is, which values can be compared."""

from __future__ import annotations

import csv
import io
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.comparing import AGREEING, Relation, compare
from kg.facts.copies import originals
from kg.linker import judgements_of
from kg.namespaces import BASE, ID, claim_iri, company_iri, name_of
from kg.rdf import Literal, read_slots
from kg.rdf import vocabulary as v
from kg.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from kg.companies import Companies
    from kg.rdf import Nodes, Triple
    from kg.rdf.nodes import Node

RULE = f"{BASE}rule#"
_COMPANY = f"{ID}org/"
_SLOT_AT = {iri: slot for slot, iri in v.SLOT_OF.items()}


@cache
def speakers() -> frozenset[Triple]:
    """Return who speaks for which company, from ``data/speakers.csv``."""
    rows = csv.DictReader(io.StringIO(resource("data/speakers.csv").read_text("utf-8")))
    return frozenset(
        (company_iri(row["name"]), f"{RULE}speaksFor", company_iri(company))
        for row in rows
        for company in row["companies"].split("|")
    )


def identities(claims: Set[Triple], companies: Companies) -> Iterator[Triple]:
    """Note of each organization whose deals are another's, or who is another by a second name, whose they are."""
    named = {node for _, _, node in claims if isinstance(node, str) and node.startswith(_COMPANY)}
    for node in named:
        canonical = companies.canonical(name_of(node))
        if canonical is not None and company_iri(canonical) != node:
            yield node, f"{RULE}is", company_iri(canonical)
            yield company_iri(canonical), v.LABEL, Literal(canonical)


def rejections(claims: Set[Triple], companies: Companies) -> Iterator[Triple]:
    """Note of each claim that a person rejected who did, when and why."""
    told = {subject for subject, predicate, _ in claims if predicate == v.ABOUT}
    for judgement in judgements_of(companies).rejected():
        if (claim := claim_iri(judgement.one)) in told:
            yield claim, f"{RULE}rejected", Literal(f"{judgement.who}, {judgement.when}: {judgement.why}")


def retellings(nodes: Nodes, claims: Set[Triple], texts: Mapping[str, str]) -> Iterator[Triple]:
    """Note of each claim whose document is one of several copies, among those that tell of its deal, the first of them."""
    about: dict[str, dict[str, str]] = {}
    for claim, predicate, deal in claims:
        if predicate == v.ABOUT:
            about.setdefault(str(deal), {})[claim] = nodes.at(claim).need(v.IN_DOCUMENT)
    for documents in about.values():
        held = {document: texts[document] for document in documents.values() if document in texts}
        if len(held) > 1:
            first = originals(held, {document: _latest(nodes, document) for document in held})
            for claim, document in documents.items():
                if document in first:
                    yield claim, f"{RULE}retells", first[document]


def _latest(nodes: Nodes, document: str) -> str:
    published = nodes.at(document).one(v.PUBLISHED)
    return "undated" if published is None else nodes.at(published).need(v.LATEST)


def comparisons(nodes: Nodes, told: Set[Triple]) -> Iterator[Triple]:
    """Note of the values of each slot which agree, which refine others, and which conflict.

    Parameters
    ----------
    nodes
        The claims, whose values are read.
    told
        What the rule of options made.
    """
    values: dict[str, Any] = {}
    slots: dict[tuple[str, str], list[str]] = {}
    facts = {
        (subject, predicate): str(object_)
        for subject, predicate, object_ in told
        if predicate != f"{RULE}tells"
    }
    for claim, predicate, option in told:
        if predicate == f"{RULE}tells" and option not in values:
            slot = facts[str(option), f"{RULE}slot"]
            values[str(option)] = read_slots(nodes, nodes.at(claim))[_SLOT_AT[slot]]
            slots.setdefault((facts[str(option), f"{RULE}of"], slot), []).append(str(option))
    for (_, slot), options in slots.items():
        for option in options:
            yield option, f"{RULE}agreesWith", option
        for one, other in combinations(options, 2):
            yield from _stand(one, other, compare(_SLOT_AT[slot], values[one], values[other]))


def _stand(one: str, other: str, relation: Relation) -> Iterator[Triple]:
    if relation in AGREEING:
        yield one, f"{RULE}agreesWith", other
        yield other, f"{RULE}agreesWith", one
    if relation is Relation.CONFLICTS:
        yield one, f"{RULE}conflictsWith", other
        yield other, f"{RULE}conflictsWith", one
    if relation is Relation.REFINES:
        yield one, f"{RULE}refines", other
    if relation is Relation.REFINED:
        yield other, f"{RULE}refines", one


class _Later(NamedTuple):
    """A value that sources tell through a document of some weight, published on a day at the earliest."""

    option: str
    sources: frozenset[str]
    weight: int
    since: str


def replacements(nodes: Nodes) -> Iterator[Triple]:
    """Note of each claim which of its values all its sources later tell otherwise, through a document that stands as close.

    Notes
    -----
    Linear in the claims, and quadratic in the dated claims of one source about one deal.
    """
    dated = [_dated(nodes, claim) for claim in nodes.having(f"{RULE}tells")]
    told = [each for each in dated if each is not None]
    by_source: dict[str, set[_Later]] = {}
    for claim, sources, weight, days in told:
        for option in claim.all(f"{RULE}tells"):
            for source in sources:
                by_source.setdefault(source, set()).add(_Later(str(option), sources, weight, days[0]))
    for claim, sources, weight, days in told:
        for later in by_source[min(sources)]:
            if later.since > days[1] and later.weight >= weight and sources <= later.sources:
                against = nodes.at(later.option).all(f"{RULE}conflictsWith")
                for option in claim.all(f"{RULE}tells"):
                    if option in against:
                        yield claim.iri, f"{RULE}replaced", option
                        yield claim.iri, f"{RULE}replacedBy", later.option


def _dated(nodes: Nodes, claim: Node) -> tuple[Node, frozenset[str], int, tuple[str, str]] | None:
    """Return a claim with its sources, its weight and the days on which it may have been published, if that is known."""
    published = nodes.at(claim.need(v.IN_DOCUMENT)).one(v.PUBLISHED)
    if published is None:
        return None
    date = nodes.at(published)
    sources = frozenset(str(source) for source in claim.all(f"{RULE}source"))
    return claim, sources, int(claim.need(f"{RULE}weight")), (date.need(v.EARLIEST), date.need(v.LATEST))
