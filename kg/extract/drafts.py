"""Claims in the making: a frame that was read, with its roles directed, its status and its source judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from kg.extract.attribution import Source, source_of
from kg.extract.fragments import find_fragments
from kg.extract.frame_table import AGREEMENT, BESIDE, FRAMES
from kg.extract.frames import Filler, Hit, companies_at, find_hits
from kg.extract.lexicon import COMPANY_NOUNS
from kg.extract.products import Trades, product_in
from kg.extract.projects import find_projects, title_given
from kg.extract.roles import objects, passive, prepositional
from kg.extract.status import chain, ended, negated, status_of
from kg.extract.tables import find_rows
from kg.extract.ventures import find_ventures
from kg.model import ROLES, ClaimType, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.extract.mentions import Mentions

_SUPPLY = frozenset({ClaimType.CONTRACT, ClaimType.USAGE})
_ALONE = frozenset("solely exclusively only alone sole exclusive exclusivity entirely single".split())
_TAKING = frozenset(
    {
        "hire",
        "poach",
        "acquire",
        "buy",
        "purchase",
        "take",
        "secure",
        "get",
        "sell",
        "cede",
        "divest",
        "offload",
        "transfer",
        "hand",
    }
)
_AGREEING = frozenset("agree sign commit contract undertake pledge promise award win".split())
_PAYING = frozenset({"pay", "spend"})
_RECEIVING = frozenset({"receive"})
_NOT_RECEIVED = frozenset(
    "order contract commission fee payment indication interest offer bid proposal letter notice subsidy grant award "
    "yen dollar euro".split()
)
_NOT_GOODS = COMPANY_NOUNS | frozenset(
    "% control quarter third fifth tenth estate fab field mine shaft patent loan percent stake share shares holding interest half majority business unit division arm subsidiary researcher engineer people staff "
    "executive employee worker person manager expert rest remainder hotel store plant factory mill brand house property "
    "building".split()
)
_BORNE = frozenset("rival competitor challenger foe nemesis partner".split())
_LENT = frozenset("facility loan credit vow nothing partnership alliance collaboration cooperation".split())
_PROFORMS = frozenset({"be", "do", "have"})
_NEAR = 20
_FOLLOWING = 30
_LOOSE = frozenset({ClaimType.CONTRACT, ClaimType.PARTNERSHIP})

Roles = dict[str, tuple[Filler, ...]]


@dataclass(frozen=True)
class Draft:
    """A claim in the making."""

    hit: Hit
    type: ClaimType
    roles: Roles = field(hash=False)
    status: Status
    source: Source | None

    @property
    def links(self) -> frozenset[tuple[str, str]]:
        """The ties between two parties, directed by the order of the roles where the type has two."""
        roles = [role for role in ROLES[self.type] if role in self.roles]
        names = [[filler.company for filler in self.roles[role]] for role in roles]
        if len(names) == 1:
            return frozenset(combinations(sorted(set(names[0])), 2))
        return frozenset(product(names[0], names[1]))

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The ties, whatever their direction."""
        return frozenset(frozenset(link) for link in self.links)


def read_drafts(doc: Doc, mentions: Mentions, trades: Trades) -> list[Draft]:
    """Return what the frames and the named projects of a text say, sharper readings before looser ones of one tie."""
    hits = [
        *find_projects(doc, mentions),
        *find_ventures(doc, mentions),
        *find_hits(doc, mentions, FRAMES),
        *find_hits(doc, mentions, BESIDE),
        *find_rows(doc, mentions),
        *find_fragments(doc, mentions),
    ]
    hits += _elliptic(doc, hits, mentions)
    hits.sort(key=lambda hit: hit.trigger.i)
    told = {(c, p) for hit in hits for c in hit.companies("customer") for p in hit.companies("provider")}
    drafts = [
        draft
        for hit in hits
        for spoke in _spokes(_spoken(hit, mentions))
        if (draft := _draft(spoke, mentions, trades, told)) is not None
    ]
    drafts = [draft for draft in drafts if not _dominated(draft, drafts)]
    return _titled(doc, drafts)


def _titled(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Let a name that follows make a joint undertaking a project: "Acme builds a plant with Bolt. The code name is Duo."."""
    for token in doc if any(draft.type is ClaimType.PARTNERSHIP for draft in drafts) else ():
        name = title_given(token)
        if name is None:
            continue
        for index, draft in enumerate(drafts):
            near = (
                token.sent.start >= draft.hit.sentence.start
                and token.sent.start <= draft.hit.sentence.end + _FOLLOWING
            )
            if draft.type is ClaimType.PARTNERSHIP and near:
                roles = {"participant": draft.roles["party"]}
                hit = replace(draft.hit, name=name, aside=token.sent)
                drafts[index] = replace(draft, type=ClaimType.PROJECT, roles=roles, hit=hit)
    return drafts


def _elliptic(doc: Doc, hits: list[Hit], mentions: Mentions) -> Iterator[Hit]:
    """Read "so are Acme and Bolt", "as does Acme": the tie just told, with another subject."""
    for word in doc:
        if (
            word.lower_ not in {"so", "as", "nor"}
            or word.i + 1 >= len(doc)
            or word.nbor(1).lemma_ not in _PROFORMS
        ):
            continue
        told = [
            hit
            for hit in hits
            if word.sent.start - 1 <= hit.trigger.sent.end
            and hit.trigger.i < word.i
            and word.i - hit.trigger.i < _NEAR
        ]
        fillers = [
            f
            for t in doc[word.i + 2 : word.i + 6]
            if t.dep_ in {"nsubj", "attr", "pobj", "ROOT", "conj"}
            for f in companies_at(t, mentions)
        ]
        for hit in told[-1:]:
            first = next(iter(hit.roles))
            if fillers and first != "party":
                yield replace(
                    hit,
                    trigger=hit.trigger,
                    roles={**hit.roles, first: tuple({f.company: f for f in fillers}.values())},
                )


def _spoken(hit: Hit, mentions: Mentions) -> Hit:
    """Read a quoted "A and B are strong competitors" as the speaker does: competitors of what the text is about."""
    parties = hit.roles.get("party", ())
    quoted = any(start < hit.trigger.i < end for start, end in mentions.quotations)
    topic = mentions.topic(hit.trigger) if hit.frame.type is ClaimType.COMPETITION and quoted else None
    if (
        topic is None
        or hit.trigger.tag_ != "NNS"
        or topic.companies[0] in hit.companies("party")
        or any(filler.slot != "bearer" for filler in parties)
    ):
        return hit
    return replace(
        hit,
        roles={"party": (Filler(topic.companies[0], hit.trigger.doc[topic.head], topic, "poss"), *parties)},
    )


def _spokes(hit: Hit) -> list[Hit]:
    """Split a star into its spokes: "has alliances with A and B", "works with A and with B", "A and B, rivals of C"."""
    parties = hit.roles.get("party", ())
    if hit.trigger.lemma_.lower() in _BORNE:
        borne = [filler for filler in parties if filler.slot == "bearer"]
        beside = [filler for filler in parties if filler.slot != "bearer"]
        if borne and beside:
            return [replace(hit, roles={"party": (other, one)}) for other in beside for one in borne]
    owned = hit.frame.type is ClaimType.COMPETITION and any(filler.slot == "poss" for filler in parties)
    outer = "bearer" if owned else "with"
    hub = [filler for filler in parties if filler.slot != outer]
    rim = [filler for filler in parties if filler.slot == outer]
    if hit.frame.type is ClaimType.COMPETITION and hit.frame.verbs and len(parties) > 2:
        mine = [filler for filler in parties if filler.slot == parties[0].slot]
        theirs = [filler for filler in parties if filler.slot != parties[0].slot]
        return [replace(hit, roles={"party": (one, other)}) for one in mine for other in theirs] or [hit]
    withs = {filler.token.head if filler.token.dep_ == "pobj" else None for filler in rim} - {None}
    if len(hub) != 1 or len(rim) < 2 or not (hit.trigger.tag_ == "NNS" or len(withs) > 1 or owned):
        return [hit]
    return [replace(hit, roles={"party": (*hub, spoke)}) for spoke in rim]


def _draft(hit: Hit, mentions: Mentions, trades: Trades, told: set[tuple[str, str]]) -> Draft | None:
    source = source_of(hit.trigger, mentions)
    kind, roles = (
        _of_control(hit) if hit.frame.type is ClaimType.INVESTMENT else (hit.frame.type, dict(hit.roles))
    )
    if kind is ClaimType.USAGE and _under_contract(hit):
        kind = ClaimType.CONTRACT
    if kind is ClaimType.ACQUISITION and "party" in roles:
        first, *rest = roles["party"]
        roles = {"acquirer": (first,), "target": tuple(rest)}
    if kind is ClaimType.COMPETITION and _preferred(hit):
        return None
    if kind is ClaimType.CONTRACT and hit.frame.verbs and _no_goods(hit):
        return None
    if kind is ClaimType.ACQUISITION and _bought_goods(hit, roles):
        kind, roles = ClaimType.CONTRACT, _as_supply(roles)
        if len(roles) < 2:
            return None
    if kind is ClaimType.ACQUISITION and hit.trigger.lemma_ in _PAYING and not _named(roles["target"]):
        return None
    if kind in _SUPPLY and "party" in roles:
        roles = _directed(roles["party"], hit, trades, told)
    if kind in _SUPPLY and _exclusivity_ended(hit):
        return Draft(hit, ClaimType.EXCLUSIVITY_ENDED, roles, Status.ANNOUNCED, source)
    status = status_of(
        hit,
        by_outlet=source is not None and source.media,
        by_party=source is not None and not source.media,
    )
    return Draft(hit, kind, roles, status, source) if status is not None else None


def _preferred(hit: Hit) -> bool:
    """Whether the rival is one passed over."""
    return any(filler.slot == "poss" and passed_over(filler.token) for filler in hit.roles.get("party", ()))


def passed_over(token: Token) -> bool:
    """Whether a pronoun follows *over*, "chose Acme over its rival": it means Acme, not who chose, as resolved."""
    return token.pos_ == "PRON" and token.i > 0 and token.nbor(-1).lower_ == "over"


def _no_goods(hit: Hit) -> bool:
    """Whether what changes hands is a company, a part of one, or people, or the order itself: no supply."""
    verb = hit.predicate.verb
    if verb is None:
        return False
    if "party" in hit.roles:
        return any(head.lemma_.lower() in _LENT for head in objects(verb))
    if verb.lemma_ not in _TAKING | _RECEIVING:
        return False
    words = _NOT_RECEIVED if verb.lemma_ in _RECEIVING else _NOT_GOODS
    return any(head.lemma_.lower() in words for head in objects(verb))


def _bought_goods(hit: Hit, roles: Roles) -> bool:
    """Whether what is bought is counted, as no company is: "bought 34 Airbus jets", "buys them by the pallet"."""
    if hit.predicate.noun is not None or passive(hit.trigger):
        return False
    return any(
        filler.token.lower_ == "them" or any(child.dep_ == "nummod" for child in filler.token.children)
        for filler in roles["target"]
    )


def _as_supply(roles: Roles) -> Roles:
    """Return the roles of a purchase of goods: from who sells them, or whose they are."""
    provider = roles.get("seller") or tuple(f for f in roles["target"] if f.token.lower_ == "them")
    return {"customer": roles["acquirer"], "provider": provider} if provider else {}


def _named(fillers: tuple[Filler, ...]) -> bool:
    return all(filler.mention is not None and filler.mention.named for filler in fillers)


def _under_contract(hit: Hit) -> bool:
    """Whether a supply is agreed on: "agreed to supply", "supplies under a licence"."""
    if any(token.lemma_.lower() in _AGREEING for token in chain(hit)):
        return True
    under = prepositional(hit.trigger, frozenset({"under", "by"}))
    return any(head.lemma_.lower() in AGREEMENT.split() for head in under)


def _of_control(hit: Hit) -> tuple[ClaimType, Roles]:
    """Read the purchase of more than half of a company as its acquisition."""
    verb = hit.predicate.verb
    control = verb is not None and verb.lemma_ in _TAKING and any(_controls(token) for token in verb.subtree)
    sold = {"seller": hit.roles["seller"]} if "seller" in hit.roles else {}
    if control:
        return ClaimType.ACQUISITION, {
            "acquirer": hit.roles["investor"],
            "target": hit.roles["investee"],
            **sold,
        }
    return ClaimType.INVESTMENT, {role: fillers for role, fillers in hit.roles.items() if role != "seller"}


def _controls(token: Token) -> bool:
    if token.lower_ in {"%", "percent"} and token.i:
        share = token.nbor(-1).text
        return share.replace(".", "", 1).isdigit() and float(share) >= 50
    return token.lower_ in {"controlling", "majority", "half", "remaining", "rest"}


def _exclusivity_ended(hit: Hit) -> bool:
    """Whether a tie of supply stops being the only one: "no longer relies solely on", "is no longer our sole supplier"."""
    words = {child.lower_ for token in chain(hit) for child in token.children} | {hit.trigger.lower_}
    return bool(words & _ALONE) and (ended(hit) or negated(hit))


def _directed(parties: tuple[Filler, ...], hit: Hit, trades: Trades, told: set[tuple[str, str]]) -> Roles:
    """Tell customer from provider: as the text does elsewhere, by what is supplied, or by what the parties sell.

    The one who signs buys by default.
    """
    first, *rest = parties
    if (first.company, rest[0].company) in told:
        return {"customer": (first,), "provider": tuple(rest)}
    supplied = product_in(" ".join(token.text for token in _goods(hit)))
    if (rest[0].company, first.company) in told or trades.provider_first(
        first.company, rest[0].company, supplied
    ):
        return {"customer": tuple(rest), "provider": (first,)}
    return {"customer": (first,), "provider": tuple(rest)}


def _pointing(draft: Draft) -> bool:
    """Whether the words only point at a tie that the text tells elsewhere: "this partnership", "the two companies"."""
    if any(
        child.lower_ in {"this", "these", "that", "such"}
        for child in draft.hit.trigger.children
        if child.dep_ == "det"
    ):
        return True
    mentions = {filler.mention for filler in draft.hit.roles.get("party", ())}
    return len(mentions) == 1 and None not in mentions


def _goods(hit: Hit) -> Iterator[Token]:
    """Yield the words of the deal without those that only describe a party."""
    for token in hit.predicate.word.subtree:
        if not any(above.dep_ == "appos" for above in (token, *token.ancestors)):
            yield token


def _dominated(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the same sentence ties the same parties by a sharper frame."""
    if draft.type is ClaimType.PARTNERSHIP and _pointing(draft):
        others = (other for other in drafts if other is not draft and other.pairs & draft.pairs)
        if any(not _pointing(other) or other.hit.trigger.i < draft.hit.trigger.i for other in others):
            return True
    for other in drafts:
        if other is draft or other.hit.sentence != draft.hit.sentence or not other.pairs & draft.pairs:
            continue
        governed = other.hit.trigger.head == draft.hit.trigger and other.hit.trigger.dep_ in {
            "xcomp",
            "ccomp",
        }
        if draft.type is ClaimType.PARTNERSHIP and (governed or other.type is ClaimType.PROJECT):
            return True
        if "party" in draft.hit.roles and draft.type in _LOOSE and "party" not in other.hit.roles:
            return True
        if draft.type is ClaimType.USAGE and other.type is ClaimType.EXCLUSIVITY_ENDED:
            return True
        if (
            draft.type in _SUPPLY
            and other.type not in _SUPPLY
            and other.hit.predicate.verb == draft.hit.trigger
        ):
            return True
    return False
