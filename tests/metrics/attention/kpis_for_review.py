"""KPIs as the attention list reviews them, for tests of reasons and of their order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from metrics.attention.reasons import KpiForReview, Reason, concerns, successes
from metrics.comparison.benchmark import (
    BenchmarkFacts,
    BenchmarkStatistic,
    Comparison,
    Verdict,
    overlap_of,
)
from metrics.direction import KpiKind
from metrics.kpi_analysis import kpi_analysis
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, financial_year
from metrics.status import Polarity
from metrics.year_to_date import part_of_year
from tests.metrics.any_kpi import wording

RATE = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "quarterly", 0)

VISITS = KpiRules(Polarity.MAXIMISE, KpiKind.DISCRETE, "quarterly", 0)

HOMES = KpiRules(Polarity.MAXIMISE, KpiKind.CUMULATIVE, "quarterly", 0)

# Limits near 46.5 and 53.5, without season, run or trend.
STEADY = [49.0, 51.0, 50.0] * 6 + [49.0, 51.0]

# A season of 10, 20, 15 and 40 with a little noise from one year to the next.
SEASONS = [
    base + noise
    for base, noise in zip(
        [10.0, 20.0, 15.0, 40.0] * 5,
        [0.5, -0.5, 0.2, 1.0, -0.4, 0.1, -0.8, 0.3, 0.6, -0.2] * 2,
        strict=True,
    )
]

YEARS = [[10.0, 20.0, 30.0, 40.0], [11.0, 19.0, 31.0, 41.0], [10.0, 21.0, 30.0, 42.0]]


def quarters(*values: float | None, target: float | None = None) -> list[KpiFigure]:
    """From April 2020 on."""
    return [
        KpiFigure(part_of_year(2020, number, 3), value, target=target)
        for number, value in enumerate(values, 1)
    ]


def for_review(
    rules: KpiRules,
    series: Sequence[KpiFigure],
    code: str = "A",
    unit: str = "percent",
    reported: Period | None = None,
) -> KpiForReview:
    read = kpi_analysis(rules, series, reported or series[-1].period)
    return KpiForReview(code, read, read.position.status, wording(unit, rules.decimals))


def rated(value: float, target: float = 100, code: str = "A", **changes: object) -> KpiForReview:
    rules = replace(RATE, **changes)  # type: ignore[arg-type]
    return for_review(rules, quarters(value, target=target), code)


def compared(
    verdict: Verdict, area: str = "England", other_period: Period | None = None
) -> Comparison:
    ours = financial_year(2023)
    facts = BenchmarkFacts(area, BenchmarkStatistic.RATE, other_period or ours, date(2024, 11, 1))
    return Comparison(
        verdict=verdict,
        reason="",
        overlap=overlap_of(ours, other_period or ours),
        difference=1.5,
        period=ours,
        facts=facts,
    )


def concerns_of(kpis: Sequence[KpiForReview]) -> list[Reason]:
    return [reason for kpi in kpis for reason in concerns(kpi)]


def successes_of(kpis: Sequence[KpiForReview]) -> list[Reason]:
    return [reason for kpi in kpis for reason in successes(kpi)]


def words(reasons: Sequence[Reason]) -> list[str]:
    return [reason.words for reason in reasons]
