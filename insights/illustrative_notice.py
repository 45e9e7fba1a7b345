"""What is said wherever a figure or a report was invented for illustration."""

from collections.abc import Iterable, Sequence

from insights.kpis import Kpi
from insights.reported_activities import ReportedActivity

LABEL = "Illustrative data"


def illustrative_notice(
    kpis: Iterable[Kpi], where: str, activities: Iterable[ReportedActivity] = ()
) -> str:
    """The notice where a figure of some KPIs, or a report of some activities, is invented.

    `where` is `on this page`; the notice is empty where nothing is.
    """
    kinds = {
        "KPI figures": [bool(row["illustrative"]) for kpi in kpis for row in kpi.figures],
        "reports of key activities": [activity.illustrative for activity in activities],
    }
    invented = " and ".join(_some(words, marks) for words, marks in kinds.items() if any(marks))
    if not invented:
        return ""
    beginning = f"{invented[0].upper()}{invented[1:]} {where}"
    return f"{beginning} were invented to show how the dashboard works. They are not the council's."


def _some(words: str, marks: Sequence[bool]) -> str:
    return f"the {words}" if all(marks) else f"some {words}"
