"""The 40 competency questions: what SPARQL says and what Python says, as rows that must be equal, and the answer.

Each function takes a :class:`Case` and returns the two sets of rows, the ids of the claims that the answer rests on and, of a
yes-no question, its answer; of others the answer is *yes* where there are rows and *unknown* where there are none. ``PART`` says
what is compared where SPARQL cannot say all of it: an algorithm then runs on the edges that SPARQL gives.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

import networkx as nx

from kg import questions
from kg.companies import companies
from kg.model import ClaimType, RemarkKind
from kg.namespaces import concept, local
from kg.network import SUPPLY, supplies
from kg.questions.who_says import who_says
from kg.values import days, months

OPENAI, ORACLE, NVIDIA, MICROSOFT, GOOGLE = "OpenAI", "Oracle", "Nvidia", "Microsoft", "Google"
TYPES = {
    ClaimType.CONTRACT: "Contract", ClaimType.USAGE: "Usage", ClaimType.EXCLUSIVITY_ENDED: "ExclusivityEnd",
    ClaimType.PROJECT: "Project", ClaimType.INVESTMENT: "Investment", ClaimType.ACQUISITION: "Acquisition",
    ClaimType.PARTNERSHIP: "Partnership", ClaimType.COMPETITION: "Competition",
}  # fmt: skip
SLOTS = ("name", "product", "amount", "capacity", "stake_percent", "signed", "start", "end", "duration")


class Case(NamedTuple):
    """A way to ask named queries, and the graph and network to ask in Python."""

    ask: Any
    graph: Any
    network: Any


@dataclass
class Both:
    """What both sides say."""

    sparql: Any
    python: Any
    claims: Any = ()
    answer: str | None = None
    rows: int = field(init=False)

    def __post_init__(self):
        self.sparql, self.python = _rows(self.sparql), _rows(self.python)
        self.rows = len(self.sparql)
        if self.answer is None:
            self.answer = "yes" if self.rows else "unknown"


def _rows(rows):
    """Rows as a sorted list of texts, so that a number is one number whatever its type."""
    return sorted(tuple(map(_plain, row if isinstance(row, tuple) else (row,))) for row in rows)


def _plain(value):
    if value is None:
        return ""
    try:
        return f"{float(value):.9g}"
    except (TypeError, ValueError):
        return str(value)


def role(name):
    return "technologyPartner" if name == "technology_partner" else name


def bound(value):
    return concept(value.bound) if value else None


def facts(case):
    return [deal for deal in case.graph.deals() if deal.accepted]


def key(deal):
    """The id of a deal as its IRI ends in it."""
    return local(deal if isinstance(deal, str) else deal.id)


def rests_on(case):
    """The claims that each accepted deal rests on: the accepted ones, or, where there are none, all that may be facts."""
    verdicts = {each.claim: each.verdict for each in case.graph.assessments()}
    found = {}
    for deal in facts(case):
        able = [claim for claim in deal.claims if verdicts[claim] != "ineligible"]
        found[deal.id] = {claim for claim in able if verdicts[claim] == "accepted"} or set(able)
    return found


def canonical(name):
    return companies().canonical(name) or name


def parties(deal):
    return {canonical(name) for names in deal.roles.values() for name in names}


def supply_ties(network):
    """Every tie of supply that is a fact and not over: customer, provider, attributes."""
    return [(u, v, tie) for u, v, tie in network.edges(data=True) if supplies(tie)]


def supply_edges(case):
    return nx.DiGraph((u, v) for u, tie, v in case.ask("ties") if tie == "suppliedBy")


# A. Facts of a deal


def q01(case):
    """What did OpenAI agree to buy from Oracle, for how much, from when, for how long?"""
    rows = {row for row in case.ask("providers", company=OPENAI) if row[0] == ORACLE}
    answer = questions.providers(case.network, OPENAI)
    ours = {
        (row.provider, TYPES[row.type], row.product and concept(row.product), bound(row.amount),
         row.amount and row.amount.value, row.amount and row.amount.currency, row.since, row.duration, row.status, claim)
        for row in answer if row.provider == ORACLE for claim in rests_on(case)[row.deal]
    }  # fmt: skip
    return Both(rows, ours, {row[-1] for row in rows})


def q02(case):
    """Is the amount a total, a bound or a per-year figure?"""
    ours = {
        (key(deal), deal.amount.value, deal.amount.currency, bound(deal.amount),
         "per year" if deal.amount.period else "total", deal.duration, _per_year(deal))
        for deal in facts(case) if deal.amount and OPENAI in parties(deal)
    }  # fmt: skip
    claims = {
        claim for deal in facts(case) if deal.amount and OPENAI in parties(deal) for claim in deal.claims
    }
    return Both(case.ask("amounts", company=OPENAI), ours, claims)


def _per_year(deal):
    if deal.amount.period or not deal.duration:
        return None
    return int(float(deal.amount.value) / months(deal.duration) * 12 + 0.5)


def q03(case):
    """Which deals involve Oracle as buyer, seller, partner or investor?"""
    ours = {
        (TYPES[deal.type], role(mine), other, role(theirs), deal.product and concept(deal.product), deal.status, key(deal))
        for deal in facts(case)
        for mine, names in deal.roles.items() if ORACLE in map(canonical, names)
        for theirs, others in deal.roles.items() for other in map(canonical, others) if other != ORACLE
    }  # fmt: skip
    return Both(case.ask("deals", company=ORACLE), ours, _claims_of(facts(case), ORACLE))


def _claims_of(deals, company):
    return {claim for deal in deals if company in parties(deal) for claim in deal.claims}


def q04(case):
    """What is Stargate: members, commitment, period?"""
    found = [deal for deal in facts(case) if deal.type is ClaimType.PROJECT and deal.name == "Stargate"]
    ours = {
        ("Stargate", member, role(part), bound(deal.amount), deal.amount and deal.amount.value,
         deal.amount and deal.amount.currency, deal.duration, deal.status, key(deal))
        for deal in found for part, names in deal.roles.items() for member in map(canonical, names)
    }  # fmt: skip
    return Both(
        case.ask("projects", project="Stargate"), ours, {claim for deal in found for claim in deal.claims}
    )


def q05(case):
    """Which deals have no stated amount, no start or no end?"""
    asked = {
        ClaimType.CONTRACT: ("amount", "start", "duration"), ClaimType.USAGE: ("start",), ClaimType.EXCLUSIVITY_ENDED: ("end",),
        ClaimType.PROJECT: ("amount", "duration"), ClaimType.INVESTMENT: ("amount",), ClaimType.ACQUISITION: ("amount",),
    }  # fmt: skip
    claims = list(case.graph.claims())
    told = {(deal, slot) for deal, about in _about(case).items() for claim in claims if claim.id in about
            for slot in SLOTS if getattr(claim, slot) is not None}  # fmt: skip
    ours = {
        (key(deal), slot, "told, but not settled" if (deal.id, slot) in told else "not told")
        for deal in facts(case) for slot in asked.get(deal.type, ())
        if getattr(deal, slot) is None and not (slot == "duration" and deal.end)
    }  # fmt: skip
    return Both(case.ask("gaps"), ours, answer="unknown")


def _about(case):
    """The claims about each deal, accepted or not."""
    return {deal.id: set(deal.claims) for deal in case.graph.deals()}


def q06(case):
    """Which are the largest deals by comparable amount, of 2025?"""
    priced = [
        deal
        for deal in facts(case)
        if deal.amount and deal.amount.currency == "USD" and _may_be_of(deal, "2025")
    ]
    ours = {
        (deal.amount.value, bound(deal.amount), "per year" if deal.amount.period else "total", TYPES[deal.type],
         deal.status, key(deal), deal.signed or deal.start)
        for deal in priced
    }  # fmt: skip
    rows = case.ask("largest", since="2025-01-01", until="2025-12-31")
    return Both(rows, ours, {claim for deal in priced for claim in deal.claims})


def _may_be_of(deal, period):
    dated = deal.signed or deal.start
    return dated is None or (
        days(dated).last >= days(period).first and days(dated).first <= days(period).last
    )


# B. Provenance and trust


def q07(case):
    """Who says so, and where exactly?"""
    verdicts = {each.claim: each.verdict for each in case.graph.assessments()}
    by_id = {claim.id: claim for claim in case.graph.claims()}
    said = [by_id[row.id] for row in who_says(case.network, OPENAI, ORACLE) if row.id in by_id]
    # A project counts by its name with who_says, and by its parties alone here.
    told = [claim for claim in said if {OPENAI, ORACLE} <= set(map(canonical, claim.parties))]
    documents = {document.id: document for document in case.graph.documents()}
    ours = set()
    for claim in told:
        source = documents[claim.doc]
        voices = claim.attributed_to or (source.publisher or source.id,)
        spans = [(span.start, span.end, span.quote) for span in claim.evidence] or [
            (None, None, claim.summary)
        ]
        ours |= {
            (TYPES[claim.type], claim.status, verdicts[claim.id], voice, claim.doc, *span, claim.id)
            for voice, span in product(voices, spans)
        }
    return Both(case.ask("evidence", company=OPENAI, partner=ORACLE), ours, {claim.id for claim in told})


def q08(case):
    """Did the parties confirm, decline or deny?"""
    stances = {RemarkKind.DECLINED_TO_COMMENT, RemarkKind.NO_RESPONSE}
    ours = {
        (party, remark.kind, span.quote, remark.doc)
        for remark in case.graph.remarks() if remark.kind in stances
        for party in remark.parties for span in remark.evidence
    }  # fmt: skip
    said = [
        claim for claim in case.graph.claims() if claim.status in {"denied", "announced"} and claim.evidence
    ]
    ours |= {
        (source, claim.status, span.quote, claim.doc)
        for claim in said for source in claim.attributed_to if source in claim.parties for span in claim.evidence
    }  # fmt: skip
    return Both(case.ask("stances"), ours, {claim.id for claim in said})


def q09(case):
    """Which facts rest on one independent source only?"""
    documents = {document.id: document for document in case.graph.documents()}
    by_id = {claim.id: claim for claim in case.graph.claims()}
    ours, rests = set(), rests_on(case)
    for deal in facts(case):
        voices = {
            voice
            for claim in map(by_id.get, rests[deal.id])
            for voice in claim.attributed_to or (documents[claim.doc].publisher or claim.doc,)
        }
        if len(voices) == 1:
            names = sorted(parties(deal))
            ours.add((TYPES[deal.type], ", ".join(dict.fromkeys((names[0], names[-1]))), *voices, key(deal)))
    alone = {row[-1] for row in ours}
    claims = {claim for deal, told in rests.items() if key(deal) in alone for claim in told}
    return Both(case.ask("single-source"), ours, claims)


def q10(case):
    """Which claims are hedged, forward-looking or opinion?"""
    count = Counter(("claim", str(claim.status)) for claim in case.graph.claims())
    count += Counter(("remark", str(remark.kind)) for remark in case.graph.remarks())
    claims = {claim.id for claim in case.graph.claims() if claim.status in {"planned", "rumored"}}
    return Both(case.ask("hedges"), {(*key, number) for key, number in count.items()}, claims)


def q11(case):
    """Where do sources disagree, and what stands?"""
    by_id = {claim.id: claim for claim in case.graph.claims()}
    ours = set()
    for deal, claims in _about(case).items():
        for slot in SLOTS:
            values = {claim: getattr(by_id[claim], slot) for claim in claims}
            told = {claim: value for claim, value in values.items() if value is not None}
            if len(set(told.values())) > 1:
                ours |= {(key(deal), slot, claim) for claim in told}
    rows = {
        (row[0], "stake_percent" if row[1] == "stakePercent" else row[1], row[-1])
        for row in case.ask("conflicts")
    }
    return Both(rows, ours, {row[-1] for row in rows})


def q12(case):
    """If I distrust one source, which deals go?"""
    document = "openai-oracle"
    claims = {claim.id for claim in case.graph.claims() if claim.doc == document}
    before = {key(deal) for deal in facts(case)}
    with case.graph.under("default") as without:
        without.remove(document)
        after = {key(deal) for deal in without.deals() if deal.accepted}
    return Both(case.ask("distrusted", document=document), before - after, claims)


def q13(case):
    """Which claims fail verification today?"""
    return Both(case.ask("unverified"), case.graph.verify(), answer="no")


def q14(case):
    """How sure are we that OpenAI depends on Oracle?"""
    by_id = {claim.id: claim for claim in case.graph.claims()}
    documents = {document.id: document for document in case.graph.documents()}
    ours, claims, rests = set(), set(), rests_on(case)
    for row in questions.providers(case.network, OPENAI):
        if row.provider == ORACLE:
            told = [by_id[claim] for claim in rests[row.deal]]
            dates = sorted(documents[claim.doc].date for claim in told if documents[claim.doc].date)
            quoted = [claim for claim in told if claim.evidence]
            ours.add(
                (
                    key(row.deal),
                    row.status,
                    len(told),
                    len({claim.doc for claim in told}),
                    len(quoted),
                    dates[0],
                    dates[-1],
                )
            )
            claims |= set(row.claims)
    return Both(case.ask("support", company=OPENAI, provider=ORACLE), ours, claims)


# C. Direct dependence


def q15(case):
    """On whom does OpenAI depend for compute?"""
    found = case.ask("providers", company=OPENAI)
    rows = {(row[0], row[1], row[-1]) for row in found if row[2] == "cloud" and row[8] != "terminated"}
    answer, rests = questions.providers(case.network, OPENAI, product="cloud"), rests_on(case)
    return Both(
        rows, {(r.provider, TYPES[r.type], claim) for r in answer for claim in rests[r.deal]}, answer.claims
    )


def q16(case):
    """Who depends on Oracle?"""
    rows = case.ask("customers", company=ORACLE)
    answer = questions.downstream(case.network, ORACLE, max_depth=1)
    return Both({row[0] for row in rows}, {row.company for row in answer}, answer.claims)


def q17(case):
    """Which relations are sole-source? One provider is told; whether it is the only one is not."""
    by_need, claims = {}, {}
    for customer, provider, tie in supply_ties(case.network):
        if tie["product"]:
            need = (customer, concept(tie["product"]))
            by_need.setdefault(need, set()).add(provider)
            claims.setdefault(need, set()).update(tie["claims"])
    ours = {(*need, *found) for need, found in by_need.items() if len(found) == 1}
    told = {claim for need in by_need if len(by_need[need]) == 1 for claim in claims[need]}
    return Both(case.ask("sole-source"), ours, told, "unknown")


def q18(case):
    """Did OpenAI drop Microsoft, or merely add providers?"""
    rows = case.ask("exclusivity", company=OPENAI, date="2025-06-01")
    ties = [
        (v, tie)
        for _, v, tie in case.network.out_edges(OPENAI, data=True)
        if tie["type"] == "exclusivity_ended"
    ]
    rests = rests_on(case)
    ours = {
        (v, tie["exclusive_until"], claim)
        for v, tie in ties
        if tie["accepted"]
        for claim in rests[tie["deal"].id]
    }
    return Both({(row[0], row[2], row[3]) for row in rows}, ours, {row[3] for row in rows})


def q19(case):
    """Which providers could take the place of OpenAI's for cloud?"""
    offering = {v for u, v, tie in supply_ties(case.network) if tie["product"] == "cloud"}
    own = {v for u, v, tie in supply_ties(case.network) if tie["product"] == "cloud" and u == OPENAI}
    claims = {
        c
        for u, v, tie in supply_ties(case.network)
        if tie["product"] == "cloud" and v not in own
        for c in tie["claims"]
    }
    return Both(case.ask("alternatives", company=OPENAI, product="cloud"), offering - own - {OPENAI}, claims)


# D. Paths of dependence


def q20(case):
    """Which clouds does OpenAI reach in one hop, with dates?"""
    answer = questions.multi_cloud(case.network, OPENAI)
    until = {
        tie["deal"].id: tie["exclusive_until"] for _, _, tie in case.network.out_edges(OPENAI, data=True)
    }
    ours = {
        (row.provider, TYPES[row.type], row.signed, row.since, until[row.deal], key(row.deal))
        for row in answer
    }
    return Both(case.ask("clouds", company=OPENAI), ours, answer.claims, str(answer.verdict))


def q21(case):
    """Which paths of up to four hops lead from OpenAI to Nvidia?"""
    answer = questions.dependency_paths(case.network, OPENAI, NVIDIA, max_length=4)
    assert answer.truncated is None
    ours = {(len(path.hops), *(*path.companies[1:-1], None, None, None)[:3]) for path in answer}
    return Both(case.ask("paths", company=OPENAI, goal=NVIDIA), ours, answer.claims)


def q22(case):
    """Are those paths disjoint, and what is the smallest cut?"""
    cut = questions.minimum_cut(case.network, OPENAI, NVIDIA)
    disjoint = questions.disjoint_paths(case.network, OPENAI, NVIDIA)
    edges = supply_edges(case)
    if edges.has_edge(OPENAI, NVIDIA):
        edges.remove_edge(OPENAI, NVIDIA)
    least = nx.node_connectivity(edges, OPENAI, NVIDIA)
    direct = any(len(path.hops) == 1 for path in disjoint)
    assert direct or len(cut) == least
    edges.remove_nodes_from([row.customer for row in cut])
    assert direct or not nx.has_path(edges, OPENAI, NVIDIA)
    return Both({least}, {len(disjoint) - direct}, disjoint.claims)


def q23(case):
    """Which company lies on all paths from CoreWeave to chips?"""
    start = "CoreWeave"
    answer = questions.single_points_of_failure(case.network, start, resource="chips")
    edges = supply_edges(case)
    for _, provider, tie in supply_ties(case.network):
        if tie["product"] == "chips":
            edges.add_edge(provider, "chips!")
    dominators, node = nx.immediate_dominators(edges, start), "chips!"
    theirs = set()
    while dominators.get(node) not in {None, start, node}:
        node = dominators[node]
        theirs.add(node)
    return Both(
        theirs, {row.company for row in answer}, _supply_claims(case, {row.company for row in answer})
    )


def _supply_claims(case, providers):
    return {claim for _, v, tie in supply_ties(case.network) if v in providers for claim in tie["claims"]}


def q24(case):
    """Which is the shortest path from OpenAI to TSMC, and which the best evidenced?"""
    goal = "TSMC"
    rows = case.ask("paths", company=OPENAI, goal=goal)
    shortest = {row for row in rows if row[0] == rows[0][0]}
    answer = questions.dependency_paths(case.network, OPENAI, goal, max_length=4)
    told = {(len(path.hops), *(*path.companies[1:-1], None, None, None)[:3]) for path in answer}
    (best,) = questions.best_paths(case.network, OPENAI, goal, count=1, max_length=4)
    assert (len(best.hops), *(*best.companies[1:-1], None, None, None)[:3]) in rows
    return Both(shortest, {row for row in told if row[0] == min(told)[0]}, answer.claims)


def _as_of(case, date):
    """Ties of supply with whether each holds on a day, by both."""
    rows = {(row[4], row[0], row[1], row[2]) for row in case.ask("providers-on-date", company="-", date=date)}
    network = case.graph.network(as_of=date)
    ours = {
        (u, v, TYPES[tie["type"]], tie["holds"])
        for u, v, tie in network.edges(data=True) if tie["type"] in SUPPLY and tie["accepted"]
    }  # fmt: skip
    return rows, ours, network


def q25(case):
    """How did the ties that paths are made of change between June 2024 and October 2025?"""
    sides = [_as_of(case, date)[:2] for date in ("2024-06-01", "2025-10-01")]
    (before, ours_before), (after, ours_after) = sides
    claims = questions.changes(case.network, "2024-06-01", "2025-10-01").claims
    return Both(after - before, ours_after - ours_before, claims)


def q26(case):
    """Does a path from OpenAI to TSMC exist with announced ties that surely hold at the end of 2026?"""
    rows, ours, network = _as_of(case, "2026-12-31")
    reached = []
    for edges in (rows, ours):
        sure = nx.DiGraph((row[0], row[1]) for row in edges if str(row[3]) == "yes")
        sure.add_node(OPENAI)
        reached.append(nx.descendants(sure, OPENAI))
    assert "TSMC" not in reached[0]
    answer = questions.dependency_paths(network, OPENAI, "TSMC", max_length=4)
    return Both(reached[0], reached[1], answer.claims, "unknown")


def q27(case):
    """Do OpenAI and Google share an upstream provider?"""
    answer = questions.shared_upstream(case.network, OPENAI, GOOGLE, max_depth=99)
    shared = {row.company for row in answer}
    return Both(case.ask("shared-upstream", company=OPENAI, other=GOOGLE), shared, answer.claims)


def q28(case):
    """Who are the providers of OpenAI's providers, by tier?"""
    answer = questions.upstream(case.network, OPENAI, max_depth=3)
    return Both(
        case.ask("tiers", company=OPENAI), {(row.company, row.depth) for row in answer}, answer.claims
    )


# E. Risk, what if


def _cut_first(case, *failed):
    """Who loses the last told provider of some product at once: by both."""
    theirs = set()
    for company in failed:
        for customer, goods, _, perhaps in case.ask("exposed", company=company):
            others = {row[0] for row in _others(case, customer, goods)} - set(failed)
            theirs |= {customer} if not others and not perhaps and customer not in failed else set()
    answer = questions.what_if(case.network, *failed)
    return Both(
        theirs, {row.company for row in answer if row.outcome == "cut" and row.round == 1}, answer.claims
    ), answer


def _others(case, customer, goods):
    return {
        row for row in case.ask("providers", company=customer) if row[2] == goods and row[8] != "terminated"
    }


def q29(case):
    """Nvidia fails: who is cut off first?"""
    both, answer = _cut_first(case, NVIDIA)
    assert {row.company for row in answer if row.outcome == "cut"} <= nx.ancestors(supply_edges(case), NVIDIA)
    return both


def q30(case):
    """Microsoft and Google fail together: who is cut off first?"""
    return _cut_first(case, MICROSOFT, GOOGLE)[0]


def q31(case):
    """Which smallest set of failures cuts OpenAI from cloud?"""
    rows = {
        row[0]
        for row in case.ask("providers", company=OPENAI)
        if row[2] == "cloud" and row[8] != "terminated"
    }
    whole = questions.what_if(case.network, *rows, product="cloud")
    assert OPENAI in {row.company for row in whole if row.outcome == "cut"}
    needed = {
        left
        for left in rows
        for answer in [questions.what_if(case.network, *(rows - {left}), product="cloud")]
        if OPENAI not in {row.company for row in answer if row.outcome == "cut" and row.round == 1}
    }
    return Both(rows, needed, whole.claims)


def q32(case):
    """How concentrated are OpenAI's providers?"""
    (tier,) = questions.concentration(case.network, OPENAI, max_tier=1)
    return Both(
        case.ask("concentration", company=OPENAI),
        {(tier.parties, tier.by_count, tier.deals, tier.known)},
        tier.claims,
    )


def q33(case):
    """A portfolio of three: which tier-2 providers do its members share?"""
    portfolio = (OPENAI, MICROSOFT, "Meta")
    theirs, ours, claims = Counter(), Counter(), set()
    for member in portfolio:
        theirs.update(row[0] for row in case.ask("tiers", company=member) if row[1] <= 2)
        answer = questions.upstream(case.network, member, max_depth=2)
        ours.update(row.company for row in answer)
        claims |= set(answer.claims)
    return Both(theirs.items(), ours.items(), claims)


def q34(case):
    """Which of OpenAI's providers are of one group, and how long is the chain of subcontracts?"""
    known = companies()
    answer = questions.upstream(case.network, OPENAI, max_depth=99)
    ours = {(row.company, _top(known, row.company)) for row in answer if row.depth == 1}
    edges = supply_edges(case)
    longest = max(nx.single_source_shortest_path_length(edges, OPENAI).values())
    assert max(row.depth for row in answer) == longest
    return Both(case.ask("groups", company=OPENAI), ours, answer.claims)


def _top(known, name):
    company = known.find(name)
    while company and company.owner:
        name, company = company.owner, known.find(company.owner)
    return name


# F. Money


def q35(case):
    """Where does money go round, through up to five companies?"""
    ties = nx.DiGraph((u, v) for u, tie, v in case.ask("ties") if tie in {"suppliedBy", "investsIn"})
    invested = {(u, v) for u, tie, v in case.ask("ties") if tie == "investsIn"}
    theirs = set()
    for loop in nx.simple_cycles(ties, length_bound=5):
        if any(hop in invested for hop in zip(loop, (*loop[1:], loop[0]), strict=True)):
            theirs.add(_turned(loop))
    answer = questions.money_loops(case.network, max_length=5, max_rows=10**6)
    assert answer.truncated is None
    short = {tuple(filter(None, row)) for row in case.ask("money-loops")}
    assert {_turned(loop) for loop in short} == {loop for loop in theirs if len(loop) <= 3}
    return Both(theirs, {_turned(loop.companies) for loop in answer}, answer[:100] and _cites(answer[:100]))


def _turned(loop):
    least = list(loop).index(min(loop))
    return (*loop[least:], *loop[:least])


def _cites(rows):
    return {key for row in rows for key in row.cites}


def q36(case):
    """What has OpenAI committed to pay, and what are its means?"""
    answer = questions.commitments(case.network, OPENAI)
    theirs = {}
    for currency, limit, deals, total in case.ask("commitments", company=OPENAI):
        least, most, number = theirs.get(currency, (0, 0, 0))
        theirs[currency] = (
            least + (0 if limit == "at-most" else total), most + (0 if limit == "at-least" else total), number + deals,
        )  # fmt: skip
    ours = {}
    for row in answer:
        least, most = ours.get(row.currency, (0, 0))
        ours[row.currency] = (least + row.least, most + (row.most or 0))
    return Both(
        {(c, s[0]) for c, s in theirs.items()}, {(c, s[0]) for c, s in ours.items()}, answer.claims, "unknown"
    )


def q37(case):
    """Which share is promised, which signed, which over?"""
    number, priced, total = Counter(), Counter(), Counter()
    for deal in facts(case):
        number[deal.status] += 1
        if deal.amount and deal.amount.currency == "USD" and not deal.amount.period:
            priced[deal.status] += 1
            total[deal.status] += deal.amount.value
    ours = {(status, number[status], priced[status], total[status]) for status in number}
    return Both(case.ask("statuses"), ours, {c for deal in facts(case) for c in deal.claims}, "unknown")


# G. Competition, time, change


def q38(case):
    """Who competes with a company that also supplies it?"""
    answer = questions.rivals_that_supply(case.network)
    theirs = {(row[0], row[1], row[3]) for row in case.ask("rivals-that-supply")}
    return Both(
        theirs,
        {(row.company, row.rival, key(supply.deal)) for row in answer for supply in row.supplies},
        answer.claims,
    )


def q39(case):
    """What did we know of OpenAI on 1 February 2025?"""
    network = case.graph.network(known_on="2025-02-01")
    rows = case.ask("known-on", company=OPENAI, date="2025-02-01")
    sure = {row[-1] for row in rows if row[0] == "yes"}
    ours = {claim.id for claim in network.graph["claims"].values() if OPENAI in map(canonical, claim.parties)}
    return Both(sure, ours, sure)


def q40(case):
    """What is new in this article against the graph?"""
    rows = case.ask("news", document="openai-oracle")
    news = list(case.graph.news("openai-oracle"))
    theirs = {(row[1], row[2], row[3] == 0) for row in rows}
    return Both(
        theirs,
        {(key(each.deal), each.claim.id, each.kind == "new") for each in news},
        {row[2] for row in rows},
    )


# What sources are silent about: no side may say yes


def _silent_providers(case):
    """Who supplies ASML?"""
    return case.ask("providers", company="ASML"), questions.providers(case.network, "ASML")


def _silent_customers(case):
    """Who depends on News Corp for chips?"""
    rows = [row for row in case.ask("customers", company="News Corp") if row[2] == "chips"]
    return rows, questions.downstream(case.network, "News Corp", product="chips")


def _silent_path(case):
    """Does Nvidia depend on OpenAI's provider Cerebras?"""
    return case.ask("paths", company=NVIDIA, goal="Cerebras"), questions.dependency_paths(
        case.network, NVIDIA, "Cerebras"
    )


def _silent_upstream(case):
    """On whom do ASML and Samsung depend alike?"""
    return case.ask("shared-upstream", company="ASML", other="Samsung"), questions.shared_upstream(
        case.network, "ASML", "Samsung"
    )


def _silent_rivals(case):
    """Is ASML supplied by a rival?"""
    return case.ask("rivals-that-supply", company="ASML"), questions.rivals_that_supply(case.network, "ASML")


def _silent_clouds(case):
    """Does ASML use a cloud?"""
    return case.ask("clouds", company="ASML"), questions.multi_cloud(case.network, "ASML")


def _silent_means(case):
    """What has ASML committed to pay?"""
    return case.ask("commitments", company="ASML"), questions.commitments(case.network, "ASML")


def _silent_tiers(case):
    """Who are the providers of ASML's providers?"""
    return case.ask("tiers", company="ASML"), questions.upstream(case.network, "ASML")


SILENT = {
    function.__doc__: function for name, function in list(globals().items()) if name.startswith("_silent")
}

QUESTIONS = {
    int(name[1:]): function
    for name, function in list(globals().items())
    if name[0] == "q" and name[1:].isdigit()
}
PART = {
    11: "the claims whose values differ; how they differ (cap, precision, later) is Python's",
    12: "the deals that go; slots that change are Python's",
    22: "number of disjoint paths, on SPARQL's edges",
    23: "dominators, on SPARQL's edges",
    24: "the shortest; the best evidenced is one of SPARQL's paths",
    25: "the ties that paths are made of",
    26: "who is reached by sure ties, on SPARQL's edges",
    29: "the first round; later rounds lie within SPARQL's closure",
    30: "the first round",
    31: "the set; that no smaller one will do is Python's",
    34: "the groups; the chain is measured on SPARQL's edges",
    35: "loops of two and three in SPARQL, of up to five on its edges",
    36: "the least sum; the years are Python's",
    40: "what is new; confirms, refines, conflicts is Python's",
}
"""What is compared, where it is not the whole answer."""
