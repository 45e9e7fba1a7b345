"""A frame as a CSV file or a workbook that Excel opens right and never runs."""

import csv
import re

import pandas as pd

from data.admissible import cleaned

WIDEST = 60
# A line that begins with one of these is taken for a formula by spreadsheet programs, full-width
# signs as well. One that is guarded already gets another mark, so that it can be taken off again.
_FORMULA_LINE = re.compile("^(?='*[=+@\t\uff1d\uff0b\uff0d\uff20-])", re.MULTILINE)


def as_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a mark for Excel; what looks like a formula gets a `'`.

    Every cell is quoted, and every line of it is looked at.
    """
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype == object or pd.api.types.is_string_dtype(safe[name]):
            # Mapped, whole numbers among missing ones would become 3.0.
            texts = [_as_text(value) for value in safe[name]]
            safe[name] = pd.Series(texts, index=safe.index, dtype=object)
    safe.columns = safe.columns.map(_as_text)
    csv_text = safe.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    return csv_text.encode("utf-8-sig")


def as_workbook(frame: pd.DataFrame, title: str) -> bytes:
    """The frame as a workbook (.xlsx) of one sheet; text is text, whatever it begins with."""
    # What writes workbooks takes a tenth of a second to load.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    from reports.sheets import as_bytes, write_text  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for column, name in enumerate(frame.columns, 1):
        write_text(sheet, 1, column, str(name)).font = Font(bold=True)
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False)
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            if isinstance(value, str):
                write_text(sheet, row, column, value)
            else:
                sheet.cell(row, column).value = value
    sheet.freeze_panes = "A2"
    for column, name in enumerate(frame.columns, 1):
        longest = max([len(str(name)), *(len(str(value)) for value in frame[name].dropna())])
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, longest + 2)
    return as_bytes(book)


def _as_text(value: object) -> object:
    return _FORMULA_LINE.sub("'", cleaned(value)) if isinstance(value, str) else value
