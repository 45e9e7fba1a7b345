"""The lines of a table by area as rows of figures, with what became of every cell."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from loaders.accounting.cell_ledger import LOADED, OTHER_TABLE, QUARANTINED
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.normalise import squeezed
from loaders.reading import Row, RowKind
from loaders.statistics.area_names import area_code, name_of, near_area
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.percentages import in_percent
from loaders.statistics.published_periods import YearWords
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import CellValue, address, is_blank

NOTE = "note, key or heading among the lines"
NO_AREA = "line of no area"
REPLACED = "line that its publisher replaced"
_TOTAL = re.compile(r"\btotals?\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?P<aside>[^()]*)\)$")
# What publishers call areas in their totals, where the area has another name.
TOTALS = {"national": "United Kingdom", "greater london": "London", "east": "East of England"}


@dataclass(slots=True)
class LinesOfAreas:
    """What was read of one table: its rows, and what is said of its lines and of single cells.

    `lines` is by row number, `cells` by (row, column); both count from 1. `nameless` counts the
    names that are no area's, as typed; `columns` are those that are read, and `read_as` has in
    words what they hold.
    """

    table: AreaTable
    rows: list[tuple[tuple[int, int], Row]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    nameless: Counter[str] = field(default_factory=Counter)
    columns: frozenset[int] = field(init=False)
    read_as: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = self.table.columns
        self.read_as = dict(self.table.words())


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A line that names an area: `year` is None where the columns name it.

    `aside` is what stands in brackets behind the name of a total; `unsure` the name as typed where
    it is only like the area's.
    """

    number: int
    area: str
    year: YearWords | None
    aside: str | None
    unsure: str | None = None


def lines_of_areas(table: AreaTable, vintage: date | None) -> LinesOfAreas:
    """Every line under the headings: its figures where it names an area, why not where not."""
    read = LinesOfAreas(table)
    lines = {
        number: line_of(read, number)
        for number in range(table.heading_rows[1] + 1, len(table.sheet.rows) + 1)
    }
    sure = {line.area for line in lines.values() if isinstance(line, AreaLine)}
    for number, found in lines.items():
        line = _unsure(read, number, sure) or found if found == NO_AREA else found
        if isinstance(line, str):
            read.lines[number] = line
            continue
        read.lines[number] = LOADED
        for figures in table.figures:
            value = table.sheet.value(number, figures.column)
            if not is_blank(value):
                _read_cell(read, line, figures, value, vintage)
    return read


def line_of(read: LinesOfAreas, number: int) -> AreaLine | str:
    """The line, or what became of one that is not read."""
    table = read.table
    value = table.sheet.value
    if all(is_blank(value(number, figures.column)) for figures in table.figures):
        return NOTE
    name, aside = _name(table, number)
    if aside == "original":
        return REPLACED
    code = _first_text(table, number, table.codes)
    area = area_code(code, name)
    if area is None:
        read.nameless[name or code] += 1
        return NO_AREA
    year = None if table.year is None else table.read_period(table.sheet.cell(number, table.year))
    if year is None and table.year is not None:
        read.findings.append(_no_year(table, number, table.year))
        return QUARANTINED
    return AreaLine(number, area, year, aside)


def _unsure(read: LinesOfAreas, number: int, sure: Collection[str]) -> AreaLine | None:
    """A line whose name is like that of one area which no other line has; a person is asked."""
    table = read.table
    name, aside = _name(table, number)
    area = near_area(name) if name else None
    if area is None or area in sure:
        return None
    year = None if table.year is None else table.read_period(table.sheet.cell(number, table.year))
    if year is None and table.year is not None:
        return None
    read.nameless[name] -= 1
    return AreaLine(number, area, year, aside, unsure=name)


def _name(table: AreaTable, number: int) -> tuple[str, str | None]:
    """What a line calls its area, and what stands in brackets behind the name of a total."""
    named = _first_text(table, number, table.names)
    region = _first_text(table, number, table.regions)
    name, aside = _bare(named)
    is_total = bool(named) and not name
    is_unnamed = not named and not _first_text(table, number, table.codes)
    if is_total or (is_unnamed and _TOTAL.search(region)):
        return _bare(region)
    return name, aside


def _first_text(table: AreaTable, number: int, columns: Sequence[int]) -> str:
    texts = (stripped(table.sheet.value(number, column)) for column in columns)
    return next(filter(None, texts), "")


@lru_cache(maxsize=4096)
def _bare(typed: str) -> tuple[str, str | None]:
    """A name without the words that say it is a total: `*Total England (original)` is England."""
    name = squeezed(typed)
    if not _TOTAL.search(name):
        return TOTALS.get(name.casefold(), name), None
    aside = _ASIDE.search(name)
    name = squeezed(_TOTAL.sub("", _ASIDE.sub("", name)).replace("*", ""))
    # Of a county and a later unitary authority of the same name, a total is the county's.
    whole = f"{name} county" if name else ""
    return TOTALS.get(name.casefold(), whole), aside["aside"] if aside else None


def _read_cell(
    read: LinesOfAreas,
    line: AreaLine,
    figures: FigureColumn,
    value: CellValue,
    vintage: date | None,
) -> None:
    table, place = read.table, (line.number, figures.column)
    told = _told(value, figures)
    if told is None:
        read.cells[place] = QUARANTINED
        read.findings.append(no_figure(table, place))
    else:
        read.rows.append((place, _row(table, line, figures, told, vintage)))
        if line.unsure:
            read.cells[place] = QUARANTINED
            read.findings.append(_area_unsure(table, place, line))


def _told(value: CellValue, figures: FigureColumn) -> PublishedCell | None:
    told = read_figure(value, figures.measure.unit)
    if not figures.fractions or told is None or told.value is None or "%" in stripped(value):
        return told
    return replace(told, value=in_percent(told.value))


def _row(
    table: AreaTable,
    line: AreaLine,
    figures: FigureColumn,
    told: PublishedCell,
    vintage: date | None,
) -> Row:
    measure, year = figures.measure, figures.year or line.year
    if year is None:
        raise ValueError("a table without years across has a year in every line")
    revised = "revised" if year.revised and told.value is not None else None
    notes = [note for note in (line.aside, told.note, revised, measure.note) if note]
    return Row(
        kind=RowKind.STATISTIC_VALUE,
        code=measure.code,
        period=year.period,
        sheet=table.sheet.name,
        cell=address(line.number, figures.column),
        area=line.area,
        name=measure.name,
        value=told.value,
        state=told.state,
        unit=measure.unit,
        note="; ".join(dict.fromkeys(notes)) or None,
        provisional=told.provisional or year.provisional or _is_provisional(line),
        vintage=vintage,
    )


def _is_provisional(line: AreaLine) -> bool:
    return line.aside is not None and line.aside.casefold() == "provisional"


def _no_year(table: AreaTable, number: int, column: int) -> Finding:
    typed = stripped(table.sheet.value(number, column))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNREADABLE_PERIOD,
        sheet=table.sheet,
        cell=(number, column),
        problem=f'"{typed}" is not a year',
        expected="a year such as 2022-23 or 2022",
        action="Correct the cell.",
        found=typed,
    )


def _area_unsure(table: AreaTable, place: tuple[int, int], line: AreaLine) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.AREA_UNSURE,
        sheet=table.sheet,
        cell=place,
        problem=f'"{line.unsure}" is no area, but like {name_of(line.area)} ({line.area})',
        expected="the name of an area as in data/reference/areas.csv",
        action="Accept the figure if that is meant, or leave it out.",
        found=line.unsure,
    )


def no_figure(table: AreaTable, place: tuple[int, int]) -> Finding:
    """The finding about a cell that holds neither a number nor a marker."""
    typed = stripped(table.sheet.value(*place))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.NOT_A_NUMBER,
        sheet=table.sheet,
        cell=place,
        problem=f'"{typed}" is not a number',
        expected="digits such as 12.3, or a marker such as ..",
        action="Correct the cell.",
        found=typed,
    )


def left_out(table: AreaTable) -> LinesOfAreas:
    """The table without a row, every line below its headings said to be of another kind."""
    below = range(table.heading_rows[1] + 1, len(table.sheet.rows) + 1)
    return LinesOfAreas(table, lines=dict.fromkeys(below, OTHER_TABLE))
