"""Sheets with KPIs across and periods down, turned so that they read as all others do."""

from collections.abc import Mapping
from typing import TypeVar

from loaders.parsing.normalise import plain, text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import find_period, period_in, says_financial
from loaders.tables.area_words import area_in_words
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.columns_by_content import ROW_WORDS, are_row_words, without_row_word
from loaders.tables.headings import WORDS, Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.month_headings import month_starts
from loaders.workbook import CellValue, Sheet
from metrics.period import PeriodKind, financial_year

_LOOKED_AT = 40  # rows from the top in which KPIs may stand across
_MOST_KPIS, _MOST_PERIODS = 400, 2000
_ANY_YEAR = 2000
_CORNER = frozenset(("", *WORDS[Role.PERIOD], *WORDS[Role.YEAR], "quarter", "month", "kpi", "date",
                     *WORDS[Role.CODE], *WORDS[Role.NAME]))  # fmt: skip
_OVER_AREAS = frozenset(WORDS[Role.AREA])
_Value = TypeVar("_Value")


def turned(sheet: Sheet, kpi_codes: KpiCodes) -> Sheet | None:
    """The sheet with rows for columns from the row on that names KPIs; None where none does.

    Whatever stands above and left of the table is left out. Headings `Code` and `Name` stand over
    what names the KPIs.
    """
    top = _row_of_kpis(sheet, kpi_codes)
    if top is None:
        return None
    first = next((c for c in sheet.filled_columns(top) if _names_kpi(sheet, top, c, kpi_codes)), 1)
    dated = _column_of_periods(sheet, top, first)
    if dated is None:
        return None
    left = _first_beside(sheet, top, dated, kpi_codes.area)
    if top > 1 and _are_names_above(sheet, top, left):
        top -= 1
    width = max((len(row) for row in sheet.rows[top - 1 :]), default=0)
    if width - left > _MOST_KPIS or len(sheet.rows) - top > _MOST_PERIODS:
        return None
    rows: list[list[CellValue]] = [
        [sheet.value(row, column) for row in range(top, len(sheet.rows) + 1)]
        for column in range(left, width + 1)
    ]
    for column in range(left, dated):
        if not are_row_words(rows[column - left][1:]):
            _fill_down(rows[column - left])
        if says_financial(text_of(rows[column - left][0])):
            rows[column - left] = [_in_full(value) for value in rows[column - left]]
    for values in rows[: first - left]:
        if are_row_words(values[1:]):
            # Whatever stands over Actual and Target is no heading of KPIs.
            values[0] = None
    result = Sheet(sheet.name, rows, sheet.visible, turned_at=(top, left))
    _turn_marks(sheet, result, top, left)
    _name_identities(result, kpi_codes, dated - left)
    return result


def _in_full(value: CellValue) -> CellValue:
    """`2025` under Financial Year as `2025/26`; anything else as it is."""
    period = period_in(text_of(value))
    is_year = period is not None and period.kind is PeriodKind.CALENDAR_YEAR
    return financial_year(period.start.year).label if period and is_year else value


def turned_by_hand(sheet: Sheet, row: int, mapping: ColumnMapping) -> Sheet | None:
    """The same where a person said which columns are KPIs, and which names the period.

    `row` is that of the headings; columns that are neither are left out.
    """
    first = next(column for column, value in enumerate(sheet.rows[row - 1], 1) if text_of(value))
    dated = [p for p, role in mapping.roles.items() if role in (Role.PERIOD, Role.YEAR)]
    if not dated or min(mapping.kpis) < max(dated):
        return None
    left = first + min(dated)
    width = first + max(mapping.kpis)
    wanted = {first + p for p in (*dated, *mapping.kpis)}
    rows: list[list[CellValue]] = [
        [
            sheet.value(r, column) if column in wanted else None
            for r in range(row, len(sheet.rows) + 1)
        ]
        for column in range(left, width + 1)
    ]
    for column in range(left, first + max(dated)):
        _fill_down(rows[column - left])
    result = Sheet(sheet.name, rows, sheet.visible, turned_at=(row, left))
    _turn_marks(sheet, result, row, left)
    for position, code in mapping.kpis.items():
        rows[first + position - left][0] = code
    for above in rows[: max(dated) - min(dated)]:
        above[0] = None
    rows[max(dated) - min(dated)][0] = "Code"
    return result


def _row_of_kpis(sheet: Sheet, kpi_codes: KpiCodes) -> int | None:
    """The first row in which KPIs of a plan stand side by side, or one beside nothing else."""
    for row in range(1, min(_LOOKED_AT, len(sheet.rows)) + 1):
        columns = sheet.filled_columns(row)
        known = [c for c in columns if _names_kpi(sheet, row, c, kpi_codes)]
        others = [c for c in columns if c not in known and not _is_beside(sheet, row, c)]
        if known and len(others) <= len(known) and (len(known) > 1 or not others):
            below = sheet.filled_columns(row + 1)
            if known[0] > 1 and (len(known) > 1 or known[0] in below or len(columns) > 1):
                return row
    return None


def _names_kpi(sheet: Sheet, row: int, column: int, kpi_codes: KpiCodes) -> bool:
    value = sheet.value(row, column)
    if not isinstance(value, str):
        return False
    value = without_row_word(value)
    is_known = kpi_codes.is_known(value) or kpi_codes.code_of_name(value) is not None
    return is_known or kpi_codes.begins(value)


def _is_beside(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell may stand beside KPIs: over periods or areas, or over a KPI's own columns."""
    words = plain(text_of(sheet.value(row, column)))
    return words in _CORNER or words in ROW_WORDS or words in _OVER_AREAS


def _column_of_periods(sheet: Sheet, top: int, first: int) -> int | None:
    """The column next to the KPIs in which periods stand, below the row that names the KPIs."""
    before = range(first - 1, 0, -1)
    below = range(top + 1, len(sheet.rows) + 1)
    for column in before:
        cells = [sheet.cell(row, column) for row in below if text_of(sheet.value(row, column))]
        dated = month_starts([cell._replace(column=cell.row) for cell in cells])
        if dated or any(_is_period(cell.value, cell.number_format) for cell in cells):
            return column
    return None


def _first_beside(sheet: Sheet, top: int, dated: int, area: str) -> int:
    """The first of the columns before that of the periods that hold years or areas too.

    One that says Actual or Target of its row counts as well.
    """
    left = dated
    while left > 1:
        below = [sheet.cell(row, left - 1) for row in range(top + 1, len(sheet.rows) + 1)]
        cells = [cell for cell in below if text_of(cell.value)]
        if are_row_words([cell.value for cell in cells]):
            left -= 1
            continue
        if not cells or not all(
            area_in_words(text_of(cell.value), area) is not None
            or _is_period(cell.value, cell.number_format)
            for cell in cells
        ):
            break
        left -= 1
    return left


def _fill_down(values: list[CellValue]) -> None:
    """A year or area that stands once for the rows below it, in each of them."""
    last: CellValue = None
    for index, value in enumerate(values[1:], 1):
        last = value if text_of(value) else last
        values[index] = last


def _is_period(value: CellValue, number_format: str) -> bool:
    try:
        words = find_period(value, number_format=number_format, year=_ANY_YEAR)
    except NotAPeriod:
        return True
    return words is not None and not words.rest


def _are_names_above(sheet: Sheet, top: int, left: int) -> bool:
    """Whether the row above names the same KPIs in words, and is no title."""
    above = [c for c in sheet.filled_columns(top - 1) if c > left]
    kpis = [c for c in sheet.filled_columns(top) if c > left]
    are_words = all(isinstance(sheet.value(top - 1, c), str) for c in above)
    return len(above) > 1 and are_words and set(above) <= set(kpis)


def _turn_marks(sheet: Sheet, result: Sheet, top: int, left: int) -> None:
    def moved(marks: Mapping[tuple[int, int], _Value]) -> dict[tuple[int, int], _Value]:
        within = ((r, c) for r, c in marks if r >= top and c >= left)
        return {(c - left + 1, r - top + 1): marks[r, c] for r, c in within}

    result.formats, result.fills = moved(sheet.formats), moved(sheet.fills)
    result.notes, result.struck = moved(sheet.notes), moved(sheet.struck)
    result.icons = moved(sheet.icons)
    for name in ("formulas", "errors", "withdrawn"):
        cells = dict.fromkeys(getattr(sheet, name), True)
        setattr(result, name, frozenset(moved(cells)))
    result.separator = sheet.separator
    result.merged = [
        (first - left + 1, up - top + 1, last - left + 1, down - top + 1)
        for up, first, down, last in sheet.merged
        if up >= top and first >= left
    ]


def _name_identities(result: Sheet, kpi_codes: KpiCodes, head: int) -> None:
    """Write what stands in a column over it in the row of the periods, where KPIs are named."""
    rows = [list(row) for row in result.rows]
    corner = rows[head]
    has_code = has_name = False
    for column in range(1, min(4, max(map(len, rows), default=0)) + 1):
        texts = [row[column - 1] for row in rows[head + 1 :] if column <= len(row)]
        words = [without_row_word(text) for text in texts if isinstance(text, str)]
        if not _is_blank_corner(corner, column) or not words:
            continue
        for above in rows[:head]:
            above[column - 1] = None
        if not has_code and any(map(kpi_codes.is_known, words)):
            corner[column - 1], has_code = "Code", True
        elif not has_code and not has_name and any(map(kpi_codes.begins, words)):
            corner[column - 1], has_code = "Code and name", True
        elif not has_name and _are_names(words, kpi_codes, has_code=has_code):
            corner[column - 1], has_name = "Name", True
        else:
            # The corner names the periods, and not what stands beside the KPIs.
            corner[column - 1] = None
    result.rows = rows


def _is_blank_corner(row: list[CellValue], column: int) -> bool:
    return column <= len(row) and plain(text_of(row[column - 1])) in _CORNER


def _are_names(words: list[str], kpi_codes: KpiCodes, *, has_code: bool) -> bool:
    """Whether words are names of KPIs: known ones, or none of `Actual` and `Target`."""
    if any(kpi_codes.code_of_name(word) for word in words):
        return True
    columns = {*WORDS[Role.VALUE], *WORDS[Role.TARGET], *WORDS[Role.STATUS], *WORDS[Role.NOTE]}
    return has_code and not any(plain(word) in columns for word in words)
