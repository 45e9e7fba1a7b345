"""What is said wherever a figure or a report was invented for illustration."""

from collections.abc import Iterable

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
        "KPI figures": any(kpi.illustrative for kpi in kpis),
        "reports of key activities": any(activity.illustrative for activity in activities),
    }
    invented = " and the ".join(words for words, is_invented in kinds.items() if is_invented)
    if not invented:
        return ""
    return (
        f"The {invented} {where} were invented to show how the dashboard works. "
        "They are not the council's."
    )
