"""The reported status of a figure: as typed, or by the colour of a cell."""

import colorsys

from loaders.parsing.normalise import text_of
from loaders.tables.headings import Role
from loaders.tables.table import Column, Table
from loaders.workbook import Sheet


def status_at(sheet: Sheet, row: int, column: int) -> str | None:
    """The reported status as typed, or Green, Amber, Red by the cell's colour where it is empty."""
    typed = text_of(sheet.value(row, column))
    return typed or _colour_word(sheet.fills.get((row, column)))


def colour_at(sheet: Sheet, row: int, column: int) -> str | None:
    """Green, Amber or Red by the colour of a cell, whatever stands in it."""
    return _colour_word(sheet.fills.get((row, column)))


def coloured_values(table: Table, rows: list[int]) -> list[Column]:
    """The value columns whose cells' colours are the status: in a table without a status column.

    Colours that blank cells have too are decoration.
    """
    if table.of(Role.STATUS):
        return []
    sheet = table.sheet
    return [column for column in table.of(Role.VALUE) if _is_status(sheet, rows, column.number)]


def _is_status(sheet: Sheet, rows: list[int], column: int) -> bool:
    coloured = [row for row in rows if colour_at(sheet, row, column)]
    return bool(coloured) and all(text_of(sheet.value(row, column)) for row in coloured)


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
