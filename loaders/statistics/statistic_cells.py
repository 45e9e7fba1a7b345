"""Cells of a table of statistics: texts, numbers, area codes and headings, strictly read."""

import math
import re
from functools import lru_cache

from loaders.parsing.normalise import dashed, plain
from loaders.workbook import CellValue, Sheet, is_blank

# What stands in the place of an area that has no code, or that nobody knows.
_PLACEHOLDERS = frozenset(("na", "n/a", "n.a.", "-", "--", "..", "...", "unknown", "not known"))


def stripped(value: CellValue) -> str:
    """A cell as text without the spaces around it."""
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else str(value)


def number(text: str) -> float | None:
    """The number that a text is, None if it is none; commas and words are not numbers here."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether a text says only that there is no code or name to give, as `na` and `..` do."""
    return dashed(text) in _PLACEHOLDERS


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """A name as a code: `4G coverage` is `4g-coverage`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def heading_columns(sheet: Sheet, row: int) -> dict[str, list[int]]:
    """The columns of every heading in a row, by its words in lower case; both count from 1."""
    columns: dict[str, list[int]] = {}
    for column, value in enumerate(sheet.rows[row - 1], 1):
        words = stripped(value).removeprefix("\ufeff").lower().split()
        columns.setdefault(" ".join(words), []).append(column)
    return columns


_TITLE_WITHIN = 15
_CELLS_OF_A_LINE = 3


def sheet_words(sheet: Sheet) -> str:
    """Name and title as plain words: `mye2 persons mye2 persons by single year of age`."""
    words = [plain(sheet.name)]
    for row in sheet.rows[:_TITLE_WITHIN]:
        filled = [value for value in row if not is_blank(value)]
        if len(filled) >= _CELLS_OF_A_LINE:
            break
        words += [plain(value) for value in filled if isinstance(value, str)]
    return " ".join(words)
