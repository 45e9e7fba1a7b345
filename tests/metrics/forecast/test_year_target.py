"""The target for a whole year, out of the targets that a KPI's figures carry."""

import pytest

from metrics.direction import KpiKind
from metrics.forecast.year_target import year_target
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, financial_year, month, quarter, year_to_date
from metrics.reporting_frequency import at_reporting_frequency
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, kpi_rules

RATIO = kpi_rules(kind=KpiKind.RATIO)
MONTHLY = kpi_rules(frequency="monthly")


def aim(period: Period, low: float | None, high: float | None = None) -> KpiFigure:
    return KpiFigure(period, 5.0, target=low, target_upper=high)


def quarters(*targets: float | None, year: int = 2024) -> list[KpiFigure]:
    return [aim(quarter(year, number), target) for number, target in enumerate(targets, 1)]


def aimed(
    kpi: KpiRules, figures: list[KpiFigure], year: int = 2024
) -> tuple[float | None, float | None]:
    given = year_target(kpi, figures, at_reporting_frequency(kpi, figures), year)
    return given.target, given.upper


@pytest.mark.parametrize("kpi", [CUMULATIVE, DISCRETE, RATIO])
def test_a_target_for_the_year_itself_is_it(kpi: KpiRules) -> None:
    yearly = aim(financial_year(2024), 90)
    assert aimed(kpi, [*quarters(20, 25), yearly]) == (90, None)
    ranged = aim(financial_year(2024), 90, 110)
    assert aimed(kpi, [*quarters(20, 25), ranged]) == (90, 110)


def test_another_years_target_is_none_of_this_year() -> None:
    assert aimed(DISCRETE, [*quarters(), aim(financial_year(2023), 90)]) == (None, None)
    assert aimed(CUMULATIVE, quarters(90, 90, 90, 90, year=2023)) == (None, None)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([90], None),
        ([90, 90], 90),
        ([90, 80], None),
        ([30, 20, 20, 20], 90),
        ([18_000, 19_000, 19_500, 20_000], 20_000),
        ([20, 45, 70, 90], 90),
        ([20, 45, 70], None),
        ([20, 45, 70, None], None),
        ([0, 0, 90, 90], 90),
        ([0, 20], None),
        ([None, None], None),
    ],
)
def test_a_count_is_held_against_the_year_or_what_is_asked_for_at_its_end(
    targets: list[float | None], expected: float | None
) -> None:
    assert aimed(CUMULATIVE, quarters(*targets)) == (expected, None)


def test_a_lone_share_of_last_years_target_is_not_the_years() -> None:
    last_year = aim(quarter(2023, 4), 90)
    assert aimed(CUMULATIVE, [last_year, *quarters(30)]) == (None, None)
    assert aimed(CUMULATIVE, [last_year, *quarters(85)]) == (85, None)


def test_a_range_grows_with_its_upper_end() -> None:
    rising = [aim(quarter(2024, n), 0, high) for n, high in ((1, 10), (2, 25), (3, 40))]
    assert aimed(CUMULATIVE, rising) == (None, None)
    assert aimed(CUMULATIVE, [*rising, aim(quarter(2024, 4), 0, 60)]) == (0, 60)
    level = [aim(quarter(2024, n), 80, 120) for n in (1, 2)]
    assert aimed(CUMULATIVE, level) == (80, 120)


def test_years_to_date_end_at_the_years_end() -> None:
    to_date = [
        aim(year_to_date(quarter(2024, n)), target) for n, target in enumerate((20, 45, 70, 90), 1)
    ]
    assert aimed(CUMULATIVE, to_date) == (90, None)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([20, 20, 25, 25], 90),
        ([0, 0, 0, 0], 0),
        ([20, 20, 25], None),
        ([20, 20, 25, None], None),
        ([], None),
    ],
)
def test_targets_of_all_periods_add_up(targets: list[float | None], expected: float | None) -> None:
    assert aimed(DISCRETE, quarters(*targets)) == (expected, None)


def test_twelve_months_add_up_exactly() -> None:
    months = [aim(month(2024 + (n > 8), (n + 3) % 12 + 1), 0.1) for n in range(12)]
    assert aimed(MONTHLY, months) == (1.2, None)
    assert aimed(MONTHLY, months[:-1]) == (None, None)


def test_ranges_add_up_where_each_period_has_one() -> None:
    ranges = [aim(quarter(2024, n), 20, 30) for n in range(1, 5)]
    assert aimed(DISCRETE, ranges) == (80, 120)
    assert aimed(DISCRETE, [*ranges[:3], aim(quarter(2024, 4), 20)]) == (80, None)


@pytest.mark.parametrize(
    ("each", "yearly", "expected"),
    [(9, 9, 36), (10, 10, 40), (11, 11, 11), (20, 20, 20), (20, 80, 80), (20, 90, 90)],
)
def test_a_years_target_that_is_also_each_periods_is_theirs_unless_it_is_of_a_years_size(
    each: float, yearly: float, expected: float
) -> None:
    figures = [*quarters(each, each, each, each), aim(financial_year(2024), yearly)]
    assert aimed(DISCRETE, figures) == (expected, None)


def test_a_sum_that_nobody_set_is_marked_as_one() -> None:
    def summed(kpi: KpiRules, figures: list[KpiFigure]) -> bool:
        return year_target(kpi, figures, at_reporting_frequency(kpi, figures), 2024).summed

    assert summed(DISCRETE, quarters(20, 20, 25, 25))
    assert summed(CUMULATIVE, quarters(30, 20, 20, 20))
    assert not summed(CUMULATIVE, quarters(20, 45, 70, 90))
    assert not summed(DISCRETE, [*quarters(20, 20, 25, 25), aim(financial_year(2024), 100)])


def test_a_rate_has_no_target_but_one_for_the_year() -> None:
    assert aimed(RATIO, quarters(95, 95, 95, 95)) == (None, None)
