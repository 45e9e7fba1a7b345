"""A quarterly, a monthly and a yearly KPI with their figures, for tests of where a KPI stands."""

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import financial_year, quarter
from metrics.status import Polarity
from metrics.year_to_date import part_of_year

RATIO = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "quarterly", 1)

HOMES = KpiRules(Polarity.MAXIMISE, KpiKind.CUMULATIVE, "quarterly", 0)

VISITS = KpiRules(Polarity.MAXIMISE, KpiKind.DISCRETE, "quarterly", 0)

MONTHLY = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "monthly", 1)

YEARLY = KpiRules(Polarity.MAXIMISE, KpiKind.RATIO, "annual", 1)

NEUTRAL = KpiRules(Polarity.NONE, KpiKind.DISCRETE, "quarterly", 0)

NOT_DUE = [KpiFigure(quarter(2024, n), None, state="not due") for n in range(1, 5)]


def quarters(year: int, *values: float | None, target: float | None = None) -> list[KpiFigure]:
    return [
        KpiFigure(quarter(year, number), value, target=target)
        for number, value in enumerate(values, 1)
    ]


def months(count: int) -> list[KpiFigure]:
    return [KpiFigure(part_of_year(2024, n, 1), 1) for n in range(1, count + 1)]


def years(count: int) -> list[KpiFigure]:
    return [KpiFigure(financial_year(2020 + n), 1) for n in range(count)]
