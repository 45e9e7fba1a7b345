"""What is said wherever a figure or a report was invented for illustration."""

from collections.abc import Iterable, Sequence

from data.records import Record
from insights.kpi_records import period_of
from insights.kpis import Kpi
from insights.reported_activities import ReportedActivity

LABEL = "Illustrative data"


def illustrative_notice(
    kpis: Iterable[Kpi], where: str, activities: Iterable[ReportedActivity] = ()
) -> str:
    """The notice where a figure of some KPIs, or a report of some activities, is invented.

    `where` is `on this page`; the notice is empty where nothing is. Real figures that all came
    after the invented ones are told from them: `the KPI figures up to Q4 2024/25`.
    """
    rows = [row for kpi in kpis for row in kpi.figures]
    reports = [activity.illustrative for activity in activities]
    kinds = {
        f"KPI figures{_until(rows)}": [bool(row["illustrative"]) for row in rows],
        "reports of key activities": reports,
    }
    invented = " and ".join(_some(words, marks) for words, marks in kinds.items() if any(marks))
    if not invented:
        return ""
    beginning = f"{invented[0].upper()}{invented[1:]} {where}"
    return f"{beginning} were invented to show how the dashboard works. They are not the council's."


def _until(rows: Sequence[Record]) -> str:
    """Up to which period the figures are invented, where every real one is of a later one."""
    if len({bool(row["illustrative"]) for row in rows}) < 2:
        return ""
    invented = [period_of(row) for row in rows if row["illustrative"]]
    real = [period_of(row) for row in rows if not row["illustrative"]]
    # Of a year and its last quarter, which end together, the quarter.
    last = max(invented, key=lambda period: (period.end, -period.months))
    return f" up to {last.label}" if last.end < min(period.start for period in real) else ""


def _some(words: str, marks: Sequence[bool]) -> str:
    return f"the {words}" if all(marks) or " up to " in words else f"some {words}"
