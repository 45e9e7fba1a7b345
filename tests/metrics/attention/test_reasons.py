"""Why a KPI needs attention or is good news: each reason with its words."""

from dataclasses import replace

import pytest

from metrics.attention.reasons import ConcernKind, KpiForReview, Reason, SuccessKind
from metrics.comparison.benchmark import (
    Use,
    Verdict,
)
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, financial_year, month, quarter
from metrics.status import Polarity, State
from tests.metrics.any_kpi import wording
from tests.metrics.attention.kpis_for_review import (
    HOMES,
    RATE,
    SEASONS,
    STEADY,
    VISITS,
    YEARS,
    compared,
    concerns_of,
    for_review,
    quarters,
    rated,
    successes_of,
    words,
)
from tests.metrics.kpi_years import figures as years_of
from tests.metrics.kpi_years import to_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (100, []),
        (99, [Reason(ConcernKind.AMBER, "1 percentage point below target")]),
        (95, [Reason(ConcernKind.AMBER, "5 percentage points below target")]),
        (94, [Reason(ConcernKind.RED, "6 percentage points below target")]),
    ],
)
def test_being_off_target_needs_attention_by_how_far(value: float, expected: list[Reason]) -> None:
    assert concerns_of([rated(value)]) == expected


def test_a_figure_that_does_not_count_yet_needs_no_attention() -> None:
    last_year = [KpiFigure(financial_year(2023), 50, target=80)]
    yearly = replace(RATE, frequency="annual")
    assert concerns_of([for_review(yearly, last_year, reported=quarter(2024, 1))]) == []


@pytest.mark.parametrize(
    ("last", "polarity", "concern", "good"),
    [
        (42, Polarity.MAXIMISE, "unusually low, which is bad: worth asking why", None),
        (58, Polarity.MINIMISE, "unusually high, which is bad: worth asking why", None),
        (58, Polarity.MAXIMISE, None, "unusually high, which is good"),
        (42, Polarity.MINIMISE, None, "unusually low, which is good"),
        (58, Polarity.NONE, None, None),
        (50, Polarity.MAXIMISE, None, None),
    ],
)
def test_a_signal_is_a_concern_or_good_news_by_which_way_is_good(
    last: float, polarity: Polarity, concern: str | None, good: str | None
) -> None:
    kpi = [for_review(replace(RATE, polarity=polarity), quarters(*STEADY, last))]
    listed = concerns_of(kpi), successes_of(kpi)
    assert listed[0] == ([Reason(ConcernKind.GETTING_WORSE, concern)] if concern else [])
    assert listed[1] == ([Reason(SuccessKind.GETTING_BETTER, good)] if good else [])


def test_trial_limits_signal_nothing() -> None:
    assert concerns_of([for_review(RATE, quarters(*STEADY[:11], 20))]) == []


def test_a_signal_while_the_next_figure_is_awaited_names_its_period() -> None:
    series = quarters(*STEADY, 42, None)
    assert words(concerns_of([for_review(RATE, series)])) == [
        "unusually low (last reported in Q1 2025/26), which is bad: worth asking why"
    ]


def test_a_shift_that_has_made_limits_out_of_date_is_still_getting_worse() -> None:
    fewer = replace(RATE, polarity=Polarity.MINIMISE)
    kpi = [for_review(fewer, quarters(*STEADY, *[53.0, 54.0] * 5))]
    assert concerns_of(kpi) == [
        Reason(
            ConcernKind.GETTING_WORSE,
            "above its average since Q1 2025/26, which is bad: worth asking why",
        )
    ]
    assert successes_of([for_review(fewer, quarters(*STEADY, *[53.0, 54.0] * 5, 50.0))]) == []


def test_a_signal_of_what_a_quarter_added_says_so() -> None:
    series = to_date(*[STEADY[at : at + 4] for at in range(0, 20, 4)], [42.0])
    assert words(concerns_of([for_review(HOMES, series, unit="number")])) == [
        "this quarter is unusually low, which is bad: worth asking why"
    ]


def test_a_signal_of_a_seasonal_kpi_is_of_its_change() -> None:
    series = quarters(*SEASONS, 4.0)
    assert words(concerns_of([for_review(RATE, series)])) == [
        "the change on last year is unusually low, which is bad: worth asking why"
    ]


@pytest.mark.parametrize(
    ("target", "concern", "good"),
    [
        (54, "at this rate it will not reach 54%", None),
        (53, None, None),
        (46, None, "reliably above 46%"),
    ],
)
def test_always_missing_or_meeting_the_target(
    target: float, concern: str | None, good: str | None
) -> None:
    kpi = [for_review(RATE, quarters(*STEADY, target=target))]
    failing = [r for r in concerns_of(kpi) if r.kind is ConcernKind.FAILING]
    passing = [r for r in successes_of(kpi) if r.kind is SuccessKind.PASSING]
    assert [r.words for r in failing] == ([concern] if concern else [])
    assert [r.words for r in passing] == ([good] if good else [])


@pytest.mark.parametrize(("last", "target"), [(58, 56), (42, 44)])
def test_a_usual_range_that_the_latest_figure_left_is_no_reason(last: float, target: float) -> None:
    kpi = [for_review(RATE, quarters(*STEADY, last, target=target))]
    texts = [*words(concerns_of(kpi)), *words(successes_of(kpi))]
    assert texts
    assert not any("reliably" in reason or "at this rate" in reason for reason in texts)


def test_a_count_off_target_at_the_years_end_is_said_once() -> None:
    series = [*to_date(YEARS[0]), KpiFigure(financial_year(2024), None, target=120)]
    series = [replace(figure, target=120) for figure in series]
    kpi = for_review(HOMES, series, unit="number", reported=quarter(2024, 4))
    assert words(concerns_of([kpi])) == ["20 homes below target"]
    met = [replace(figure, target=100) for figure in series]
    kpi = for_review(HOMES, met, unit="number", reported=quarter(2024, 4))
    assert words(successes_of([kpi]))[-1] == "100 homes in the year 2024/25, target 100"


@pytest.mark.parametrize(
    ("target", "concern", "good"),
    [
        (120, "year end likely 101 to 106 (80 %), target 120: unlikely to meet", None),
        (103, None, None),
        (90, None, "year end likely 101 to 106 (80 %), target 90: likely to meet"),
    ],
)
def test_a_years_target_that_will_be_missed_or_met(
    target: float, concern: str | None, good: str | None
) -> None:
    series = [*years_of(*YEARS, [10.0, 21.0]), KpiFigure(financial_year(2024), None, target=target)]
    kpi = [for_review(VISITS, series, unit="number", reported=quarter(2024, 2))]
    year_ends = [r for r in concerns_of(kpi) if r.kind is ConcernKind.YEAR_END]
    assert year_ends == ([Reason(ConcernKind.YEAR_END, concern)] if concern else [])
    good_ends = [r for r in successes_of(kpi) if r.kind is SuccessKind.YEAR_END]
    assert good_ends == ([Reason(SuccessKind.YEAR_END, good)] if good else [])


@pytest.mark.parametrize(
    ("target", "polarity", "kind", "expected"),
    [
        (103, Polarity.MAXIMISE, SuccessKind.YEAR_END, "target 103"),
        (103, Polarity.MINIMISE, SuccessKind.YEAR_END, "target 103"),
        (104, Polarity.MAXIMISE, ConcernKind.YEAR_END, "target 104"),
        (102, Polarity.MINIMISE, ConcernKind.YEAR_END, "target 102"),
        (103, Polarity.NONE, None, ""),
    ],
)
def test_a_year_that_is_over_met_its_target_or_missed_it(
    target: float, polarity: Polarity, kind: ConcernKind | SuccessKind | None, expected: str
) -> None:
    series = [*years_of(*YEARS), KpiFigure(financial_year(2024), None, target=target)]
    kpi = [for_review(replace(VISITS, polarity=polarity), series, "A", "number", quarter(2024, 4))]
    listed = [*concerns_of(kpi), *successes_of(kpi)]
    expected_reasons = [Reason(kind, f"103 homes in the year 2024/25, {expected}")] if kind else []
    assert [reason for reason in listed if "year" in reason.words] == expected_reasons
    later = for_review(VISITS, series, "A", "number", quarter(2025, 1))
    assert not any(
        "year" in text for text in (*words(concerns_of([later])), *words(successes_of([later])))
    )


def test_a_sum_of_tenths_meets_its_target() -> None:
    tenths = [KpiFigure(month(2024 + (n > 8), (n + 3) % 12 + 1), 0.1) for n in range(12)]
    series = [*tenths, KpiFigure(financial_year(2024), None, target=1.2)]
    fewer = KpiRules(Polarity.MINIMISE, KpiKind.DISCRETE, "monthly", 1)
    kpi = for_review(fewer, series, unit="number", reported=quarter(2024, 4))
    assert words(successes_of([kpi])) == ["1.2 homes in the year 2024/25, target 1.2"]


def test_worse_than_others_names_them_all() -> None:
    comparisons = [
        compared(Verdict.WORSE),
        compared(Verdict.BETTER, "Leicestershire"),
        compared(Verdict.WORSE, "the East Midlands"),
        compared(Verdict.WORSE, "similar areas"),
        compared(Verdict.SIMILAR, "Wales"),
    ]
    kpi = [replace(rated(100), comparisons=comparisons)]
    others = "England, the East Midlands and similar areas"
    assert concerns_of(kpi) == [
        Reason(
            ConcernKind.WORSE_THAN_BENCHMARK,
            f"in published statistics worse than {others} by more than chance explains (2023/24)",
        )
    ]
    assert words(successes_of(kpi)) == [
        "in published statistics better than Leicestershire by more than chance explains (2023/24)"
    ]


def test_a_muted_comparison_is_no_stand_out() -> None:
    shifted = Period(month(2023, 7).start, month(2024, 6).end, financial_year(2023).kind)
    muted = compared(Verdict.WORSE, other_period=shifted)
    assert muted.overlap.use is Use.MUTED
    assert concerns_of([replace(rated(100), comparisons=[muted])]) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, []),
        (-3, []),
        (0, []),
        (1, ["the figure for Q2 2020/21 is 1 day overdue"]),
        (14, ["the figure for Q2 2020/21 is 14 days overdue"]),
        (1400, ["the figure for Q2 2020/21 is 1,400 days overdue"]),
    ],
)
def test_a_figure_is_overdue_from_its_first_day(days: int | None, expected: list[str]) -> None:
    late = replace(rated(100), days_overdue=days, overdue_for=quarter(2020, 2))
    assert words(concerns_of([late])) == expected


def test_a_kpi_without_analysis_can_only_be_overdue() -> None:
    none = KpiForReview("A", None, State.AWAITED, wording("percent", 0), days_overdue=2)
    assert concerns_of([none]) == [Reason(ConcernKind.OVERDUE, "the figure is 2 days overdue")]
    assert concerns_of([replace(none, days_overdue=None)]) == []
    assert successes_of([none]) == []
