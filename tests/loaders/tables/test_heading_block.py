from collections.abc import Sequence

import pytest

from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.heading_block import HeadingBlock
from loaders.tables.heading_cells import HeadingCells, merged_cells
from loaders.tables.headings import Role
from loaders.workbook import CellValue, Sheet

Rows = Sequence[Sequence[CellValue]]


def block(
    rows: Rows,
    row: int = 1,
    merged: Sequence[tuple[int, int, int, int]] = (),
    mapping: ColumnMapping | None = None,
) -> HeadingBlock:
    sheet = Sheet("KPIs", rows, merged=merged)
    span = range(1, max(map(len, rows)) + 1)
    cells = HeadingCells(
        sheet=sheet, row=row, span=span, merged=merged_cells(sheet), year=None, mapping=mapping
    )
    return HeadingBlock(cells)


def columns(headings: HeadingBlock) -> list[tuple[int, str, str | None]]:
    return [(c.number, c.role, c.period.label if c.period else None) for c in headings.columns()]


@pytest.mark.parametrize("merged", [[], [(1, 2, 1, 3)]])
def test_a_period_above_counts_for_the_columns_to_its_right(
    merged: list[tuple[int, int, int, int]],
) -> None:
    headings = block([[None, "Q1 2024/25", None], ["Code", "Value", "Target"]], 2, merged)
    assert (headings.first_row, headings.first_below) == (1, 3)
    assert columns(headings) == [
        (1, "code", None), (2, "value", "Q1 2024/25"), (3, "target", "Q1 2024/25"),
    ]  # fmt: skip


def test_quarters_below_a_year_take_it_from_there() -> None:
    headings = block([["Code", "2024/25", None], [None, "Q1", "Q2"]])
    assert (headings.first_row, headings.first_below) == (1, 3)
    assert columns(headings) == [
        (1, "code", None), (2, "value", "Q1 2024/25"), (3, "value", "Q2 2024/25"),
    ]  # fmt: skip


def test_a_title_above_is_no_part_of_the_headings() -> None:
    assert block([["Report for Q1 2024/25"], ["Code", "Value"]], 2).first_row == 2


@pytest.mark.parametrize(
    ("headings", "codes", "numbers"),
    [
        (["Code", "Colour"], ["unknown_heading"], [1]),
        (["Code", "2024/26"], ["bad_period"], [1]),
        (["Code", "Value", "Value"], ["duplicate_heading"], [1, 2]),
        (["Code", "Status", "RAG"], ["second_heading"], [1, 2, 3]),
    ],
)
def test_a_heading_in_doubt_joins_the_findings(
    headings: list[CellValue], codes: list[str], numbers: list[int]
) -> None:
    read = block([headings])
    assert [number for number, _, _ in columns(read)] == numbers
    assert [finding.code for finding in read.findings] == codes


def test_columns_named_by_hand_are_what_a_person_says_with_the_period_of_their_heading() -> None:
    mapping = ColumnMapping((), {0: Role.CODE, 1: Role.VALUE})
    headings = block([[None, "Ours", "Q1 2024/25", "Other"]], mapping=mapping)
    assert columns(headings) == [(2, "code", None), (3, "value", "Q1 2024/25")]
    assert list(headings.passed_over) == [4]
