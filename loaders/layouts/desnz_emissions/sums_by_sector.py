"""Emissions published a line for each sub-sector and gas, summed by area, year and sector."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders.accounting.cell_ledger import LOADED, QUARANTINED
from loaders.layouts.desnz_emissions.emission_measures import DERIVED, Family, sector_of
from loaders.reading import Row, RowKind
from loaders.statistics.area_rows import AreaLine, LinesOfAreas, line_of, no_figure
from loaders.statistics.area_table import AreaTable, StatisticKey
from loaders.statistics.markers import read_figure
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import address, is_blank
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


def summed_lines(emissions: EmissionLines, vintage: date | None) -> LinesOfAreas:
    """Kilotonnes by sector and in all, and tonnes per head, each at the first cell of its sum.

    Nothing is published of an area and year in which a cell cannot be read.
    """
    read = LinesOfAreas(emissions.table)
    read.read_as |= emissions.words()
    sums: dict[tuple[str, Period], _Sum] = defaultdict(_Sum)
    for number in range(emissions.table.heading_rows[1] + 1, len(emissions.table.sheet.rows) + 1):
        line = line_of(read, number)
        read.lines[number] = line if isinstance(line, str) else LOADED
        if isinstance(line, AreaLine) and line.year is not None:
            _add(read, emissions, line, sums[line.area, line.year.period])
    for (area, period), own in sums.items():
        if own.doubtful:
            read.lines.update(dict.fromkeys(own.lines, QUARANTINED))
        else:
            read.rows += _rows(emissions, own, area, period, vintage)
    return read


def _add(read: LinesOfAreas, emissions: EmissionLines, line: AreaLine, own: _Sum) -> None:
    value = emissions.table.sheet.value
    own.lines.append(line.number)
    sector = sector_of(stripped(value(line.number, emissions.sector)))
    for column, family in emissions.families.items():
        cell = value(line.number, column)
        told = None if is_blank(cell) else read_figure(cell)
        if told is not None and told.value is not None:
            for key in {(column, "" if family.subset else sector), (column, "")}:
                own.amounts[key].append(told.value)
                own.first.setdefault(key, line.number)
        elif not is_blank(cell):
            own.doubtful = True
            read.findings.append(no_figure(emissions.table, (line.number, column)))
    if emissions.population and own.population is None:
        told = read_figure(value(line.number, emissions.population))
        own.population = told.value if told else None


def _rows(
    emissions: EmissionLines, own: _Sum, area: str, period: Period, vintage: date | None
) -> Iterator[tuple[tuple[int, int], Row]]:
    for (column, sector), amounts in own.amounts.items():
        family, place = emissions.families[column], (own.first[column, sector], column)
        total = math.fsum(amounts)
        measures: list[tuple[StatisticKey, float, str]] = [
            (family.of_sector(sector), total, f"sum of {len(amounts)} lines")
        ]
        if not sector and own.population:
            measures.append((family.per_head(), total / own.population, DERIVED))
        for measure, value, note in measures:
            yield (
                place,
                Row(
                    kind=RowKind.STATISTIC_VALUE,
                    code=measure.code,
                    period=period,
                    sheet=emissions.table.sheet.name,
                    cell=address(*place),
                    area=area,
                    name=measure.name,
                    value=value,
                    unit=measure.unit,
                    note=note,
                    vintage=vintage,
                ),
            )
