"""Every frame of the table has an example with invented companies; the frame reads its roles and no other frame takes it."""

import pytest

from kg.companies import Companies
from kg.extract.frame_table import BESIDE, FRAMES
from kg.extract.frames import find_hits
from kg.extract.mentions import find_mentions
from kg.extract.parse import parse
from kg.model import Document

EXAMPLES = """
investment | Acme Motors holds 12% of Bolt Systems. | investor=Acme Motors, investee=Bolt Systems
investment | Acme Motors bought a stake in Bolt Systems from Coil Capital. | investor=Acme Motors, investee=Bolt Systems, seller=Coil Capital
investment | Coil Capital sold a 20% stake in Bolt Systems to Acme Motors. | seller=Coil Capital, investor=Acme Motors, investee=Bolt Systems
acquisition | Acme Motors took over the remaining shares of Bolt Systems. | acquirer=Acme Motors, target=Bolt Systems
acquisition | Acme Motors paid $2 billion for Bolt Systems. | acquirer=Acme Motors, target=Bolt Systems
investment | Coil Capital led a funding round in Bolt Systems. | investor=Coil Capital, investee=Bolt Systems
investment | Coil Capital participated in the latest round of Bolt Systems. | investor=Coil Capital, investee=Bolt Systems
investment | Bolt Systems raised $20 million. Coil Capital came along. | investor=Coil Capital, investee=Bolt Systems
investment | Coil Capital invested $30 million in Bolt Systems. | investor=Coil Capital, investee=Bolt Systems
investment | Coil Capital poured money into Bolt Systems. | investor=Coil Capital, investee=Bolt Systems
investment | Acme Motors bought into Bolt Systems last year. | investor=Acme Motors, investee=Bolt Systems
investment | Coil Capital backs Bolt Systems. | investor=Coil Capital, investee=Bolt Systems
investment | Dune Bank lent Bolt Systems $40 million. | investor=Dune Bank, investee=Bolt Systems
investment | Bolt Systems drew a $60 million loan from Dune Bank. | investor=Dune Bank, investee=Bolt Systems
investment | Bolt Systems borrowed heavily from Dune Bank. | investor=Dune Bank, investee=Bolt Systems
investment | Coil Capital is an investor in Bolt Systems. | investor=Coil Capital, investee=Bolt Systems
investment | Bolt Systems counts Coil Capital among its investors. | investor=Coil Capital, investee=Bolt Systems
investment | A stake in Bolt Systems by Coil Capital was disclosed. | investor=Coil Capital, investee=Bolt Systems
investment | Bolt Systems received a loan from Dune Bank. | investor=Dune Bank, investee=Bolt Systems
investment | Dune Bank announced a loan to Bolt Systems. | investor=Dune Bank, investee=Bolt Systems
investment | The investment by Coil Capital in Bolt Systems is its first. | investor=Coil Capital, investee=Bolt Systems
acquisition | Acme Motors acquired Bolt Systems from Coil Capital. | acquirer=Acme Motors, target=Bolt Systems, seller=Coil Capital
acquisition | Coil Capital will sell Bolt Systems to Acme Motors. | acquirer=Acme Motors, target=Bolt Systems, seller=Coil Capital
acquisition | Acme Motors has offered to bid for Bolt Systems. | acquirer=Acme Motors, target=Bolt Systems
acquisition | Bolt Systems belongs to Acme Motors. | acquirer=Acme Motors, target=Bolt Systems
acquisition | Acme Motors agreed to merge with Bolt Systems. | acquirer=Acme Motors, target=Bolt Systems
acquisition | Acme Motors and Bolt Systems will merge. | party=Acme Motors+Bolt Systems
acquisition | The takeover of Bolt Systems by Acme Motors is done. | acquirer=Acme Motors, target=Bolt Systems
acquisition | Acme Motors made an offer for Bolt Systems. | acquirer=Acme Motors, target=Bolt Systems
acquisition | Acme Motors announced a merger with Bolt Systems. | acquirer=Acme Motors, target=Bolt Systems
acquisition | The merger between Acme Motors and Bolt Systems is off. | party=Acme Motors+Bolt Systems
acquisition | The sale of Bolt Systems to Acme Motors was completed. | acquirer=Acme Motors, target=Bolt Systems
exclusivity_ended | Acme Cloud gave up its exclusive right to the business of Bolt Systems. | provider=Acme Cloud, customer=Bolt Systems
contract | Acme Media gets $25 million a year from Bolt Systems. | provider=Acme Media, customer=Bolt Systems
contract | Bolt Systems hands Acme Media $20 million each year. | customer=Bolt Systems, provider=Acme Media
contract | The archive of Acme Media costs Bolt Systems $60 million annually. | provider=Acme Media, customer=Bolt Systems
contract | Bolt Systems promised Acme Media up to $10 million. | customer=Bolt Systems, provider=Acme Media
usage | Bolt Systems left Acme Cloud in May. | customer=Bolt Systems, provider=Acme Cloud
usage | Acme Power supplies Bolt Systems with electricity. | provider=Acme Power, customer=Bolt Systems
usage | Acme Power delivers engines to Bolt Systems. | provider=Acme Power, customer=Bolt Systems
contract | Acme Cloud leases capacity to Bolt Systems. | provider=Acme Cloud, customer=Bolt Systems
contract | Acme Builders is constructing a hall for Bolt Systems. | provider=Acme Builders, customer=Bolt Systems
usage | Acme Foundry manufactures chips for Bolt Systems. | provider=Acme Foundry, customer=Bolt Systems
usage | The chips of Bolt Systems are made by Acme Foundry. | provider=Acme Foundry, customer=Bolt Systems
contract | Bolt Systems ordered trucks from Acme Motors. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems ordered Acme Motors trucks. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems has chosen Acme Cloud for its payroll. | customer=Bolt Systems, provider=Acme Cloud
usage | Acme Cloud replaced Coil Networks at Bolt Systems. | customer=Bolt Systems, provider=Acme Cloud
usage | Bolt Systems replaced Coil Networks with Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems outsourced its payroll to Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems spends $5 million on services of Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems pays Acme Cloud a monthly fee. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems has subscribed to Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems switched to Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
usage | Bolt Systems uses the software of Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
usage | Bolt Systems has been on Acme Cloud since May. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems signed with Acme Cloud. | party=Bolt Systems+Acme Cloud
contract | Bolt Systems has opted for Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Acme Cloud has won Bolt Systems. | provider=Acme Cloud, customer=Bolt Systems
contract | Bolt Systems takes 90 MW at Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems is haggling with Acme Cloud. | party=Bolt Systems+Acme Cloud
contract | The order of Bolt Systems went to Acme Motors. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems has taken a licence of the models of Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | The packing of Bolt Systems is subcontracted to Acme Foods. | customer=Bolt Systems, provider=Acme Foods
usage | The chips of Bolt Systems are Acme Foundry's. | customer=Bolt Systems, provider=Acme Foundry
usage | Bolt Systems has been with Acme Cloud since May. | customer=Bolt Systems, provider=Acme Cloud
usage | The servers of Bolt Systems stand at Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
usage | Bolt Systems is testing the robots of Acme Motors. | customer=Bolt Systems, provider=Acme Motors
usage | The chips of Bolt Systems are packaged at Acme Foundry. | customer=Bolt Systems, provider=Acme Foundry
usage | Acme Cloud hosts Bolt Systems. | provider=Acme Cloud, customer=Bolt Systems
contract | BERLIN, May 4 - Bolt Systems will rent trucks from Acme Motors. | customer=Bolt Systems, provider=Acme Motors
contract | Acme Power sells Bolt Systems its electricity. | provider=Acme Power, customer=Bolt Systems
usage | Bolt Systems relies on Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
usage | The shop of Bolt Systems runs on servers of Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
usage | The engines of Bolt Systems come from Acme Motors. | customer=Bolt Systems, provider=Acme Motors
usage | Acme Motors engines drive the ships of Bolt Systems. | customer=Bolt Systems, provider=Acme Motors
contract | Acme Motors won an order from Bolt Systems. | provider=Acme Motors, customer=Bolt Systems
contract | Bolt Systems awarded a contract to Acme Motors. | customer=Bolt Systems, provider=Acme Motors
contract | Acme Media granted a licence to Bolt Systems. | provider=Acme Media, customer=Bolt Systems
contract | Bolt Systems placed an order with Acme Motors. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems obtained access to Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Acme Pictures will end the licence that it granted to Bolt Systems. | provider=Acme Pictures, customer=Bolt Systems
contract | The contract that Bolt Systems awarded to Acme Motors is large. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems cancelled an order with Acme Motors. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems' order for Acme Motors' trucks stands. | customer=Bolt Systems, provider=Acme Motors
contract | Bolt Systems' order with Acme Motors is large. | customer=Bolt Systems, provider=Acme Motors
contract | Acme Motors' order from Bolt Systems is large. | provider=Acme Motors, customer=Bolt Systems
usage | Bolt Systems is a customer of Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
usage | Acme Motors is a supplier to Bolt Systems. | provider=Acme Motors, customer=Bolt Systems
partnership | Acme Motors and Bolt Systems signed a strategic agreement. | party=Acme Motors+Bolt Systems
contract | Bolt Systems signed an agreement with Acme Cloud. | party=Bolt Systems+Acme Cloud
partnership | Acme Motors teamed up with Bolt Systems. | party=Acme Motors+Bolt Systems
partnership | Acme Motors has agreed with Bolt Systems to share a hall. | party=Acme Motors+Bolt Systems
partnership | Acme Motors joined forces with Bolt Systems. | party=Acme Motors+Bolt Systems
partnership | Acme Motors will open a plant with Bolt Systems. | party=Acme Motors+Bolt Systems
partnership | Acme Motors and Bolt Systems jointly tested trucks. | party=Acme Motors+Bolt Systems
partnership | Acme Motors announced a partnership with Bolt Systems. | party=Acme Motors+Bolt Systems
partnership | Acme Motors is a partner of Bolt Systems. | party=Acme Motors+Bolt Systems
competition | Acme Motors competes with Bolt Systems. | party=Acme Motors+Bolt Systems
competition | Acme Motors rivals Bolt Systems. | party=Acme Motors+Bolt Systems
competition | Acme Motors outbid Bolt Systems. | party=Acme Motors+Bolt Systems
competition | Acme Motors lost the order to Bolt Systems. | party=Acme Motors+Bolt Systems
competition | Dune Bank chose Acme Motors over Bolt Systems. | party=Acme Motors+Bolt Systems
competition | The jury preferred Acme Motors to Bolt Systems. | party=Acme Motors+Bolt Systems
usage | Acme Cloud replaced Coil Networks at Dune Bank. | customer=Dune Bank, provider=Coil Networks
usage | Dune Bank replaced Coil Networks with Acme Cloud. | customer=Dune Bank, provider=Coil Networks
usage | Acme Cloud won Bolt Systems from Coil Networks. | customer=Bolt Systems, provider=Coil Networks
competition | The competition between Acme Motors and Bolt Systems is fierce. | party=Acme Motors+Bolt Systems
competition | Acme Motors is a rival of Bolt Systems. | party=Acme Motors+Bolt Systems
investment | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Coil Capital put in $30 million in June. | investor=Coil Capital, investee=Bolt Systems
investment | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Coil Capital subscribed to new shares in May. | investor=Coil Capital, investee=Bolt Systems
investment | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Dune Bank has approved a credit for the plant. | investor=Dune Bank, investee=Bolt Systems
investment | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. A first cheque from Coil Capital paid for the hall. | investor=Coil Capital, investee=Bolt Systems
acquisition | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The acquisition of Acme Motors was completed in May. | acquirer=Bolt Systems, target=Acme Motors
acquisition | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The board rejected an approach from Acme Motors. | acquirer=Acme Motors, target=Bolt Systems
usage | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The wafers were made by Acme Foundry. | customer=Bolt Systems, provider=Acme Foundry
usage | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The seeds were from Acme Foods. | customer=Bolt Systems, provider=Acme Foods
usage | The wafers of Acme Foundry go to Bolt Systems. | provider=Acme Foundry, customer=Bolt Systems
usage | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The records live at Acme Cloud. | customer=Bolt Systems, provider=Acme Cloud
contract | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Acme Motors ordered forty pumps. | customer=Acme Motors, provider=Bolt Systems
contract | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The job was awarded to Acme Builders. | customer=Bolt Systems, provider=Acme Builders
contract | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Acme Motors pays $3 million a year. | customer=Acme Motors, provider=Bolt Systems
contract | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Acme Motors renewed in May. | party=Bolt Systems+Acme Motors
contract | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. A second order from Acme Motors followed. | customer=Acme Motors, provider=Bolt Systems
usage | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The tenant is Acme Motors. | customer=Acme Motors, provider=Bolt Systems
usage | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. The supplier is Acme Motors. | customer=Bolt Systems, provider=Acme Motors
competition | Bolt Systems is old. Bolt Systems grew. Bolt Systems shone. Acme Motors remains a competitor. | party=Bolt Systems+Acme Motors
"""


def hits(text, *tables):
    doc = parse(text)
    mentions = find_mentions(doc, Document(id="example", text=text), Companies([]))
    return [hit for table in tables for hit in find_hits(doc, mentions, table)]


def cases():
    for line in EXAMPLES.strip().splitlines():
        kind, text, roles = (part.strip() for part in line.split("|"))
        yield (
            kind,
            text,
            {
                role: tuple(names.split("+"))
                for role, names in (pair.split("=") for pair in roles.split(", "))
            },
        )


@pytest.mark.parametrize(
    ("kind", "text", "roles"), list(cases()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_frame_of_an_example_reads_its_roles(kind, text, roles):
    tables = [
        [
            (hit.frame.type.value, {role: hit.companies(role) for role in hit.roles})
            for hit in hits(text, table)
        ]
        for table in (FRAMES, BESIDE)
    ]
    found = next(found for found in tables if (kind, roles) in found)
    assert all(set(roles.values()) == set(other.values()) for type_, other in found if type_ == kind)


def test_every_frame_has_an_example():
    used = {id(hit.frame) for _, text, _ in cases() for hit in hits(text, FRAMES, BESIDE)}
    assert [
        (frame.type.value, sorted(frame.verbs | frame.nouns | frame.adverbs))
        for frame in (*FRAMES, *BESIDE)
        if id(frame) not in used
    ] == []


def test_other_words_speak_of_no_deal():
    text = "Acme Motors congratulated Bolt Systems. Dune Bank moved its office near Coil Capital."
    assert hits(text, FRAMES, BESIDE) == []
