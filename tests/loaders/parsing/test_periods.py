from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import find_period, period_in, read_period
from loaders.workbook import CellValue
from metrics import period as spans
from metrics.period import Period, PeriodKind

Q1 = spans.quarter(2019, 1)
YEAR = spans.financial_year(2019)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("Q1 2019/20", Q1),
        ("Quarter 1 2019/20", Q1),
        ("Qtr 1 2019/20", Q1),
        ("Q1 2019-20", Q1),
        ("Q1 19/20", Q1),
        ("q1 (2019/20)", Q1),
        ("1st quarter of 2019/20", Q1),
        ("Q1 FY20", Q1),
        ("Quarter to June 2019", Q1),
        ("2022/23 Q3", spans.quarter(2022, 3)),
        ("2016/17", spans.financial_year(2016)),
        ("2019/2020", YEAR),
        ("2019\N{EN DASH}20", YEAR),
        ("2024-25", spans.financial_year(2024)),
        ("1999/00", spans.financial_year(1999)),
        ("1999/2000", spans.financial_year(1999)),
        ("FY20", YEAR),
        ("FY 2019/20", YEAR),
        ("year ending 31 March 2020", YEAR),
        ("H1 2019/20", spans.half_year(2019, 1)),
        ("second half 2019/20", spans.half_year(2019, 2)),
        ("April 2019", spans.month(2019, 4)),
        ("Apr 2019", spans.month(2019, 4)),
        ("Apr-19", spans.month(2019, 4)),
        ("Sept 2017", spans.month(2017, 9)),
        ("June 2018", spans.month(2018, 6)),
        ("30 June 2018", spans.instant(date(2018, 6, 30))),
        ("2021/22 (academic)", spans.academic_year(2021)),
        ("academic year 2021/22", spans.academic_year(2021)),
        ("2019/20 to September", spans.year_to_date(spans.quarter(2019, 2))),
        ("2023", spans.calendar_year(2023)),
        (2023, spans.calendar_year(2023)),
        (2023.0, spans.calendar_year(2023)),
        ("2005-01-01/P1Y", spans.calendar_year(2005)),
        ("2019-04-01/P1Y", YEAR),
        ("2019-04-01/P3M", Q1),
        ("2024-02-01/P1M", spans.month(2024, 2)),
        ("2021-11-16/P1Y", Period(date(2021, 11, 16), date(2022, 11, 15), PeriodKind.ROLLING)),
        ("2024-02-29", spans.instant(date(2024, 2, 29))),
    ],
)
def test_every_way_of_writing_a_period_is_read(written: CellValue, period: Period) -> None:
    assert read_period(written) == period


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2024/05", '"2024/05" is not a financial year; write 2024/25'),
        ("2024-05", '"2024-05" is not a financial year; write 2024/25'),
        ("2019/19", '"2019/19" is not a financial year; write 2019/20'),
        ("2019/21", '"2019/21" is not a financial year; write 2019/20'),
        ("2019/2021", '"2019/2021" is not a financial year; write 2019/20'),
        ("1999/01", '"1999/01" is not a financial year; write 1999/00'),
        ("Q1 2024/05", '"2024/05" is not a financial year; write 2024/25'),
        ("Q5 2019/20", '"Q5 2019/20" is not a quarter; write Q1 2019/20 to Q4'),
        ("Q0 2019/20", '"Q0 2019/20" is not a quarter; write Q1 2019/20 to Q4'),
        ("H3 2019/20", '"H3 2019/20" is not a half-year; write H1 2019/20 or H2'),
        ("Q1", '"Q1" does not say of which year; write Q1 2019/20'),
        ("YTD", '"YTD" does not say of which year; write YTD 2019/20'),
        ("Outturn", '"Outturn" does not say of which year; write Outturn 2019/20'),
        ("Q1 2019", '"Q1 2019" does not say of which financial year; write Q1 2019/20'),
        ("31 Feb 2019", '"31 feb 2019" is not a day; write a day such as 30 June 2019'),
        ("banana", '"banana" is not a period; write Q1 2019/20, 2019/20 or April 2019'),
        ("", '"" is not a period; write Q1 2019/20, 2019/20 or April 2019'),
        (
            "YTD 2019/20",
            '"YTD 2019/20" does not say up to which month; write 2019/20 to September',
        ),
    ],
)
def test_what_is_not_clearly_one_period_is_refused_with_a_sentence(
    written: str, sentence: str
) -> None:
    with pytest.raises(NotAPeriod) as refused:
        read_period(written)
    assert str(refused.value) == sentence
    assert refused.value.finding.code == "bad_period"


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("Q1", Q1),
        ("Qtr 4", spans.quarter(2019, 4)),
        ("H2", spans.half_year(2019, 2)),
        ("April", spans.month(2019, 4)),
        ("March", spans.month(2020, 3)),
        ("Outturn", YEAR),
    ],
)
def test_the_year_around_completes_a_bare_period(written: str, period: Period) -> None:
    assert read_period(written, year=2019) == period


@pytest.mark.parametrize(
    ("written", "period", "rest", "to_date"),
    [
        ("Annual Target 2013/14", spans.financial_year(2013), "annual target", False),
        ("2012/13 Target", spans.financial_year(2012), "target", False),
        ("Q1 2019/20 Value", Q1, "value", False),
        ("Q1 Target 2019/20", Q1, "target", False),
        ("2011/12 Out-turn", spans.financial_year(2011), "out-turn", False),
        ("Year to date 2019/20", YEAR, "", True),
        ("2019/20 YTD", YEAR, "", True),
    ],
)
def test_the_words_beside_a_period_are_kept(
    written: str, period: Period, rest: str, *, to_date: bool
) -> None:
    words = find_period(written)
    assert words is not None
    assert (words.period, words.rest, words.to_date) == (period, rest, to_date)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Key Activities: Quarter 1 (April to June) 2019/20", Q1),
        ("Q2 2019 (Apr-Jun)", Q1),
        ("Quarter to 30/06/2019", Q1),
        ("key-activities-2019-20-q1.xlsx", Q1),
        ("KPIs_2019_20_Q1.csv", Q1),
        ("Performance report 2019/20", YEAR),
        ("What may happen in March", None),
        ("Corporate plan 2020-2031", None),
        ("Q1 report", None),
    ],
)
def test_titles_and_file_names_give_their_period_or_none(title: str, period: Period | None) -> None:
    assert period_in(title) == period


@pytest.mark.parametrize("number_format", ["mmm-yy", "mmmm yyyy", "[$-809]mmm\\-yy;@"])
def test_an_excel_date_shown_as_a_month_is_that_month(number_format: str) -> None:
    read = read_period(datetime.fromisoformat("2019-04-01"), number_format=number_format)
    assert read == spans.month(2019, 4)


@pytest.mark.parametrize("number_format", ["d-mmm", "dd/mm/yyyy", "General"])
def test_a_day_that_excel_made_of_a_month_is_refused(number_format: str) -> None:
    with pytest.raises(NotAPeriod, match="is a day, perhaps made by Excel"):
        read_period(datetime.fromisoformat("2026-04-19"), number_format=number_format)


_YEARS = st.integers(2001, 2090)
_PERIODS = st.one_of(
    st.builds(spans.month, _YEARS, st.integers(1, 12)),
    st.builds(spans.quarter, _YEARS, st.integers(1, 4)),
    st.builds(spans.half_year, _YEARS, st.integers(1, 2)),
    st.builds(spans.financial_year, _YEARS),
    st.builds(spans.calendar_year, _YEARS),
    st.builds(spans.academic_year, _YEARS),
    st.builds(spans.month, _YEARS, st.integers(1, 12)).map(spans.year_to_date),
    st.dates(date(2001, 1, 1), date(2090, 1, 1)).map(spans.instant),
)


@given(_PERIODS)
def test_the_label_of_a_period_reads_back_as_the_period(period: Period) -> None:
    assert read_period(period.label) == period


@given(st.integers(1990, 2098), st.integers(0, 99))
def test_only_consecutive_years_are_a_financial_year(first: int, second: int) -> None:
    written = f"{first}/{second:02d}"
    if second == (first + 1) % 100:
        assert read_period(written) == spans.financial_year(first)
    else:
        with pytest.raises(NotAPeriod):
            read_period(written)


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with suppress(NotAPeriod):
        assert isinstance(read_period(text), Period)
