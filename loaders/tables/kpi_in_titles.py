"""Tables of one KPI each, which the sheet's name or a title above them says."""

from collections.abc import Iterator
from dataclasses import replace

from loaders.parsing.normalise import text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.tables.columns_by_content import ROW_WORDS
from loaders.tables.headings import Heading, Role, read_heading
from loaders.tables.kpi_codes import KpiCodes
from loaders.workbook import CellValue, Sheet

_ANY_YEAR = 2000
_LONGEST_TITLE = 120
_MOST_ROWS = 2000
_FIGURES = (Role.VALUE, Role.TARGET)


def with_kpi_column(sheet: Sheet, kpi_codes: KpiCodes) -> Sheet | None:
    """The sheet with the KPIs of its tables in a column behind all others; None without any.

    Only KPIs of a plan count, and headings that name none themselves.
    """
    if len(sheet.rows) > _MOST_ROWS:
        return None
    width = max(map(len, sheet.rows), default=0)
    column = dict(_kpis_beside(sheet, kpi_codes))
    if not column:
        return None
    rows = [
        [*row, *[None] * (width - len(row)), column.get(number)]
        for number, row in enumerate(sheet.rows, 1)
    ]
    return replace(sheet, rows=rows, _filled={}, _columns={}, _facts={})


def _kpis_beside(sheet: Sheet, kpi_codes: KpiCodes) -> Iterator[tuple[int, CellValue]]:
    """The heading `Code` beside the headings of each table, and its KPI beside the rows below."""
    kpi = _kpi_named(sheet.name, kpi_codes)
    is_below = False
    for row in range(1, len(sheet.rows) + 1):
        filled = sheet.filled_columns(row)
        title = text_of(sheet.value(row, filled[0])) if len(filled) == 1 else ""
        named = _kpi_named(title, kpi_codes) if title else None
        if named:
            kpi, is_below = named, False
        elif kpi and _is_head(sheet, row):
            is_below = True
            yield row, "Code"
        elif kpi and is_below and len(filled) > 1:
            yield row, kpi


def _kpi_named(title: str, kpi_codes: KpiCodes) -> str | None:
    if len(title) > _LONGEST_TITLE:
        return None
    code, _ = kpi_codes.split(title)
    known = code if code and kpi_codes.is_known(code) else kpi_codes.code_of_name(title)
    return known or None


def _is_head(sheet: Sheet, row: int) -> bool:
    """Whether a row heads periods with their figures, or periods side by side over row words."""
    headings = [_heading(sheet.value(row, column)) for column in sheet.filled_columns(row)]
    roles = [heading.role for heading in headings if heading]
    dated = [heading for heading in headings if heading and heading.period]
    below = text_of(sheet.value(row + 1, 1)).casefold()
    is_list = not dated and Role.PERIOD in roles and any(role in _FIGURES for role in roles)
    return is_list or (bool(dated) and below in ROW_WORDS)


def _heading(value: CellValue) -> Heading | None:
    try:
        return read_heading(value, year=_ANY_YEAR)
    except NotAPeriod:
        return None
