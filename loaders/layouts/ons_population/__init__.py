"""ONS mid-year population estimates: persons, bands of age and density, a line an area."""

from dataclasses import replace
from datetime import date

from loaders.layouts import Hints
from loaders.layouts.ons_population.age_bands import add_age_bands
from loaders.layouts.ons_population.population_table import PopulationTable, population_tables
from loaders.reading import Reading
from loaders.statistics.area_reading import reading_of_parts
from loaders.statistics.area_rows import LinesOfAreas, left_out, lines_of_areas
from loaders.statistics.publication_date import publication_day
from loaders.workbook import Workbook

NAME = "ONS mid-year population estimates"


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas with their population by age or by year, or their density."""
    return any(not found.of_one_sex for found in population_tables(workbook))


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Persons, bands of age and density of every area at mid-year; men and women are left out.

    Of the same figure on several sheets the first is kept.
    """
    vintage = publication_day(workbook)
    parts = [_lines(found, vintage) for found in population_tables(workbook)]
    return reading_of_parts(NAME, workbook, parts, vintage)


def _lines(found: PopulationTable, vintage: date | None) -> LinesOfAreas:
    if found.of_one_sex:
        return left_out(found.table)
    table = replace(found.table, others=tuple(found.ages.values()))
    part = lines_of_areas(table, vintage)
    if found.ages:
        add_age_bands(part, found.ages)
    return part
