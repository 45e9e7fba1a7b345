"""Tables on a sheet: where the headings are, what each column holds, which rows lie below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.heading_block import Column, HeadingBlock, merged_cells
from loaders.headings import Role, is_identity, read_heading
from loaders.period_forms import NotAPeriod
from loaders.reading import Finding
from loaders.words import text_of
from loaders.workbook import Sheet

__all__ = ["Column", "Table", "heading_rows", "merged_cells", "read_tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """A block of headings with the rows below it, up to the next block or the end of the sheet.

    `passed_over` has the finding of each column, by its number, whose heading is not known.
    """

    sheet: Sheet
    heading_row: int
    columns: Sequence[Column]
    body: range
    findings: Sequence[Finding]
    passed_over: Mapping[int, Finding] = field(default_factory=dict)

    def of(self, *roles: Role) -> Sequence[Column]:
        """The columns with these roles, from left to right."""
        return [column for column in self.columns if column.role in roles]

    def text(self, row: int, role: Role) -> str:
        """The words in a row under a role, empty without any."""
        column = self.filled(row, role)
        return text_of(self.sheet.value(row, column.number)) if column else ""

    def filled(self, row: int, role: Role) -> Column | None:
        """Of the columns with a role the first whose cell in the row says something."""
        columns = self.of(role)
        return next((c for c in columns if text_of(self.sheet.value(row, c.number))), None)


def heading_rows(sheet: Sheet) -> Sequence[int]:
    """The rows that name what is below them: one column for KPIs or activities and one more."""
    return [row for row in range(1, len(sheet.rows) + 1) if _is_heading_row(sheet, row)]


def read_tables(sheet: Sheet, year: int | None = None) -> Sequence[Table]:
    """Every table of a sheet; `year` is that of a bare `Q1`, as in read_heading."""
    merged = merged_cells(sheet)
    blocks = [HeadingBlock(sheet, row, merged, year) for row in heading_rows(sheet)]
    ends = [*(block.first_row for block in blocks), len(sheet.rows) + 1][1:]
    return [_table(block, end) for block, end in zip(blocks, ends, strict=True)]


def _table(block: HeadingBlock, end: int) -> Table:
    columns = block.columns()
    body = range(block.first_below, end)
    return Table(block.sheet, block.row, columns, body, block.findings, block.passed_over)


def _is_heading_row(sheet: Sheet, row: int) -> bool:
    values = sheet.rows[row - 1]
    if not any(isinstance(value, str) and is_identity(value) for value in values):
        return False
    return sum(_promises(sheet, row, column) for column in range(1, len(values) + 1)) >= 2


def _promises(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.cell(row, column)
    try:
        return read_heading(cell.value, number_format=cell.number_format) is not None
    except NotAPeriod:
        return True
