"""What a person sees of a file that no layout recognises: the top of it, and never more."""

from datetime import date, datetime

import pytest

from loaders.accounting import first_rows as limits
from loaders.accounting.first_rows import as_shown, first_rows
from loaders.workbook import Cell, CellValue, Sheet, Workbook


def shown_of(*sheets: Sheet) -> list[tuple[str, int, tuple[tuple[str, ...], ...]]]:
    tops = first_rows(Workbook("odd.xlsx", "xlsx", sheets))
    return [(sheet.sheet, sheet.first_row, tuple(sheet.rows)) for sheet in tops]


def test_every_visible_sheet_is_shown_from_its_first_filled_row() -> None:
    filled = Sheet("Data", [[], [None], [None, "Our ref", 12.5], ["x"]])
    hidden = Sheet("Secret", [["Our ref"]], visible=False)
    rows = (("", "Our ref", "12.5"), ("x",))
    assert shown_of(Sheet("Empty", [[None]]), hidden, filled) == [("Data", 3, rows)]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.831, "0.0%", "83.1%"),
        (83.1, "General", "83.1"),
        (12.0, "General", "12"),
        (1234567, "#,##0", "1234567"),
        (date(2024, 4, 1), "mmm-yy", "Apr 2024"),
        (datetime.fromisoformat("2024-04-01"), "dd/mm/yyyy", "1 April 2024"),
        (datetime.fromisoformat("2024-04-01T09:30"), "dd/mm/yyyy", "2024-04-01 09:30:00"),
        (True, "General", "True"),
        ("  <b>Our</b>\nref ", "General", "<b>Our</b> ref"),
        (None, "General", ""),
    ],
)
def test_a_cell_is_told_much_as_the_spreadsheet_shows_it(
    value: CellValue, number_format: str, text: str
) -> None:
    assert as_shown(Cell(1, 1, value, number_format, formula=False)) == text


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_no_more_is_told_than_is_looked_at(more: int) -> None:
    width, height = limits.COLUMNS + more, limits.ROWS + more
    rows = [["x" * (limits.CHARACTERS + more)] * width for _ in range(height)]
    count = limits.SHEETS + more
    tops = first_rows(Workbook("o.xlsx", "xlsx", [Sheet(f"{n}", rows) for n in range(count)]))
    assert len(tops) == min(count, limits.SHEETS)
    assert len(tops[0].rows) == min(height, limits.ROWS)
    assert len(tops[0].rows[0]) == min(width, limits.COLUMNS)
    text = tops[0].rows[0][0]
    assert len(text) == min(limits.CHARACTERS + more, limits.CHARACTERS)
    assert text.endswith("x" if more < 1 else "\N{HORIZONTAL ELLIPSIS}")


@pytest.mark.parametrize(
    ("row", "can_be"),
    [
        (["a"] * limits.COLUMNS, True),
        (["a"] * (limits.COLUMNS + 1), False),
        (["a", *[None] * limits.COLUMNS], True),
        (["a", "b" * limits.LONGEST_HEADING], True),
        (["a", "b" * (limits.LONGEST_HEADING + 1)], False),
    ],
)
def test_a_row_that_is_not_shown_whole_can_be_no_headings(row: list[str], can_be: bool) -> None:
    (top,) = first_rows(Workbook("odd.xlsx", "xlsx", [Sheet("Data", [row])]))
    assert bool(top.signatures[0]) == can_be
