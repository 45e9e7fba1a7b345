from loaders.files.under_merged import empty_under_merged
from loaders.workbook import CellValue


def test_all_but_the_first_cell_of_a_merge_are_emptied_and_named() -> None:
    rows: list[list[CellValue]] = [["a", "b", "c"], ["d", "e"], ["f"]]
    emptied = list(empty_under_merged(rows, [(1, 1, 2, 2)]))
    assert rows == [["a", None, "c"], [None, None], ["f"]]
    assert [cell.address for cell in emptied] == ["B1", "A2", "B2"]


def test_a_merge_beyond_the_cells_of_a_sheet_ends_with_them() -> None:
    rows: list[list[CellValue]] = [["a", "b"], ["c"]]
    emptied = list(empty_under_merged(rows, [(1, 2, 9, 9), (5, 1, 6, 1)]))
    assert (rows, emptied) == ([["a", "b"], ["c"]], [])
