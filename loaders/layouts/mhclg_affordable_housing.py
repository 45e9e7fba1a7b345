"""MHCLG live tables 1006 to 1009: additional affordable homes, a sheet a tenure and stage."""

from collections.abc import Mapping
from dataclasses import replace

from loaders.layouts import Hints
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import area_reading
from loaders.statistics.area_table import AreaTable, area_table, titles, years_across
from loaders.statistics.publication_date import publication_day
from loaders.workbook import Sheet, Workbook

NAME = "MHCLG affordable housing supply"
# The words of a table's title, the longer before those within them: code and name of its homes.
TENURES: Mapping[str, tuple[str, str]] = {
    "london affordable rent": ("london-affordable-rent", "Homes for London affordable rent"),
    "affordable rent": ("affordable-rent", "Homes for affordable rent"),
    "social rent": ("social-rent", "Homes for social rent"),
    "intermediate rent": ("intermediate-rent", "Homes for intermediate rent"),
    "intermediate affordable": ("intermediate-affordable", "Intermediate affordable homes"),
    "shared ownership": ("shared-ownership", "Homes for shared ownership"),
    "shareed ownership": ("shared-ownership", "Homes for shared ownership"),
    "affordable home ownership": ("affordable-home-ownership", "Homes for affordable ownership"),
    "additional affordable": ("affordable-housing", "Affordable homes"),
}
UNTITLED = StatisticKey("", "", "number")


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas, years across, and says that it counts additional homes."""
    return any(_table(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Every area and financial year of every tenure, starts on site and completions apart.

    A table that does not say which of them it counts, as older ones do not, counts completions.
    """
    tables = [table for sheet in workbook.sheets if (table := _table(sheet))]
    return area_reading(NAME, workbook, tables, publication_day(workbook))


def _table(sheet: Sheet) -> AreaTable | None:
    if not sheet.visible:
        return None
    table = area_table(sheet, lambda headings: years_across(headings, UNTITLED))
    measure = None if table is None else _measure(titles(sheet, table.heading_rows[0]))
    if table is None or measure is None:
        return None
    return replace(table, figures=[replace(column, measure=measure) for column in table.figures])


def _measure(title: str) -> StatisticKey | None:
    """What a table counts, by its title; None where that is no additional affordable home."""
    tenure = next((names for words, names in TENURES.items() if words in title), None)
    if tenure is None or "additional" not in title:
        return None
    stage, words = ("starts", "started") if "start" in title else ("completions", "completed")
    return StatisticKey(f"{tenure[0]}-{stage}", f"{tenure[1]} {words}", "number")
