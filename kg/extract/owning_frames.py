"""Frames for shares and companies that change hands: stakes, rounds, loans, takeovers."""

from kg.extract.frame_entries import MONEY, by_nouns, by_verbs
from kg.model import ClaimType

INVESTMENT, ACQUISITION = ClaimType.INVESTMENT, ClaimType.ACQUISITION

STAKE = (
    "% percent pct cent percentage stake holding shareholding interest share shares equity position minority majority "
    "quarter third half fifth tenth bond note stock"
)
_BACKERS = "investor backer shareholder stakeholder lender"
_ROUND = "round financing funding raise placement offering series a b c d e f"

_SHARES = (
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
        "investor backer shareholder stakeholder lender financier creditor bondholder co-owner",
        investor="bearer",
        investee="poss modifier in of to",
        implied="investee",
    ),
    by_verbs(INVESTMENT, "count list number", having=_BACKERS, investor="object", investee="inside_poss"),
    by_nouns(INVESTMENT, "stake shareholding holding", investor="poss bearer by", investee="in"),
    by_nouns(
        INVESTMENT,
        "loan credit facility",
        after="receive get obtain take secure draw sign",
        investor="from by with of",
        investee="holder",
    ),
    by_nouns(INVESTMENT, "loan", investor="holder from by", investee="to dative for"),
    by_nouns(INVESTMENT, "investment", investor="holder by from", investee="in into"),
)

_TAKEOVERS = (
    by_verbs(ACQUISITION, "belong", acquirer="^to", target="subject part"),
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
        ACQUISITION,
        "acquisition takeover buyout purchase",
        acquirer="holder by",
        target="^of part",
        seller="from",
    ),
    by_nouns(ACQUISITION, "bid offer", acquirer="holder by from", target="for"),
    by_nouns(ACQUISITION, "merger combination", acquirer="holder", target="with partner of"),
    by_nouns(ACQUISITION, "merger combination", party="holder between of"),
    by_nouns(ACQUISITION, "sale", acquirer="to", target="^of part", seller="holder by"),
)

OWNING = (*_SHARES, *_TAKEOVERS)
