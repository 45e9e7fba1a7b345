import pytest

from loaders.layouts.kpi_tables.years_to_date import RunningYears, running_years
from metrics.period import Period, financial_year, month, quarter, year_to_date

YEAR = financial_year(2024)
TO_JUNE, TO_SEPTEMBER = (year_to_date(quarter(2024, number)) for number in (1, 2))


def test_only_months_quarters_and_halves_are_parts_of_years() -> None:
    parts = [month(2024, 4), quarter(2024, 1)]
    assert running_years([*parts, YEAR]) == RunningYears(frozenset(parts))


@pytest.mark.parametrize(
    ("parts", "in_row", "period"),
    [
        ([], [], YEAR),
        ([quarter(2024, 1)], [], TO_JUNE),
        ([quarter(2024, 1), quarter(2024, 2)], [], TO_SEPTEMBER),
        # A row that has come less far than others of its sheet.
        ([quarter(2024, 1), quarter(2024, 2)], [quarter(2024, 1)], TO_JUNE),
        ([quarter(2024, 3), quarter(2024, 4)], [quarter(2024, 3)], YEAR),
        ([quarter(2023, 1), quarter(2025, 1)], [quarter(2023, 1)], YEAR),
    ],
)
def test_a_year_column_holds_the_year_as_far_as_figures_go(
    parts: list[Period], in_row: list[Period], period: Period
) -> None:
    assert running_years(parts).period_of(YEAR, in_row) == period


def test_a_year_to_date_of_which_nothing_says_how_far_it_goes_is_none() -> None:
    assert running_years([]).period_of(YEAR, [], to_date=True) is None
    assert running_years([quarter(2024, 1)]).period_of(YEAR, [], to_date=True) == TO_JUNE


def test_a_period_that_is_no_year_stays_as_it_is_named() -> None:
    years = running_years([quarter(2024, 1)])
    assert years.period_of(quarter(2024, 2), []) == quarter(2024, 2)
