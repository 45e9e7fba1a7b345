"""What our workbooks share: cells of text that stay text, headings, and the file's bytes."""

import io

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.admissible import cleaned

WRAPPED = Alignment(wrap_text=True, vertical="top")
TITLE = Font(bold=True, size=14)
_HEADING = PatternFill("solid", fgColor="12436D")


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    """Text as text, whatever it begins with: never a formula, a number or a date."""
    cell = sheet.cell(row, column)
    if text:
        cell.value, cell.data_type, cell.number_format = cleaned(text), "s", "@"
    return cell


def write_number(sheet: Worksheet, row: int, column: int, number: float) -> None:
    """A number with every digit that it is kept with; openpyxl by itself writes sixteen."""
    cell = sheet.cell(row, column)
    cell.value, cell.data_type = repr(number), "n"


def write_heading(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A heading, white on dark."""
    cell = write_text(sheet, row, column, text)
    cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), _HEADING, WRAPPED


def as_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file (.xlsx)."""
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
