"""MHCLG live table 122: net additional dwellings, a line an area, a column a financial year."""

from loaders.layouts import Hints
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import area_reading
from loaders.statistics.area_table import AreaTable, area_table, titles, years_across
from loaders.statistics.publication_date import publication_day
from loaders.workbook import Sheet, Workbook

NAME = "MHCLG net additional dwellings"
NET_ADDITIONS = StatisticKey("net-additional-dwellings", "Net additional dwellings", "number")
TITLES = ("net additional dwellings", "net additions to dwelling stock", "net additional homes")


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas, years across, and says that it counts net additional dwellings."""
    return any(_table(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Every area and financial year as a statistic value."""
    tables = [table for sheet in workbook.sheets if (table := _table(sheet))]
    return area_reading(NAME, workbook, tables, publication_day(workbook))


def _table(sheet: Sheet) -> AreaTable | None:
    if not sheet.visible:
        return None
    table = area_table(sheet, lambda headings: years_across(headings, NET_ADDITIONS))
    if table is None:
        return None
    title = titles(sheet, table.heading_rows[0])
    return table if any(words in title for words in TITLES) else None
