"""What is somebody's own: what changed since last quarter, what is late, what has no news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights.activity_changes import ActivityChange, changed
from insights.due_figures import DueFigure, due_figures, oldest_of_each
from insights.formatting import count
from insights.kpis import Kpi, current_plan, summary_of
from insights.quarter_changes import QuarterChanges, quarter_changes
from metrics.period import Period


@dataclass(frozen=True, slots=True)
class LatePeriod:
    """Measures whose oldest late figure is of the same period: the figure that is due of each."""

    figures: Sequence[DueFigure]

    @property
    def first(self) -> DueFigure:
        """One of them, for what they share: the period, by when it was due, and how late it is."""
        return self.figures[0]


@dataclass(frozen=True, slots=True)
class AreaOfOwner:
    """Somebody's measures and activities with what there is to do.

    `activities` are the current plan's and `earlier` those of the plans before it. `late` has the
    oldest late figure of each measure, those of one period together, `late_figures` says how many
    there are in all; `silent` are the activities without news.
    """

    kpis: Sequence[Kpi]
    activities: Sequence[ActivityChange]
    earlier: Sequence[ActivityChange]
    changes: QuarterChanges
    changed_activities: Sequence[ActivityChange]
    silent: Sequence[ActivityChange]
    late: Sequence[LatePeriod]
    late_figures: int

    @property
    def sentence(self) -> str:
        """`8 measures: 5 on target, 1 just off, 1 off target, 1 not rated. 11 activities. ...`"""
        summary = summary_of(self.kpis)
        rated = f"{summary.green} on target, {summary.amber} just off, {summary.red} off target"
        rated += f", {summary.not_rated} not rated" if summary.not_rated else ""
        return (
            f"{count(len(self.kpis), 'measure')}: {rated}. "
            f"{count(len(self.activities), 'activity', 'activities')}. "
            f"{count(self.late_figures, 'figure')} late."
        )


def area_of_owner(
    kpis: Sequence[Kpi], activities: Sequence[ActivityChange], today: date
) -> AreaOfOwner:
    """Put together what somebody's measures and activities say on a day."""
    late = [figure for figure in due_figures(kpis, today) if figure.days_overdue]
    current = [change for change in activities if change.now.plan == current_plan()]
    return AreaOfOwner(
        kpis,
        current,
        [change for change in activities if change not in current],
        quarter_changes(kpis),
        changed(current),
        [change for change in current if change.is_silent],
        _by_period(oldest_of_each(late)),
        len(late),
    )


def _by_period(late: Sequence[DueFigure]) -> Sequence[LatePeriod]:
    """The late figures of each period together, in the order in which they come."""
    groups: dict[tuple[Period, date], list[DueFigure]] = {}
    for figure in late:
        groups.setdefault((figure.period, figure.by), []).append(figure)
    return [LatePeriod(figures) for figures in groups.values()]
