"""What every KPI layout shares: whose figure it is, its target and status, rows that must agree."""

import colorsys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from loaders.cells import CellReading, Unreadable
from loaders.headings import Role
from loaders.kpi.kpi_codes import KpiCodes
from loaders.noticed import noticed
from loaders.reading import Finding, Row, Severity
from loaders.tables import Table, heading_rows
from loaders.words import text_of
from loaders.workbook import Sheet, Workbook, column_letters
from metrics.period import Period
from metrics.status import State


@dataclass(frozen=True, slots=True)
class Whose:
    """The KPI that a row is about; without a code its name stands in, for the check to judge."""

    code: str
    name: str | None


def whose(table: Table, row: int, codes: KpiCodes) -> Whose | Finding | None:
    """The KPI of a row; a finding where Excel turned its code into a date, None without one."""
    for role in (Role.CODE, Role.CODE_AND_NAME):
        column = table.filled(row, role)
        value = table.sheet.value(row, column.number) if column else None
        if column and isinstance(value, date):
            return _code_is_a_date(table.sheet, (row, column.number), value, codes)
    typed = table.text(row, Role.CODE)
    named = table.text(row, Role.NAME)
    if typed and named:
        return Whose(codes.resolve(typed), named)
    code, name = codes.split(typed or table.text(row, Role.CODE_AND_NAME) or named)
    if code:
        return Whose(codes.resolve(code), name or None)
    return Whose(name, name) if name else None


def unreadable(table: Table, place: tuple[int, int], reading: Unreadable) -> Finding:
    """A cell that could not be read, as a finding that keeps its row from being published."""
    action = {
        "error_cell": "Correct the formula, or clear the cell.",
        "formula_not_calculated": "Open the file in Excel, save it, and give it again.",
    }.get(reading.code, "Write the figure as a number, or say why there is none (TBC, N/A).")
    says = f'"{reading.found}": {reading.reason}' if reading.found else reading.reason
    return noticed(
        Severity.QUARANTINE, reading.code, table.sheet, place, says, "a figure or a word for its "
        "absence", action, reading.found,
    )  # fmt: skip


def no_code(sheet: Sheet, place: tuple[int, int]) -> Finding:
    """A figure whose row names no KPI."""
    found = text_of(sheet.value(*place))
    return noticed(
        Severity.QUARANTINE, "no_code", sheet, place, f'"{found}" stands in a row without a KPI',
        "a code or a name in the same row", "Name the KPI, or remove the figure.", found,
    )  # fmt: skip


def with_target(row: Row, target: CellReading | None) -> Row:
    """The row with its target: one value, both ends of a range, or the word in its place."""
    if target is None:
        return row
    if target.state:
        return replace(row, target_state=target.state)
    if target.value is None:
        return replace(row, target=target.lower, target_upper=target.upper)
    return replace(row, target=target.value)


def status_at(sheet: Sheet, row: int, column: int) -> str | None:
    """The reported status as typed, or Green, Amber, Red by the cell's colour where it is empty."""
    typed = text_of(sheet.value(row, column))
    return typed or _colour_word(sheet.fills.get((row, column)))


def agreeing(rows: Iterable[Row], findings: list[Finding]) -> Sequence[Row]:
    """One row for each KPI and period; rows that contradict each other become findings.

    A number stands over "awaited" and "not due" said of it elsewhere in the file.
    """
    kept: dict[tuple[str, Period], Row] = {}
    for row in rows:
        key = (row.code, row.period)
        first = kept.get(key)
        if first is None:
            kept[key] = row
        elif _contradicts(first, row):
            findings.append(_conflict(first, row))
        else:
            kept[key] = _together(first, row)
    return tuple(kept.values())


def surroundings(workbook: Workbook) -> Sequence[Finding]:
    """What a person should know about the file as a whole: invented figures, hidden parts."""
    read = [sheet for sheet in workbook.sheets if sheet.visible and heading_rows(sheet)]
    said = [finding for sheet in read for finding in (*_illustrative(sheet), *_hidden(sheet))]
    return (*said, *(_not_read(sheet) for sheet in workbook.sheets if sheet not in read))


def visible_sheets(workbook: Workbook) -> Sequence[Sheet]:
    """The sheets that are read; hidden ones are only listed."""
    return [sheet for sheet in workbook.sheets if sheet.visible]


def filled_cells(workbook: Workbook) -> int:
    """How many cells the sheets that are read hold."""
    return sum(1 for sheet in visible_sheets(workbook) for _ in sheet.filled())


def _code_is_a_date(sheet: Sheet, place: tuple[int, int], day: date, codes: KpiCodes) -> Finding:
    candidates = ", ".join(codes.made_into(day)) or "a code such as PM TP 10-12"
    found = f"{day:%d %B %Y}".lstrip("0")
    return noticed(
        Severity.QUARANTINE, "code_is_a_date", sheet, place,
        f"Excel turned the code into a date, {found}", candidates,
        "Format the cell as text, and type the code again.", found,
    )  # fmt: skip


def _contradicts(first: Row, second: Row) -> bool:
    if _open(first) or _open(second):
        return False
    if (first.value, first.state) != (second.value, second.state):
        return True
    targets = [(r.target, r.target_upper) for r in (first, second) if r.target is not None]
    return len(targets) == 2 and targets[0] != targets[1]


def _open(row: Row) -> bool:
    return row.value is None and row.state in (State.AWAITED, State.NOT_DUE)


def _together(first: Row, second: Row) -> Row:
    """Both rows as one: the one with a figure leads, the other fills what it leaves out."""
    lead, other = (second, first) if _open(first) and not _open(second) else (first, second)
    gaps = {
        field.name: getattr(other, field.name)
        for field in fields(Row)
        if getattr(lead, field.name) is None and field.name not in ("value", "state")
    }
    return replace(lead, **gaps)


def _conflict(first: Row, second: Row) -> Finding:
    where = f"sheet {first.sheet}, cell {first.cell}"
    figure = f"{second.code} for {second.period.label}"
    says = f"{figure} is {_said(second)} here and {_said(first)} in {where}"
    action = "Correct one of the two, or remove it."
    message = f"Sheet {second.sheet}, cell {second.cell}: {says}. {action}"
    return Finding(
        Severity.REJECT, "conflict", message, second.sheet, second.cell, _said(second),
        _said(first), action,
    )  # fmt: skip


def _said(row: Row) -> str:
    value = row.state if row.value is None else f"{row.value:.15g}"
    return f"{value} (target {row.target:.15g})" if row.target is not None else str(value)


def _illustrative(sheet: Sheet) -> Iterable[Finding]:
    above = sheet.rows[: heading_rows(sheet)[0] - 1]
    for r, values in enumerate(above, 1):
        for c, value in enumerate(values, 1):
            if isinstance(value, str) and "illustrative" in value.casefold():
                says = "the file says of itself that its figures are illustrative"
                return [noticed(Severity.INFO, "illustrative", sheet, (r, c), says, found=value)]
    return []


def _hidden(sheet: Sheet) -> Iterable[Finding]:
    rows = sorted({cell.row for cell in sheet.filled()} & sheet.hidden_rows)
    columns = sorted({cell.column for cell in sheet.filled()} & sheet.hidden_columns)
    if rows:
        says = "hidden rows were read too: " + ", ".join(map(str, rows))
        yield noticed(Severity.INFO, "hidden_rows", sheet, (rows[0], 1), says)
    if columns:
        says = "hidden columns were read too: " + ", ".join(map(column_letters, columns))
        yield noticed(Severity.INFO, "hidden_columns", sheet, (1, columns[0]), says)


def _not_read(sheet: Sheet) -> Finding:
    if not sheet.visible:
        says, action = "the sheet is hidden and was not read", "Unhide it if it should be."
        return noticed(Severity.INFO, "hidden_sheet", sheet, None, says, action=action)
    return noticed(Severity.INFO, "sheet_not_read", sheet, None, "no table was found on the sheet")


def _colour_word(rgb: str | None) -> str | None:
    """Green, Amber or Red for a strong fill of that hue; pale and grey fills say nothing."""
    if rgb is None:
        return None
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, strength = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.35 or strength < 0.35:
        return None
    degrees = hue * 360
    if degrees < 15 or degrees >= 345:
        return "Red"
    if 25 <= degrees < 65:
        return "Amber"
    return "Green" if 75 <= degrees < 170 else None
