"""ONS mid-year population estimates: persons, bands of age and density, a line an area."""

from dataclasses import replace
from datetime import date

from loaders.layouts import Hints
from loaders.layouts.ons_population.age_bands import add_age_bands
from loaders.layouts.ons_population.population_table import PopulationTable, population_tables
from loaders.reading import Reading
from loaders.statistics.area_reading import combined_reading
from loaders.statistics.area_rows import AreaRows, read_area_rows, rows_left_out
from loaders.statistics.publication_date import publication_day
from loaders.workbook import Workbook

NAME = "ONS mid-year population estimates"


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas with their population by age or by year, or their density."""
    return any(not population.is_of_one_sex for population in population_tables(workbook))


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Persons, bands of age and density of every area at mid-year; men and women are left out.

    Of the same figure on several sheets the first is kept.
    """
    vintage = publication_day(workbook)
    parts = [_area_rows(population, vintage) for population in population_tables(workbook)]
    return combined_reading(NAME, workbook, parts, vintage)


def _area_rows(population: PopulationTable, vintage: date | None) -> AreaRows:
    if population.is_of_one_sex:
        return rows_left_out(population.table)
    table = replace(population.table, others=tuple(population.ages.values()))
    part = read_area_rows(table, vintage)
    if population.ages:
        add_age_bands(part, population.ages)
    return part
