"""Frames for what names one party alone: the other is whom the text is about ("Acme ordered forty trucks")."""

from dataclasses import replace

from kg.extract.frame_entries import MONEY, by_nouns, by_verbs
from kg.model import ClaimType

CONTRACT, USAGE, COMPETITION = ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.COMPETITION
INVESTMENT, ACQUISITION = ClaimType.INVESTMENT, ClaimType.ACQUISITION

_LOAN = "loan credit facility financing guarantee grant"

_ENTRIES = (
    by_verbs(
        INVESTMENT,
        "put put_in inject pump pour invest come_in contribute chip_in",
        having=MONEY,
        investor="subject",
        investee="into in",
        implied="investee",
    ),
    by_verbs(
        INVESTMENT,
        "subscribe",
        having="share unit bond note increase",
        investor="subject",
        investee="of in",
        implied="investee",
    ),
    by_verbs(
        INVESTMENT,
        "approve grant extend provide arrange give lend",
        having=_LOAN,
        investor="subject",
        investee="to dative for",
        implied="investee",
    ),
    by_nouns(
        INVESTMENT,
        "loan credit cheque check",
        investor="from by of",
        investee="holder to",
        implied="investee",
    ),
    by_nouns(
        ACQUISITION, "acquisition takeover buyout", acquirer="holder by", target="of", implied="acquirer"
    ),
    by_nouns(
        ACQUISITION,
        "bid offer approach proposal rescue takeover",
        after="reject rebuff withdraw fall_through receive turn_down refuse decline make come fail",
        acquirer="by from poss",
        target="for",
        implied="target",
    ),
    by_verbs(
        USAGE,
        "make manufacture produce assemble fabricate host build supply deliver provide maintain design write operate run "
        "process handle install store package transport power insure manage",
        provider="by",
        customer="for to",
        implied="customer",
    ),
    by_verbs(USAGE, "come be", customer="subject's", provider="from from's by", implied="customer"),
    by_verbs(USAGE, "go", provider="subject's", customer="^to ^to's", implied="provider"),
    by_verbs(
        USAGE,
        "run live sit lie go operate train reside flow pass work",
        customer="subject's",
        provider="on on's through through's to to's at at's in's atop over",
        implied="customer",
    ),
    by_verbs(CONTRACT, "order reorder", customer="subject", provider="object's", implied="provider"),
    by_verbs(
        CONTRACT, "award let entrust grant", customer="by subject", provider="to dative", implied="customer"
    ),
    by_verbs(CONTRACT, "pay", having=MONEY, customer="subject", provider="dative", implied="provider"),
    by_verbs(CONTRACT, "sign sign_up re-sign renew commit", party="subject", implied="party subject"),
    by_nouns(CONTRACT, "order", customer="from by", provider="holder", implied="provider"),
    by_nouns(
        USAGE,
        "customer client user subscriber tenant licensee",
        customer="bearer",
        provider="poss modifier of for",
        implied="provider",
    ),
    by_nouns(
        USAGE,
        "supplier vendor contractor landlord lessor licensor",
        provider="bearer",
        customer="poss modifier to of for",
        implied="customer",
    ),
    by_nouns(COMPETITION, "rival competitor", party="bearer", implied="party bearer"),
)

TOPICAL = tuple(replace(frame, topical=True) for frame in _ENTRIES)
