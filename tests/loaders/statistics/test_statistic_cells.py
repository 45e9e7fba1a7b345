import pytest

from loaders.findings.codes import Severity
from loaders.statistics.statistic_cells import is_placeholder, sheet_words
from loaders.workbook import CellValue, Sheet
from tests.loaders.ons_tables import finding, read_line


@pytest.mark.parametrize("text", ["n/a", "1,234", "24.6%", "nan", "inf", "1_000", "½"])
def test_a_value_that_is_no_number_is_named_with_its_cell_and_not_read(text: str) -> None:
    reading = read_line(observation=text)
    problem = finding(reading, "not_a_number")
    assert not reading.rows
    assert (problem.severity, problem.cell) == (Severity.QUARANTINE, "F2")
    assert text in problem.message


@pytest.mark.parametrize(
    ("code", "is_known"),
    [
        ("E07000131", True),
        ("K02000001", True),
        ("TLF", True),
        ("TLN0A", True),
        ("E0700013", False),
        ("E070001311", False),
        ("31UD", False),
        ("TLF22X", False),
        ("Harborough", False),
        ("", False),
    ],
)
def test_an_area_code_is_known_by_its_shape(code: str, is_known: bool) -> None:
    reading = read_line(areacd=code)
    assert bool(reading.rows) == is_known
    assert is_known or finding(reading, "unknown_area_code").cell == "A2"


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


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("na", True), (" N/A ", True), ("..", True), ("\u2013", True), ("Unknown", True),
     ("", False), ("Nash", False), ("Unknown place", False), ("E07000131", False)],
)  # fmt: skip
def test_words_for_none_are_placeholders(text: str, *, is_one: bool) -> None:
    assert is_placeholder(text) is is_one
