"""The district beside its nation and similar areas, as the pages of priorities have it."""

from collections.abc import Sequence

from insights import areas
from insights.district_rows import DistrictRow, district_rows
from insights.formatting import day
from insights.report_scope import ReportScope
from reports.document import (
    Block,
    Prose,
    ProseKind,
    ReportSection,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)

_NONE = "No published statistic belongs to this report."
_WHEN = (
    "The newest figures that were published by {day}, whatever the quarter of this report. Better "
    "or worse is said only where the published margin of error allows it. Above or below says "
    "which figure is the higher, and no more."
)


def district_section(scope: ReportScope) -> ReportSection:
    """A table for each priority that has statistics of the district."""
    title = f"{areas.home()[1]} compared"
    blocks: list[Block] = []
    for priority in scope.priorities:
        rows = district_rows(priority.code, with_pictures=False)
        if rows:
            blocks += [SubHeading(priority.name), _table(priority.name, rows)]
    if not blocks:
        return ReportSection(title, [Prose(_NONE)])
    when = Prose(_WHEN.format(day=day(scope.today)), ProseKind.QUIET)
    return ReportSection(title, [when, *blocks], is_wide=True)


def _table(priority: str, rows: Sequence[DistrictRow]) -> ReportTable:
    name = areas.home()[1]
    headings = [
        "Statistic", "Period, published", name, "England or UK", "Similar areas", "Compared",
    ]  # fmt: skip
    return ReportTable(
        f"{name} compared: {priority}.",
        headings,
        [_cells(row) for row in rows],
        [6, 4.6, 3.4, 4, 3.4, 4.4],
        headings[2:5],
    )


def _cells(row: DistrictRow) -> Sequence[TextCell]:
    return [
        row.name,
        f"{row.period_label}, published {day(row.statistic.vintage)}",
        row.district,
        f"{row.nation_name} {row.nation}" if row.nation else "not compared",
        row.similar or "not compared",
        _word(row),
    ]


def _word(row: DistrictRow) -> TextCell:
    if not row.word:
        return row.standing or row.reason
    return StatusCell(row.word, row.standing.removeprefix(row.word).lstrip())
