from datetime import date

import pytest

from loaders.workbook import CellPlace, CellValue, Sheet, address, column_letters, is_blank

SHEET = Sheet(
    "KPIs",
    [["Code", None, 5], [], ["\u00a0 ", None, None]],
    formats={(1, 3): "0%"},
    formulas=frozenset({(3, 2)}),
)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (28, "AB"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_are_named_as_in_excel(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert address(14, column) == CellPlace(14, column).address == f"{letters}14"


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        (None, True), ("", True), (" \t\u00a0\u200b\ufeff", True),
        ("x", False), ("0", False), (0, False), (False, False), (date(2024, 4, 1), False),
    ],
)  # fmt: skip
def test_a_cell_of_white_space_says_nothing(value: CellValue, blank: bool) -> None:
    assert is_blank(value) is blank


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (1, 4), (2, 1), (4, 1)])
def test_beyond_its_rows_a_sheet_has_nothing(place: tuple[int, int]) -> None:
    assert SHEET.value(*place) is None


def test_a_cell_knows_its_format_and_its_formula() -> None:
    assert SHEET.cell(1, 3) == (1, 3, 5, "0%", False)
    assert SHEET.cell(3, 2) == (3, 2, None, "General", True)
    assert SHEET.cell(1, 3).address == "C1"


def test_values_and_formulas_are_filled_and_white_space_is_not() -> None:
    assert [cell.address for cell in SHEET.filled()] == ["A1", "C1", "B3"]
    assert list(SHEET.filled_columns(1)) == [1, 3]
    assert [SHEET.is_empty(row) for row in (1, 2, 3, 4)] == [False, True, False, True]
