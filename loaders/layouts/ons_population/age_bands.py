"""Bands of age, added up from single years of age."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.reading import Row, StatisticKey
from loaders.statistics.area_rows import AreaRows, no_figure
from loaders.statistics.markers import read_figure
from loaders.workbook import CellPlace, Sheet, is_blank


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


def add_age_bands(part: AreaRows, ages: Mapping[int, int]) -> None:
    """Add a row a band to every line with a total, and what does not add up to the findings.

    `ages` has the column of each single year, from 0 without a gap; a line in which one of them is
    no number has no bands.
    """
    sheet = part.table.sheet
    part.read_as |= {column: f"Aged {age}, added up in bands" for age, column in ages.items()}
    for cell, row in list(part.rows):
        people = _people_by_age(part, cell.row, ages)
        if people is None:
            continue
        part.rows += [_band(band, row, cell.row, ages, people) for band in BANDS]
        if sum(people.values()) != row.value:
            part.findings.append(_does_not_add_up(sheet, cell, row, sum(people.values())))


def _people_by_age(
    part: AreaRows, line: int, ages: Mapping[int, int]
) -> Mapping[int, float] | None:
    """People by single year of age; None where a cell holds no number."""
    people = {}
    for age, column in ages.items():
        value = part.table.sheet.value(line, column)
        published = read_figure(value)
        if published is not None and published.value is not None:
            people[age] = published.value
        elif published is None and not is_blank(value):
            cell = CellPlace(line, column)
            part.quarantine(cell, no_figure(part.table, cell))
    return people if len(people) == len(ages) else None


def _band(
    band: AgeBand, row: Row, line: int, ages: Mapping[int, int], people: Mapping[int, float]
) -> tuple[CellPlace, Row]:
    within = [age for age in people if band.first <= age <= (band.last or age)]
    first, last = (CellPlace(line, ages[age]) for age in (within[0], within[-1]))
    note = f"single years added up: cells {first.address} to {last.address}"
    return first, structs.replace(
        row,
        code=band.measure.code,
        name=band.measure.name,
        cell=first.address,
        value=sum(people[age] for age in within),
        note="; ".join(filter(None, [row.note, note])),
    )


def _does_not_add_up(sheet: Sheet, cell: CellPlace, row: Row, added: float) -> Finding:
    return cell_finding(
        Severity.WARN,
        FindingCode.AGES_DO_NOT_ADD_UP,
        sheet=sheet,
        cell=cell,
        problem=f"the single years of age add up to {added:,.0f}, not to {row.value:,.0f}",
        expected="a total that is the sum of its ages",
        action="Compare the line with the publisher's file.",
        found=f"{row.value:,.0f}",
    )
