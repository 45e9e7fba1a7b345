"""The lines of a table by area as rows of figures, with what became of every cell."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from loaders.accounting.cell_ledger import OTHER_TABLE, CellLedger, CellOutcome
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.area_names import area_code, area_name, near_area, note_unknown_area
from loaders.parsing.normalise import squeezed
from loaders.parsing.published_periods import YearWords
from loaders.reading import Row, RowKind
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.percentages import in_percent
from loaders.statistics.statistic_cells import is_placeholder, stripped
from loaders.workbook import CellPlace, CellValue, address, is_blank

NOTE = "note, key or heading among the lines"
NO_AREA = "line of no area"
REPLACED = "line that its publisher replaced"
_TOTAL = re.compile(r"\btotals?\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?P<aside>[^()]*)\)$")
# What publishers call areas in their totals, where the area has another name.
TOTALS = {"national": "United Kingdom", "greater london": "London", "east": "East of England"}


@dataclass(slots=True)
class AreaRows:
    """What was read of one table: its rows with the cells they came from, and its ledger.

    `nameless` counts the names that are no area's, as typed; `read_as` has in words, by column,
    what the columns that are read hold.
    """

    table: AreaTable
    rows: list[tuple[CellPlace, Row]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    nameless: Counter[str] = field(default_factory=Counter)
    read_as: dict[int, str] = field(init=False)
    ledger: CellLedger = field(init=False)

    def __post_init__(self) -> None:
        self.read_as = dict(self.table.words())
        self.ledger = CellLedger(self.table.sheet, columns=self.table.columns)
        self.ledger.set_headings(*self.table.heading_rows)

    def leave_nameless(self, code: str, name: str) -> None:
        """Count a line whose area is not known, and have it asked about."""
        self.nameless[name or code] += 1
        if not is_placeholder(name or code):
            note_unknown_area(code, name)

    def leave_out(self, reason: str) -> None:
        """Enter every line below the headings with one reason why it is not read."""
        self.ledger.set_rows(reason, self.table.lines)

    def quarantine(self, cell: CellPlace, finding: Finding) -> None:
        """A figure that waits for a decision, with the finding that says why."""
        self.ledger.quarantine(cell)
        self.findings.append(finding)


@dataclass(frozen=True, slots=True, kw_only=True)
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


def read_area_rows(table: AreaTable, vintage: date | None) -> AreaRows:
    """Every line under the headings: its figures where it names an area, why not where not."""
    read = AreaRows(table)
    lines = {number: area_line(read, number) for number in table.lines}
    sure = {line.area for line in lines.values() if isinstance(line, AreaLine)}
    for number, outcome in lines.items():
        line = _unsure(read, number, sure) or outcome if outcome == NO_AREA else outcome
        if isinstance(line, str):
            read.ledger.set_row(line, number)
            continue
        read.ledger.set_row(CellOutcome.LOADED, number)
        for figures in table.figures:
            value = table.sheet.value(number, figures.column)
            if not is_blank(value):
                _read_cell(read, line, figures, value, vintage)
    return read


def area_line(read: AreaRows, number: int) -> AreaLine | str:
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
        read.leave_nameless(code, name)
        return NO_AREA
    year = None if table.year is None else table.read_period(table.sheet.cell(number, table.year))
    if year is None and table.year is not None:
        read.findings.append(_no_year(table, CellPlace(number, table.year)))
        return CellOutcome.QUARANTINED
    return AreaLine(number=number, area=area, year=year, aside=aside)


def _unsure(read: AreaRows, number: int, sure: Collection[str]) -> AreaLine | None:
    """A line whose name is like that of one area which no other line has; a person is asked."""
    table = read.table
    name, aside = _name(table, number)
    area = None if not name or is_placeholder(name) else near_area(name)
    if area is None or area in sure:
        return None
    year = None if table.year is None else table.read_period(table.sheet.cell(number, table.year))
    if year is None and table.year is not None:
        return None
    read.nameless[name] -= 1
    return AreaLine(number=number, area=area, year=year, aside=aside, unsure=name)


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
    read: AreaRows,
    line: AreaLine,
    figures: FigureColumn,
    value: CellValue,
    vintage: date | None,
) -> None:
    table, cell = read.table, CellPlace(line.number, figures.column)
    published = _published(value, figures)
    if published is None:
        read.quarantine(cell, no_figure(table, cell))
        return
    read.rows.append((cell, _row(table, line, figures, published, vintage)))
    if line.unsure:
        read.quarantine(cell, _area_unsure(table, cell, line))


def _published(value: CellValue, figures: FigureColumn) -> PublishedCell | None:
    published = read_figure(value, figures.measure.unit)
    if published is None or published.value is None:
        return published
    if not figures.fractions or "%" in stripped(value):
        return published
    return replace(published, value=in_percent(published.value))


def _row(
    table: AreaTable,
    line: AreaLine,
    figures: FigureColumn,
    published: PublishedCell,
    vintage: date | None,
) -> Row:
    measure, year = figures.measure, figures.year or line.year
    if year is None:
        raise ValueError("a table without years across has a year in every line")
    revised = "revised" if year.revised and published.value is not None else None
    notes = [note for note in (line.aside, published.note, revised, measure.note) if note]
    return Row(
        kind=RowKind.STATISTIC_VALUE,
        code=measure.code,
        period=year.period,
        sheet=table.sheet.name,
        cell=address(line.number, figures.column),
        area=line.area,
        name=measure.name,
        value=published.value,
        state=published.state,
        unit=measure.unit,
        note="; ".join(dict.fromkeys(notes)) if notes else None,
        provisional=published.provisional or year.provisional or _is_provisional(line),
        vintage=vintage,
    )


def _is_provisional(line: AreaLine) -> bool:
    return line.aside is not None and line.aside.casefold() == "provisional"


def _no_year(table: AreaTable, cell: CellPlace) -> Finding:
    typed = stripped(table.sheet.value(*cell))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNREADABLE_PERIOD,
        sheet=table.sheet,
        cell=cell,
        problem=f'"{typed}" is not a year',
        expected="a year such as 2022-23 or 2022",
        action="Correct the cell.",
        found=typed,
    )


def _area_unsure(table: AreaTable, cell: CellPlace, line: AreaLine) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.AREA_UNSURE,
        sheet=table.sheet,
        cell=cell,
        problem=f'"{line.unsure}" is no area, but like {area_name(line.area)} ({line.area})',
        expected="the name of an area as in data/reference/areas.csv",
        action="Accept the figure if that is meant, or leave it out.",
        found=line.unsure,
    )


def no_figure(table: AreaTable, cell: CellPlace) -> Finding:
    """The finding about a cell that holds neither a number nor a marker."""
    typed = stripped(table.sheet.value(*cell))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.NOT_A_NUMBER,
        sheet=table.sheet,
        cell=cell,
        problem=f'"{typed}" is not a number',
        expected="digits such as 12.3, or a marker such as ..",
        action="Correct the cell.",
        found=typed,
    )


def rows_left_out(table: AreaTable) -> AreaRows:
    """The table without a row, every line below its headings in a table of another kind."""
    read = AreaRows(table)
    read.leave_out(OTHER_TABLE)
    return read
