"""What a sheet says of itself: its name, and the title above its table."""

from loaders.words import plain
from loaders.workbook import Sheet, is_blank

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
