"""Defra fly-tipping: a line an authority and financial year, incidents and actions by column.

Incidents come in all, by land, by waste and by size: each kind is a statistic of its own.
"""

from collections.abc import Mapping, Sequence

from loaders.layouts import Hints
from loaders.parsing.normalise import plain, text_of
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import area_reading
from loaders.statistics.area_table import AreaTable, FigureColumn, Headings, area_table
from loaders.statistics.publication_date import publication_day
from loaders.statistics.statistic_cells import slug
from loaders.workbook import Sheet, Workbook

NAME = "Defra fly-tipping"
INCIDENTS = StatisticKey("fly-tipping-incidents", "Fly-tipping incidents", "number")
RATE = StatisticKey(
    "fly-tipping-incidents-per-1000", "Fly-tipping incidents per 1,000 people", "per 1,000"
)
ACTIONS = StatisticKey("fly-tipping-actions", "Fly-tipping actions", "number")
NOTICES = StatisticKey("fly-tipping-fixed-penalty-notices", "Fly-tipping fixed penalties", "number")
PROSECUTIONS = StatisticKey("fly-tipping-prosecutions", "Fly-tipping prosecutions", "number")
# The words over a column of figures; what only these tables say comes first.
COLUMNS: Mapping[str, StatisticKey] = {
    "total incidents": INCIDENTS,
    "total fly tipping incidents": INCIDENTS,
    "fly tipping incidents": INCIDENTS,
    "incidents per 1 000 people": RATE,
    "total actions": ACTIONS,
    "total enforcement actions": ACTIONS,
    "total fixed penalty notice actions": NOTICES,
    "fixed penalty notice actions": NOTICES,
    "prosecution actions": PROSECUTIONS,
}
SUBJECT = "fly tipping"


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas, years and totals of fly-tipping, and the file speaks of it."""
    return _speaks_of_it(workbook) and any(_table(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Incidents by kind, actions, penalties and prosecutions of every area and financial year.

    Where England has two totals for a year, the one called original is passed over.
    """
    tables = [table for sheet in workbook.sheets if (table := _table(sheet))]
    return area_reading(NAME, workbook, tables, publication_day(workbook))


def _table(sheet: Sheet) -> AreaTable | None:
    return area_table(sheet, _figures) if sheet.visible else None


def _figures(headings: Headings) -> Sequence[FigureColumn]:
    """The columns of totals and of kinds of incident; of two that say the same the first."""
    columns: dict[StatisticKey, FigureColumn] = {}
    for column, cells in headings.items():
        measure = next((m for value in cells if (m := _measure(plain(text_of(value))))), None)
        if measure:
            columns.setdefault(measure, FigureColumn(column, measure))
    return list(columns.values())


def _measure(words: str) -> StatisticKey | None:
    return COLUMNS.get(words) or KINDS.get(words.removesuffix(" incidents"))


def _speaks_of_it(workbook: Workbook) -> bool:
    names = plain(workbook.file.replace("flytipping", "fly tipping"))
    tops = (value for sheet in workbook.sheets for row in sheet.rows[:10] for value in row)
    return SUBJECT in names or any(SUBJECT in plain(text_of(value)) for value in tops)


# The words over a column, as plain() gives them without `incidents`, and how the kind is named.
LAND = {
    "highway": "on highways",
    "footpath bridleway": "on footpaths and bridleways",
    "back alleyway": "in back alleyways",
    "railway": "on railways",
    "council land": "on council land",
    "agricultural": "on agricultural land",
    "private residential": "on private and residential land",
    "commercial industrial": "on commercial and industrial land",
    "watercourse bank": "on watercourses and banks",
    "other unidentified": "on other land",
}
WASTE = {
    "animal carcass": "animal carcasses",
    "green": "green waste",
    "vehicle parts": "vehicle parts",
    "white goods": "white goods",
    "other electrical": "other electrical goods",
    "tyres": "tyres",
    "asbestos": "asbestos",
    "clinical": "clinical waste",
    "constr demol excav": "construction and demolition",
    "black bags commercial": "black bags, commercial",
    "black bags household": "black bags, household",
    "chemical drums oil fuel": "chemical drums, oil and fuel",
    "other household waste": "other household waste",
    "other commercial waste": "other commercial waste",
    "primary waste type measures other unidentified": "other waste",
}
SIZES = {
    "single black bag": "a single black bag",
    "single item": "a single item",
    "car boot or less": "a car boot or less",
    "small van load": "a small van load",
    "transit van load": "a transit van load",
    "tipper lorry load": "a tipper lorry load",
    "significant multi loads": "several loads",
}


def _kinds() -> Mapping[str, StatisticKey]:
    names = {words: f"Fly-tipping incidents {where}" for words, where in LAND.items()}
    for kinds in (WASTE, SIZES):
        names |= {words: f"Fly-tipping incidents: {kind}" for words, kind in kinds.items()}
    return {words: StatisticKey(slug(name), name, "number") for words, name in names.items()}


KINDS = _kinds()
