"""Money, capacity and percentages: a table of phrases with exact values, and properties of any text."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.money import find_capacity, find_money, find_percent

BN, MN = 10**9, 10**6
AMOUNTS = [
    # magnitudes
    ("$1.5bn", 1_500 * MN, "USD", "exact"),
    ("$1.5 bn", 1_500 * MN, "USD", "exact"),
    ("$1.5B", 1_500 * MN, "USD", "exact"),
    ("$1.5 billion", 1_500 * MN, "USD", "exact"),
    ("$13-billion", 13 * BN, "USD", "exact"),
    ("$300\nbillion", 300 * BN, "USD", "exact"),
    ("$2.5 Billion", 2_500 * MN, "USD", "exact"),
    ("$3tn", 3_000 * BN, "USD", "exact"),
    ("$1.4 trillion", 1_400 * BN, "USD", "exact"),
    ("$2T", 2_000 * BN, "USD", "exact"),
    ("$500m", 500 * MN, "USD", "exact"),
    ("$500M", 500 * MN, "USD", "exact"),
    ("$500 mn", 500 * MN, "USD", "exact"),
    ("$500 mln", 500 * MN, "USD", "exact"),
    ("$25mm", 25 * MN, "USD", "exact"),
    ("$750k", 750_000, "USD", "exact"),
    ("$750 thousand", 750_000, "USD", "exact"),
    ("$5 hundred million", 500 * MN, "USD", "exact"),
    ("$1,250,000.50", Decimal("1250000.50"), "USD", "exact"),
    ("$1,299", 1299, "USD", "exact"),
    ("$99.99", Decimal("99.99"), "USD", "exact"),
    ("$2025", 2025, "USD", "exact"),
    ("\u20ac1,5 billion", 1_500 * MN, "EUR", "exact"),
    ("\u20ac1.250.000,50", Decimal("1250000.50"), "EUR", "exact"),
    ("CHF 1'250'000", 1_250_000, "CHF", "exact"),
    ("NOK 1\u00a0250\u00a0000", 1_250_000, "NOK", "exact"),
    ("\u20b912,50,000", 1_250_000, "INR", "exact"),
    # currencies in front
    ("US$40bn", 40 * BN, "USD", "exact"),
    ("U.S.$40bn", 40 * BN, "USD", "exact"),
    ("USD 40bn", 40 * BN, "USD", "exact"),
    ("USD40bn", 40 * BN, "USD", "exact"),
    ("\u20ac2 billion", 2 * BN, "EUR", "exact"),
    ("EUR 2 billion", 2 * BN, "EUR", "exact"),
    ("EUR1.5bn", 1_500 * MN, "EUR", "exact"),
    ("\u00a3500m", 500 * MN, "GBP", "exact"),
    ("GBP 500 million", 500 * MN, "GBP", "exact"),
    ("\u00a5900bn", 900 * BN, "JPY", "exact"),
    ("JPY 900bn", 900 * BN, "JPY", "exact"),
    ("CN\u00a53bn", 3 * BN, "CNY", "exact"),
    ("RMB 3 billion", 3 * BN, "CNY", "exact"),
    ("RMB3bn", 3 * BN, "CNY", "exact"),
    ("CNY 3 billion", 3 * BN, "CNY", "exact"),
    ("HK$5bn", 5 * BN, "HKD", "exact"),
    ("A$5bn", 5 * BN, "AUD", "exact"),
    ("AU$5bn", 5 * BN, "AUD", "exact"),
    ("C$2.3 billion", 2_300 * MN, "CAD", "exact"),
    ("CA$2.3 billion", 2_300 * MN, "CAD", "exact"),
    ("S$1bn", 1 * BN, "SGD", "exact"),
    ("NZ$1bn", 1 * BN, "NZD", "exact"),
    ("NT$30 billion", 30 * BN, "TWD", "exact"),
    ("R$4 billion", 4 * BN, "BRL", "exact"),
    ("MX$4 billion", 4 * BN, "MXN", "exact"),
    ("R500 million", 500 * MN, "ZAR", "exact"),
    ("CHF 45 million", 45 * MN, "CHF", "exact"),
    ("SEK 90 million", 90 * MN, "SEK", "exact"),
    ("NOK 2.4 billion", 2_400 * MN, "NOK", "exact"),
    ("DKK 500m", 500 * MN, "DKK", "exact"),
    ("Rs 500 crore", 5_000 * MN, "INR", "exact"),
    ("Rs. 1,250 crore", 12_500 * MN, "INR", "exact"),
    ("\u20b92 lakh crore", 2_000 * BN, "INR", "exact"),
    ("\u20a93 trillion", 3_000 * BN, "KRW", "exact"),
    ("AED 5 billion", 5 * BN, "AED", "exact"),
    ("SAR 5 billion", 5 * BN, "SAR", "exact"),
    ("RM 2 billion", 2 * BN, "MYR", "exact"),
    # currencies behind
    ("300 billion dollars", 300 * BN, "USD", "exact"),
    ("300 billion US dollars", 300 * BN, "USD", "exact"),
    ("300 billion U.S. dollars", 300 * BN, "USD", "exact"),
    ("$300 billion US dollars", 300 * BN, "USD", "exact"),
    ("$5 million CAD", 5 * MN, "CAD", "exact"),
    ("$40 billion USD", 40 * BN, "USD", "exact"),
    ("5 million Canadian dollars", 5 * MN, "CAD", "exact"),
    ("2 billion Hong Kong dollars", 2 * BN, "HKD", "exact"),
    ("30 billion New Taiwan dollars", 30 * BN, "TWD", "exact"),
    ("1.5 billion euros", 1_500 * MN, "EUR", "exact"),
    ("a 2 billion euro", 2 * BN, "EUR", "exact"),
    ("5m euros", 5 * MN, "EUR", "exact"),
    ("1,299 euros", 1299, "EUR", "exact"),
    ("500 million pounds", 500 * MN, "GBP", "exact"),
    ("500 million pounds sterling", 500 * MN, "GBP", "exact"),
    ("3 trillion won", 3_000 * BN, "KRW", "exact"),
    ("22,764.8 billion won", Decimal("22764.8") * BN, "KRW", "exact"),
    ("900 billion yen", 900 * BN, "JPY", "exact"),
    ("2.5 billion yuan", 2_500 * MN, "CNY", "exact"),
    ("2.5 billion renminbi", 2_500 * MN, "CNY", "exact"),
    ("1,250 crore rupees", 12_500 * MN, "INR", "exact"),
    ("5 lakh rupees", 500_000, "INR", "exact"),
    ("30 billion kronor", 30 * BN, "SEK", "exact"),
    ("2 billion Danish kroner", 2 * BN, "DKK", "exact"),
    ("2 billion Norwegian kroner", 2 * BN, "NOK", "exact"),
    ("45 million Swiss francs", 45 * MN, "CHF", "exact"),
    ("4 billion reais", 4 * BN, "BRL", "exact"),
    ("5 billion dirhams", 5 * BN, "AED", "exact"),
    ("5 billion Saudi riyals", 5 * BN, "SAR", "exact"),
    ("3 billion Mexican pesos", 3 * BN, "MXN", "exact"),
    ("3 billion shekels", 3 * BN, "ILS", "exact"),
    ("3 billion zlotys", 3 * BN, "PLN", "exact"),
    ("20 trillion rupiah", 20_000 * BN, "IDR", "exact"),
    ("45 million CHF", 45 * MN, "CHF", "exact"),
    ("2.4bn NOK", 2_400 * MN, "NOK", "exact"),
    ("500 \u20ac", 500, "EUR", "exact"),
    # words
    ("a billion dollars", 1 * BN, "USD", "exact"),
    ("one billion dollars", 1 * BN, "USD", "exact"),
    ("half a billion dollars", 500 * MN, "USD", "exact"),
    ("a quarter of a billion dollars", 250 * MN, "USD", "exact"),
    ("three-quarters of a billion dollars", 750 * MN, "USD", "exact"),
    ("two and a half billion dollars", 2_500 * MN, "USD", "exact"),
    ("one-and-a-half trillion won", 1_500 * BN, "KRW", "exact"),
    ("a billion and a half dollars", 1_500 * MN, "USD", "exact"),
    ("five hundred million dollars", 500 * MN, "USD", "exact"),
    ("a hundred billion dollars", 100 * BN, "USD", "exact"),
    ("twenty-five million euros", 25 * MN, "EUR", "exact"),
    ("one hundred and fifty thousand pounds", 150_000, "GBP", "exact"),
    ("ten-billion-dollar", 10 * BN, "USD", "exact"),
    ("a two-billion-euro order", 2 * BN, "EUR", "exact"),
    # bounds
    ("up to $300 billion", 300 * BN, "USD", "at_most"),
    ("as much as $100bn", 100 * BN, "USD", "at_most"),
    ("at most $5bn", 5 * BN, "USD", "at_most"),
    ("no more than $5bn", 5 * BN, "USD", "at_most"),
    ("not more than 2.5 billion yuan", 2_500 * MN, "CNY", "at_most"),
    ("less than $5bn", 5 * BN, "USD", "at_most"),
    ("under $5bn", 5 * BN, "USD", "at_most"),
    ("a maximum of $5bn", 5 * BN, "USD", "at_most"),
    ("not exceeding $5bn", 5 * BN, "USD", "at_most"),
    ("up to another $5bn", 5 * BN, "USD", "at_most"),
    ("up to about $5bn", 5 * BN, "USD", "at_most"),
    ("$5bn or less", 5 * BN, "USD", "at_most"),
    ("more than $250 million", 250 * MN, "USD", "at_least"),
    ("over $250 million", 250 * MN, "USD", "at_least"),
    ("at least $80 billion", 80 * BN, "USD", "at_least"),
    ("exceeds 10 billion euros", 10 * BN, "EUR", "at_least"),
    ("exceeding $5bn", 5 * BN, "USD", "at_least"),
    ("north of $1.3 billion", 1_300 * MN, "USD", "at_least"),
    ('"north of" $1.3 billion', 1_300 * MN, "USD", "at_least"),
    ("in excess of $5bn", 5 * BN, "USD", "at_least"),
    ("upwards of $5bn", 5 * BN, "USD", "at_least"),
    ("no less than $5bn", 5 * BN, "USD", "at_least"),
    ("well over $5bn", 5 * BN, "USD", "at_least"),
    ("more than a billion dollars", 1 * BN, "USD", "at_least"),
    ("$40 billion-plus", 40 * BN, "USD", "at_least"),
    ("$40bn+", 40 * BN, "USD", "at_least"),
    ("$40 billion or more", 40 * BN, "USD", "at_least"),
    ("about $3 billion", 3 * BN, "USD", "about"),
    ("around $3 billion", 3 * BN, "USD", "about"),
    ("roughly $3 billion", 3 * BN, "USD", "about"),
    ("some $3 billion", 3 * BN, "USD", "about"),
    ("nearly $3 billion", 3 * BN, "USD", "about"),
    ("almost $3 billion", 3 * BN, "USD", "about"),
    ("approximately $3 billion", 3 * BN, "USD", "about"),
    ("approx. $3 billion", 3 * BN, "USD", "about"),
    ("close to $3 billion", 3 * BN, "USD", "about"),
    ("an estimated $20 billion", 20 * BN, "USD", "about"),
    ("just under $3 billion", 3 * BN, "USD", "about"),
    ("~$3 billion", 3 * BN, "USD", "about"),
    ("$3 billion or so", 3 * BN, "USD", "about"),
    ("another $400 million", 400 * MN, "USD", "exact"),
    ("take over $5bn of debt", 5 * BN, "USD", "exact"),
    ("minimum payments of 340 million Swiss francs", 340 * MN, "CHF", "at_least"),
    ("a maximum value of 480 million euros", 480 * MN, "EUR", "at_most"),
    ("the approximate value of R$ 6.2 billion", 6_200 * MN, "BRL", "about"),
    ("140 million guilders", 140 * MN, "NLG", "exact"),
    ("240 million soles", 240 * MN, "PEN", "exact"),
    # ranges are at least their lower end
    ("$10-15 billion", 10 * BN, "USD", "at_least"),
    ("$10 billion-$15 billion", 10 * BN, "USD", "at_least"),
    ("$10\u201315bn", 10 * BN, "USD", "at_least"),
    ("$10 to $15 billion", 10 * BN, "USD", "at_least"),
    ("$1.75 billion to $1.8 billion", 1_750 * MN, "USD", "at_least"),
    ("between $20 and $30 billion", 20 * BN, "USD", "at_least"),
    ("between $20 billion and $30 billion", 20 * BN, "USD", "at_least"),
    ("between 2 and 3 trillion won", 2_000 * BN, "KRW", "at_least"),
    ("10 to 15 billion euros", 10 * BN, "EUR", "at_least"),
    ("two or three billion dollars", 2 * BN, "USD", "at_least"),
    ("\u20ac500m-600m", 500 * MN, "EUR", "at_least"),
    ("ranging from $2bn to $3bn", 2 * BN, "USD", "at_least"),
]


@pytest.mark.parametrize(("text", "value", "currency", "bound"), AMOUNTS)
def test_a_phrase_gives_one_amount(text: str, value: Decimal | int, currency: str, bound: str) -> None:
    [mention] = find_money(text)
    money = mention.value
    assert (money.value, money.currency, money.bound, money.period) == (value, currency, bound, None)
    assert mention.bound is money.bound


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("$72 million a year", "exact"),
        ("\u00a37.5 million annually", "exact"),
        ("up to SEK 90 million per year", "at_most"),
        ("an estimated $20 billion each year", "about"),
        ("$5bn per annum", "exact"),
        ("$5bn yearly", "exact"),
        ("$5bn p.a. in rent", "exact"),
        ("$5bn/year", "exact"),
        ("$5bn every year", "exact"),
        ("a $60-million-a-year deal", "exact"),
        ("around \u20ac12 million a season", "about"),
        ("an annual $5bn", "exact"),
        ("an annual fee of $5 million", "exact"),
        ("annual payments of about $5 million", "about"),
        ("$5 million in annual rent", "exact"),
        ("as much as $25 million a year from Amazon", "at_most"),
    ],
)
def test_a_yearly_amount_says_so(text: str, bound: str) -> None:
    [mention] = find_money(text)
    assert (mention.value.period, mention.value.bound) == ("P1Y", bound)


@pytest.mark.parametrize(
    "text",
    [
        "billions of dollars",
        "several billion dollars",
        "a few billion dollars",
        "a couple of hundred million dollars",
        "tens of billions of euros",
        "hundreds of millions of dollars",
        "a multi-billion-dollar deal",
        "a multibillion-dollar deal",
        "a billion-dollar company",
        "two billion-dollar deals",
        "$TSLA rose",
        "$ 5x",
        "5m users",
        "10 m tall",
        "Series B",
        "B300",
        "5 billion parameters",
        "won 3 orders",
        "12 won by Acme",
        "a 500 pounds safe",
        "20 billion",
        "in 2025 dollars",
        "5 euro zone countries",
        "$23 a share",
        "$23 per share",
        "$5 million a month",
        "$2 an hour",
        "$40 per GPU",
        "$30,000 apiece",
        "$0.06/kWh",
        "kr 500 million",
        "2 billion kroner",
        "J$5 million",
        "3 billion pesos",
        "v1.2.3 euros",
        "the dollar",
        "",
    ],
)
def test_what_is_no_exact_total_gives_none(text: str) -> None:
    assert find_money(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22,764.8 billion won (some $16.5 billion)", [("KRW", "exact"), ("USD", "about")]),
        ("raised its offer from $2bn to $3bn", [("USD", "exact"), ("USD", "exact")]),
        ("rose $2bn to $3bn", [("USD", "exact"), ("USD", "exact")]),
        ("$5bn and $3bn", [("USD", "exact"), ("USD", "exact")]),
        ("$38 billion over seven years", [("USD", "exact")]),
        ("$5 billion a year ago", [("USD", "exact")]),
        ("kr 500 million in Stockholm", [("SEK", "exact")]),
        ("2bn kroner in Oslo", [("NOK", "exact")]),
        ("A Danish firm.\n2bn kroner in Oslo", [("NOK", "exact")]),
        ("Casablanca paid 400 million dirhams", [("MAD", "exact")]),
        ("3 billion pesos in Chile", [("CLP", "exact")]),
        ("kr 5m in Oslo or Stockholm", []),
        ("\u00a53bn in China", [("CNY", "exact")]),
        ("\u00a53bn in China and Japan", [("JPY", "exact")]),
    ],
)
def test_several_amounts_and_shared_signs(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_money(text)
    assert [(mention.value.currency, mention.value.bound) for mention in found] == expected
    assert all(mention.value.period is None for mention in found)


def test_a_span_covers_bound_currency_and_year() -> None:
    text = "Acme pays Bolt as much as $25 million a year, or \u20ac2bn in all."
    assert [text[m.start : m.end] for m in find_money(text)] == ["as much as $25 million a year", "\u20ac2bn"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("4.5 gigawatts", "4.5", "GW", "exact"),
        ("a 4.5-gigawatt site", "4.5", "GW", "exact"),
        ("4.5GW", "4.5", "GW", "exact"),
        ("4.5-GW", "4.5", "GW", "exact"),
        ("ten gigawatts", "10", "GW", "exact"),
        ("a two-gigawatt campus", "2", "GW", "exact"),
        ("a gigawatt of power", "1", "GW", "exact"),
        ("half a gigawatt", "0.5", "GW", "exact"),
        ("one-and-a-half gigawatts", "1.5", "GW", "exact"),
        ("500 MW", "500", "MW", "exact"),
        ("500MWe", "500", "MW", "exact"),
        ("1,121 megawatts", "1121", "MW", "exact"),
        ("up to 1,920 MW", "1920", "MW", "at_most"),
        ("as much as 50 MW", "50", "MW", "at_most"),
        ("well over 10 gigawatts", "10", "GW", "at_least"),
        ("about 300 megawatts", "300", "MW", "about"),
        ("1.2 to 1.5 GW", "1.2", "GW", "at_least"),
        ("1.2-1.5 GW", "1.2", "GW", "at_least"),
        ("100,000 GPUs", "100000", "GPU", "exact"),
        ("a 100,000-GPU cluster", "100000", "GPU", "exact"),
        ("100k GPUs", "100000", "GPU", "exact"),
        ("10,000-plus GPUs", "10000", "GPU", "at_least"),
        ("10,000+ GPUs", "10000", "GPU", "at_least"),
        ("14,000 Nvidia GPUs", "14000", "GPU", "exact"),
        ("64,000 Nvidia GB200 chips", "64000", "GPU", "exact"),
        ("more than 100,000 of Nvidia's GB200 GPUs", "100000", "GPU", "at_least"),
        ("100K H100s", "100000", "GPU", "exact"),
        ("8,000 accelerators", "8000", "GPU", "exact"),
        ("up to one million TPUs", "1000000", "GPU", "at_most"),
        ("a million AI processors", "1000000", "GPU", "exact"),
        ("some 20,000 graphics processors", "20000", "GPU", "about"),
        ("as many as 5,000 AMD Instinct MI300X accelerators", "5000", "GPU", "at_most"),
    ],
)
def test_a_phrase_gives_one_capacity(text: str, value: str, unit: str, bound: str) -> None:
    [mention] = find_capacity(text)
    assert (mention.value.value, mention.value.unit, mention.value.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "5 GWh",
        "10 gigawatt-hours",
        "10 gigawatt hours",
        "a gigawatt-scale campus",
        "a multi-gigawatt campus",
        "several gigawatts",
        "treat the gigawatt",
        "hundreds of thousands of Nvidia processors",
        "200 million chips",
        "three accelerators for start-ups",
        "H100 GPUs",
        "in 2025 Nvidia GPUs",
        "11 watts",
        "32 gigabytes",
        "",
    ],
)
def test_what_is_no_capacity_gives_none(text: str) -> None:
    assert find_capacity(text) == []


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("10%", 10.0, "exact"),
        ("10 %", 10.0, "exact"),
        ("10 percent", 10.0, "exact"),
        ("10 per cent", 10.0, "exact"),
        ("10 pct", 10.0, "exact"),
        ("10-percent", 10.0, "exact"),
        ("ten percent", 10.0, "exact"),
        ("twenty-five per cent", 25.0, "exact"),
        ("a 49% stake", 49.0, "exact"),
        ("a 49.9-percent stake", 49.9, "exact"),
        ("7,5%", 7.5, "exact"),
        ("0.5%", 0.5, "exact"),
        ("up to 49%", 49.0, "at_most"),
        ("more than 50 percent", 50.0, "at_least"),
        ("about 10%", 10.0, "about"),
        ("takes over the 30% of the plant", 30.0, "exact"),
    ],
)
def test_a_phrase_gives_one_percentage(text: str, value: float, bound: str) -> None:
    [mention] = find_percent(text)
    assert (mention.value, mention.bound) == (value, bound)


@pytest.mark.parametrize(
    "text", ["half", "10-15%", "two percentage points", "2 percent points", "percent", "5 million", ""]
)
def test_what_is_no_percentage_gives_none(text: str) -> None:
    assert find_percent(text) == []


_PIECES = st.sampled_from(
    "$ US$ \u20ac \u00a5 RMB kr R 1 15 2025 1,5 12,50,000 0.5 billion bn m half a quarter of and two hundred thousand -plus + - \u2013 to between or "
    "up over about dollars euro won Swiss francs GW MW GPUs Nvidia H100 % per cent year annual \n \u0131 \u017f \u212a".split(
        " "
    )
)


@pytest.mark.parametrize("find", [find_money, find_capacity, find_percent])
@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(_PIECES, max_size=14).map(" ".join),
        st.lists(_PIECES, max_size=14).map("".join),
    )
)
def test_any_text_gives_valid_mentions_in_order(find: object, text: str) -> None:
    reached = 0
    for mention in find(text):
        assert reached <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        reached = mention.end


@settings(deadline=None)
@given(st.integers(1, 10**6), st.sampled_from([("bn", BN), ("m", MN), (" trillion", 1000 * BN), ("", 1)]))
def test_figures_are_read_exactly(number: int, magnitude: tuple[str, int]) -> None:
    word, scale = magnitude
    [plain] = find_money(f"${number}{word}")
    [grouped] = find_money(f"${number:,}{word}")
    assert plain.value.value == grouped.value.value == number * scale
