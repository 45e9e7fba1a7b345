"""The reported status of a figure: as typed, or by the icon or the colour of a cell."""

import colorsys
from collections.abc import Sequence

from loaders.parsing.normalise import text_of
from loaders.tables.columns import Column
from loaders.tables.headings import Role
from loaders.tables.table import Table
from loaders.workbook import CellPlace, Sheet


def status_at(sheet: Sheet, cell: CellPlace) -> str | None:
    """The reported status by the cell's icon or as typed; by its colour where it is empty."""
    icon = sheet.icons.get(cell)
    return icon or text_of(sheet.value(*cell)) or colour_at(sheet, cell)


def colour_at(sheet: Sheet, cell: CellPlace) -> str | None:
    """Green, Amber or Red by the colour of a cell, whatever stands in it."""
    return sheet.icons.get(cell) or _colour_word(sheet.fills.get(cell))


def coloured_values(table: Table, rows: Sequence[int]) -> Sequence[Column]:
    """The value columns whose cells' colours are the status: in a table without a status column.

    Colours that blank cells have too are decoration.
    """
    if table.columns_of(Role.STATUS):
        return []
    return [
        column
        for column in table.columns_of(Role.VALUE)
        if _is_status(table.sheet, [CellPlace(row, column.number) for row in rows])
    ]


def _is_status(sheet: Sheet, cells: Sequence[CellPlace]) -> bool:
    coloured = [cell for cell in cells if colour_at(sheet, cell)]
    return bool(coloured) and all(text_of(sheet.value(*cell)) for cell in coloured)


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
