"""References to cells as Excel writes them: `D14` is row 14, column 4."""

import re
from functools import cache

from loaders.files.xml_part import PartDamagedError
from loaders.workbook import CellPlace

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
LETTERS = re.compile(r"[A-Z]{1,3}")


def cell_place(reference: str) -> CellPlace:
    """The place of a reference such as `D14`.

    Raises PartDamagedError for one that no sheet has, such as `A0` or `XFE1`.
    """
    match = REFERENCE.fullmatch(reference)
    if match is None or int(match[2]) > MAX_ROW:
        raise PartDamagedError(f"there is no cell {reference!r}")
    return CellPlace(int(match[2]), column_number(match[1]))


@cache
def column_number(letters: str) -> int:
    """A column's number, counted from 1: `A` is 1, `AB` is 28; PartDamagedError past `XFD`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if not LETTERS.fullmatch(letters) or number > MAX_COLUMN:
        raise PartDamagedError(f"there is no column {letters!r}")
    return number
