"""The answer of a report: how many measures are on target, what moved, how old it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from insights.attention import FlaggedKpi, attention
from insights.cache import remembered
from insights.corporate_plans import Priority, priorities
from insights.due_figures import (
    DueFigure,
    LateFigures,
    due_figures,
    late_by_owner,
    oldest_of_each,
)
from insights.formatting import age, count, day
from insights.kpis import (
    Kpi,
    current_plan,
    has_plan,
    report_quarters,
    reported_period,
    summary_of,
)
from insights.ownership import kpis_for
from insights.quarter_changes import QuarterChanges, quarter_changes
from metrics.attention.due import DAYS_TO_REPORT
from metrics.period import Period, PeriodKind, following
from metrics.rag_summary import RagSummary
from metrics.reporting_frequency import BegunReport
from metrics.status import State
from metrics.words.summary_words import REASONS_NOT_RATED

# In a report of one quarter a measure that is not due is not due in that one.
_NOT_RATED = {
    **REASONS_NOT_RATED,
    State.NOT_DUE: ("not due this quarter", "not due this quarter"),
}


@dataclass(frozen=True, slots=True)
class ReportAge:
    """How old a report is on a day, and when the next one was or is due.

    `latest` is the period of the newest report, where that is a later one.
    """

    reported: Period
    next_due: date
    today: date
    latest: Period | None = None

    @property
    def is_late(self) -> bool:
        """Whether the next report should be here and is not."""
        return self.latest is None and self.today > self.next_due

    @property
    def sentence(self) -> str:
        """`These figures are 20 months old; the next were due 30 July 2025.`

        `An earlier report, 26 months old. The latest is of Quarter 4, 2024/25.`
        """
        if self.latest:
            old = age(self.reported.end, self.today)
            return f"An earlier report, {old} old. The latest is of {report_name(self.latest)}."
        due = f"the next {'were' if self.is_late else 'are'} due {day(self.next_due)}"
        return f"These figures are {age(self.reported.end, self.today)} old; {due}."


def moved_words(changes: QuarterChanges) -> str:
    """`Since last quarter 3 got worse and 5 got better in status.`; of none, that it is so.

    Where no measure is rated in both quarters nothing is said of changes.
    """
    if not changes.compared:
        return "No measure is rated both in this quarter and the last."
    counts = ((changes.worse, "got worse"), (changes.better, "got better"))
    parts = " and ".join(f"{len(moves)} {words}" for moves, words in counts if moves)
    if not parts:
        return "Since last quarter no status changed."
    return f"Since last quarter {parts} in status."


def unmoved_words(changes: QuarterChanges) -> str:
    """What a table says where none moved: that so it is, or that nothing can be compared."""
    return "no change" if changes.compared else "not compared"


def begun_words(begun: BegunReport) -> str:
    """`8 of 33 measures with figures have one of Q1 2025/26`: why it is no report yet."""
    has = "has" if begun.reported == 1 else "have"
    measures = count(begun.due, "measure")
    return f"{begun.reported} of {measures} with figures {has} one of {begun.period.label}"


@dataclass(frozen=True, slots=True)
class PriorityStanding:
    """A priority with the counts of its measures and how they moved."""

    priority: Priority
    summary: RagSummary
    changes: QuarterChanges


@dataclass(frozen=True, slots=True)
class Headline:
    """What the report says at a glance. A KPI stands in one of the lists only."""

    reported: Period
    summary: RagSummary
    changes: QuarterChanges
    attention: Sequence[FlaggedKpi]
    good_news: Sequence[FlaggedKpi]

    @property
    def rated(self) -> str:
        """`21 of 32 measures are on target, 6 just off, 5 off target.`; or that none is rated."""
        summary = self.summary
        if summary.total == 1 and not summary.rated:
            return "The only measure cannot be rated."
        if not summary.rated:
            return f"None of {count(summary.total, 'measure')} can be rated."
        verb = "is" if summary.green == 1 else "are"
        return (
            f"{summary.green} of {summary.rated} measures {verb} on target, "
            f"{summary.amber} just off, {summary.red} off target."
        )

    @property
    def moved(self) -> str:
        """`Since last quarter 3 got worse and 5 got better in status.`

        A figure may be worse and its status the same, so it is said what moved.
        """
        return moved_words(self.changes)

    @property
    def unrated(self) -> str:
        """`7 of 39 not rated: 3 figures late, 4 for information.`; empty where all are rated."""
        summary = self.summary
        if not summary.not_rated:
            return ""
        return f"{summary.not_rated} of {summary.total} not rated: {self.not_rated}."

    @property
    def not_rated(self) -> str:
        """Why some measures have no rating: `3 figures late, 2 for information`."""
        return ", ".join(
            f"{number} {_NOT_RATED.get(state, (state, state))[number > 1]}"
            for state, number in self.summary.by_state.items()
        )


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report for somebody on a day; `headline` is None before the first figure.

    Of what is due, `late` is by who owes it, `oldest` the oldest of each KPI.
    """

    kpis: Sequence[Kpi]
    headline: Headline | None
    standings: Sequence[PriorityStanding]
    due: Sequence[DueFigure]
    late: Sequence[LateFigures]
    oldest: Sequence[DueFigure]


@remembered
def report_view(owner: str | None, quarter: Period | None, today: date) -> ReportView:
    """The report of a quarter, the latest without one, for somebody or all, on a day."""
    kpis = kpis_for(owner, quarter)
    answer = headline(kpis, today)
    standings = priority_standings(kpis, answer.changes) if answer else ()
    due = due_figures(kpis, today)
    return ReportView(kpis, answer, standings, due, late_by_owner(due), oldest_of_each(due))


def headline(kpis: Sequence[Kpi], today: date) -> Headline | None:
    """The answer for some KPIs on a day; None before the first figure."""
    reported = reported_period(kpis)
    if reported is None:
        return None
    changes = quarter_changes(kpis)
    moved = {move.kpi.code for move in (*changes.worse, *changes.better)}
    flagged = attention(kpis, today)
    return Headline(
        reported,
        summary_of(kpis),
        changes,
        [item for item in flagged.concerns if item.kpi.code not in moved],
        [item for item in flagged.successes if item.kpi.code not in moved],
    )


def report_age(reported: Period, today: date) -> ReportAge:
    """How old a report is: the next is due some days after the following period ends."""
    newest = next(iter(report_quarters(current_plan())), None) if has_plan() else None
    return ReportAge(
        reported,
        following(reported).end + timedelta(days=DAYS_TO_REPORT),
        today,
        newest if newest and newest.end > reported.end else None,
    )


def report_name(reported: Period) -> str:
    """`Quarter 4, 2024/25`; other periods as they are labelled."""
    if reported.kind is not PeriodKind.QUARTER:
        return reported.label
    number, year = reported.label.split(" ", 1)
    return f"Quarter {number.removeprefix('Q')}, {year}"


def priority_standings(kpis: Sequence[Kpi], changes: QuarterChanges) -> Sequence[PriorityStanding]:
    """The priorities of the plan of some KPIs that any of them serves, in their order."""
    standings = []
    for priority in priorities(kpis[0].plan) if kpis else ():
        serving = [kpi for kpi in kpis if priority.code in kpi.priorities]
        if serving:
            of_priority = changes.of_priority(priority.code)
            standings.append(PriorityStanding(priority, summary_of(serving), of_priority))
    return standings


def serving_several(kpis: Sequence[Kpi]) -> int:
    """How many of some KPIs serve more than one priority, and so count in each."""
    return sum(len(kpi.priorities) > 1 for kpi in kpis)
