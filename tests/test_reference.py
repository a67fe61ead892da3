"""What pronouns, descriptions, first persons and bare sentences refer to, on small made-up texts."""

import pytest

from kg.companies import companies
from kg.documents import document_from_text
from kg.extract.rules import read

ABOUT = {
    "the Company": (
        'Item 1. On May 5, Drayton Fiber Inc. (the "Company") signed a lease with Meta.\n\n'
        "Meta and Microsoft share the route. Meta will pay monthly.",
        "Drayton Fiber Inc.",
    ),
    "we": ('Photona Ltd. ("we") reports:\n\nThe wafers are made by Intel.', "Photona Ltd."),
    "a title": (
        "Tessera Cloud Inc., Q1: notes from the call\n\n"
        "Adobe signed for four years. Shopify renewed.\n\nServers come from Dell.",
        "Tessera Cloud Inc.",
    ),
    "a digest": (
        "Deals of the week\n\nGoogle leased a hall from Equinix.\n\nAdobe buys servers from Dell.\n\n"
        "Airbus hired Oracle.\n\nShopify left Equinix for Oracle.",
        None,
    ),
}


@pytest.mark.parametrize("form", ABOUT)
def test_whom_a_text_is_about(form):
    text, company = ABOUT[form]
    assert read(document_from_text(text, "about"), companies()).mentions.main == company
