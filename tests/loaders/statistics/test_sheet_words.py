"""What a sheet says of itself above its table."""

import pytest

from loaders.statistics.statistic_cells import sheet_words
from loaders.workbook import CellValue, Sheet


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Persons, mid-2020"], [], ["Code", "Name", "Total"]], "mye2 persons mid 2020"),
        ([["Persons", "UK"], ["Code", "Name", "Total"], ["x"]], "mye2 persons uk"),
        ([[None, "Persons"], [2020], ["Code", "Name", "Total"]], "mye2 persons"),
        ([["Code", "Name", "Total"], ["Persons"]], "mye2"),
        ([], "mye2"),
    ],
)
def test_name_and_title_are_the_words_of_a_sheet(rows: list[list[CellValue]], words: str) -> None:
    assert sheet_words(Sheet("MYE2", rows)) == words
