"""Numbers that a sheet stores as text: read as the numbers they are, and told once a sheet."""

import re
from collections.abc import Iterable

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.workbook import Cell, CellPlace, Sheet

_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+")


def numbers_as_text(sheet: Sheet, value_cells: Iterable[Cell]) -> Finding | None:
    """The finding at the first of the cells that hold a number as text; None without one."""
    cells = [cell for cell in value_cells if _is_number_as_text(cell)]
    if not cells:
        return None
    message = f"{len(cells)} numbers stored as text were read as numbers, this one the first"
    if len(cells) == 1:
        message = "a number stored as text was read as a number"
    first = CellPlace(cells[0].row, cells[0].column)
    return cell_finding(
        Severity.INFO, FindingCode.NUMBERS_AS_TEXT, sheet=sheet, cell=first, problem=message
    )


def _is_number_as_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(_NUMBER.fullmatch(cell.value.strip()))
