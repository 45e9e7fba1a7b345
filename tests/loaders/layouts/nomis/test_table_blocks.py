"""Tables of Nomis: keys, headings and lines told apart."""

import pytest

from loaders.layouts.nomis.table_blocks import sheet_title, table_blocks
from loaders.workbook import CellValue, Sheet

SOURCE: list[CellValue] = ["ONS Crown Copyright Reserved [from Nomis on 16 January 2025]"]
AREA = "local authority: county / unitary (as of April 2023)"


def test_keys_headings_lines_and_notes_are_told_apart() -> None:
    rows: list[list[CellValue]] = [
        ["jobs density"], SOURCE, [], ["date", "2022"], [], [AREA, "mnemonic", "Total jobs"], [],
        ["Harborough", "E07000131", 49000], [], ["Melton", "E07000133", "-"], [],
        ["-", "These figures are missing."], ["A note."],
    ]  # fmt: skip
    (block,) = table_blocks(Sheet("S", rows))
    assert (block.rows, block.named, block.coded, block.lines) == ((6, 6), 1, 2, [8, 10])
    assert block.keys.period is not None
    assert block.keys.period.label == "2022"
    assert list(block.columns) == [3]
    assert sheet_title(Sheet("S", rows)) == "jobs density"


def test_headings_of_two_rows_reach_over_their_measures() -> None:
    rows: list[list[CellValue]] = [
        SOURCE, [AREA, "Rate A", "", "Rate B", ""], ["", "percent", "conf", "percent", "conf"],
        ["Harborough", 1, 2, 3, 4],
    ]  # fmt: skip
    (block,) = table_blocks(Sheet("S", rows))
    measures = {
        column: (facts.qualities[0][1], facts.part) for column, facts in block.columns.items()
    }
    assert measures == {
        2: ("Rate A", "percent"),
        3: ("Rate A", "confidence"),
        4: ("Rate B", "percent"),
        5: ("Rate B", "confidence"),
    }


def test_a_heading_reaches_no_further_than_the_one_above_it() -> None:
    rows: list[list[CellValue]] = [
        SOURCE, [AREA, "Rate A", "", "Rate B"], ["", "2022", "", ""],
        ["", "percent", "conf", "percent"], ["Harborough", 1, 2, 3],
    ]  # fmt: skip
    (block,) = table_blocks(Sheet("S", rows))
    periods = [facts.period and facts.period.label for facts in block.columns.values()]
    assert periods == ["2022", "2022", None]


def test_words_below_a_table_end_it() -> None:
    rows: list[list[CellValue]] = [
        SOURCE, [AREA, "Total jobs"], ["Harborough", 49000], ["Sample sizes below."],
        ["Melton", 12],
    ]  # fmt: skip
    (block,) = table_blocks(Sheet("S", rows))
    assert block.lines == [3]


@pytest.mark.parametrize(
    "rows",
    [
        [["jobs density"], [AREA, "Total jobs"], ["Harborough", 49000]],
        [SOURCE, [AREA, "Total jobs"]],
        [SOURCE, ["date", "2022"], ["a note", "and more"]],
        [[]],
    ],
)
def test_a_sheet_that_is_not_from_nomis_or_has_no_line_is_none(
    rows: list[list[CellValue]],
) -> None:
    assert not table_blocks(Sheet("S", rows))


def test_a_hidden_sheet_is_passed_over() -> None:
    rows: list[list[CellValue]] = [SOURCE, [AREA, "Total jobs"], ["Harborough", 49000]]
    assert table_blocks(Sheet("S", rows))
    assert not table_blocks(Sheet("S", rows, visible=False))


def test_columns_are_told_by_what_they_hold() -> None:
    rows: list[list[CellValue]] = [
        SOURCE, [AREA, "mnemonic", "Total jobs"], ["Harborough", "E07000131", 49000],
    ]  # fmt: skip
    (block,) = table_blocks(Sheet("S", rows))
    assert block.words() == {1: "Area", 2: "Area code", 3: "Figures"}
