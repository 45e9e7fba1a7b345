"""Defra waste collected by local authorities: tonnes, and shares recycled and landfilled."""

import re
from collections.abc import Mapping, Sequence

from loaders.layouts import Hints
from loaders.parsing.normalise import plain, text_of
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import area_reading
from loaders.statistics.area_table import AreaTable, FigureColumn, Headings, area_table
from loaders.statistics.percentages import with_fractions
from loaders.statistics.publication_date import publication_day
from loaders.workbook import Sheet, Workbook

NAME = "Defra local authority collected waste"
# The unit, the indicator that a column once was, and a footnote's number may stand behind.
_BEHIND = (
    r"(?: (?:tonnes|kg(?: household| person| head)?|(?:ex )?ni ?\d{3}|(?:ex )?bvpi ?\d+[ab]?|\d))*"
)
_REUSED = (
    r"(?:sent for )?(?:(?:preparing for )?reuse|recycl(?:ing|ed)|compost(?:ing|ed)|and|or|,| )+"
)
_ALL = r"(?:local authority collected|municipal)(?: solid)? waste"
# The words over a column of figures, as plain() gives them.
COLUMNS: Mapping[str, StatisticKey] = {
    rf"total {_ALL}": StatisticKey("collected-waste", "Waste collected", "tonnes"),
    r"household total waste|total household waste": StatisticKey(
        "household-waste", "Household waste", "tonnes"
    ),
    rf"household waste {_REUSED}": StatisticKey(
        "household-waste-recycled", "Household waste reused, recycled or composted", "tonnes"
    ),
    rf"household waste not {_REUSED}": StatisticKey(
        "household-waste-not-recycled", "Household waste not recycled", "tonnes"
    ),
    (
        rf"(?:percentage|%) (?:of )?household waste {_REUSED}|household waste recycling rate"
    ): StatisticKey(
        "household-waste-recycling-rate",
        "Household waste reused, recycled or composted",
        "percent",
    ),
    r"residual household waste per household": StatisticKey(
        "residual-household-waste-per-household", "Residual waste a household", "kg"
    ),
    r"(?:collected )?household waste (?:collected )?per (?:person|head)": StatisticKey(
        "household-waste-per-person", "Household waste a person", "kg"
    ),
    rf"(?:percentage|%) (?:of )?{_ALL} (?:sent to landfill|landfilled)": StatisticKey(
        "collected-waste-landfilled", "Waste sent to landfill", "percent"
    ),
}
_PATTERNS = [(re.compile(f"(?:{words}){_BEHIND}"), measure) for words, measure in COLUMNS.items()]


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas, years and columns of household or collected waste."""
    return any(_table(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Tonnes, kilograms and shares of every area and financial year.

    Counties have what their districts collected as well; authorities for disposal that are no area,
    such as joint boards, are left out.
    """
    tables = [table for sheet in workbook.sheets if (table := _table(sheet))]
    return area_reading(NAME, workbook, tables, publication_day(workbook))


def _table(sheet: Sheet) -> AreaTable | None:
    table = area_table(sheet, _figures) if sheet.visible else None
    return table and with_fractions(table)


def _figures(headings: Headings) -> Sequence[FigureColumn]:
    """The columns that are known; of two that say the same the first."""
    columns: dict[StatisticKey, FigureColumn] = {}
    for column, cells in headings.items():
        measure = next((m for value in cells if (m := _measure(plain(text_of(value))))), None)
        if measure:
            columns.setdefault(measure, FigureColumn(column, measure))
    return list(columns.values())


def _measure(words: str) -> StatisticKey | None:
    return next((measure for form, measure in _PATTERNS if form.fullmatch(words)), None)
