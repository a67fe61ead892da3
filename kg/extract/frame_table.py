"""The table of frames: English words for deals, by meaning.

Order matters: a word is read by the first entry of its lemma that finds its parties, so the narrow reading stands
before the wide one ("buy a stake in Acme", "buy Acme", "buy steel from Acme").
"""

from kg.extract.frame_entries import MONEY, by_adverbs, by_nouns, by_verbs
from kg.extract.frames import Frame
from kg.extract.topical_frames import TOPICAL
from kg.model import ClaimType

CONTRACT, USAGE, PROJECT = ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.PROJECT
INVESTMENT, ACQUISITION, PARTNERSHIP = ClaimType.INVESTMENT, ClaimType.ACQUISITION, ClaimType.PARTNERSHIP
ENDED, COMPETITION = ClaimType.EXCLUSIVITY_ENDED, ClaimType.COMPETITION

STAKE = (
    "% percent pct cent percentage stake holding shareholding interest share shares equity position minority majority "
    "quarter third half fifth tenth bond note stock"
)
AGREEMENT = (
    "accord agreement arrangement charter commission commitment concession contract deal framework lease letter licence "
    "license mandate memorandum offtake order pact ppa purchase settlement subscription supply tender tenancy transaction"
)


_BACKERS = "investor backer shareholder stakeholder lender"
_ROUND = "round financing funding raise placement offering series a b c d e f"
_WON = "win land secure bag book clinch score get receive capture beat"

SITE = (
    "site plant factory centre center data-centre chip service platform network venture facility campus model product system reactor line "
    "satellite mine terminal car vehicle engine app farm project base hub laboratory lab station battery software drug vaccine ship fleet"
)

_OWNING = (
    by_verbs(ACQUISITION, "take_over", having=STAKE, acquirer="subject", target="of in", seller="from"),
    # Shares: bought, held, sold, subscribed.
    by_verbs(
        INVESTMENT,
        "acquire amass build buy control get have hold keep obtain own pick_up purchase raise secure snap_up take increase",
        having=STAKE,
        investor="subject",
        investee="in of object",
        seller="from object_poss",
        implied="investee",
    ),
    by_verbs(
        INVESTMENT,
        "sell cede divest offload transfer hand_over",
        having=STAKE,
        investor="to dative",
        investee="of in object",
        seller="subject",
        implied="investee",
    ),
    by_verbs(ACQUISITION, "pay", acquirer="subject", target="for"),
    by_verbs(
        INVESTMENT,
        "lead co-lead anchor",
        having=_ROUND,
        investor="subject",
        investee="object's in for of object_holder",
    ),
    by_verbs(
        INVESTMENT,
        "participate join invest",
        having=_ROUND,
        investor="subject",
        investee="in's object's in of object_holder",
    ),
    by_verbs(
        INVESTMENT,
        "lead co-lead anchor participate join come_in come_along chip_in take_part put_in",
        near="round financing funding raise series fundraising",
        investor="subject",
        investee="object_holder",
        implied="investee",
    ),
    by_verbs(INVESTMENT, "invest reinvest", investor="subject", investee="in into"),
    by_verbs(
        INVESTMENT,
        "inject pour plough plow pump put sink funnel channel",
        investor="subject",
        investee="into in",
    ),
    by_verbs(INVESTMENT, "buy_into", investor="subject", investee="into into's by"),
    by_verbs(
        INVESTMENT,
        "back bankroll finance fund capitalise capitalize seed",
        investor="subject",
        investee="object",
    ),
    by_verbs(INVESTMENT, "lend loan advance", investor="subject", investee="dative to object"),
    by_verbs(
        INVESTMENT,
        "draw borrow obtain raise secure close arrange",
        having=f"loan credit facility financing debt funding {MONEY}",
        investor="from with",
        investee="subject",
        implied="investee",
    ),
    by_verbs(INVESTMENT, "borrow raise", investor="from with", investee="subject"),
    by_nouns(
        INVESTMENT,
        "investor backer shareholder stakeholder lender financier owner",
        investor="bearer",
        investee="poss modifier in of to",
        implied="investee",
    ),
    by_verbs(INVESTMENT, "count list number", having=_BACKERS, investor="object", investee="inside_poss"),
    by_nouns(INVESTMENT, "stake shareholding holding", investor="poss bearer by", investee="in"),
    by_nouns(
        INVESTMENT, "loan", after="receive get obtain take secure", investor="from by", investee="holder"
    ),
    by_nouns(INVESTMENT, "loan", investor="holder from by", investee="to dative for"),
    by_nouns(INVESTMENT, "investment", investor="holder by from", investee="in into"),
)

_TAKEOVERS = (
    by_verbs(
        ACQUISITION,
        "acquire absorb buy buy_out buy_up gobble_up pick_up purchase scoop_up snap_up swallow take_over take_private",
        acquirer="subject",
        target="object part",
        seller="from",
    ),
    by_verbs(
        ACQUISITION,
        "sell divest offload spin_off",
        acquirer="to dative",
        target="object part",
        seller="subject",
    ),
    by_verbs(ACQUISITION, "bid offer", acquirer="subject", target="for"),
    by_verbs(ACQUISITION, "merge combine", acquirer="subject", target="with into"),
    by_verbs(ACQUISITION, "merge combine", party="subject"),
    by_nouns(
        ACQUISITION, "acquisition takeover buyout purchase", acquirer="holder by", target="of", seller="from"
    ),
    by_nouns(ACQUISITION, "bid offer", acquirer="holder by from", target="for"),
    by_nouns(ACQUISITION, "merger combination", acquirer="holder", target="with partner of"),
    by_nouns(ACQUISITION, "merger combination", party="holder between of"),
    by_nouns(ACQUISITION, "sale", acquirer="to", target="of", seller="holder by"),
)

_SUPPLY = (
    by_verbs(
        ENDED,
        "waive give_up lose surrender relinquish forgo cede end drop",
        having="right exclusivity monopoly",
        provider="subject object's",
        customer="inside",
    ),
    by_verbs(
        CONTRACT, "get gain obtain receive secure", having="access", customer="subject", provider="to to's"
    ),
    # Money goes one way, so the goods go the other.
    by_verbs(
        CONTRACT,
        "get receive earn collect take_in charge bill invoice",
        having=MONEY,
        provider="subject",
        customer="from dative object",
    ),
    by_verbs(CONTRACT, "hand give", having=MONEY, customer="subject", provider="dative to"),
    by_verbs(CONTRACT, "cost", having=MONEY, provider="subject's subject", customer="dative object"),
    by_verbs(CONTRACT, "promise", having=MONEY, customer="subject", provider="dative to"),
    by_verbs(
        USAGE, "leave quit ditch drop abandon dump desert", customer="subject", provider="object", over=True
    ),
    # The provider acts: it sells, makes, lets.
    by_verbs(
        USAGE,
        "supply equip furnish outfit power provide serve stock fuel host",
        provider="subject",
        customer="object",
    ),
    by_verbs(
        USAGE,
        "supply provide deliver furnish ship export distribute",
        provider="subject subject's from",
        customer="to dative for partner",
        implied="customer",
    ),
    by_verbs(
        CONTRACT,
        "sell lease rent rent_out let let_out license sublet sublease charter hire_out",
        provider="subject",
        customer="to dative partner",
    ),
    by_verbs(
        CONTRACT, "build construct erect install put_up", provider="subject", customer="for dative partner"
    ),
    by_verbs(
        USAGE,
        "make manufacture produce assemble fabricate host run maintain operate process develop design",
        provider="subject subject's",
        customer="for",
    ),
    by_verbs(
        USAGE,
        "make manufacture produce assemble fabricate host power",
        provider="subject subject's",
        customer="object's",
    ),
    # The customer acts: it buys, orders, rents, hires, pays.
    by_verbs(
        CONTRACT,
        "purchase buy order reorder procure source lease rent license charter hire book reserve draw import obtain take "
        "secure acquire get receive have commission contract sign_up",
        customer="subject subject's object_poss",
        provider="from from's",
        implied="customer",
    ),
    by_verbs(
        CONTRACT, "purchase buy order license book reserve acquire", customer="subject", provider="object's"
    ),
    by_verbs(
        CONTRACT,
        "hire commission engage enlist tap choose select pick appoint contract name retain bring_in award",
        customer="subject",
        provider="object object's with",
        implied="customer",
    ),
    by_verbs(USAGE, "replace", customer="at", provider="subject"),
    by_verbs(USAGE, "replace", customer="subject", provider="with"),
    by_verbs(CONTRACT, "outsource entrust", customer="subject", provider="to dative"),
    by_verbs(CONTRACT, "spend", customer="subject", provider="on's with on at"),
    by_verbs(CONTRACT, "pay", customer="subject", provider="dative object to partner"),
    by_verbs(CONTRACT, "subscribe", customer="subject", provider="to to's"),
    by_verbs(CONTRACT, "switch migrate move transfer", customer="subject", provider="to to's"),
    by_verbs(
        CONTRACT,
        "grant give issue",
        having="licence license right concession",
        provider="subject",
        customer="dative to",
    ),
    by_verbs(
        CONTRACT,
        "award give hand",
        having="contract order tender mandate job",
        customer="subject",
        provider="dative to",
    ),
    # Use, without a word of an agreement.
    by_verbs(
        USAGE,
        "use employ utilise utilize adopt deploy consume",
        customer="subject subject's at at's by",
        provider="object's object from",
    ),
    by_verbs(USAGE, "be", customer="subject", provider="on"),
    by_verbs(CONTRACT, "sign sign_up re-sign renew extend", party="subject with"),
    by_verbs(USAGE, "rely depend lean draw count", customer="subject subject's", provider="on on's upon"),
    by_verbs(
        USAGE,
        "run operate ride sit build train host store keep fly sail live",
        customer="subject subject's",
        provider="on on's over over's atop",
    ),
    by_verbs(USAGE, "come", customer="subject's", provider="from from's", implied="customer"),
    by_verbs(USAGE, "fill equip drive underpin power", customer="object's object", provider="subject's"),
    # The agreement as a noun, its direction told by who gives and who gets it.
    by_nouns(
        CONTRACT,
        "order contract tender mandate commission job",
        after=_WON,
        provider="holder",
        customer="from with by for modifier",
    ),
    by_nouns(
        CONTRACT,
        "order contract tender mandate commission job",
        after="award give hand grant",
        customer="holder",
        provider="to dative with",
    ),
    by_nouns(
        CONTRACT,
        "licence license right lease concession",
        after="grant give award issue",
        provider="holder",
        customer="dative to",
    ),
    by_nouns(CONTRACT, "order", after="place put make have", customer="holder", provider="with"),
    by_nouns(CONTRACT, "order contract", provider="poss", customer="from"),
    by_nouns(
        CONTRACT,
        "order contract",
        after="cancel scrap terminate end call_off",
        customer="holder",
        provider="with from",
        implied="provider",
    ),
    by_nouns(CONTRACT, "order", customer="holder", provider="with"),
    by_nouns(CONTRACT, "order contract", customer="poss", provider="for's"),
    by_nouns(
        USAGE,
        "customer client user subscriber buyer taker tenant lessee licensee",
        customer="bearer",
        provider="poss modifier of for",
    ),
    by_nouns(
        USAGE,
        "supplier provider vendor contractor seller manufacturer landlord lessor licensor foundry",
        provider="bearer",
        customer="poss modifier to of for",
    ),
    by_nouns(
        PARTNERSHIP,
        AGREEMENT,
        modified="strategic cooperation co-operation collaboration partnership joint alliance research development",
        party="holder with between among",
    ),
    by_nouns(CONTRACT, AGREEMENT, party="holder with between modifier among", implied="party"),
)

_PEERS = (
    by_verbs(
        PARTNERSHIP,
        "partner team_up team collaborate cooperate co-operate ally tie_up work link_up co-develop co-produce",
        party="subject with",
    ),
    by_verbs(PARTNERSHIP, "agree_with", party="subject with"),
    by_verbs(PARTNERSHIP, "join combine", having="force hand", party="subject with"),
    by_verbs(
        PARTNERSHIP,
        "open build develop launch construct set_up establish found create design make start run own co-own",
        having=SITE,
        party="subject with",
    ),
    by_adverbs(PARTNERSHIP, "jointly together", party="subject with"),
    by_nouns(
        PARTNERSHIP,
        "partnership alliance collaboration cooperation co-operation tie-up venture consortium jv",
        party="holder with between of among modifier",
    ),
    by_nouns(PARTNERSHIP, "partner", party="bearer poss modifier of"),
    by_verbs(COMPETITION, "compete vie contend", party="subject with against"),
    by_verbs(COMPETITION, "rival", party="subject object"),
    by_nouns(COMPETITION, "competition rivalry", party="holder with between against from"),
    by_nouns(
        COMPETITION, "rival competitor challenger foe nemesis", party="bearer poss modifier of to opponent"
    ),
)

FRAMES: tuple[Frame, ...] = (*_OWNING, *_TAKEOVERS, *_SUPPLY, *_PEERS, *TOPICAL)
