"""DESNZ (formerly DECC and BEIS) local emissions: the workbook by sector, and the long CSV."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from loaders.layouts import Hints
from loaders.layouts.desnz_emissions.emission_measures import (
    SECTOR_TOTALS,
    SECTORS,
    Family,
    family_of,
)
from loaders.layouts.desnz_emissions.sums_by_sector import EmissionLines, summed_lines
from loaders.parsing.normalise import plain, text_of
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import combined_reading
from loaders.statistics.area_rows import read_area_rows
from loaders.statistics.area_table import AreaTable, FigureColumn, Headings, area_table, titles
from loaders.statistics.publication_date import publication_day
from loaders.workbook import Sheet, Workbook

NAME = "DESNZ local emissions"
PER_HEAD, POPULATION = "per capita emissions", "mid year population"
SECTOR_OF_LINE = re.compile(r"la (?:ghg|co2|greenhouse gas) sector")
FIGURES_OF_LINE = re.compile(r"territorial emissions\b.*|.*\bemissions within the scope of.*")
_LETTER = re.compile(r"^[a-z] (?=[a-z]{2})")
NOT_KNOWN_YET = StatisticKey("", "", "")
TOP_ROWS = 10
ALL_SECTORS = {**SECTORS, **SECTOR_TOTALS}


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas, years and emissions by sector, in columns or in lines."""
    sheets = [sheet for sheet in workbook.sheets if sheet.visible]
    return any(_lines(sheet) or _table(sheet, workbook) for sheet in sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Kilotonnes in all and by main sector, and tonnes per head, of every area and year.

    Carbon dioxide alone, and what is within the influence of local authorities, have codes of
    their own. Sub-sectors are not read.
    """
    vintage = publication_day(workbook)
    parts = []
    for sheet in workbook.sheets:
        if sheet.visible and (lines := _lines(sheet)):
            parts.append(summed_lines(lines, vintage))
        elif sheet.visible and (table := _table(sheet, workbook)):
            parts.append(read_area_rows(table, vintage))
    return combined_reading(NAME, workbook, parts, vintage)


def _table(sheet: Sheet, workbook: Workbook) -> AreaTable | None:
    """The table of a sheet with a column a sector, None where its gases are not told."""
    table = area_table(sheet, _totals)
    if table is None:
        return None
    heads = table.heading_rows
    heading = " ".join(text_of(v) for row in sheet.rows[heads[0] - 1 : heads[1]] for v in row)
    title = f"{sheet.name} {titles(sheet, heads[0])}"
    family = family_of(title, heading) or family_of(title, _workbook_words(workbook))
    if family is None or "emissions" not in plain(f"{title} {heading}"):
        return None
    measured = [_measured(column, family) for column in table.figures]
    return replace(table, figures=list(filter(None, measured)))


def _totals(headings: Headings) -> Sequence[FigureColumn]:
    """The columns of sectors and of tonnes per head; none without one for all sectors.

    Where sectors have a total, what has the bare name of a sector is only a part of one.
    """
    words = {column: _words(headings, column) for column in headings}
    totals = {column for column, text in words.items() if text in SECTOR_TOTALS}
    if not any(words[column] == "grand total" for column in totals):
        return []
    have_totals = any(
        words[column] not in ("grand total", "lulucf net emissions") for column in totals
    )
    known = SECTOR_TOTALS if have_totals else ALL_SECTORS
    columns = [column for column, text in words.items() if text in known or PER_HEAD in text]
    return [FigureColumn(column, StatisticKey(words[column], "", "")) for column in columns]


def _measured(figures: FigureColumn, family: Family) -> FigureColumn | None:
    """The column with what it is of; None for a sector of a subset."""
    words = figures.measure.code
    if PER_HEAD in words:
        return replace(figures, measure=family.per_head())
    sector = ALL_SECTORS[words]
    if sector and family.subset:
        return None
    return replace(figures, measure=family.of_sector(sector))


def _words(headings: Headings, column: int) -> str:
    """The heading without the letter that some editions number their columns with."""
    return _LETTER.sub("", plain(" ".join(text_of(value) for value in headings.get(column, ()))))


def _lines(sheet: Sheet) -> EmissionLines | None:
    """The table of a sheet with a line a sub-sector and gas."""
    columns: dict[str, int] = {}
    table = area_table(sheet, partial(_amounts, columns))
    if table is None or "sector" not in columns:
        return None
    rows = sheet.rows[table.heading_rows[0] - 1 : table.heading_rows[1]]
    families = {}
    for figures in table.figures:
        heading = " ".join(text_of(row[figures.column - 1]) for row in rows)
        family = family_of(heading, " ".join(text_of(value) for row in rows for value in row))
        if family:
            families[figures.column] = family
    table = replace(table, others=list(columns.values()))
    return EmissionLines(table, columns["sector"], columns.get("population"), families)


def _amounts(columns: dict[str, int], headings: Headings) -> Sequence[FigureColumn]:
    """The columns of kilotonnes; `columns` takes those of the sector and the population."""
    words = {column: _words(headings, column) for column in headings}
    columns.clear()
    for column, text in words.items():
        if SECTOR_OF_LINE.fullmatch(text):
            columns["sector"] = column
        elif text.startswith(POPULATION):
            columns["population"] = column
    amounts = [column for column, text in words.items() if FIGURES_OF_LINE.fullmatch(text)]
    if "sector" not in columns:
        return []
    return [FigureColumn(column, NOT_KNOWN_YET) for column in amounts]


def _workbook_words(workbook: Workbook) -> str:
    """What the file says of itself: its name, and the first rows of its sheets."""
    tops = (value for sheet in workbook.sheets for row in sheet.rows[:TOP_ROWS] for value in row)
    return " ".join([workbook.file, *(text_of(value) for value in tops)])
