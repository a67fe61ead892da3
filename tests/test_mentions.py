"""Companies in a text: names known and unknown, what is none, short forms, brands, descriptions and pronouns."""

import pytest

from kg.companies import Companies, companies
from kg.extract.mentions import find_mentions
from kg.extract.parse import parse
from kg.model import Company, Document

KNOWN = Companies(
    [
        Company(
            name="Acme", aliases=("Acme Corporation", "ACM"), kind="chip designer", country="Netherlands"
        ),
        Company(name="Acme Cloud", kind="cloud", owner="Acme", division=True),
    ]
)


def found(text, known=KNOWN, publisher=None):
    """Return each mention as the words and the companies that they mean, in order."""
    doc = parse(text)
    mentions = find_mentions(doc, Document(id="text", text=text, publisher=publisher), known)
    return [(text[m.start : m.end], *m.companies) for m in mentions]


def means(text, words, **given):
    """Return what some words of a text mean."""
    return [names for told, *names in found(text, **given) if told == words]


class TestNames:
    def test_registered_names_go_under_their_canonical_one(self):
        assert found("Acme Corporation hired ACM lawyers.") == [("Acme Corporation", "Acme"), ("ACM", "Acme")]

    def test_a_division_is_its_owner(self):
        assert found("The bank chose Acme Cloud.") == [("Acme Cloud", "Acme")]

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Borkum Wind sells power.", "Borkum Wind"),
            ("The truck maker Skanor bought steel.", "Skanor"),
            ("They signed a contract with Lattice & Loom.", "Lattice & Loom"),
            ("Shares of Kimber-Clarke fell.", "Kimber-Clarke"),
            ("A stake in Orvelo was sold.", "Orvelo"),
            ("Škoda Trams won the order.", "Škoda Trams"),
            ("She works at kelpWorks, a start-up.", "kelpWorks"),
            ("The University of Tromso joined.", "University of Tromso"),
            ("Statkraft will supply the plant.", "Statkraft"),
            ("Lenovo too.", "Lenovo"),
            ("It sold the mill to the Chilean Tornagaleones.", "Tornagaleones"),
            ("Rival Vattenskog lost on price.", "Vattenskog"),
            ("X-Kelvin in Dresden makes the wafers.", "X-Kelvin"),
            ("The tractors are from John Deere.", "John Deere"),
            ("Hoshino Resorts, two stations away, was the other bidder.", "Hoshino Resorts"),
        ],
    )
    def test_a_company_that_no_list_knows_is_found(self, text, name):
        assert [told for told, *_ in found(text)] == [name]

    @pytest.mark.parametrize(
        "text",
        [
            "Tobias Wren, the chief executive, smiled.",
            "Mr. Chase Morgan is not a bank.",
            "It rained in Rotterdam and in Gdansk on Monday.",
            "The AI boom needs GPUs, said the CEO in January.",
            "German and French voters met.",
            "The Project Lodestar team met at the Mobile World Congress.",
            "Completion is expected. Merger talk is cheap.",
        ],
    )
    def test_people_places_days_and_the_like_are_no_companies(self, text):
        assert found(text) == []

    def test_a_plus_between_words_joins_no_name(self):
        assert [told for told, *_ in found("Borkum Wind + Skanor Motors: a joint yard.")] == [
            "Borkum Wind",
            "Skanor Motors",
        ]

    def test_a_strange_word_goes_on_after_the_initials_of_a_group(self):
        assert [told for told, *_ in found("The bank hired QX vennix as supplier.")] == ["QX vennix"]

    @pytest.mark.parametrize(
        "body", ["Finnish army", "Latvia's government", "city of Graz", "Danish tax agency"]
    )
    def test_a_public_body_is_named_by_a_common_noun_and_a_place(self, body):
        assert means(f"The {body} hired Acme.", body) == [[body]]

    @pytest.mark.parametrize("words", ["The army", "A city of AI", "The Finnish customers"])
    def test_a_common_noun_without_a_place_names_no_public_body(self, words):
        assert [told for told, *_ in found(f"{words} grew.")] == []

    def test_the_verb_of_a_question_is_no_part_of_a_name(self):
        assert [told for told, *_ in found("Did Vattenskog sign?")] == ["Vattenskog"]

    def test_an_origin_within_a_name_stays(self):
        assert [told for told, *_ in found("It sold the rights to the European Tennis Union.")] == [
            "European Tennis Union"
        ]

    def test_a_surname_is_the_person_and_not_the_company_of_that_name(self):
        text = "Finance chief Marguerite Acme spoke. Acme said nothing."
        assert found(text) == []

    def test_a_short_form_stands_for_the_full_name_told_before(self):
        assert means("Talen Energy grew. Talen sells power.", "Talen") == [["Talen Energy"]]

    def test_a_short_form_in_the_headline_stands_for_the_full_name_told_below(self):
        assert means("Talen sells power\n\nTalen Energy grew.", "Talen") == [["Talen Energy"]]

    def test_a_name_told_before_a_longer_one_is_another_company(self):
        text = "Nio grew. It invested in Nio Energy."
        assert means(text, "Nio") == [["Nio"]]
        assert means(text, "Nio Energy") == [["Nio Energy"]]

    def test_an_abbreviation_stands_for_what_it_abbreviates(self):
        text = "Tidewell Valley Authority grew. TVA sells power."
        assert means(text, "TVA") == [["Tidewell Valley Authority"]]

    def test_a_brand_means_its_owner_and_says_where_that_is_named(self):
        text = "OpenAI grew. Banks use ChatGPT."
        doc = parse(text)
        mentions = find_mentions(doc, Document(id="text", text=text), companies())
        brand = mentions.of(doc[5])
        assert (brand.companies, brand.named) == (("OpenAI",), False)
        assert [text[start:end] for start, end in brand.antecedents] == ["OpenAI"]


class TestDescriptions:
    def test_by_trade(self):
        text = "Acme signed with Godavari Bank. The lender pays the chipmaker monthly."
        assert means(text, "The lender") == [["Godavari Bank"]]
        assert means(text, "the chipmaker") == [["Acme"]]

    def test_by_origin(self):
        text = "Borkum Wind sued Acme. The Dutch company replied."
        assert means(text, "The Dutch company") == [["Acme"]]

    def test_by_brand(self):
        assert means("The ChatGPT maker pays Acme.", "The ChatGPT maker", known=companies()) == [["OpenAI"]]

    def test_not_what_the_clause_already_names(self):
        text = "Amid fierce competition with Google, OpenAI signed an agreement with this competitor."
        assert means(text, "this competitor", known=companies()) == [["Google"]]

    def test_by_a_word_of_the_name(self):
        text = "The European Tennis Union sold rights to Acme. The union was pleased."
        assert means(text, "The union") == [["European Tennis Union"]]

    def test_an_indefinite_company_is_nobody(self):
        assert means("Acme grew. A European defence group took part.", "A European defence group") == []


class TestPronouns:
    def test_it_is_the_subject_above(self):
        assert means("Borkum Wind said it would supply Acme.", "it") == [["Borkum Wind"]]

    def test_its_is_the_subject_beside(self):
        assert means("Borkum Wind trains its models at Acme.", "its") == [["Borkum Wind"]]

    def test_its_in_a_list_is_the_first_of_the_list(self):
        assert means("Skanor Motors and its rival Borkum Wind met Acme.", "its") == [["Skanor Motors"]]

    def test_they_are_all_who_act(self):
        text = "Skanor Motors and Borkum Wind said they would work together."
        assert means(text, "they") == [["Skanor Motors", "Borkum Wind"]]

    def test_the_pair_is_the_last_two(self):
        text = "Skanor Motors will pay Borkum Wind. The pair met on Monday."
        assert means(text, "The pair") == [["Skanor Motors", "Borkum Wind"]]

    def test_the_latter(self):
        text = "Skanor Motors will pay Borkum Wind, and the latter said so."
        assert means(text, "the latter") == [["Borkum Wind"]]

    def test_we_in_a_release_is_its_publisher(self):
        text = "Skanor Motors grew. We buy steel from Borkum Wind."
        assert means(text, "We", publisher="Skanor Motors") == [["Skanor Motors"]]

    def test_we_in_a_quotation_is_whom_the_speaker_speaks_for(self):
        text = 'Borkum Wind grew. "We buy steel," said Ann Lee, chief executive of Skanor Motors.'
        assert means(text, "We") == [["Skanor Motors"]]

    def test_we_elsewhere_is_nobody(self):
        assert means("Skanor Motors grew. We spoke to an analyst.", "We") == []


def test_every_resolution_says_where_the_company_is_named():
    text = "Skanor Motors grew. It pays Acme. The carmaker is glad."
    mentions = find_mentions(parse(text), Document(id="text", text=text), KNOWN)
    unnamed = [mention for mention in mentions if not mention.named]
    assert [text[m.start : m.end] for m in unnamed] == ["It", "The carmaker"]
    assert [text[start:end] for m in unnamed for start, end in m.antecedents] == ["Skanor Motors"] * 2
