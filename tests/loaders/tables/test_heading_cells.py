from loaders.tables.heading_cells import merged_cells
from loaders.workbook import Sheet


def test_cells_under_a_merge_across_lead_to_the_one_that_holds_its_value() -> None:
    sheet = Sheet(
        "KPIs", [["a", None, None]] * 9, merged=[(1, 1, 2, 2), (4, 1, 9, 3), (3, 3, 3, 9)]
    )
    # The tall one is no heading, and the last ends with the sheet.
    assert merged_cells(sheet) == {(1, 2): (1, 1), (2, 1): (1, 1), (2, 2): (1, 1)}
