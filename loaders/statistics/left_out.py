"""A table that a layout knows and does not take, such as men alone beside all persons."""

from loaders.account import OTHER_TABLE
from loaders.statistics.area_lines import LinesOfAreas
from loaders.statistics.area_table import AreaTable


def left_out(table: AreaTable) -> LinesOfAreas:
    """The table without a row, every line below its headings said to be of another kind."""
    below = range(table.heading_rows[1] + 1, len(table.sheet.rows) + 1)
    return LinesOfAreas(table, lines=dict.fromkeys(below, OTHER_TABLE))
