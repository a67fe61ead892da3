"""Which term of the ontology stands for which part of the model: the tables that writer and reader share."""

from __future__ import annotations

from kg.namespaces import DCT, OA, RDF, RDFS, SKOS, TP

TYPE = f"{RDF}type"
LABEL = f"{RDFS}label"
ALT_LABEL = f"{SKOS}altLabel"
IDENTIFIER = f"{DCT}identifier"
TITLE = f"{DCT}title"
PUBLISHER = f"{DCT}publisher"
SOURCE = f"{DCT}source"
HAS_SOURCE = f"{OA}hasSource"
HAS_SELECTOR = f"{OA}hasSelector"
QUOTE_SELECTOR = f"{OA}TextQuoteSelector"
POSITION_SELECTOR = f"{OA}TextPositionSelector"
EXACT = f"{OA}exact"
START = f"{OA}start"
END = f"{OA}end"

CLAIM = f"{TP}Claim"
DEAL = f"{TP}Deal"
REMARK = f"{TP}Remark"
DOCUMENT = f"{TP}Document"
PASSAGE = f"{TP}Passage"
ANTECEDENT = f"{TP}Antecedent"
AGENT = f"{TP}Agent"
ORGANIZATION = f"{TP}Organization"
COMPANY = f"{TP}Company"
ASSESSMENT = f"{TP}Assessment"
AMOUNT = f"{TP}Amount"
CAPACITY = f"{TP}Capacity"
DATE = f"{TP}Date"
DURATION = f"{TP}Duration"

IN_DOCUMENT = f"{TP}document"
EVIDENCE = f"{TP}evidence"
HAS_ANTECEDENT = f"{TP}antecedent"
ATTRIBUTED_TO = f"{TP}attributedTo"
AS_LISTED = f"{TP}asListed"
ABOUT = f"{TP}about"
STATUS = f"{TP}status"
CONFIDENCE = f"{TP}confidence"
SUMMARY = f"{TP}summary"
NAME = f"{TP}name"
PRODUCT = f"{TP}product"
STAKE = f"{TP}stakePercent"

MENTION = f"{TP}mention"
NAMED_AT = f"{TP}namedAt"
REFERS_TO = f"{TP}refersTo"

REMARK_KIND = f"{TP}remarkKind"
CONCERNS = f"{TP}concerns"
CODE = f"{TP}code"
DATED = f"{TP}dated"

PUBLISHED = f"{TP}published"
DATE_INFERRED = f"{TP}dateInferred"
RECORDED = f"{TP}recorded"
GRADE = f"{TP}grade"
TEXT = f"{TP}text"
SHA256 = f"{TP}sha256"

INDUSTRY = f"{TP}industry"
OWNED_BY = f"{TP}ownedBy"
IS_DIVISION = f"{TP}isDivision"
COUNTRY = f"{TP}country"

ASSESSES = f"{TP}assesses"
VERDICT = f"{TP}verdict"
REASON = f"{TP}reason"
POLICY = f"{TP}policy"

VALUE = f"{TP}value"
BOUND = f"{TP}bound"
CURRENCY = f"{TP}currency"
PER_YEAR = f"{TP}perYear"
UNIT = f"{TP}unit"
WRITTEN = f"{TP}written"
EARLIEST = f"{TP}earliest"
LATEST = f"{TP}latest"
MONTHS = f"{TP}months"

CLASS_OF = {
    "contract": f"{TP}Contract",
    "usage": f"{TP}Usage",
    "project": f"{TP}Project",
    "investment": f"{TP}Investment",
    "acquisition": f"{TP}Acquisition",
    "partnership": f"{TP}Partnership",
    "exclusivity_ended": f"{TP}ExclusivityEnd",
    "competition": f"{TP}Competition",
}
"""The class of a deal, and of a claim about one, by the value of its :class:`~kg.model.ClaimType`."""

ROLE_OF = {
    "customer": f"{TP}customer",
    "provider": f"{TP}provider",
    "participant": f"{TP}participant",
    "funder": f"{TP}funder",
    "operator": f"{TP}operator",
    "technology_partner": f"{TP}technologyPartner",
    "investor": f"{TP}investor",
    "investee": f"{TP}investee",
    "acquirer": f"{TP}acquirer",
    "target": f"{TP}target",
    "seller": f"{TP}seller",
    "party": f"{TP}party",
}
"""The property of a role, in claims and deals alike."""

SLOT_OF = {
    "name": NAME,
    "product": PRODUCT,
    "amount": f"{TP}amount",
    "capacity": f"{TP}capacity",
    "stake_percent": STAKE,
    "signed": f"{TP}signed",
    "start": f"{TP}start",
    "end": f"{TP}end",
    "duration": f"{TP}duration",
}
"""The functional property of a slot, in claims and deals alike: one deal has one value, and two claims with different
values conflict."""

BASED_ON = f"{TP}basedOn"
PARTICIPATES_IN = f"{TP}participatesIn"
PART_OF = f"{TP}partOf"
SUPPLIED_BY = f"{TP}suppliedBy"
COMPETES_WITH = f"{TP}competesWith"
PARTNERS_WITH = f"{TP}partnersWith"
INVESTS_IN = f"{TP}investsIn"
ACQUIRES = f"{TP}acquires"
"""What the facts layer adds; the rules of ``ontology/rules/`` write it."""
