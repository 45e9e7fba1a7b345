"""How often figures come, and the period that a report is for."""

import pytest

from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind, financial_year, month, quarter
from metrics.reporting_frequency import at_reporting_frequency, report_period_of
from tests.metrics.quarterly_kpis import MONTHLY, NOT_DUE, RATIO, months, quarters, years


def test_figures_of_another_frequency_are_left_aside() -> None:
    figures = [
        *quarters(2024, 99),
        KpiFigure(month(2024, 4), 1),
        KpiFigure(financial_year(2024), 98),
    ]
    assert [figure.period for figure in at_reporting_frequency(RATIO, figures)] == [
        quarter(2024, 1)
    ]


def test_a_kpi_that_never_came_at_its_frequency_takes_the_commonest() -> None:
    figures = [*quarters(2024, 1, 2), KpiFigure(financial_year(2024), 3)]
    assert len(at_reporting_frequency(MONTHLY, figures)) == 2


@pytest.mark.parametrize(
    ("rules", "figures", "kind"),
    [
        (MONTHLY, [*quarters(2024, 1, 2, 3, 4), *months(1)], PeriodKind.QUARTER),
        (MONTHLY, [*quarters(2024, 1, 2, 3, 4), *months(2)], PeriodKind.MONTH),
        (MONTHLY, [*quarters(2024, 1, 2, None, None), *months(1)], PeriodKind.MONTH),
        (RATIO, [*years(3), *NOT_DUE], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*years(3), *NOT_DUE, *quarters(2023, 1)], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*years(3), *NOT_DUE, *quarters(2023, 1, 2)], PeriodKind.QUARTER),
        (RATIO, [*NOT_DUE, KpiFigure(financial_year(2024), None)], PeriodKind.QUARTER),
        (MONTHLY, [*NOT_DUE, KpiFigure(financial_year(2024), None)], PeriodKind.QUARTER),
        (MONTHLY, [*years(2), *quarters(2024, 1, 2)], PeriodKind.QUARTER),
    ],
)
def test_the_frequency_is_the_defined_one_unless_another_holds_over_twice_the_values(
    rules: KpiRules, figures: list[KpiFigure], kind: PeriodKind
) -> None:
    expected = sorted(figure.period for figure in figures if figure.period.kind is kind)
    assert [figure.period for figure in at_reporting_frequency(rules, figures)] == expected


def test_no_figures_have_no_frequency() -> None:
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
