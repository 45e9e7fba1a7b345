"""What is said wherever a figure was invented for illustration."""

from collections.abc import Iterable

from insights.kpis import Kpi

LABEL = "Illustrative data"


def illustrative_notice(kpis: Iterable[Kpi], where: str) -> str:
    """The notice where any figure of some KPIs is invented; `where` is `on this page`."""
    if not any(kpi.illustrative for kpi in kpis):
        return ""
    return (
        f"The KPI figures {where} were invented to show how the dashboard works. "
        "They are not the council's."
    )
