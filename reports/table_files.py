"""A frame as a CSV file or a workbook that Excel opens right and never runs."""

import io
from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

WIDEST = 60
# A cell that begins with one of these is taken for a formula by spreadsheet programs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a mark for Excel; what looks like a formula gets a `'`."""
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype == object or pd.api.types.is_string_dtype(safe[name]):
            safe[name] = safe[name].map(_as_text, na_action="ignore")
    return safe.to_csv(index=False).encode("utf-8-sig")


def rows_as_csv(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Rows under their headings as such a CSV file."""
    return as_csv(pd.DataFrame(rows, columns=list(headings)))


def as_workbook(frame: pd.DataFrame, title: str) -> bytes:
    """The frame as a workbook (.xlsx) of one sheet; text is text, whatever it begins with."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.append(list(frame.columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for values in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        sheet.append([None] * len(frame.columns))
        for column, value in enumerate(values, 1):
            cell = sheet.cell(sheet.max_row, column)
            cell.value = value
            if isinstance(value, str):
                # A text that begins with = would be a formula.
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    for column, name in enumerate(frame.columns, 1):
        longest = max([len(str(name)), *(len(str(value)) for value in frame[name].dropna())])
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, longest + 2)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _as_text(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
