"""What texts say beside deals, sentence by sentence."""

import pytest

from kg.companies import companies
from kg.documents import document_from_text, read_document
from kg.extract.rules import extract
from kg.resources import resource
from kg.verify import verified


def remarks(text, date="2025-09-11"):
    _, found = extract(document_from_text(text, "news", date=date), companies())
    return found


def told(text):
    """Return the kind, value and parties of every remark."""
    return [(remark.kind.value, remark.value, remark.parties) for remark in remarks(text)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Nvidia declined to comment.", ("Nvidia",)),
        ("Nvidia and Intel declined to comment on the talks.", ("Nvidia", "Intel")),
        ("A spokesperson for Cisco refused to discuss the matter.", ("Cisco",)),
        ("Intel's spokesman would not comment.", ("Intel",)),
        ("Intel had no comment.", ("Intel",)),
        ("Facing inquiries, Oracle chose silence and refused to comment on the matter.", ("Oracle",)),
        ("Nvidia remained silent.", ("Nvidia",)),
        ("Intel said that it does not comment on speculation.", ("Intel",)),
        ("Nvidia did not decline to comment.", None),
        ("Nvidia declined to sell the plant.", None),
        ("Nvidia commented on the talks.", None),
    ],
)
def test_who_declined_to_comment(text, parties):
    assert told(text) == ([("declined-to-comment", None, parties)] if parties else [])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Cisco did not immediately respond to a request for comment.", ("Cisco",)),
        ("OpenAI kept its low profile, offering no response to requests for confirmation.", ("OpenAI",)),
        ("Nvidia could not be reached for comment.", ("Nvidia",)),
        ("Emails to Nvidia went unanswered.", ("Nvidia",)),
        ("Intel did not return calls.", ("Intel",)),
        ("Intel did not answer questions.", ("Intel",)),
        ("Nvidia did not respond to Intel's price cuts.", None),
        ("Nvidia responded to a request for comment.", None),
    ],
)
def test_who_did_not_respond(text, parties):
    assert told(text) == ([("no-response", None, parties)] if parties else [])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Nvidia pursues a multi-cloud approach.", ("Nvidia",)),
        ("Intel's multicloud strategy is paying off.", ("Intel",)),
        ("Nvidia does not follow a multi-cloud strategy.", None),
        ("Multi-cloud tools are popular with Nvidia.", None),
    ],
)
def test_whose_strategy_is_multi_cloud(text, parties):
    assert told(text) == ([("strategy", "multi-cloud", parties)] if parties else [])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Nvidia signed deals worth billions of dollars with three unnamed customers.", ("Nvidia",)),
        ("Intel won orders from several undisclosed buyers.", ("Intel",)),
        ("Oracle disclosed contracts worth billions with clients it did not name.", ("Oracle",)),
        ("Nvidia signed a contract with Intel, a customer.", None),
        ("Nvidia signed a contract with several customers, among them Intel.", ("Nvidia",)),
    ],
)
def test_who_has_deals_with_unnamed_clients(text, parties):
    assert told(text) == ([("unnamed-deals", None, parties)] if parties else [])


@pytest.mark.parametrize(
    ("text", "value", "date"),
    [
        ("Shares of Nvidia plunged 8%.", "share-price-down", None),
        ("Nvidia's stock soared after closing yesterday.", "share-price-up", "2025-09-10"),
        ("Nvidia's stock hit a record high.", "share-price-up", None),
        ("The news sent Nvidia's shares tumbling.", "share-price-down", None),
        ("The deal pushed Nvidia's shares up.", "share-price-up", None),
        ("A jump in Nvidia's shares followed.", "share-price-up", None),
        ("Nvidia shares closed 3% lower.", "share-price-down", None),
        ("Nvidia's shares did not rise.", None, None),
        ("Nvidia raised its share of the market.", None, None),
    ],
)
def test_whose_shares_moved(text, value, date):
    found = [(remark.value, remark.parties, remark.date) for remark in remarks(text)]
    assert found == ([(value, ("Nvidia",), date)] if value else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is the largest contract ever awarded in the industry.", [("opinion", "record", ())]),
        ("The sum is unprecedented in the history of the trade.", [("opinion", "record", ())]),
        ("No cloud contract has ever been larger.", [("opinion", "record", ())]),
        ("Nvidia calls the agreement historic.", [("opinion", "record", ("Nvidia",))]),
        ("The contract sets a record for Nvidia.", [("opinion", "record", ("Nvidia",))]),
        ("Experts think the merger is a mistake.", [("opinion", None, ())]),
        ("Nvidia's record label signed up a band.", []),
        ("The agreement is not unprecedented.", []),
        ("Nvidia thinks the merger is a mistake.", []),
    ],
)
def test_what_is_called_a_record_or_believed(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Demand for chips is expected to double by 2030.", [("forecast", None, ())]),
        ("Analysts expect demand to double.", [("forecast", None, ())]),
        ("Observers believe that the contract will change the market.", [("forecast", None, ())]),
        ("Such leases could soon become routine.", [("forecast", None, ())]),
        ("In the coming years, prices will fall.", [("forecast", None, ())]),
        ("It is foreseeable that prices will fall.", [("forecast", None, ())]),
        ("Expect chip prices to fall next year.", [("forecast", None, ())]),
        ("It takes 11 watts when it thinks, so expect it to think about your battery.", []),
        ("Nvidia is expected to sign a contract with Intel.", []),
        ("Nvidia expects to sign with Intel.", []),
        ("In the coming years, Nvidia will buy chips from Intel.", []),
        ("Analysts do not expect demand to double.", []),
    ],
)
def test_what_is_forecast(text, found):
    assert told(text) == found


def test_unnamed_clients_of_whom_the_main_clause_tells():
    text = (
        "OpenAI will rent computing power from Oracle. OpenAI is growing fast. OpenAI needs it. "
        "Oracle's shares jumped after the company disclosed contracts with several clients it did not name."
    )
    assert ("unnamed-deals", None, ("Oracle",)) in told(text)


def test_a_named_forecaster_is_its_source():
    [remark] = remarks("Nvidia expects revenue to rise.")
    assert (remark.kind, remark.parties, remark.attributed_to) == ("forecast", ("Nvidia",), ("Nvidia",))


def test_a_description_is_explained_where_it_stands():
    [remark] = remarks("Oracle won a contract. The company declined to comment.")
    [antecedent] = remark.antecedents
    assert (antecedent.company, antecedent.mention.quote, antecedent.names.quote) == (
        "Oracle",
        "The company",
        "Oracle",
    )
    assert remark.evidence[0].quote == "The company declined to comment."


def test_captions_and_credits_make_no_remark():
    assert (
        told("Image source: Midjourney declined to comment.\n\nIllustration: Nvidia's shares soared.") == []
    )


DIGEST = [
    ("unnamed-deals", None, ("Oracle",), (), "Oracle's shares jumped"),
    ("event", "share-price-up", ("Oracle",), (), "Oracle's shares jumped"),
    ("opinion", "record", (), (), "No cloud computing contract"),
    ("declined-to-comment", None, ("Oracle",), (), "Oracle declined to"),
    ("no-response", None, ("OpenAI",), (), "OpenAI did not"),
    ("strategy", "multi-cloud", ("OpenAI",), (), "It follows a"),
    ("opinion", "record", (), (), "Industry analysts believe"),
    ("forecast", None, (), (), "They expect the"),
    ("forecast", None, (), (), "Similar contracts may"),
]


def summary(found):
    return [
        (remark.kind.value, remark.value, remark.parties, remark.attributed_to, " ".join(remark.evidence[0].quote.split()[: len(words.split())]))
        for remark, (*_, words) in zip(found, DIGEST, strict=True)
    ]  # fmt: skip


def test_the_remarks_of_the_bundled_article_pass_the_gate():
    document = read_document(str(resource("data/articles/openai-oracle.md")))
    _, found = extract(document, companies())
    assert summary(found) == DIGEST
    assert verified(document, [], found).remarks == tuple(found)


def test_the_remarks_of_the_original_article(shared):
    document = read_document(shared / "articles" / "openai-oracle.txt", date="2025-09-11")
    _, found = extract(document, companies())
    assert verified(document, [], found).remarks == tuple(found)
    assert [(remark.kind.value, remark.value, remark.parties, remark.date) for remark in found] == [
        ("opinion", "record", (), None),
        ("unnamed-deals", None, ("Oracle",), None),
        ("event", "share-price-up", ("Oracle",), "2025-09-10"),
        ("opinion", "record", (), None),
        ("declined-to-comment", None, ("Oracle",), None),
        ("no-response", None, ("OpenAI",), None),
        ("strategy", "multi-cloud", ("OpenAI",), None),
        ("opinion", "record", (), None),
        ("opinion", "record", (), None),
        ("forecast", None, (), None),
        ("opinion", "record", (), None),
        ("forecast", None, (), None),
        ("forecast", None, (), None),
        ("forecast", None, (), None),
    ]
    assert not [quote for remark in found for quote in remark.evidence if "Midjourney" in quote.quote]


def test_the_image_credit_is_in_no_deal(shared):
    document = read_document(shared / "articles" / "openai-oracle.txt", date="2025-09-11")
    claims, _ = extract(document, companies())
    assert claims
    assert "Midjourney" not in {party for claim in claims for party in claim.parties}
