"""The table of frames: English words for deals, by meaning.

Order matters: a word is read by the first entry of its lemma that finds its parties, so the narrow reading stands
before the wide one ("buy a stake in Acme", "buy Acme", "buy steel from Acme").
"""

from kg.extract.frame_entries import MONEY, by_adverbs, by_nouns, by_verbs
from kg.extract.frames import Frame
from kg.extract.owning_frames import OWNING
from kg.extract.topical_frames import TOPICAL
from kg.model import ClaimType

CONTRACT, USAGE, PROJECT = ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.PROJECT
INVESTMENT, ACQUISITION, PARTNERSHIP = ClaimType.INVESTMENT, ClaimType.ACQUISITION, ClaimType.PARTNERSHIP
ENDED, COMPETITION = ClaimType.EXCLUSIVITY_ENDED, ClaimType.COMPETITION

AGREEMENT = (
    "accord agreement arrangement charter commission commitment concession contract deal framework lease letter licence "
    "license mandate memorandum offtake order pact ppa purchase settlement subscription supply tender tenancy transaction"
)


_WON = "win land secure bag book clinch score get receive capture beat"

CAPACITY = "mw gw megawatt gigawatt hall capacity space floor rack"

SITE = (
    "site plant factory centre center data-centre chip service platform network venture facility campus model product system reactor line "
    "satellite mine terminal car vehicle engine app farm project base hub laboratory lab station battery software drug vaccine ship fleet"
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
        "hire commission engage enlist tap choose select pick appoint contract name_as retain bring_in rope_in award task "
        "charge_with entrust_with",
        customer="subject",
        provider="object object's with",
        implied="customer",
    ),
    by_verbs(USAGE, "replace", customer="at", provider="subject"),
    by_verbs(USAGE, "replace swap", customer="subject", provider="^with ^with's ^for ^for's"),
    by_verbs(
        CONTRACT,
        "outsource entrust subcontract sub-contract contract_out farm_out",
        customer="subject object's",
        provider="to dative",
    ),
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
    by_verbs(
        CONTRACT,
        "opt_for plump_for settle_on decide_for stick_with stay_with stay_at remain_with remain_at",
        customer="subject",
        provider="^for ^on ^with ^at",
    ),
    by_verbs(CONTRACT, "win bag onboard", provider="subject", customer="object"),
    by_verbs(
        CONTRACT, "take rent lease", having=CAPACITY, customer="subject", provider="^at ^at's ^in's ^from's"
    ),
    # Use, without a word of an agreement.
    by_verbs(USAGE, "be", customer="subject's", provider="genitive"),
    by_verbs(
        USAGE,
        "use employ utilise utilize adopt deploy consume",
        customer="subject subject's at at's by",
        provider="object's object from",
    ),
    by_verbs(USAGE, "be", customer="subject", provider="^on"),
    by_verbs(USAGE, "be", customer="subject subject's", provider="^with"),
    by_verbs(
        USAGE,
        "stand sit hang live reside lie rest",
        customer="subject's",
        provider="^with ^with's ^at ^at's",
    ),
    by_verbs(
        USAGE,
        "install fit introduce test trial pilot mount put",
        customer="subject",
        provider="object's",
    ),
    by_verbs(
        USAGE,
        "make manufacture produce assemble fabricate package process",
        customer="for object's",
        provider="by ^at ^at's",
    ),
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
    by_verbs(CONTRACT, "negotiate bargain dicker haggle discuss", party="subject ^with"),
    # The agreement as a noun, its direction told by who gives and who gets it.
    by_nouns(
        CONTRACT,
        "order contract tender mandate commission job work",
        after="go fall pass",
        provider="destination",
        customer="poss from of for modifier",
        implied="customer",
    ),
    by_nouns(
        CONTRACT,
        "licence license",
        after="take hold have obtain get acquire buy",
        customer="holder",
        provider="from for's of of's",
    ),
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
        party="holder with between ^of among modifier",
    ),
    by_nouns(PARTNERSHIP, "partner", party="bearer poss modifier of"),
    by_verbs(COMPETITION, "compete vie contend", party="subject with against"),
    by_verbs(COMPETITION, "rival", party="subject object"),
    by_verbs(
        COMPETITION,
        "beat outbid outcompete edge_out pip trump defeat undercut see_off outmuscle",
        party="subject object",
    ),
    by_verbs(
        COMPETITION,
        "lose",
        having="contract order tender bid deal race customer client business job account auction mandate",
        party="subject ^to ^to's",
    ),
    by_nouns(COMPETITION, "competition rivalry", party="holder with between against from"),
    by_nouns(
        COMPETITION, "rival competitor challenger foe nemesis", party="bearer poss modifier of to opponent"
    ),
)

BESIDE: tuple[Frame, ...] = (
    by_verbs(
        COMPETITION,
        "choose_over pick_over prefer_over select_over favour_over favor_over",
        party="object ^over",
    ),
    by_verbs(COMPETITION, "prefer_to", party="object ^to"),
    by_verbs(USAGE, "replace", customer="at", provider="object object's", over=True),
    by_verbs(
        USAGE, "replace_with swap_for drop_for", customer="subject", provider="object object's", over=True
    ),
    by_verbs(
        USAGE,
        "win pinch snatch steal wrest lure poach",
        customer="object object's",
        provider="^from ^off",
        over=True,
    ),
)
"""What a word tells beside its frame: whom the one who was chosen beat, whom a supplier replaces."""

FRAMES: tuple[Frame, ...] = (*OWNING, *_SUPPLY, *_PEERS, *TOPICAL)
