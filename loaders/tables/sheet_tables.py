"""The tables of a sheet: from each row of headings to the next, side by side and year by year."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import Unreadable, read_value
from loaders.parsing.normalise import text_of
from loaders.parsing.periods import period_in
from loaders.tables.column_mapping import ColumnMapping, signature_of
from loaders.tables.columns_by_content import with_columns_by_content
from loaders.tables.heading_block import HeadingBlock
from loaders.tables.heading_cells import HeadingCells, merged_cells
from loaders.tables.headings import Role, is_identity
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.table import Table
from loaders.tables.table_starts import heading_rows
from loaders.workbook import CellPlace, Sheet
from metrics.period import PeriodKind

_TWO_YEARS = (2000, 2001)
_DIGIT = re.compile(r"\d")
YearAt = Callable[[int], int | None]


def _no_year(_: int) -> int | None:
    return None


def read_tables(
    sheet: Sheet,
    kpi_codes: KpiCodes,
    year_at: YearAt = _no_year,
    mappings: Sequence[ColumnMapping] = (),
) -> Sequence[Table]:
    """Every table of a sheet; `year_at` tells for a heading row the year of a bare `Q1` in it.

    A column without a known heading is one of KPIs where `kpi_codes` stand in it. `mappings` say
    what the columns under their headings hold, in place of the headings' words.
    """
    blocks = _without_covered(list(_blocks(sheet, year_at, mappings, kpi_codes.area)))
    tables = (t for block in blocks for t in _by_year(block, blocks, kpi_codes))
    return [part for table in tables for part in _parts(table)]


def _blocks(
    sheet: Sheet, year_at: YearAt, mappings: Sequence[ColumnMapping], area: str
) -> Iterator[HeadingBlock]:
    by_hand = {mapping.signature: mapping for mapping in mappings}
    merged = merged_cells(sheet)
    for row in heading_rows(sheet, mappings):
        mapping = by_hand.get(signature_of(sheet.rows[row - 1])) if by_hand else None
        for span in [_whole(sheet)] if mapping else _spans(sheet, row):
            cells = HeadingCells(
                sheet=sheet,
                row=row,
                span=span,
                merged=merged,
                year=year_at(row),
                mapping=mapping,
                area=area,
            )
            yield HeadingBlock(cells)


def _without_covered(blocks: Sequence[HeadingBlock]) -> Sequence[HeadingBlock]:
    """A row of periods above or below another block's headings belongs to that block."""
    covered = {
        (row, block.span)
        for block in blocks
        for row in (*block.above, *block.below)
        if _names_kpis(block)
    }
    return [block for block in blocks if (block.row, block.span) not in covered]


def _names_kpis(block: HeadingBlock) -> bool:
    values = (block.sheet.value(block.row, number) for number in block.span)
    return any(isinstance(value, str) and is_identity(value) for value in values)


def _top(block: HeadingBlock, blocks: Sequence[HeadingBlock]) -> int:
    """Tables side by side begin in the same row, the topmost of their headings."""
    return min(other.first_row for other in blocks if other.row == block.row)


def _end(block: HeadingBlock, blocks: Sequence[HeadingBlock]) -> int:
    later = (other.first_row for other in blocks if other.first_row > block.row)
    return min(later, default=len(block.sheet.rows) + 1)


def _table(block: HeadingBlock, blocks: Sequence[HeadingBlock], kpi_codes: KpiCodes) -> Table:
    body = range(block.first_below, _end(block, blocks))
    columns = with_columns_by_content(block, block.columns(), body, kpi_codes)
    known = {column.number for column in columns}
    # What was passed over by its heading and is known by its content is no finding.
    settled = [finding for n, finding in block.passed_over.items() if n in known]
    return Table(
        sheet=block.sheet,
        heading_row=block.row,
        columns=columns,
        body=body,
        findings=[finding for finding in block.findings if finding not in settled],
        passed_over={n: finding for n, finding in block.passed_over.items() if n not in known},
        head=range(_top(block, blocks), block.first_below),
        span=block.span,
    )


def _by_year(
    block: HeadingBlock, blocks: Sequence[HeadingBlock], kpi_codes: KpiCodes
) -> Iterator[Table]:
    """A table; one for each run of years where quarters stand across and years down."""
    table = _table(block, blocks, kpi_codes)
    column = next((c for c in table.columns_of(Role.YEAR) if c.period is None), None)
    years = _years_down(table, column.number) if column else []
    if column is None or not years or not _depends_on_year(block):
        yield table
        return
    about_years = _years_above(table, column.number)
    for begins, rows in years:
        of_year = _table(block.in_year(begins), blocks, kpi_codes)
        columns = [c for c in of_year.columns if c.number != column.number]
        findings = [*of_year.findings, *(finding for row, finding in about_years if row in rows)]
        yield replace(of_year.with_columns(columns), body=rows, findings=findings)


def _years_above(table: Table, column: int) -> Sequence[tuple[int, Finding]]:
    """The row from which rows leave out their year, and that they are read in the one above."""
    merged = {
        row
        for top, left, bottom, right in table.sheet.merged
        if left <= column <= right
        for row in range(top, bottom + 1)
    }
    without = [
        row
        for row in table.body
        if row not in merged
        and not table.sheet.is_empty(row)
        and not text_of(table.sheet.value(row, column))
    ]
    if not without:
        return []
    finding = cell_finding(
        Severity.WARN,
        FindingCode.YEAR_ABOVE,
        sheet=table.sheet,
        cell=CellPlace(without[0], column),
        problem="one row says no year and was read as of the year above it"
        if len(without) == 1
        else f"{len(without):,} rows say no year and were read as of the year above them",
        action="Write the year in each row.",
    )
    return [(without[0], finding)]


def _years_down(table: Table, column: int) -> Sequence[tuple[int, range]]:
    """The runs of rows by the year in which theirs begins; none where one is no financial year."""
    runs: list[tuple[int, range]] = []
    begins: int | None = None
    for row in table.body:
        if table.sheet.is_empty(row):
            continue
        text = text_of(table.sheet.value(row, column))
        period = period_in(text) if text else None
        if text and (period is None or period.kind is not PeriodKind.FINANCIAL_YEAR):
            return []
        begins = period.financial_year if period else begins
        if begins is None:
            return []
        if runs and runs[-1][0] == begins:
            runs[-1] = (begins, range(runs[-1][1].start, row + 1))
        else:
            runs.append((begins, range(row, row + 1)))
    return runs


def _depends_on_year(block: HeadingBlock) -> bool:
    """Whether headings are quarters or months that say no year, and are those of any year."""
    first, second = (
        {column.period for column in block.in_year(year).columns() if column.period}
        for year in _TWO_YEARS
    )
    return bool(first) and not first & second


def _parts(table: Table) -> Iterator[Table]:
    """A table, and below it one of another kind whose headings nobody knows."""
    if table.sheet.once(_empty_rows).isdisjoint(table.body):
        yield table
        return
    other = next((row for row in table.body if _begins_another(table, row)), None)
    if other is None:
        yield table
        return
    yield replace(table, body=range(table.body.start, other))
    yield Table(
        sheet=table.sheet,
        heading_row=other,
        columns=(),
        body=range(other + 1, table.body.stop),
        findings=(),
        head=range(other, other + 1),
        span=table.span,
    )


def _begins_another(table: Table, row: int) -> bool:
    """Whether a row of words above figures stands apart, with a word where figures should be."""
    if not _is_apart(table, row):
        return False
    cells = table.cells(row)
    words = [cell.value for cell in cells if isinstance(cell.value, str)]
    is_words = len(cells) == len(words) > 1 and not any(map(_DIGIT.search, words))
    if not is_words:
        return False
    figures = table.columns_of(Role.VALUE, Role.TARGET)
    readings = [read_value(table.sheet, row, column.number) for column in figures]
    filled = [reading for reading in readings if reading is not None]
    below = [cell.value for cell in table.cells(row + 1)]
    return (
        bool(filled)
        and all(isinstance(reading, Unreadable) for reading in filled)
        and any(isinstance(value, int | float) for value in below)
    )


def _empty_rows(sheet: Sheet) -> frozenset[int]:
    return frozenset(row for row in range(1, len(sheet.rows) + 1) if sheet.is_empty(row))


def _is_apart(table: Table, row: int) -> bool:
    """Whether a row follows a blank one, or a title that does."""
    sheet, above = table.sheet, row - 1
    if sheet.is_empty(above):
        return above in table.body
    return above - 1 in table.body and sheet.is_empty(above - 1) and len(table.cells(above)) == 1


def _whole(sheet: Sheet) -> range:
    return range(1, max((len(row) for row in sheet.rows), default=0) + 1)


def _spans(sheet: Sheet, row: int) -> Sequence[range]:
    """The columns of each table whose headings stand in a row: the first heading comes again."""
    whole = _whole(sheet)
    names = {n: text_of(sheet.value(row, n)) for n in whole}
    first = next((n for n in whole if _is_name(sheet, row, n)), None)
    starts = [n for n in whole if first and names[n] == names[first] and _stands_apart(names, n)]
    if first is None or len(starts) < 2:
        return [whole]
    ends = [*starts[1:], whole.stop]
    return [range(start, end) for start, end in zip([1, *starts[1:]], ends, strict=True)]


def _stands_apart(names: Mapping[int, str], number: int) -> bool:
    return not names.get(number - 1)


def _is_name(sheet: Sheet, row: int, number: int) -> bool:
    value = sheet.value(row, number)
    return isinstance(value, str) and is_identity(value)
