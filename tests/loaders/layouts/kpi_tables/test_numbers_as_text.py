import pytest

from loaders.layouts.kpi_tables.numbers_as_text import numbers_as_text
from loaders.workbook import Cell, CellValue, Sheet

SHEET = Sheet("KPIs", [])


def cells(*values: CellValue) -> list[Cell]:
    return [Cell(2, column, value, "General", False) for column, value in enumerate(values, 3)]


@pytest.mark.parametrize("text", ["42", " 1,204 ", "-3.5", "+7", ".5"])
def test_a_number_stored_as_text_is_told_at_its_cell(text: str) -> None:
    finding = numbers_as_text(SHEET, cells(7, text))
    assert finding is not None
    assert (finding.code, finding.cell) == ("numbers_as_text", "D2")
    assert "a number stored as text" in finding.message


def test_several_are_one_finding_at_the_first_with_their_number() -> None:
    finding = numbers_as_text(SHEET, cells("1", 2, "3"))
    assert finding is not None
    assert finding.cell == "C2"
    assert "2 numbers" in finding.message


@pytest.mark.parametrize("value", [42, None, "", "TBC", "90%", "£5", "42*", "4 days"])
def test_numbers_words_and_figures_with_a_unit_are_none(value: CellValue) -> None:
    assert numbers_as_text(SHEET, cells(value)) is None
