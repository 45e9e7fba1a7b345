"""KPIs and their figures, year by year, for tests of flows and forecasts."""

from collections.abc import Sequence
from itertools import accumulate

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.status import Polarity
from metrics.year_to_date import part_of_year

FREQUENCY = {2: "half-yearly", 4: "quarterly", 12: "monthly"}
MONTHS = {"half-yearly": 6, "quarterly": 3, "monthly": 1, "annual": 12}


def kpi_rules(
    polarity: Polarity = Polarity.MAXIMISE,
    kind: KpiKind = KpiKind.DISCRETE,
    frequency: str = "quarterly",
) -> KpiRules:
    return KpiRules(polarity, kind, frequency, 0)


DISCRETE = kpi_rules()
CUMULATIVE = kpi_rules(kind=KpiKind.CUMULATIVE)


def figures(
    *years: Sequence[float | None], last: int = 2024, frequency: str = "quarterly"
) -> list[KpiFigure]:
    """Each period's figures of the years up to `last`, as far as each goes."""
    first = last + 1 - len(years)
    return [
        KpiFigure(part_of_year(year, number, MONTHS[frequency]), value)
        for year, values in enumerate(years, first)
        for number, value in enumerate(values, 1)
    ]


def to_date(
    *years: Sequence[float], last: int = 2024, frequency: str = "quarterly"
) -> list[KpiFigure]:
    """The same flows as running totals of their years."""
    return figures(*(list(accumulate(flows)) for flows in years), last=last, frequency=frequency)
