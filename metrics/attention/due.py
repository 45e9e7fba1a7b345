"""What is due: the period that a KPI reports next, by when, and how late it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import (
    Period,
    PeriodKind,
    financial_year,
    financial_year_of,
    following,
    half_year,
    month,
    quarter,
)
from metrics.reporting_frequency import PERIOD_OF_FREQUENCY
from metrics.status import is_number

# Ours: a council's quarterly report goes to committee about six weeks after the quarter.
DAYS_TO_REPORT = 30


@dataclass(frozen=True, slots=True)
class Due:
    """A period that has ended and has no figure, with the day by which it should have one."""

    period: Period
    by: date

    def days_overdue(self, today: date) -> int:
        """How many days late it is; 0 or less while it is awaited in time."""
        return (today - self.by).days


def due(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    reporting_days: tuple[date, date],
    today: date,
    days: int = DAYS_TO_REPORT,
) -> Sequence[Due]:
    """The ended periods of a KPI that have neither a figure nor a state that excuses one.

    At the KPI's reporting frequency, from the first to the last of `reporting_days`, oldest first;
    each is due `days` after it ends. A state other than awaited is an answer. Nobody owes what came
    before a KPI's first figure: there was no such KPI.
    """
    kind = PERIOD_OF_FREQUENCY.get(rules.frequency)
    if kind is None:
        return ()
    answered = {figure.period for figure in figures if _answers(figure)}
    missing = []
    begun = min((answer.start for answer in answered), default=reporting_days[0])
    period = _first(kind, max(begun, reporting_days[0]))
    while period.end <= reporting_days[1] and period.end < today:
        if period not in answered and not _answered_within(period, answered):
            missing.append(Due(period, period.end + timedelta(days=days)))
        period = following(period)
    return missing


def _answers(figure: KpiFigure) -> bool:
    return is_number(figure.value) or figure.state not in (None, "awaited")


def _answered_within(period: Period, answered: set[Period]) -> bool:
    """Whether a monthly KPI was reported by the quarter. A year's figure may be for part of it."""
    quarters = (other for other in answered if other.kind is PeriodKind.QUARTER)
    return any(other.start <= period.start and other.end >= period.end for other in quarters)


def _first(kind: PeriodKind, day: date) -> Period:
    year = financial_year_of(day)
    match kind:
        case PeriodKind.MONTH:
            return month(day.year, day.month)
        case PeriodKind.QUARTER:
            return quarter(year, (day.month - 4) % 12 // 3 + 1)
        case PeriodKind.HALF_YEAR:
            return half_year(year, (day.month - 4) % 12 // 6 + 1)
        case _:
            return financial_year(year)
