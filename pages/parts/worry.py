"""The list of KPIs to worry about, or that are good news, as a table with reasons and links."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from metrics.benchmark import Comparison
from metrics.due import Due
from metrics.wording import capital
from metrics.worry import Subject, Worry
from pages.parts import tables
from pages.parts.figure_words import wording
from pages.parts.outturns import Kpi


def subject(kpi: Kpi, oldest: Due | None, stand_outs: Sequence[Comparison], today: date) -> Subject:
    """A KPI as the list judges it; `oldest` is the figure that has been missing longest."""
    says = Subject(kpi.code, kpi.insight, kpi.status, wording(kpi), stand_outs)
    if oldest is None:
        return says
    return replace(says, days_overdue=oldest.days_overdue(today), overdue_for=oldest.period)


def table(caption: str, found: Sequence[Worry], kpis: Mapping[str, Kpi]) -> None:
    """Each KPI with its status and every reason in words, linked to its page."""
    rows: list[list[tables.Cell]] = [_row(worry, kpis[worry.code]) for worry in found]
    tables.table(caption, ["KPI", "Status", "Why"], rows)


def _row(worry: Worry, kpi: Kpi) -> list[tables.Cell]:
    reasons = "\n".join(capital(reason.words) for reason in worry.reasons)
    name = tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code)
    return [name, tables.badge(str(kpi.status)), reasons]
