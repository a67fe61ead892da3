"""Dates and durations: a table of phrases with exact readings, and properties of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.dates import DateMention, find_dates
from kg.extract.durations import find_terms
from kg.extract.parse import parse
from kg.extract.tense import in_tense
from kg.values import days, months

PUBLISHED = "2025-09-11"  # a Thursday


def told(text: str, published: str | None = PUBLISHED) -> list[str | None]:
    return [mention.value or mention.duration for mention in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the phrases that no library reads right
        ("in the next five years", "P5Y"),
        ("in January of this year", "2025-01"),
        ("this spring", "2025-spring"),
        ("the summer of 2024", "2024-summer"),
        ("over the next four years", "P4Y"),
        ("in 2027", "2027"),
        ("by the end of 2026", "2026"),
        ("second half of 2027", "2027-H2"),
        ("Q3 2025", "2025-Q3"),
        ("early 2026", "2026"),
        ("mid-2026", "2026"),
        ("fiscal 2026", "2026"),
        ("a five-year contract", "P5Y"),
        ("since 2019", "2019"),
        ("on Wednesday", "2025-09-10"),
        # days
        ("September 11, 2025", "2025-09-11"),
        ("Sept. 11, 2025", "2025-09-11"),
        ("Sep 3 2025", "2025-09-03"),
        ("September 3rd, 2025", "2025-09-03"),
        ("11 September 2025", "2025-09-11"),
        ("the 11th of September 2025", "2025-09-11"),
        ("31st of December, 2026", "2026-12-31"),
        ("Thursday, September 11, 2025", "2025-09-11"),
        ("Tuesday 9 September 2025", "2025-09-09"),
        ("on Oct. 28", "2024-10-28"),
        ("March 17", "2025-03-17"),
        ("on 20 February", "2025-02-20"),
        ("on 31 December", "2024-12-31"),
        ("April 3 of last year", "2024-04-03"),
        ("March 5 next year", "2026-03-05"),
        ("SEPT. 9 -", "2025-09-09"),
        ("February 29, 2024", "2024-02-29"),
        ("Feb. 29", "2024-02-29"),
        ("2025-09-11", "2025-09-11"),
        ("2025/09/11", "2025-09-11"),
        ("25/09/2025", "2025-09-25"),
        ("09/25/2025", "2025-09-25"),
        ("09/09/2025", "2025-09-09"),
        ("11.09.2025", "2025-09-11"),
        ("13/9/25", "2025-09-13"),
        # months
        ("in May 2024", "2024-05"),
        ("in May of 2024", "2024-05"),
        ("March, 2026", "2026-03"),
        ("Aug. 2026", "2026-08"),
        ("MAY 2026", "2026-05"),
        ("in March", "2025-03"),
        ("in September", "2025-09"),
        ("in October", "2024-10"),
        ("since July", "2025-07"),
        ("earlier in July", "2025-07"),
        ("late June 2025", "2025-06"),
        ("early March", "2025-03"),
        ("mid-March", "2025-03"),
        ("mid-March 2026", "2026-03"),
        ("the end of March", "2025-03"),
        ("January's deal", "2025-01"),
        ("in December of last year", "2024-12"),
        ("in June last year", "2024-06"),
        ("in February next year", "2026-02"),
        ("last December", "2024-12"),
        ("last June", "2025-06"),
        ("last September", "2024-09"),
        ("next January", "2026-01"),
        ("next December", "2025-12"),
        ("next September", "2026-09"),
        ("this June", "2025-06"),
        ("this past May", "2025-05"),
        ("this coming November", "2025-11"),
        ("2026-04", "2026-04"),
        ("last month", "2025-08"),
        ("this month", "2025-09"),
        ("earlier this month", "2025-09"),
        ("next month", "2025-10"),
        ("the end of the month", "2025-09"),
        ("the current month", "2025-09"),
        # quarters and halves
        ("the first quarter of 2029", "2029-Q1"),
        ("third quarter 2026", "2026-Q3"),
        ("the final quarter of 2026", "2026-Q4"),
        ("the last quarter of 2026", "2026-Q4"),
        ("fourth-quarter 2025", "2025-Q4"),
        ("the 2nd quarter of next year", "2026-Q2"),
        ("the third quarter of the year", "2025-Q3"),
        ("third-quarter revenue", "2025-Q3"),
        ("in the second quarter", "2025-Q2"),
        ("Q3", "2025-Q3"),
        ("3Q25", "2025-Q3"),
        ("3Q 2025", "2025-Q3"),
        ("Q3'25", "2025-Q3"),
        ("Q1/2026", "2026-Q1"),
        ("2025 Q2", "2025-Q2"),
        ("2025-Q2", "2025-Q2"),
        ("last quarter", "2025-Q2"),
        ("this quarter", "2025-Q3"),
        ("next quarter", "2025-Q4"),
        ("the end of the quarter", "2025-Q3"),
        ("the second half of the year", "2025-H2"),
        ("the first half of next year", "2026-H1"),
        ("the back half of 2026", "2026-H2"),
        ("the latter half of 2026", "2026-H2"),
        ("H1 2026", "2026-H1"),
        ("2H 2027", "2027-H2"),
        ("2H27", "2027-H2"),
        ("in the second half", "2025-H2"),
        # seasons of the northern hemisphere
        ("in the summer of last year", "2024-summer"),
        ("spring 2026", "2026-spring"),
        ("fall 2025", "2025-autumn"),
        ("autumn next year", "2026-autumn"),
        ("winter of 2024-25", "2024-winter"),
        ("since the summer", "2025-summer"),
        ("dates from the summer", "2025-summer"),
        ("in the fall", "2025-autumn"),
        ("last summer", "2025-summer"),
        ("last autumn", "2024-autumn"),
        ("last winter", "2024-winter"),
        ("this winter", "2025-winter"),
        ("next spring", "2026-spring"),
        ("next autumn", "2026-autumn"),
        ("since this spring", "2025-spring"),
        # years
        ("in the year 2027 and by 2030", "2030"),
        ("as early as 2022", "2022"),
        ("until 2030", "2030"),
        ("through 2042", "2042"),
        ("before 2028", "2028"),
        ("due in 2026", "2026"),
        ("around 2030", "2030"),
        ("its 2022 agreement", "2022"),
        ("a 2023 deal", "2023"),
        ("Microsoft bought it (2019)", "2019"),
        ("this year", "2025"),
        ("last year", "2024"),
        ("next year", "2026"),
        ("early next year", "2026"),
        ("late last year", "2024"),
        ("later this year", "2025"),
        ("the current year", "2025"),
        ("by the end of next year", "2026"),
        ("at the end of 2029", "2029"),
        ("the end of the year", "2025"),
        ("by year-end", "2025"),
        ("year-end 2026", "2026"),
        ("mid-year 2026", "2026"),
        ("end-2026", "2026"),
        ("the first weeks of 2026", "2026"),
        ("the beginning of 2026", "2026"),
        ("in the new year", "2026"),
        # fiscal years are named, not dated
        ("fiscal year 2026", "2026"),
        ("FY2026", "2026"),
        ("FY26", "2026"),
        ("financial year 2025-26", "2026"),
        ("Q2 FY2026", "2026"),
        ("the second quarter of fiscal 2026", "2026"),
        ("fiscal third quarter of 2026", "2026"),
        # days and weeks around the document
        ("today", "2025-09-11"),
        ("this morning", "2025-09-11"),
        ("yesterday", "2025-09-10"),
        ("last night", "2025-09-10"),
        ("tomorrow", "2025-09-12"),
        ("the day before yesterday", "2025-09-09"),
        ("Thursday", "2025-09-11"),
        ("said Monday", "2025-09-08"),
        ("Monday's deals", "2025-09-08"),
        ("on Friday", "2025-09-05"),
        ("last Tuesday", "2025-09-09"),
        ("last Thursday", "2025-09-04"),
        ("this Friday", "2025-09-12"),
        ("next Friday", "2025-09-19"),
        ("this week", "2025-09"),
        ("last week", "2025-09"),
        ("a week ago", "2025-09-04"),
        ("ten days ago", "2025-09-01"),
        ("a fortnight ago", "2025-08-28"),
        ("three months ago", "2025-06"),
        ("two years ago", "2023"),
        ("a year ago", "2024"),
        ("a year ago this month", "2024-09"),
        ("in two weeks' time", "2025-09-25"),
        ("three months from now", "2025-12"),
        ("will open in two years", "2027"),
        # durations
        ("for 18 months", "P18M"),
        ("a 15-year lease", "P15Y"),
        ("25 years of its output", "P25Y"),
        ("over twenty years", "P20Y"),
        ("lasts two decades", "P20Y"),
        ("for a decade", "P10Y"),
        ("for a year", "P1Y"),
        ("a one-year deal", "P1Y"),
        ("a year-long trial", "P1Y"),
        ("decade-long", "P10Y"),
        ("a year and a half", "P18M"),
        ("two and a half years", "P30M"),
        ("2.5 years", "P30M"),
        ("five years and six months", "P5Y6M"),
        ("twenty-five-year", "P25Y"),
        ("a quarter-century", "P25Y"),
        ("for up to 10 years", "P10Y"),
        ("during the next 12 months", "P12M"),
        ("over the next decade", "P10Y"),
        ("for another five years", "P5Y"),
        ("a 10 yr term", "P10Y"),
        ("prolonged the agreement by three years", "P3Y"),
        ("the last day of February 2024", "2024-02-29"),
        ("on the third of February", "2025-02-03"),
        ("the thirty-first of March 2026", "2026-03-31"),
        ("since the first of June", "2025-06-01"),
        ("which signed on in 2024", "2024"),
        ("the first day of January", "2025-01-01"),
        ("announced on the 1st that it had", "2025-09-01"),
        ("announced on the 29th that it had", "2025-08-29"),
        ("a licence signed 2019", "2019"),
        ("a partnership begun 2021", "2021"),
        ("is said to be 2027", "2027"),
        ("1974. A decree founds it", "1974"),
        ("- 1974: a decree", "1974"),
    ],
)
def test_a_phrase_gives_one_date_or_duration(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2,024 GPUs",
        "in 2024 GPUs",
        "to 2000 people",
        "2024 Nvidia GPUs",
        "model 2025",
        "the 2025 model",
        "Windows 2025",
        "at CES 2025",
        "$2025",
        "a 2025.5 index",
        "at 2025 prices",
        "page 2019",
        "the 2020s",
        "in the coming years",
        "multi-year",
        "a multiyear deal",
        "decades-long",
        "years ago",
        "a few months ago",
        "the second half of the game",
        "the fall of Rome",
        "prices fall",
        "May will march on",
        "it may work",
        "Theresa May said",
        "Black Friday",
        "Cyber Monday",
        "monday.com",
        "in the last year",
        "over the past five years",
        "the first three years",
        "within three months",
        "five months after",
        "two years late",
        "a 20-year-old company",
        "the 10-year Treasury",
        "its best day in five years",
        "by up to seven years",
        "every two years",
        "after three years",
        "nine months ended",
        "ten years' experience",
        "February 30, 2025",
        "2025-13-40",
        "version 1.2.3",
        "12:30",
        "today's Teslas",
        "USA Today",
        "H100",
        "Q5",
        "H2 is hydrogen",
        "",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from July 26, 2025 to December 31, 2033", [("from", "2025-07-26"), ("until", "2033-12-31")]),
        ("between 2026 and 2029", [("from", "2026"), ("until", "2029")]),
        ("from 2026 to 2029", [("from", "2026"), ("until", "2029")]),
        ("from 2026 through the end of 2029", [("from", "2026"), ("until", "2029")]),
        ("2026-2029", [("from", "2026"), ("until", "2029")]),
        ("in 2026\u201329", [("from", "2026"), ("until", "2029")]),
        ("between now and October", [("from", "2025-09"), ("until", "2025-10")]),
        ("from June to September 2026", [("from", "2026-06"), ("until", "2026-09")]),
        ("from November to March 2026", [("from", "2025-11"), ("until", "2026-03")]),
        ("from March 2026 to June", [("from", "2026-03"), ("until", "2026-06")]),
        ("from Q1 to Q3 2026", [("from", "2026-Q1"), ("until", "2026-Q3")]),
        ("in October and November 2025", [("in", "2025-10"), ("in", "2025-11")]),
        ("in 2026, 2027 and 2028", [("in", "2026"), ("in", "2027"), ("in", "2028")]),
        ("In November, and last month", [("in", "2024-11"), (None, "2025-08")]),
        ("ten years from next January", [(None, "P10Y"), ("from", "2026-01")]),
        ("over four years beginning in April", [("over", "P4Y"), ("from", "2026-04")]),
        (
            "In 2022 they asked, and in the autumn of that year they signed",
            [("in", "2022"), ("in", "2022-autumn")],
        ),
        ("sold in May 2024; in the same month it bought", [("in", "2024-05"), ("in", "2024-05")]),
        ("ordered in 2020; Nokia followed the year after", [("in", "2020"), (None, "2021")]),
        ("in 2020. The following year it left", [("in", "2020"), (None, "2021")]),
        ("announced in January 2019, was abandoned that September", [("in", "2019-01"), (None, "2019-09")]),
        ("prolonged in December to 2033", [("in", "2024-12"), ("until", "2033")]),
        (
            "2023. A merger is agreed in March.\nIn March it fell",
            [(None, "2023"), ("in", "2023-03"), ("in", "2025-03")],
        ),
        ("three to five years", []),
        ("a 10- to 15-year lease", []),
    ],
)
def test_periods_and_lists(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(m.qualifier, m.value or m.duration) for m in find_dates(text, PUBLISHED)] == expected


@pytest.mark.parametrize(
    ("text", "qualifier", "part"),
    [
        ("by June 2026", "by", None),
        ("no later than June 2026", "by", None),
        ("until 2030", "until", None),
        ("up to 2030", "until", None),
        ("starting in 2027", "from", None),
        ("effective January 1, 2026", "from", None),
        ("since 2019", "since", None),
        ("ahead of 2030", "before", None),
        ("following 2030", "after", None),
        ("on Sept. 9", "on", None),
        ("by the end of next year", "by", "end"),
        ("by year-end", "by", "end"),
        ("in early 2026", "in", "early"),
        ("mid-2026", None, "mid"),
        ("late last year", None, "late"),
        ("later this year", None, "later"),
        ("earlier this month", None, "earlier"),
    ],
)
def test_the_words_around_a_date_are_told_and_covered(
    text: str, qualifier: str | None, part: str | None
) -> None:
    [mention] = find_dates(text, PUBLISHED)
    assert (mention.start, mention.end, mention.qualifier, mention.part) == (0, len(text), qualifier, part)


@pytest.mark.parametrize(
    ("text", "default", "past", "future"),
    [
        ("in March", "2025-03", "2025-03", "2026-03"),
        ("by March", "2026-03", "2025-03", "2026-03"),
        ("from March", "2026-03", "2025-03", "2026-03"),
        ("since March", "2025-03", "2025-03", "2026-03"),
        ("later in March", "2026-03", "2025-03", "2026-03"),
        ("in September", "2025-09", "2025-09", "2025-09"),
        ("on Friday", "2025-09-05", "2025-09-05", "2025-09-12"),
        ("in the fourth quarter", "2024-Q4", "2024-Q4", "2025-Q4"),
        ("in the spring", "2025-spring", "2025-spring", "2026-spring"),
        ("on March 17", "2025-03-17", "2025-03-17", "2026-03-17"),
        ("in 2027", "2027", "2027", "2027"),
    ],
)
def test_an_open_direction_keeps_both_readings(text: str, default: str, past: str, future: str) -> None:
    [mention] = find_dates(text, PUBLISHED)
    assert (mention.value, mention.toward(future=False).value, mention.toward(future=True).value) == (
        default,
        past,
        future,
    )


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("on Wednesday", None),
        ("in March", None),
        ("last year", None),
        ("this spring", None),
        ("on Wednesday", "2025-09"),
        ("last month", "2025"),
        ("11/09/2025", PUBLISHED),
        ("in May of that year", PUBLISHED),
        ("in the fiscal third quarter", PUBLISHED),
        ("next fiscal year", PUBLISHED),
        ("more than a year ago", PUBLISHED),
    ],
)
def test_what_cannot_be_known_is_unresolved(text: str, published: str | None) -> None:
    [mention] = find_dates(text, published)
    assert (mention.value, mention.duration, mention.readings, mention.unresolved) == (None, None, (), True)


def test_a_document_date_is_used_as_far_as_it_goes() -> None:
    assert told("last month, last year, in 2027, for two years", "2025-09") == [
        "2025-08",
        "2024",
        "2027",
        "P2Y",
    ]
    assert told("last year, this winter", "2025") == ["2024", None]
    assert told("in 2027, Sept. 11, 2025, Q3 2026, over five years", None) == [
        "2027",
        "2025-09-11",
        "2026-Q3",
        "P5Y",
    ]


def test_a_week_over_two_months_is_the_shortest_period_that_holds_it() -> None:
    assert told("last week", "2025-11-06") == ["2025-Q4"]
    assert told("last week", "2025-10-07") == ["2025-H2"]
    assert told("last week", "2026-01-06") == []


def test_fiscal_periods_are_marked() -> None:
    assert [mention.fiscal for mention in find_dates("fiscal 2026, Q2 FY2026 and in 2026", None)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme will close the purchase in March.", "2026-03"),
        ("Acme wants to open the site in the fourth quarter.", "2025-Q4"),
        ("The purchase is expected to close in March.", "2026-03"),
        ("Acme agreed to buy chips from Bolt in March.", "2025-03"),
        ("In March Acme bought Bolt.", "2025-03"),
        ("Acme would have paid in March.", "2025-03"),
        ("Acme has used Bolt since March.", "2025-03"),
        ("The contract with Bolt expires on 31 March.", "2026-03-31"),
        ("The contract takes effect in October.", "2025-10"),
        ("Bolt agreed to supply chips from October.", "2025-10"),
        ("Acme has dissolved the venture as of 30 April.", "2025-04-30"),
        ("The site opens on Friday.", "2025-09-12"),
        ("Completion is foreseen for the fourth quarter.", "2025-Q4"),
        ("Software will come from Bolt under a licence signed on 20 October.", "2024-10-20"),
        ("Acme said on Monday it would restart the site.", "2025-09-08"),
    ],
)
def test_the_tense_of_the_verb_chooses_the_reading(text: str, expected: str) -> None:
    [mention] = find_dates(text, PUBLISHED)
    span = parse(text).char_span(mention.start, mention.end, alignment_mode="expand")
    assert in_tense(mention, span.root).value == expected


def test_dates_at_the_ends_of_the_calendar_are_left_out() -> None:
    assert told("March 3, 1999, March 3 and next year", "9999-06-01") == ["1999-03-03"]
    assert told("next year to March 3", "9998-12-31") == ["9999", "9998-03-03"]
    assert told("last year", "0001-01-01") == []
    assert told("May 2025 and the fiscal third quarter", PUBLISHED) == ["2025-05", None]


_PIECES = st.sampled_from(
    "2025 9999 0001 11 31 / - . , $ of the end in by from to between and now last next this year month week quarter Q3 H2 FY26 "
    "fiscal May March Feb 29 30 Monday summer winter ago five a hundred years -year decade time \n \u2013 \u2019s \u0131n \u017feven".split(
        " "
    )
)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(_PIECES, max_size=14).map(" ".join),
        st.lists(_PIECES, max_size=14).map("".join),
    ),
    st.one_of(
        st.none(),
        st.dates().map(str),
        st.sampled_from(["2025", "2025-09", "2025-Q1", "2024-winter", "0001", "9998-12-31"]),
    ),
)
def test_any_text_gives_valid_mentions_in_order(text: str, published: str | None) -> None:
    reached = 0
    for mention in find_dates(text, published):
        assert reached <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        assert [mention.value is not None, mention.duration is not None, mention.unresolved].count(True) == 1
        assert mention.value is None or (days(mention.value) and mention.value in mention.readings)
        assert mention.duration is None or months(mention.duration) >= 0
        reached = mention.end


@settings(deadline=None)
@given(st.text(alphabet="12 -ayersmonth.,'", max_size=60))
def test_terms_never_fail(text: str) -> None:
    assert all(0 <= term.start < term.end <= len(text) for term in find_terms(text))


def test_mentions_do_not_depend_on_what_stands_far_away() -> None:
    text = "Acme signed in May 2024."
    [alone] = find_dates(text, PUBLISHED)
    [moved] = find_dates("x. " * 100 + text, PUBLISHED)
    assert moved == alone._replace(start=alone.start + 300, end=alone.end + 300)
    assert isinstance(alone, DateMention)
