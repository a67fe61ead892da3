"""What pronouns, descriptions, first persons and bare sentences refer to, on small made-up texts."""

import pytest

from kg.companies import companies
from kg.documents import document_from_text
from kg.extract.fragments import find_fragments
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


PROFILE = "Kelda Yards Inc., Q1: notes from the call\n\nKelda Yards Inc. builds ferries in Hobart.\n\n"
FRAGMENTS = {
    "Turbines: Siemens.": {("usage", "Kelda Yards Inc.", "Siemens")},
    "Shareholders: BlackRock and Temasek.": {
        ("investment", "BlackRock", "Kelda Yards Inc."),
        ("investment", "Temasek", "Kelda Yards Inc."),
    },
    "ANN LEE: And the lasers?\nBO WEI: Siemens, as always.": {("usage", "Kelda Yards Inc.", "Siemens")},
    "Who builds them? Siemens, in Vienna.": {("usage", "Kelda Yards Inc.", "Siemens")},
    "The motors are Siemens's.": {("usage", "Kelda Yards Inc.", "Siemens")},
    "The motors aren't Siemens's.": set(),
    "Present: Siemens.": set(),
    "Photo: Siemens.": set(),
}


@pytest.mark.parametrize("text", FRAGMENTS)
def test_a_fragment_tells_of_whom_the_text_is_about(text):
    reading = read(document_from_text(PROFILE + text, "profile"), companies())
    hits = find_fragments(reading.doc, reading.mentions)
    told = {
        (hit.frame.type.value, first.company, second.company)
        for hit in hits
        for firsts, seconds in [tuple(hit.roles.values())]
        for first in firsts
        for second in seconds
    }
    assert told == FRAGMENTS[text]
