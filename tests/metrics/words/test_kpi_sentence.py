"""A KPI in one plain sentence: whole sentences for what a council reports."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from metrics.direction import KpiKind
from metrics.kpi_analysis import kpi_analysis
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import (
    Period,
    PeriodKind,
    academic_year,
    calendar_year,
    financial_year,
    half_year,
    instant,
    month,
    quarter,
    year_to_date,
)
from metrics.status import Polarity, State
from metrics.words.kpi_sentence import sentence
from metrics.year_to_date import part_of_year
from tests.metrics.any_kpi import wording
from tests.metrics.attention.kpis_for_review import SEASONS
from tests.metrics.kpi_years import figures as years_of
from tests.metrics.kpi_years import to_date

CALLS = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "quarterly", 1)
DAYS = KpiRules(Polarity.MINIMISE, KpiKind.RATIO, "monthly", 0)
HOMES = KpiRules(Polarity.MAXIMISE, KpiKind.CUMULATIVE, "quarterly", 0)
VISITS = KpiRules(Polarity.MAXIMISE, KpiKind.DISCRETE, "quarterly", 0)
EMAILS = KpiRules(Polarity.NONE, KpiKind.DISCRETE, "quarterly", 0)
YEARLY = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "annual", 1)
RANGED = KpiRules(Polarity.RANGE, KpiKind.RATIO, "quarterly", 0)
# Limits near 46.5 and 53.5, without season, run or trend.
STEADY = [49.0, 51.0, 50.0] * 6 + [49.0, 51.0]


def quarters(
    *values: float | None, target: float | None = None, upper: float | None = None, year: int = 2024
) -> list[KpiFigure]:
    return [
        KpiFigure(part_of_year(year, number, 3), value, target=target, target_upper=upper)
        for number, value in enumerate(values, 1)
    ]


def sentence_of(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    reported: Period,
    unit: str = "percent",
) -> str:
    return sentence(kpi_analysis(rules, figures, reported), wording(unit, rules.decimals))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((90.2, 95.0), "On target: 95.0% in Q2 2024/25 against a target of 95.0%. Better than"),
        (
            (99.0, 94.9),
            "Just off target: 94.9% in Q2 2024/25, 0.1 percentage points below the target of "
            "95.0%. "
            "Worse than",
        ),
        (
            (83.0, 83.0),
            "Off target: 83.0% in Q2 2024/25, 12.0 percentage points below the target of 95.0%. "
            "Same as",
        ),
        (
            (96.0, 94.0),
            "Just off target: 94.0% in Q2 2024/25, 1.0 percentage points below the target of "
            "95.0%. "
            "Worse than",
        ),
        (
            (96.0, 94.96),
            "Just off target: 94.96% in Q2 2024/25, 0.04 percentage points below the target of "
            "95.00%. "
            "Worse than",
        ),
        (
            (95.0, 94.999999),
            "Just off target: 95.0000% in Q2 2024/25, just below the target of 95.0000%. Same as",
        ),
    ],
)
def test_a_rate_against_its_target(values: tuple[float, float], expected: str) -> None:
    text = sentence_of(CALLS, quarters(*values, target=95), quarter(2024, 2))
    assert text == f"{expected} Q1 2024/25."


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0, 0), "On target: 0 days in May 2024 against a target of 0 days. Same as"),
        ((0, 1), "Off target: 1 day in May 2024, 1 day above the target of 0 days. Worse than"),
        ((3, 2), "Off target: 2 days in May 2024, 2 days above the target of 0 days. Better than"),
        ((3, -1), "On target: -1 day in May 2024 against a target of 0 days. Better than"),
    ],
)
def test_fewer_days_are_better_and_one_is_a_day(values: tuple[float, float], expected: str) -> None:
    series = [KpiFigure(month(2024, 4 + n), value, target=0) for n, value in enumerate(values)]
    assert sentence_of(DAYS, series, month(2024, 5), "days") == f"{expected} April 2024."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (90, "On target: 90% in Q1 2024/25 against a target of 90% to 95%"),
        (
            97,
            "Just off target: 97% in Q1 2024/25, 2 percentage points above the target of 90% to "
            "95%",
        ),
        (80, "Off target: 80% in Q1 2024/25, 10 percentage points below the target of 90% to 95%"),
    ],
)
def test_a_range_is_missed_at_the_end_that_was_passed(value: float, expected: str) -> None:
    text = sentence_of(RANGED, quarters(value, target=90, upper=95), quarter(2024, 1))
    assert text == f"{expected}. No comparison with Q4 2023/24."


@pytest.mark.parametrize(
    ("series", "reported", "expected"),
    [
        (
            [*quarters(42, target=90), KpiFigure(financial_year(2024), None, target=90)],
            quarter(2024, 1),
            "On target: 42 homes in the year to Q1 2024/25 against a target to date of 23 "
            "(straight line). No comparison with Q1 2023/24.",
        ),
        (
            [*to_date([10, 10, 20, 60], last=2023), *quarters(1, target=100)],
            quarter(2024, 1),
            "Off target: 1 home in the year to Q1 2024/25, 9 homes below the target to date of "
            "10 (past years' pace). Worse than Q1 2023/24.",
        ),
        (
            [
                KpiFigure(quarter(2024, n), value, target=target)
                for n, value, target in ((1, 5.0, 4), (2, 9.0, 10))
            ],
            quarter(2024, 2),
            "Off target: 9 homes in the year to Q2 2024/25, 1 home below the target to date of "
            "10. No comparison with Q2 2023/24; year end about 18 by simple run-rate: too little "
            "history for a range.",
        ),
        (
            quarters(10, 30, 50, 90, target=90),
            quarter(2024, 4),
            "On target: 90 homes in 2024/25 against a target of 90. No comparison with Q4 2023/24.",
        ),
        (
            [
                KpiFigure(year_to_date(quarter(2024, 2)), 45, target=90),
                KpiFigure(financial_year(2024), None, target=90),
            ],
            quarter(2024, 2),
            "On target: 45 homes in 2024/25 to September against a target to "
            "date of 45 (straight line). No comparison with 2023/24 to September.",
        ),
        (
            [KpiFigure(quarter(2024, 1), 0, target=0), KpiFigure(quarter(2024, 2), 9, target=10)],
            quarter(2024, 1),
            "On target: 0 homes in the year to Q1 2024/25 against a target to date of 0. "
            "No comparison with Q1 2023/24.",
        ),
        (
            quarters(42, target=90),
            quarter(2024, 1),
            "Target unclear, for the year or to date: 42 homes in the year to Q1 2024/25. "
            "No comparison with Q1 2023/24.",
        ),
        (
            [*to_date([0, 10, 20, 60], last=2023), *quarters(0, target=100)],
            quarter(2024, 1),
            "Target not due yet: 0 homes in the year to Q1 2024/25. Same as Q1 2023/24.",
        ),
    ],
    ids=[
        "straight line",
        "profile",
        "from the file",
        "whole year",
        "to date",
        "given as 0",
        "unclear",
        "target not due",
    ],
)
def test_a_count_is_held_against_its_target_to_date(
    series: list[KpiFigure], reported: Period, expected: str
) -> None:
    assert sentence_of(HOMES, series, reported, "number") == expected


@pytest.mark.parametrize(
    ("rules", "series", "reported", "expected"),
    [
        (
            CALLS,
            [KpiFigure(quarter(2023, 4), None, state="suppressed")],
            quarter(2024, 1),
            "Figure late for Q1 2024/25: no figure yet.",
        ),
        (
            YEARLY,
            [KpiFigure(financial_year(2022), None, state="suppressed")],
            quarter(2023, 1),
            "Not due for Q1 2023/24: no figure yet.",
        ),
        (
            CALLS,
            quarters(90.2, 83.1, None, target=95),
            quarter(2024, 3),
            "Figure late for Q3 2024/25; 83.1% when last reported in Q2 2024/25, 11.9 percentage "
            "points below the target of 95.0%: off target. Worse than Q1 2024/25.",
        ),
        (
            YEARLY,
            [KpiFigure(financial_year(2023), 82.0, target=80)],
            quarter(2024, 1),
            "Not due for Q1 2024/25; 82.0% when last reported in 2023/24 against a target "
            "of 80.0%: on target. No comparison with 2022/23.",
        ),
        (
            CALLS,
            [*quarters(None), *quarters(80, 81, target=80)[1:]],
            quarter(2024, 1),
            "Figure late for Q1 2024/25; 81.0% when first reported in Q2 2024/25 against a "
            "target of 80.0%: on target. No comparison with Q1 2024/25.",
        ),
        (
            CALLS,
            quarters(80.5),
            quarter(2024, 1),
            "No target: 80.5% in Q1 2024/25. No comparison with Q4 2023/24.",
        ),
        (
            EMAILS,
            quarters(400, 412, target=300),
            quarter(2024, 2),
            "For information: 412% in Q2 2024/25. Higher than Q1 2024/25; year end about 1,624% by "
            "simple run-rate: too little history for a range.",
        ),
    ],
    ids=["awaited", "not due", "last reported", "last year's", "first", "no target", "data only"],
)
def test_what_is_missing_is_a_word(
    rules: KpiRules, series: list[KpiFigure], reported: Period, expected: str
) -> None:
    assert sentence_of(rules, series, reported) == expected


def monthly(*values: float | None, state: str | None = None) -> list[KpiFigure]:
    """From July 2024 on; `state` stands where there is no value."""
    return [
        KpiFigure(month(2024, 7 + n), value, state=None if value else state, target=2)
        for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (
            monthly(3, None),
            "Off target: 3 days in July 2024 (August and September awaited), 1 day above the "
            "target of "
            "2 days. No comparison with June 2024.",
        ),
        (
            monthly(3, None, state="suppressed"),
            "Suppressed for Q2 2024/25; 3 days when last reported in July 2024, 1 day above the "
            "target of 2 days: off target. No comparison with June 2024.",
        ),
    ],
)
def test_a_month_counts_in_its_quarters_report(series: list[KpiFigure], expected: str) -> None:
    assert sentence_of(DAYS, series, quarter(2024, 2), "days") == expected


@pytest.mark.parametrize("state", sorted(set(State) - {State.AWAITED, State.NO_FIGURE}))
def test_a_state_stands_in_the_figures_place(state: State) -> None:
    series = [KpiFigure(quarter(2024, 1), None, state=str(state))]
    yet = " yet" if state is State.NOT_DUE else ""
    text = sentence_of(CALLS, series, quarter(2024, 1))
    assert text == f"{str(state).capitalize()} for Q1 2024/25: no figure{yet}."


def test_a_kpi_that_never_had_a_figure_says_so_and_one_with_a_word_is_late() -> None:
    targets = [KpiFigure(quarter(2024, 1), None, target=98)]
    assert sentence_of(CALLS, targets, quarter(2024, 1)) == "No figure yet."
    worded = [*targets, KpiFigure(quarter(2023, 4), None, state="suppressed")]
    late = "Figure late for Q1 2024/25: no figure yet."
    assert sentence_of(CALLS, worded, quarter(2024, 1)) == late


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DATA_ONLY, "For information"),
        (State.NO_TARGET, "No target"),
        (State.NOT_DUE, "Target not due yet"),
        (State.AWAITED, "Target awaited"),
        (State.NOT_APPLICABLE, "Target not applicable"),
        (State.SUPPRESSED, "Target suppressed"),
        (State.NOT_COMPARABLE, "Target not comparable"),
    ],
)
def test_a_target_that_is_missing_is_named_as_the_target(state: State, expected: str) -> None:
    series = [KpiFigure(quarter(2024, 1), 80, target_state=str(state))]
    assert sentence_of(CALLS, series, quarter(2024, 1)).startswith(
        f"{expected}: 80.0% in Q1 2024/25."
    )


def test_a_provisional_figure_says_so() -> None:
    series = [replace(figure, provisional=True) for figure in quarters(96, target=95)]
    assert sentence_of(CALLS, series, quarter(2024, 1)).startswith(
        "On target: 96.0% (provisional) in Q1 2024/25 against a target of 95.0%."
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (month(2024, 5), "in May 2024"),
        (half_year(2024, 1), "in H1 2024/25"),
        (financial_year(2024), "in 2024/25"),
        (calendar_year(2024), "in 2024"),
        (academic_year(2024), "in academic year 2024/25"),
        (instant(month(2024, 5).end), "on 31 May 2024"),
        (year_to_date(quarter(2024, 2)), "in 2024/25 to September"),
        (
            Period(month(2023, 7).start, month(2024, 6).end, PeriodKind.ROLLING),
            "from Jul 2023 to Jun 2024",
        ),
    ],
)
def test_every_kind_of_period_is_named(period: Period, expected: str) -> None:
    rules = replace(CALLS, frequency="")
    text = sentence_of(rules, [KpiFigure(period, 80)], period)
    assert text.startswith(f"No target: 80.0% {expected}. ")


@pytest.mark.parametrize(
    ("last", "polarity", "expected"),
    [
        (50, Polarity.MAXIMISE, "Worse than Q4 2014/15, but within usual variation."),
        (
            58,
            Polarity.MAXIMISE,
            "Better than Q4 2014/15, and unusually high.",
        ),
        (
            58,
            Polarity.MINIMISE,
            "Worse than Q4 2014/15, and unusually high.",
        ),
        (40, Polarity.NONE, "Lower than Q4 2014/15, and unusually low."),
    ],
)
def test_more_than_usual_variation_is_said_as_high_or_low(
    last: float, polarity: Polarity, expected: str
) -> None:
    series = quarters(*STEADY, last, year=2010)
    text = sentence_of(replace(CALLS, polarity=polarity, decimals=0), series, series[-1].period)
    assert text.partition(". ")[2] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((58, 57), "Worse than Q1 2015/16, but unusually high."),
        ((42, 43), "Better than Q1 2015/16, but unusually low."),
    ],
)
def test_a_signal_against_the_direction_says_but(
    values: tuple[float, float], expected: str
) -> None:
    series = quarters(*STEADY, *values, year=2010)
    assert sentence_of(CALLS, series, series[-1].period).endswith(expected)


@pytest.mark.parametrize(("points", "varies"), [(12, False), (13, True)])
def test_trial_limits_say_nothing_of_variation(points: int, varies: bool) -> None:
    series = quarters(*STEADY[:points], year=2010)
    assert ("usual variation" in sentence_of(CALLS, series, series[-1].period)) is varies


def test_figures_that_never_vary_have_no_usual_variation() -> None:
    series = quarters(*[50.0] * 20, year=2010)
    assert sentence_of(CALLS, series, series[-1].period).endswith(" Same as Q3 2014/15.")


def test_what_a_quarter_added_is_named_where_that_is_charted() -> None:
    series = to_date(*[STEADY[at : at + 4] for at in range(0, 20, 4)], [70.0])
    text = sentence_of(HOMES, series, series[-1].period, "number")
    assert "Better than Q1 2023/24, and this quarter is unusually high" in text


def test_a_seasonal_kpi_is_held_against_last_year() -> None:
    series = quarters(*SEASONS, 16.0, year=2010)
    text = sentence_of(CALLS, series, series[-1].period)
    assert text.endswith("Better than Q1 2014/15, a change that is unusually high.")


YEARS = [[10.0, 20.0, 30.0, 40.0], [11.0, 19.0, 31.0, 41.0], [10.0, 21.0, 30.0, 42.0]]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (90, "target 90: likely to meet."),
        (103, "target 103: could go either way."),
    ],
)
def test_the_years_end_is_said_with_its_range_and_chance(target: float, expected: str) -> None:
    series = [*years_of(*YEARS, [10.0, 21.0]), KpiFigure(financial_year(2024), None, target=target)]
    text = sentence_of(VISITS, series, quarter(2024, 2), "number")
    ahead = text.partition(". ")[2]
    assert ahead == f"Same as Q2 2023/24; year end likely 101 to 106 (80 %), {expected}"


def test_what_has_no_good_direction_is_held_against_no_target_at_the_years_end() -> None:
    series = [*years_of(*YEARS, [10.0, 21.0]), KpiFigure(financial_year(2024), None, target=90)]
    text = sentence_of(EMAILS, series, quarter(2024, 2), "number")
    assert text.endswith("Same as Q2 2023/24; year end likely 101 to 106 (80 %).")


def test_a_year_that_is_over_has_no_forecast() -> None:
    series = [*years_of(*YEARS, [10.0, 21.0]), KpiFigure(financial_year(2024), None, target=90)]
    assert "year end" not in sentence_of(VISITS, series, quarter(2024, 4), "number")
    whole = [*years_of(*YEARS), KpiFigure(financial_year(2024), None, target=90)]
    assert "year end" not in sentence_of(VISITS, whole, quarter(2024, 4), "number")


def long_story(homes: str) -> str:
    """A count with a target to date, a direction and a year's end, of homes by a longer name."""
    figures = to_date(*YEARS, [6.0])
    figures[-1] = replace(figures[-1], target=130, provisional=True)
    analysis = kpi_analysis(HOMES, figures, quarter(2024, 1))
    return sentence(analysis, replace(wording("number", 0), plural=homes))


def test_what_does_not_fit_is_left_out_least_important_first() -> None:
    figure = "(provisional) in the year to Q1 2024/25"
    target = "target to date of 13 (past years' pace)"
    travel, end = "Worse than Q1 2023/24", "nlikely to meet the year's target of 130."
    names = ("homes", "homes for social rent", "homes for social rent in the district")
    assert [long_story(name) for name in names] == [
        f"Off target: 6 {names[0]} {figure}, 7 homes below the {target}. {travel}; u{end}",
        f"Off target: 6 {names[1]} {figure} against a {target}. {travel}; u{end}",
        f"Off target: 6 {names[2]} {figure} against a {target}. {travel}; u{end}",
    ]


def test_a_quarters_share_of_a_years_target_says_so() -> None:
    annual = KpiFigure(financial_year(2024), None, target=120)
    series = [*years_of(YEARS[0], [14.0]), annual]
    assert sentence_of(VISITS, series, quarter(2024, 1), "number").startswith(
        "On target: 14 homes in Q1 2024/25 against a target of 12, a share of the year's "
        "(past years' pace)."
    )


def test_a_sum_of_quarterly_targets_is_not_called_the_years() -> None:
    past, now = years_of(*YEARS), [KpiFigure(quarter(2025, n), 10.0 * n, target=25) for n in (1, 2)]
    later = [KpiFigure(quarter(2025, n), None, target=25) for n in (3, 4)]
    text = sentence_of(VISITS, [*past, *now, *later], quarter(2025, 2), "number")
    assert "the year's target" not in text
    assert "; its quarterly targets add up to 100: " in text


def test_a_year_to_date_that_fell_says_that_it_was_revised() -> None:
    text = sentence_of(HOMES, quarters(10, 8), quarter(2024, 2), "number")
    assert text.startswith("No target: 8 homes (revised down) in the year to Q2")
    provisional = [replace(figure, provisional=True) for figure in quarters(10, 8)]
    text = sentence_of(HOMES, provisional, quarter(2024, 2), "number")
    assert "8 homes (provisional, revised down) in the year" in text
