"""A KPI's target through time: since when each one counts, and why it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from data.records import Record
from insights.figure_wording import wording
from insights.formatting import count, day
from insights.kpi_records import date_of, number, period_of
from insights.kpis import TARGET_CHANGED, Kpi
from metrics.period import Period, PeriodKind
from metrics.status import State, is_number

# What is said of a change that nobody explained.
NO_REASON = "no reason was given"


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A target in words, the periods from the first to the last that it was set for, and why.

    `reason` is empty for the first target, which changed nothing. `source` is the file that set it.
    """

    first: Period
    last: Period
    target: str
    reason: str
    source: str

    @property
    def periods(self) -> str:
        """`Q1 2022/23 to Q4 2024/25`, or the one period."""
        ends = dict.fromkeys([self.first.label, self.last.label])
        return " to ".join(ends)


@dataclass(frozen=True, slots=True)
class _Target:
    period: Period
    low: float
    high: float | None
    source: str


def target_history(kpi: Kpi) -> Sequence[TargetSpan]:
    """Every target that a KPI has had, the newest first, equal ones that follow each other as one.

    Targets of a measure that counts up are those of whole years, and so are those of any other that
    has none by the period: parts of a year's target change nothing.
    """
    by_amount = groupby(_targets(kpi), key=lambda target: (target.low, target.high))
    runs = [list(run) for _, run in by_amount]
    spans = [
        TargetSpan(
            run[0].period,
            run[-1].period,
            wording(kpi).target(run[0].low, run[0].high),
            _reason(kpi, runs[position - 1][0].period, run[0].period) if position else "",
            run[0].source,
        )
        for position, run in enumerate(runs)
    ]
    return spans[::-1]


def unplaced_target(kpi: Kpi) -> str:
    """A target of which the file leaves open whether it is the year's or to date; else empty."""
    latest = kpi.position.latest if kpi.position else None
    if latest is None or latest.status is not State.TARGET_UNCLEAR:
        return ""
    low, high = latest.figure.target, latest.figure.target_upper
    return wording(kpi).target(low, high) if is_number(low) else ""


def changes_in_words(spans: Sequence[TargetSpan]) -> str:
    """How often a target changed, of the spans of its history."""
    changes = len(spans) - 1
    return f"It changed {count(changes, 'time')}." if changes > 0 else "It has not changed."


def _targets(kpi: Kpi) -> Sequence[_Target]:
    """The targets as they were set, in period order: by the period, or of whole years."""
    known = [
        _Target(period_of(row), low, number(row["target_upper"]), _source(row))
        for row in kpi.figures
        if (low := number(row["target"])) is not None
    ]
    yearly = [target for target in known if target.period.kind is PeriodKind.FINANCIAL_YEAR]
    within = [target for target in known if target.period.kind is not PeriodKind.FINANCIAL_YEAR]
    if kpi.counts_up:
        ended = {target.period.end: target for target in within if _ends_year(target.period)}
        in_order = {**ended, **{target.period.end: target for target in yearly}}
        return [in_order[end] for end in sorted(in_order)]
    first, otherwise = (yearly, within) if _is_annual(kpi) else (within, yearly)
    return sorted(first or otherwise, key=lambda target: target.period.end)


def _is_annual(kpi: Kpi) -> bool:
    return bool(kpi.definition["frequency"] == "annual")


def _ends_year(period: Period) -> bool:
    return (period.end.month, period.end.day) == (3, 31)


def _source(row: Record) -> str:
    return f"{row['file']}, {day(row['published_at'])}"


def _reason(kpi: Kpi, before: Period, changed: Period) -> str:
    """What people said of a change between the first periods of a target and of the next one.

    Only what was said of the target counts: a note about something else is no reason.
    """
    reasons = [
        str(event["words"])
        for event in kpi.events
        if event["kind"] == TARGET_CHANGED and before.end < date_of(event["day"]) <= changed.end
    ]
    return "; ".join(reasons) or NO_REASON
