"""Where a KPI stands: in its own rhythm, against the right target, in the right report."""

import pytest

from metrics.direction import Direction, KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import kpi_position
from metrics.period import Period, PeriodKind, financial_year, month, quarter
from metrics.reporting_frequency import at_reporting_frequency, report_period_of
from metrics.status import Polarity, Rag, State
from metrics.year_to_date import ProfileMethod

RATIO = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "quarterly", 1)
HOMES = KpiRules(Polarity.MAXIMISE, KpiKind.CUMULATIVE, "quarterly", 0)
MONTHLY = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "monthly", 1)
YEARLY = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "annual", 1)
NEUTRAL = KpiRules(Polarity.NONE, KpiKind.DISCRETE, "quarterly", 0)


def quarters(year: int, *values: float | None, target: float | None = None) -> list[KpiFigure]:
    return [
        KpiFigure(quarter(year, number), value, target=target)
        for number, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(98.0, Rag.GREEN), (97.9, Rag.AMBER), (93.1, Rag.AMBER), (93.0, Rag.RED)],
)
def test_the_latest_quarter_is_judged_against_its_target(value: float, expected: Rag) -> None:
    position = kpi_position(RATIO, quarters(2024, 99, value, target=98), quarter(2024, 2))
    assert position.status is expected
    assert position.latest is not None
    assert position.latest.amber == "amber 93.1 to 98.0"


def test_42_homes_of_90_in_the_first_quarter_are_green_by_the_straight_line() -> None:
    position = kpi_position(HOMES, quarters(2019, 42, target=90), quarter(2019, 1))
    assert position.status is Rag.GREEN
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (22.5, ProfileMethod.STRAIGHT_LINE)


def test_a_year_to_date_is_judged_by_the_share_that_past_years_had_reached() -> None:
    past = quarters(2022, 10, 20, 40, 100, target=100) + quarters(2023, 10, 30, 60, 100)
    position = kpi_position(HOMES, [*past, *quarters(2024, 11, target=100)], quarter(2024, 1))
    assert position.latest is not None
    assert position.latest.target == pytest.approx(10)
    assert position.status is Rag.GREEN


def test_targets_that_rise_through_the_year_are_each_quarters_own() -> None:
    rising = [
        KpiFigure(quarter(2024, number), value, target=target)
        for number, value, target in ((1, 5, 4), (2, 9, 10))
    ]
    position = kpi_position(HOMES, rising, quarter(2024, 2))
    assert position.latest is not None
    assert position.latest.target == 10
    assert position.status is Rag.RED


def test_a_target_of_none_yet_on_the_way_to_one_is_not_due() -> None:
    figures = [KpiFigure(quarter(2024, 1), 0, target=0), KpiFigure(quarter(2024, 2), 9, target=10)]
    assert kpi_position(HOMES, figures[:2], quarter(2024, 1)).status is State.NOT_DUE


@pytest.mark.parametrize("revised", [100, 80])
def test_an_annual_target_revised_within_the_year_is_not_the_first_quarters(revised: float) -> None:
    figures = [
        KpiFigure(quarter(2024, 1), 42, target=90),
        KpiFigure(quarter(2024, 2), 50, target=revised),
    ]
    first, second = kpi_position(HOMES, figures, quarter(2024, 2)).series
    assert (first.status, first.target) == (Rag.GREEN, revised / 4)
    assert (second.status, second.target) == (Rag.GREEN, revised / 2)


@pytest.mark.parametrize(
    ("last_year", "target", "method"),
    [
        ([], 7.5, ProfileMethod.STRAIGHT_LINE),
        ([KpiFigure(quarter(2023, 4), None, target=90)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(quarter(2023, 4), None, target=60)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(quarter(2023, 4), None, target=59.9)], 7.5, ProfileMethod.STRAIGHT_LINE),
        ([KpiFigure(financial_year(2023), None, target=90)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(financial_year(2024), None, target=90)], 30, ProfileMethod.FROM_FILE),
    ],
)
def test_a_lone_target_is_held_against_a_target_known_for_a_whole_year(
    last_year: list[KpiFigure], target: float, method: ProfileMethod
) -> None:
    position = kpi_position(HOMES, [*last_year, *quarters(2024, 20, target=30)], quarter(2024, 1))
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (target, method)


@pytest.mark.parametrize(
    ("value", "expected"), [(19, Rag.AMBER), (20, Rag.GREEN), (30, Rag.GREEN), (32, Rag.RED)]
)
def test_both_ends_of_a_range_are_scaled_to_the_year_to_date(value: float, expected: Rag) -> None:
    figures = [KpiFigure(quarter(2024, 1), value, target=80, target_upper=120)]
    position = kpi_position(HOMES, figures, quarter(2024, 1))
    assert position.status is expected
    assert position.latest is not None
    assert (position.latest.target, position.latest.target_upper) == (20, 30)
    assert position.latest.amber == "amber 19 to 20 or 30 to 31.5"


def test_a_range_that_rises_through_the_year_is_each_quarters_own() -> None:
    figures = [
        KpiFigure(quarter(2024, number), value, target=low, target_upper=high)
        for number, value, low, high in ((1, 5, 0, 10), (2, 25, 0, 20))
    ]
    first, second = kpi_position(HOMES, figures, quarter(2024, 2)).series
    assert (first.target, first.target_upper, first.status) == (0, 10, Rag.GREEN)
    assert (second.target, second.target_upper, second.status) == (0, 20, Rag.RED)


def test_the_last_quarter_of_a_year_to_date_is_judged_by_the_whole_target() -> None:
    position = kpi_position(HOMES, quarters(2024, 10, 30, 50, 90, target=90), quarter(2024, 4))
    assert position.latest is not None
    assert position.latest.target == pytest.approx(90)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [(quarter(2023, 4), Rag.GREEN), (quarter(2024, 1), State.NOT_DUE)],
)
def test_a_yearly_figure_counts_only_at_the_end_of_its_year(
    reported: Period, expected: Rag | State
) -> None:
    last_year = [KpiFigure(financial_year(2023), 90, target=80)]
    assert kpi_position(YEARLY, last_year, reported).status is expected


def test_a_quarter_without_a_figure_is_awaited_and_the_last_value_stays_in_sight() -> None:
    position = kpi_position(RATIO, quarters(2024, 99, None, target=98), quarter(2024, 2))
    assert position.status is State.AWAITED
    assert position.latest is not None
    assert position.latest.figure.period == quarter(2024, 1)


def test_a_kpi_without_polarity_is_data_only() -> None:
    assert (
        kpi_position(NEUTRAL, quarters(2024, 5, target=4), quarter(2024, 1)).status
        is State.DATA_ONLY
    )


def test_figures_of_another_rhythm_are_left_aside() -> None:
    figures = [
        *quarters(2024, 99),
        KpiFigure(month(2024, 4), 1),
        KpiFigure(financial_year(2024), 98),
    ]
    assert [figure.period for figure in at_reporting_frequency(RATIO, figures)] == [
        quarter(2024, 1)
    ]


def test_a_kpi_that_never_came_in_its_own_rhythm_takes_the_commonest() -> None:
    figures = [*quarters(2024, 1, 2), KpiFigure(financial_year(2024), 3)]
    assert len(at_reporting_frequency(MONTHLY, figures)) == 2


def months(count: int) -> list[KpiFigure]:
    return [KpiFigure(month(2024, 4 + n), 1) for n in range(count)]


def years(count: int) -> list[KpiFigure]:
    return [KpiFigure(financial_year(2020 + n), 1) for n in range(count)]


not_due = [KpiFigure(quarter(2024, n), None, state="not due") for n in range(1, 5)]


@pytest.mark.parametrize(
    ("rules", "figures", "kind"),
    [
        (MONTHLY, [*quarters(2024, 1, 2, 3, 4), *months(1)], PeriodKind.QUARTER),
        (MONTHLY, [*quarters(2024, 1, 2, 3, 4), *months(2)], PeriodKind.MONTH),
        (MONTHLY, [*quarters(2024, 1, 2, None, None), *months(1)], PeriodKind.MONTH),
        (RATIO, [*years(3), *not_due], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*years(3), *not_due, *quarters(2023, 1)], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*years(3), *not_due, *quarters(2023, 1, 2)], PeriodKind.QUARTER),
        (RATIO, [*not_due, KpiFigure(financial_year(2024), None)], PeriodKind.QUARTER),
        (MONTHLY, [*not_due, KpiFigure(financial_year(2024), None)], PeriodKind.QUARTER),
        (MONTHLY, [*years(2), *quarters(2024, 1, 2)], PeriodKind.QUARTER),
    ],
)
def test_the_rhythm_is_the_kpis_own_unless_another_holds_over_twice_the_values(
    rules: KpiRules, figures: list[KpiFigure], kind: PeriodKind
) -> None:
    expected = sorted(figure.period for figure in figures if figure.period.kind is kind)
    assert [figure.period for figure in at_reporting_frequency(rules, figures)] == expected


def test_years_stand_in_sight_where_quarters_hold_no_value() -> None:
    position = kpi_position(RATIO, [*years(3), *not_due], quarter(2024, 1))
    assert position.status is State.NO_TARGET
    assert position.latest is not None
    assert position.latest.figure.period == financial_year(2022)


def test_no_figures_have_no_rhythm() -> None:
    assert list(at_reporting_frequency(RATIO, [])) == []


def test_the_report_is_for_the_last_quarter_with_a_value() -> None:
    figures = [*quarters(2024, 1, None), KpiFigure(financial_year(2024), 3)]
    assert report_period_of([figures]) == quarter(2024, 1)
    assert report_period_of([]) is None


@pytest.mark.parametrize(
    ("early", "expected"), [(1, quarter(2024, 1)), (2, quarter(2024, 2)), (3, quarter(2024, 2))]
)
def test_a_quarter_is_reported_once_a_quarter_of_the_kpis_have_it(
    early: int, expected: Period
) -> None:
    groups = [quarters(2024, 1, 2 if n < early else None) for n in range(8)]
    assert report_period_of(groups) == expected


@pytest.mark.parametrize(
    "astray",
    [KpiFigure(quarter(2042, 1), 7), KpiFigure(month(2025, 4), 7), KpiFigure(month(2024, 6), 7)],
)
def test_one_early_or_mistyped_figure_does_not_move_the_report(astray: KpiFigure) -> None:
    groups = [quarters(2024, 1, None) for _ in range(4)]
    groups[0] = [*groups[0], KpiFigure(quarter(2023, 4), 1)]
    assert report_period_of([*groups, [astray]]) == quarter(2024, 1)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], None),
        ([quarters(2024, None)], None),
        ([[KpiFigure(month(2024, 5), 1)], [KpiFigure(month(2024, 4), 1)]], month(2024, 5)),
        ([[KpiFigure(month(2024, 4), 1)]] * 4 + [[KpiFigure(month(2042, 4), 1)]], month(2024, 4)),
        ([[KpiFigure(month(2024, 5), 1)], quarters(2023, 1)], quarter(2023, 1)),
        (
            [[KpiFigure(financial_year(2023), 1)], [KpiFigure(financial_year(2024), 1)]],
            financial_year(2024),
        ),
        ([quarters(2000 + n, 1) for n in range(9)], quarter(2008, 1)),
    ],
)
def test_without_quarters_the_report_is_for_the_last_month_or_year(
    groups: list[list[KpiFigure]], expected: Period | None
) -> None:
    assert report_period_of(groups) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ({4: 99.0, 5: 90.0, 6: 99.0, 7: 90.0}, Rag.GREEN),
        ({4: 99.0, 5: 90.0}, Rag.RED),
        ({4: 99.0, 5: 90.0, 6: None}, Rag.RED),
        ({6: None, 7: 99.0}, State.AWAITED),
        ({7: 99.0}, State.AWAITED),
        ({}, State.AWAITED),
    ],
)
def test_a_monthly_kpi_counts_with_its_last_month_of_the_quarter(
    months: dict[int, float | None], expected: Rag | State
) -> None:
    past = KpiFigure(month(2024, 3), 99, target=98)
    figures = [past, *(KpiFigure(month(2024, n), v, target=98) for n, v in months.items())]
    position = kpi_position(MONTHLY, figures, quarter(2024, 1))
    assert position.status is expected
    assert len(position.series) == len(figures)
    assert position.latest is not None
    assert position.latest.figure.period.end <= quarter(2024, 1).end


def test_a_figure_after_the_report_is_latest_only_where_there_is_no_other() -> None:
    figures = [*quarters(2024, 99, 90, target=98), *quarters(2042, 50, target=98)]
    position = kpi_position(RATIO, figures, quarter(2024, 1))
    assert position.status is Rag.GREEN
    assert position.latest is not None
    assert position.latest.figure.period == quarter(2024, 1)
    only = kpi_position(RATIO, figures[1:], quarter(2024, 1))
    assert only.status is State.AWAITED
    assert only.latest is not None
    assert only.latest.figure.period == quarter(2024, 2)


def test_directions_are_those_of_the_latest_value() -> None:
    position = kpi_position(
        RATIO, [*quarters(2023, 90, 91), *quarters(2024, 95, 93)], quarter(2024, 2)
    )
    assert position.directions is not None
    assert position.directions.previous is Direction.WORSENING
    assert position.directions.same_last_year is Direction.IMPROVING
