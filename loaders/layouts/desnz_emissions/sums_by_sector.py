"""Emissions published a line for each sub-sector and gas, summed by area, year and sector."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders.accounting.cell_ledger import CellOutcome
from loaders.layouts.desnz_emissions.emission_measures import DERIVED, Family, sector_of
from loaders.reading import Row, StatisticKey
from loaders.statistics.area_rows import AreaLine, AreaRows, area_line, no_figure
from loaders.statistics.area_table import AreaTable
from loaders.statistics.long_table import FigureKey, statistic_row
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import CellPlace, is_blank
from metrics.period import Period


@dataclass(frozen=True, slots=True)
class EmissionLines:
    """A table of such lines: the columns, from 1, of the sector, the population and each family."""

    table: AreaTable
    sector: int
    population: int | None
    families: Mapping[int, Family]

    def words(self) -> Mapping[int, str]:
        """What the columns beside area and year are read as."""
        population = {self.population: "Population"} if self.population else {}
        return {self.sector: "Sector", **population}


@dataclass(slots=True)
class _Sum:
    """The lines of one area and year: amounts by (column, sector), and the first line of each."""

    lines: list[int] = field(default_factory=list)
    amounts: dict[tuple[int, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    first: dict[tuple[int, str], int] = field(default_factory=dict)
    population: float | None = None
    doubtful: bool = False


def summed_lines(emissions: EmissionLines, vintage: date | None) -> AreaRows:
    """Kilotonnes by sector and in all, and tonnes per head, each at the first cell of its sum.

    Nothing is published of an area and year in which a cell cannot be read.
    """
    read = AreaRows(emissions.table)
    read.read_as |= emissions.words()
    sums: dict[tuple[str, Period], _Sum] = defaultdict(_Sum)
    for number in emissions.table.lines:
        line = area_line(read, number)
        read.ledger.set_row(line if isinstance(line, str) else CellOutcome.LOADED, number)
        if isinstance(line, AreaLine) and line.year is not None:
            _add(read, emissions, line, sums[line.area, line.year.period])
    for (area, period), total in sums.items():
        if total.doubtful:
            read.ledger.set_rows(CellOutcome.QUARANTINED, total.lines)
        else:
            read.rows += _rows(emissions, total, area, period, vintage)
    return read


def _add(read: AreaRows, emissions: EmissionLines, line: AreaLine, total: _Sum) -> None:
    value = emissions.table.sheet.value
    total.lines.append(line.number)
    sector = sector_of(stripped(value(line.number, emissions.sector)))
    for column, family in emissions.families.items():
        amount = value(line.number, column)
        published = None if is_blank(amount) else read_figure(amount)
        if published is not None and published.value is not None:
            for key in {(column, "" if family.subset else sector), (column, "")}:
                total.amounts[key].append(published.value)
                total.first.setdefault(key, line.number)
        elif not is_blank(amount):
            total.doubtful = True
            read.findings.append(no_figure(emissions.table, CellPlace(line.number, column)))
    if emissions.population and total.population is None:
        published = read_figure(value(line.number, emissions.population))
        total.population = published.value if published else None


def _rows(
    emissions: EmissionLines, total: _Sum, area: str, period: Period, vintage: date | None
) -> Iterator[tuple[CellPlace, Row]]:
    sheet = emissions.table.sheet
    for (column, sector), amounts in total.amounts.items():
        family, cell = emissions.families[column], CellPlace(total.first[column, sector], column)
        whole = math.fsum(amounts)
        measures: list[tuple[StatisticKey, float, str]] = [
            (family.of_sector(sector), whole, f"sum of {len(amounts)} lines")
        ]
        if not sector and total.population:
            measures.append((family.per_head(), whole / total.population, DERIVED))
        for measure, value, note in measures:
            key, published = FigureKey(measure, area, period), PublishedCell(value, note=note)
            yield cell, statistic_row(sheet, cell, key, published, vintage)
