"""The list of KPIs to worry about, or that are good news, as a table with reasons and links."""

from collections.abc import Sequence

from insights.attention import FlaggedKpi
from metrics.words.kpi_wording import capital
from pages.shared import html_tables


def table(caption: str, flagged: Sequence[FlaggedKpi]) -> None:
    """Each KPI with its status and every reason in words, linked to its page."""
    rows = [_cells(item) for item in flagged]
    html_tables.table(caption, ["KPI", "Status", "Why"], rows)


def _cells(flagged: FlaggedKpi) -> Sequence[html_tables.Cell]:
    kpi = flagged.kpi
    reasons = "\n".join(capital(reason.words) for reason in flagged.reasons)
    name = html_tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code)
    return [name, html_tables.badge(str(kpi.status)), reasons]
