"""Numbers that a sheet stores as text: read as the numbers they are, and told once a sheet."""

import re
from collections.abc import Iterable

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.decimal_signs import decimal_sign, with_decimal_dot
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


def decimal_commas(sheet: Sheet, value_cells: Iterable[Cell]) -> Finding | None:
    """The finding at the first figure that was read with dots for thousands; None without one."""
    sign = decimal_sign(sheet)
    texts = ((cell, cell.value) for cell in value_cells if isinstance(cell.value, str))
    changed = [c for c, text in texts if with_decimal_dot(text, sign) != text]
    if not changed:
        return None
    return cell_finding(
        Severity.WARN,
        FindingCode.DECIMAL_COMMAS,
        sheet=sheet,
        cell=CellPlace(changed[0].row, changed[0].column),
        problem=f'dots were read as marks of thousands, commas as decimals: "{changed[0].value}" '
        f"and {len(changed) - 1} more figures",
        action="Check one of them.",
        found=str(changed[0].value),
    )


def _is_number_as_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(_NUMBER.fullmatch(cell.value.strip()))
