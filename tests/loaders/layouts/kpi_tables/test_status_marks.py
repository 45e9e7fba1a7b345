import pytest

from loaders.layouts.kpi_tables.status_marks import colour_at, coloured_values, status_at
from loaders.workbook import CellPlace, Sheet
from tests.loaders.layouts.kpi_tables.kpi_sheets import Rows, table_of

CELL = CellPlace(1, 1)
HEADINGS = ["Code", "Q1 2024/25", "Q2 2024/25"]
GREEN = "00B050"


@pytest.mark.parametrize(
    ("rgb", "status"),
    [
        (GREEN, "Green"), ("92D050", "Green"), ("FF0000", "Red"), ("C00000", "Red"),
        ("FFC000", "Amber"), ("FFA500", "Amber"), ("E2EFDA", None), ("808080", None),
        ("000000", None), ("0070C0", None), ("7030A0", None),
    ],
)  # fmt: skip
def test_strong_colours_are_statuses_and_pale_or_other_ones_say_nothing(
    rgb: str, status: str | None
) -> None:
    assert colour_at(Sheet("KPIs", [["42"]], fills={CELL: rgb}), CELL) == status


def test_a_word_counts_before_the_colour_of_its_cell() -> None:
    assert status_at(Sheet("KPIs", [["On track"]], fills={CELL: "FF0000"}), CELL) == "On track"
    assert status_at(Sheet("KPIs", [[None]], fills={CELL: "FF0000"}), CELL) == "Red"
    assert status_at(Sheet("KPIs", [[None]]), CELL) is None


def test_columns_whose_figures_are_coloured_have_the_status_in_them() -> None:
    table = table_of(HEADINGS, ["SP 01", 42, 43], fills={(2, 3): GREEN})
    assert [column.number for column in coloured_values(table, [2])] == [3]


def test_colours_that_blank_cells_have_too_are_decoration() -> None:
    rows: Rows = [HEADINGS, ["SP 01", 42, 43], ["SP 02", None, 44]]
    table = table_of(*rows, fills=dict.fromkeys([(2, 2), (3, 2)], GREEN))
    assert not coloured_values(table, [2, 3])


def test_beside_a_column_of_statuses_colours_say_nothing() -> None:
    table = table_of([*HEADINGS, "Status"], ["SP 01", 42, 43, "Red"], fills={(2, 2): GREEN})
    assert not coloured_values(table, [2])
