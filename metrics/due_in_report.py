"""What a KPI owes the report for a period: a figure that is awaited, or none that is due."""

from collections.abc import Iterator, Sequence
from datetime import date

from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind, following, month, previous
from metrics.reporting_frequency import (
    MONTHS_OF_FREQUENCY,
    PERIOD_OF_FREQUENCY,
    at_reporting_frequency,
)
from metrics.status import State, is_number
from metrics.year_to_date import part_of_year


def due_status(
    rules: KpiRules, figures: Sequence[KpiFigure], reported: Period, today: date | None = None
) -> State:
    """Why a KPI has no figure in the report for a period.

    One that never had a figure, nor a word in place of one, has none yet: nothing is late that
    never began. One that comes as often as the report or oftener is awaited. One that comes less
    often, by the year or half-year, is awaited once its last period has ended, by the report's end
    or by the reader's day, and has neither a figure nor a state that excuses it; before that it is
    not due.
    To a report in the middle of a year whose figure came later nothing is owed either.
    A period that ended before the report began is owed only by a KPI that was reported before it,
    and one whose first figure came after the report begins later and owes it nothing.
    """
    answered = [figure.period for figure in figures if _answers(figure)]
    if not answered:
        return State.NO_FIGURE
    if all(period.start > reported.end for period in answered):
        return State.BEGINS_LATER
    kind = _kind_due(rules, figures, reported)
    months = MONTHS_OF_FREQUENCY.get(kind) if kind else None
    if months is None or months <= reported.months:
        return State.AWAITED
    due = _holding(reported, months)
    if due.end > reported.end and any(f.period == due and is_number(f.value) for f in figures):
        return State.NOT_DUE
    last = _last_ended(months, reported, today)
    if any(_answers(figure) and figure.period.end == last.end for figure in figures):
        return State.NOT_DUE
    is_new = not any(figure.period.end < last.end for figure in figures)
    return State.NOT_DUE if last.end < reported.start and is_new else State.AWAITED


def months_awaited(
    rules: KpiRules, figures: Sequence[KpiFigure], reported: Period
) -> tuple[Period, ...]:
    """The months of the report, after the last reported one, that a monthly series still owes.

    None where the report is for a month itself, or where it has no month of the report at all:
    then the whole report is awaited.
    """
    months = {
        figure.period
        for figure in at_reporting_frequency(rules, figures, reported.end)
        if figure.period.kind is PeriodKind.MONTH and _answers(figure)
    }
    in_report = list(_months_of(reported)) if reported.months > 1 else []
    known = [position for position, period in enumerate(in_report) if period in months]
    return tuple(in_report[known[-1] + 1 :]) if known else ()


def _kind_due(rules: KpiRules, figures: Sequence[KpiFigure], reported: Period) -> PeriodKind | None:
    """The kind of the latest figure where that comes by the year, else the defined frequency."""
    valued = [figure for figure in figures if is_number(figure.value)]
    series = at_reporting_frequency(rules, valued, reported.end)
    yearly = bool(series) and series[-1].period.kind is PeriodKind.FINANCIAL_YEAR
    return PeriodKind.FINANCIAL_YEAR if yearly else PERIOD_OF_FREQUENCY.get(rules.frequency)


def _last_ended(months: int, reported: Period, today: date | None) -> Period:
    """The last period of so many months that has ended by the report's end or the reader's day."""
    year = reported.financial_year + 2 if today is None else max(today.year, reported.end.year) + 1
    period = part_of_year(year, 1, months)
    while period.end > reported.end and (today is None or period.end >= today):
        period = previous(period)
    return period


def _holding(reported: Period, months: int) -> Period:
    """The period of so many months, a part of financial years, that the report ends in."""
    first = part_of_year(reported.financial_year, 1, months)
    return first if first.end >= reported.end else following(first)


def _months_of(reported: Period) -> Iterator[Period]:
    current = month(reported.start.year, reported.start.month)
    while current.end <= reported.end:
        yield current
        current = following(current)


def _answers(figure: KpiFigure) -> bool:
    return is_number(figure.value) or figure.state not in (None, State.AWAITED)
