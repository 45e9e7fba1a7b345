"""Every measure in a table, priority by priority, the worst first."""

from collections.abc import Sequence

from insights.measure_rows import MeasureRow, of_priority
from insights.report_scope import ReportScope
from reports.committee.measure_cells import marked, named, travelled
from reports.committee.summary_section import NO_MEASURES
from reports.document import (
    Block,
    Prose,
    ReportSection,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)

HEADINGS = ["Measure", "Figure", "Period", "Target", "Status", "On last quarter", "On last year"]


def measures_section(scope: ReportScope) -> ReportSection:
    """A table for each priority, and one for measures that serve none."""
    if not scope.rows:
        return ReportSection("Measures by priority", [Prose(NO_MEASURES)])
    groups = [(row.name, of_priority(scope.rows, row.code)) for row in scope.priorities]
    groups.append(("No priority", [row for row in scope.rows if not row.kpi.priorities]))
    blocks: list[Block] = []
    for name, rows in groups:
        if rows:
            blocks += [SubHeading(name), measures_table(scope, name, rows)]
    return ReportSection("Measures by priority", blocks, is_wide=True)


def measures_table(scope: ReportScope, name: str, rows: Sequence[MeasureRow]) -> ReportTable:
    """The measures of a priority as its page has them."""
    caption = f"Measures of {name}, {scope.period.label}, the worst first"
    return ReportTable(
        marked(caption, [row.kpi for row in rows]),
        HEADINGS,
        [_cells(row) for row in rows],
        [6.4, 2.8, 2.9, 2.8, 2.8, 3.6, 3.6],
        ["Figure", "Target"],
    )


def _cells(row: MeasureRow) -> Sequence[TextCell]:
    return [
        named(row.kpi),
        row.figure,
        row.period_label or "none",
        row.target or "no target",
        StatusCell(row.status),
        travelled(row.on_last_quarter),
        travelled(row.on_last_year),
    ]
