"""Where xlrd gives up on what this software does not need: names by formula, and comments."""

from typing import Any

from xlrd import book, formula
from xlrd import sheet as sheets
from xlrd.formula import FormulaError

_evaluate_name_formula = formula.evaluate_name_formula
_handle_note = sheets.Sheet.handle_note


def evaluate_name(*name: Any, **options: Any) -> None:
    """Work out a named range; one whose formula xlrd does not know stays as it is."""
    try:
        _evaluate_name_formula(*name, **options)
    except FormulaError:
        return


def note_comment(sheet: sheets.Sheet, record: bytes, texts: Any) -> None:
    """Keep a comment; of one whose record is longer than xlrd expects, that it is there."""
    try:
        _handle_note(sheet, record, texts)
    except AssertionError:
        row, column = (int.from_bytes(record[at : at + 2], "little") for at in (0, 2))
        sheet.cell_note_map[row, column] = sheets.Note()


def be_lenient() -> None:
    """Have xlrd go on where it would refuse a whole workbook for its names and comments."""
    setattr(book, "evaluate_name_formula", evaluate_name)  # noqa: B010
    setattr(sheets.Sheet, "handle_note", note_comment)  # noqa: B010
