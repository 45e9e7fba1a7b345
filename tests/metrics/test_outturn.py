"""Where a KPI stands: in its own rhythm, against the right target, in the right report."""

import pytest

from metrics.direction import Direction, KpiKind
from metrics.outturn import Figure, Measure, outturn, own_rhythm, report_period
from metrics.period import Period, financial_year, month, quarter
from metrics.profile import ProfileMethod
from metrics.status import Polarity, Rag, State

RATIO = Measure(Polarity.MAXIMISE, KpiKind.RATIO, "quarterly", 1)
HOMES = Measure(Polarity.MAXIMISE, KpiKind.CUMULATIVE, "quarterly", 0)
YEARLY = Measure(Polarity.MAXIMISE, KpiKind.RATIO, "annual", 1)
NEUTRAL = Measure(Polarity.NONE, KpiKind.DISCRETE, "quarterly", 0)


def quarters(year: int, *values: float | None, target: float | None = None) -> list[Figure]:
    return [
        Figure(quarter(year, number), value, target=target)
        for number, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(98.0, Rag.GREEN), (97.9, Rag.AMBER), (93.1, Rag.AMBER), (93.0, Rag.RED)],
)
def test_the_latest_quarter_is_judged_against_its_target(value: float, expected: Rag) -> None:
    stands = outturn(RATIO, quarters(2024, 99, value, target=98), quarter(2024, 2))
    assert stands.status is expected
    assert stands.latest is not None
    assert stands.latest.amber == "amber 93.1 to 98.0"


def test_42_homes_of_90_in_the_first_quarter_are_green_by_the_straight_line() -> None:
    stands = outturn(HOMES, quarters(2019, 42, target=90), quarter(2019, 1))
    assert stands.status is Rag.GREEN
    assert stands.latest is not None
    assert (stands.latest.target, stands.latest.method) == (22.5, ProfileMethod.STRAIGHT_LINE)


def test_a_year_to_date_is_judged_by_the_share_that_past_years_had_reached() -> None:
    past = quarters(2022, 10, 20, 40, 100, target=100) + quarters(2023, 10, 30, 60, 100)
    stands = outturn(HOMES, [*past, *quarters(2024, 11, target=100)], quarter(2024, 1))
    assert stands.latest is not None
    assert stands.latest.target == pytest.approx(10)
    assert stands.status is Rag.GREEN


def test_targets_that_rise_through_the_year_are_each_quarters_own() -> None:
    rising = [
        Figure(quarter(2024, number), value, target=target)
        for number, value, target in ((1, 5, 4), (2, 9, 10))
    ]
    stands = outturn(HOMES, rising, quarter(2024, 2))
    assert stands.latest is not None
    assert stands.latest.target == 10
    assert stands.status is Rag.RED


def test_the_last_quarter_of_a_year_to_date_is_judged_by_the_whole_target() -> None:
    stands = outturn(HOMES, quarters(2024, 10, 30, 50, 90, target=90), quarter(2024, 4))
    assert stands.latest is not None
    assert stands.latest.target == pytest.approx(90)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [(quarter(2023, 4), Rag.GREEN), (quarter(2024, 1), State.NOT_DUE)],
)
def test_a_yearly_figure_counts_only_at_the_end_of_its_year(
    reported: Period, expected: Rag | State
) -> None:
    last_year = [Figure(financial_year(2023), 90, target=80)]
    assert outturn(YEARLY, last_year, reported).status is expected


def test_a_quarter_without_a_figure_is_awaited_and_the_last_value_stays_in_sight() -> None:
    stands = outturn(RATIO, quarters(2024, 99, None, target=98), quarter(2024, 2))
    assert stands.status is State.AWAITED
    assert stands.latest is not None
    assert stands.latest.figure.period == quarter(2024, 1)


def test_a_kpi_without_polarity_is_data_only() -> None:
    assert outturn(NEUTRAL, quarters(2024, 5, target=4), quarter(2024, 1)).status is State.DATA_ONLY


def test_figures_of_another_rhythm_are_left_aside() -> None:
    figures = [*quarters(2024, 99), Figure(month(2024, 4), 1), Figure(financial_year(2024), 98)]
    assert [figure.period for figure in own_rhythm(RATIO, figures)] == [quarter(2024, 1)]


def test_a_kpi_that_never_came_in_its_own_rhythm_takes_the_commonest() -> None:
    monthly = Measure(Polarity.MAXIMISE, KpiKind.RATIO, "monthly", 1)
    figures = [*quarters(2024, 1, 2), Figure(financial_year(2024), 3)]
    assert len(own_rhythm(monthly, figures)) == 2


def test_the_report_is_for_the_last_quarter_with_a_value() -> None:
    figures = [*quarters(2024, 1, None), Figure(financial_year(2024), 3)]
    assert report_period(figures) == quarter(2024, 1)
    assert report_period([]) is None


def test_directions_are_those_of_the_latest_value() -> None:
    stands = outturn(RATIO, [*quarters(2023, 90, 91), *quarters(2024, 95, 93)], quarter(2024, 2))
    assert stands.directions is not None
    assert stands.directions.previous is Direction.WORSENING
    assert stands.directions.same_last_year is Direction.IMPROVING
