"""Cells about measures that several sections share."""

from collections.abc import Iterable

from insights.illustrative_notice import LABEL
from insights.kpis import Kpi
from insights.measure_rows import Travel
from insights.reported_activities import ReportedActivity
from reports.document import StatusCell, TextCell

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def named(kpi: Kpi, name: str = "") -> str:
    """The name, or a shorter one, with the code behind it, which no line breaks."""
    return f"{name or kpi.name} ({kpi.code.replace(' ', NO_BREAK_SPACE)})"


def travelled(travel: Travel) -> TextCell:
    """Which way a figure went, with what it was; or why it is not compared."""
    if not travel.direction:
        return travel.reason
    return StatusCell(travel.direction, f"was{NO_BREAK_SPACE}{travel.was}" if travel.was else "")


def marked(
    caption: str, kpis: Iterable[Kpi] = (), activities: Iterable[ReportedActivity] = ()
) -> str:
    """A caption that says so where a figure, or a report of an activity, under it is invented."""
    if any(kpi.illustrative for kpi in kpis):
        return f"{caption}. {LABEL}: invented figures."
    if any(activity.illustrative for activity in activities):
        return f"{caption}. {LABEL}: invented reports."
    return f"{caption}."
