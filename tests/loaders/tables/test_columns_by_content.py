from collections.abc import Sequence

import pytest

from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.columns_by_content import with_columns_by_content
from loaders.tables.heading_block import HeadingBlock
from loaders.tables.heading_cells import HeadingCells
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import kpi_codes_of
from loaders.workbook import CellValue, Sheet

CODES = kpi_codes_of([{"code": "AB 01", "name": "Something counted"}])
PERIODS: list[CellValue] = ["Q1 2024/25", "Q2 2024/25", "Q3 2024/25"]


def roles(
    headings: Sequence[CellValue],
    *lines: Sequence[CellValue],
    mapping: ColumnMapping | None = None,
) -> dict[int, Role]:
    """The role of each column by its number, headings and contents together."""
    sheet = Sheet("KPIs", [headings, *lines])
    cells = HeadingCells(
        sheet=sheet, row=1, span=range(1, 6), merged={}, year=None, mapping=mapping
    )
    block = HeadingBlock(cells)
    body = range(2, len(lines) + 2)
    columns = with_columns_by_content(block, block.columns(), body, CODES)
    assert [column.number for column in columns] == sorted(column.number for column in columns)
    return {column.number: column.role for column in columns}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ab1", Role.CODE), ("SOMETHING COUNTED", Role.NAME),
        ("AB 01 - Something", Role.CODE_AND_NAME), ("Nothing known", None),
    ],
)  # fmt: skip
def test_a_column_of_kpis_without_a_heading_is_known_by_codes_or_names(
    text: str, role: Role | None
) -> None:
    assert roles([None, *PERIODS], [text, 1, 2, 3]).get(1) is role


def test_what_stands_behind_the_figures_names_no_kpis() -> None:
    assert roles([*PERIODS, None], [1, 2, 3, "AB 01"]).get(4) is None


def test_a_heading_for_kpis_leaves_nothing_to_guess() -> None:
    assert roles(["Name", None, *PERIODS], ["A", "AB 01", 1, 2, 3]).get(2) is None


@pytest.mark.parametrize(
    ("first", "second", "is_known"),
    [("Actual", "Target", True), ("Target", "RAG", True), ("Target", "Target", False),
     ("Actual", "Result", False), ("Target", "North", False)],
)  # fmt: skip
def test_a_column_that_says_actual_or_target_tells_of_what_its_rows_are(
    first: str, second: str, is_known: bool
) -> None:
    by_number = roles(["Name", None, *PERIODS], ["A", first, 1, 2, 3], ["A", second, 1, 2, 3])
    assert (by_number.get(2) is Role.ROW_KIND) is is_known


def test_columns_named_by_hand_are_left_as_they_are() -> None:
    mapping = ColumnMapping((), {0: Role.NAME})
    assert roles(["Which", "Kind", *PERIODS], ["A", "Target", 1, 2, 3], mapping=mapping) == {
        1: Role.NAME
    }
