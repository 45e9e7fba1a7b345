"""The list of KPIs to worry about, or that are good news, as a table with reasons and links."""

from collections.abc import Mapping, Sequence

from insights.kpis import Kpi
from metrics.attention.attention_list import AttentionItem
from metrics.words.kpi_wording import capital
from pages.shared import html_tables


def table(caption: str, found: Sequence[AttentionItem], kpis: Mapping[str, Kpi]) -> None:
    """Each KPI with its status and every reason in words, linked to its page."""
    rows: list[list[html_tables.Cell]] = [_row(worry, kpis[worry.code]) for worry in found]
    html_tables.table(caption, ["KPI", "Status", "Why"], rows)


def _row(worry: AttentionItem, kpi: Kpi) -> list[html_tables.Cell]:
    reasons = "\n".join(capital(reason.words) for reason in worry.reasons)
    name = html_tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code)
    return [name, html_tables.badge(str(kpi.status)), reasons]
