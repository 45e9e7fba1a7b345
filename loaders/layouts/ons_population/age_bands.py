"""Bands of age, added up from single years of age."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loaders.accounting.cell_ledger import QUARANTINED
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.reading import Row
from loaders.statistics.area_rows import LinesOfAreas, no_figure
from loaders.statistics.area_table import StatisticKey
from loaders.statistics.markers import read_figure
from loaders.workbook import Sheet, address, is_blank


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Ages from `first` to `last`, both included; None is to the end."""

    measure: StatisticKey
    first: int
    last: int | None


BANDS = (
    AgeBand(StatisticKey("population-aged-0-to-15", "Population aged 0 to 15", "number"), 0, 15),
    AgeBand(StatisticKey("population-aged-16-to-64", "Population aged 16 to 64", "number"), 16, 64),
    AgeBand(
        StatisticKey("population-aged-65-and-over", "Population aged 65 and over", "number"),
        65,
        None,
    ),
)


def add_age_bands(part: LinesOfAreas, ages: Mapping[int, int]) -> None:
    """Add a row a band to every line with a total, and what does not add up to the findings.

    `ages` has the column of each single year, from 0 without a gap; a line in which one of them is
    no number has no bands.
    """
    sheet = part.table.sheet
    part.read_as |= {column: f"Aged {age}, added up in bands" for age, column in ages.items()}
    for place, row in list(part.rows):
        years = _years(part, place[0], ages)
        if years is None:
            continue
        part.rows += [_band(band, row, place[0], ages, years) for band in BANDS]
        if sum(years.values()) != row.value:
            part.findings.append(_does_not_add_up(sheet, place, row, sum(years.values())))


def _years(part: LinesOfAreas, line: int, ages: Mapping[int, int]) -> Mapping[int, float] | None:
    """People by single year of age; None where a cell holds no number."""
    sheet, years = part.table.sheet, {}
    for age, column in ages.items():
        value = sheet.value(line, column)
        told = read_figure(value)
        if told is not None and told.value is not None:
            years[age] = told.value
        elif told is None and not is_blank(value):
            part.cells[line, column] = QUARANTINED
            part.findings.append(no_figure(part.table, (line, column)))
    return years if len(years) == len(ages) else None


def _band(
    band: AgeBand, row: Row, line: int, ages: Mapping[int, int], years: Mapping[int, float]
) -> tuple[tuple[int, int], Row]:
    within = [age for age in years if band.first <= age <= (band.last or age)]
    first, last = ages[within[0]], ages[within[-1]]
    cells = f"cells {address(line, first)} to {address(line, last)}"
    return (line, first), replace(
        row,
        code=band.measure.code,
        name=band.measure.name,
        cell=address(line, first),
        value=sum(years[age] for age in within),
        note="; ".join(filter(None, [row.note, f"single years added up: {cells}"])),
    )


def _does_not_add_up(sheet: Sheet, place: tuple[int, int], row: Row, added: float) -> Finding:
    return cell_finding(
        Severity.WARN,
        FindingCode.AGES_DO_NOT_ADD_UP,
        sheet=sheet,
        cell=place,
        problem=f"the single years of age add up to {added:,.0f}, not to {row.value:,.0f}",
        expected="a total that is the sum of its ages",
        action="Compare the line with the publisher's file.",
        found=f"{row.value:,.0f}",
    )
