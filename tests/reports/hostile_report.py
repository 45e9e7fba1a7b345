"""A report in which every text is what an attacker types."""

from collections.abc import Sequence
from datetime import date

from charts.prepared_chart import PreparedChart
from reports.document import (
    Block,
    Prose,
    ReportChart,
    ReportDocument,
    ReportSection,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)

Texts = Sequence[str]


def hostile_report(payloads: Texts, chart: PreparedChart | None = None) -> ReportDocument:
    """Each payload as heading, prose, caption, cell, status, fact and title; `chart` if any."""
    rows: list[Sequence[TextCell]] = [
        [payload, StatusCell(payload, payload)] for payload in payloads
    ]
    blocks: list[Block] = [
        *(SubHeading(payload) for payload in payloads),
        *(Prose(payload) for payload in payloads),
        *(ReportTable(p, ["Text", p.replace("\n", " ")], rows, [1, 1]) for p in payloads[:2]),
        *([ReportChart(chart, payloads[0])] if chart else []),
    ]
    return ReportDocument(
        title=payloads[0],
        subtitle=payloads[1],
        council=payloads[2],
        made_on=date(2026, 11, 27),
        facts=[("Report of", payload) for payload in payloads],
        notice=payloads[3],
        sections=[ReportSection(payloads[4], blocks)],
        file_stem="hostile",
    )
