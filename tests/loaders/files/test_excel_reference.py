import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.excel_reference import MAX_COLUMN, MAX_ROW, cell_place, column_number
from loaders.files.xml_part import PartDamagedError
from loaders.workbook import CellPlace


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
def test_an_address_leads_back_to_its_place(row: int, column: int) -> None:
    cell = CellPlace(row, column)
    assert cell_place(cell.address) == cell


def test_signs_that_fix_a_reference_do_not_matter() -> None:
    assert cell_place("$D$14") == cell_place("D14") == CellPlace(14, 4)


@pytest.mark.parametrize("reference", ["A0", "A1048577", "XFE1", "d14", "14", "D", "", "A1:B2"])
def test_a_cell_that_no_sheet_has_is_damage(reference: str) -> None:
    with pytest.raises(PartDamagedError):
        cell_place(reference)


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AB", 28), ("XFD", MAX_COLUMN)]
)
def test_columns_are_counted_from_one(letters: str, number: int) -> None:
    assert column_number(letters) == number


@pytest.mark.parametrize("letters", ["XFE", "AAAA", "a", ""])
def test_there_is_no_other_column(letters: str) -> None:
    with pytest.raises(PartDamagedError):
        column_number(letters)
