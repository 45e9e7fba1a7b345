import pytest

from loaders.parsing.period_patterns import NotAPeriod
from loaders.tables.headings import WORDS, Heading, Role, read_heading
from metrics import period as spans


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("PI Code", Role.CODE), ("Code", Role.CODE), ("PI Ref", Role.CODE), ("Ref", Role.CODE),
        ("KPI", Role.CODE), ("PI Code & Short Name", Role.CODE_AND_NAME),
        ("Code & Name", Role.CODE_AND_NAME), ("Short Name", Role.NAME),
        ("Indicator Description", Role.NAME), ("Performance Indicator", Role.NAME),
        ("Cat", Role.CATEGORY), ("Period", Role.PERIOD), ("Value", Role.VALUE),
        ("Actual", Role.VALUE), ("Out-turn", Role.VALUE), ("Target", Role.TARGET),
        ("Annual Target", Role.TARGET), ("RAG Status", Role.STATUS),
        ("Traffic Light Icon", Role.STATUS), ("DoT", Role.DIRECTION),
        ("Short Trend (Last Quarter)", Role.DIRECTION), ("Last Year", Role.LAST_YEAR),
        ("Latest Note", Role.NOTE), ("Commentary", Role.NOTE), ("Managed By", Role.OWNER),
        ("CMT Lead", Role.OWNER), ("Lead Officer", Role.OWNER),
        ("Portfolio Holder", Role.PORTFOLIO), ("Collection Frequency", Role.FREQUENCY),
        ("Good Performance", Role.POLARITY), ("Unit", Role.UNIT),
        ("Last Updated", Role.LAST_UPDATED), ("Progress", Role.PROGRESS),
        ("Next Steps", Role.NEXT_STEPS), ("Key Activities", Role.KEY_ACTIVITY),
        ("  CODE &\nname: ", Role.CODE_AND_NAME), ("Target (t)", Role.TARGET),
        ("This quarter (tq)", Role.VALUE),
    ],
)  # fmt: skip
def test_the_words_of_real_headings_have_their_roles(typed: str, role: Role) -> None:
    assert read_heading(typed) == Heading(role)


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("Q1 2019/20", Heading(Role.PERIOD, spans.quarter(2019, 1))),
        ("Annual Target 2013/14", Heading(Role.TARGET, spans.financial_year(2013))),
        ("2012/13 Target", Heading(Role.TARGET, spans.financial_year(2012))),
        ("2011/12 Out-turn", Heading(Role.VALUE, spans.financial_year(2011))),
        ("YTD 2019/20", Heading(Role.PERIOD, spans.financial_year(2019), to_date=True)),
        ("Status Q1 2019/20", Heading(Role.STATUS, spans.quarter(2019, 1))),
        ("Q1 2024/25 (Apr-Jun)", Heading(Role.PERIOD, spans.quarter(2024, 1))),
        ("Q4 2024/25 January to March Target", Heading(Role.TARGET, spans.quarter(2024, 4))),
    ],
)
def test_a_heading_may_name_its_period(typed: str, heading: Heading) -> None:
    assert read_heading(typed) == heading


def test_the_year_around_completes_bare_quarters_and_outturns() -> None:
    assert read_heading("Q2", year=2019) == Heading(Role.PERIOD, spans.quarter(2019, 2))
    assert read_heading("Outturn", year=2019) == Heading(Role.VALUE, spans.financial_year(2019))


@pytest.mark.parametrize(
    "typed",
    [
        "Colour", "Number of appeals", "Corporate plan 2020-2031", "", None, "2016/17 to 2018/19",
        "Survey 2024/05",
    ],
)  # fmt: skip
def test_unknown_words_have_no_role(typed: str | None) -> None:
    assert read_heading(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "2024/05", "Target 2024/05", "Q1", "Q1 2024/05", "Quarter 1 2024/05", "Q1 2024/26",
        "First quarter 2024/05", "2024/05 Q1", "Q1 2024/05 (Apr-Jun)", "Q1 2024/05 Target",
        "April 2024/05", "YTD 2024/05",
    ],
)  # fmt: skip
def test_a_failed_period_is_refused_and_not_passed_over(typed: str) -> None:
    with pytest.raises(NotAPeriod):
        read_heading(typed)


def test_no_word_has_two_roles() -> None:
    words = [word for of_role in WORDS.values() for word in of_role]
    assert len(words) == len(set(words))
