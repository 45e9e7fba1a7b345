"""OHID Fingertips (formerly PHE): public health indicators, a line an area, period and group."""

import re
from collections.abc import Mapping

from loaders.accounting.cell_ledger import LOADED, QUARANTINED
from loaders.layouts import Hints
from loaders.reading import Reading
from loaders.statistics import statistic_cells
from loaders.statistics.area_names import area_code
from loaders.statistics.area_reading import reading_of_parts
from loaders.statistics.area_rows import NO_AREA, NOTE, LinesOfAreas, no_figure
from loaders.statistics.area_table import StatisticKey
from loaders.statistics.long_table import (
    LongTable,
    Texts,
    long_table,
    no_period,
    statistic_row,
)
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.published_periods import published_period
from loaders.statistics.qualified_codes import Qualified, qualified_codes
from loaders.statistics.statistic_cells import slug
from loaders.workbook import CellValue, Sheet, Workbook, is_blank
from metrics.status import State

NAME = "OHID Fingertips"
HEADINGS: Mapping[str, re.Pattern[str]] = {
    role: re.compile(pattern)
    for role, pattern in {
        "id": r"indicatorid",
        "name": r"indicatorname|indicator",
        "area": r"areacode",
        "area name": r"areaname",
        "sex": r"sex|gender",
        "age": r"age",
        "category": r"category",
        "period": r"timeperiod",
        "value": r"value",
        "lower": r"lowerci(?:95(?:0)?)?(?:limit)?",
        "upper": r"upperci(?:95(?:0)?)?(?:limit)?",
        "note": r"valuenotes?",
    }.items()
}
REQUIRED = ("name", "area", "period", "value", "sex", "age")
CATEGORY = "line of a group such as a tenth of areas by deprivation"
EXPECTED = "a period such as 2022/23, 2021 - 23, 2023 or 2022/23 Q1"
_SUPPRESSED = re.compile(r"suppress|disclos|too small|small (?:number|count|sample)|unreliable")


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has indicators by area, sex, age and time period."""
    return any(_table(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Every indicator of every area and period, with its 95 % limits; no groups within an area.

    Sex, age and number of an indicator are in its code where they differ within the file.
    """
    tables = [table for sheet in workbook.sheets if (table := _table(sheet))]
    return reading_of_parts(NAME, workbook, [_lines(table) for table in tables], None)


def _table(sheet: Sheet) -> LongTable | None:
    return long_table(sheet, HEADINGS, REQUIRED) if sheet.visible else None


def _lines(table: LongTable) -> LinesOfAreas:
    read = table.account()
    lines = {number: table.texts(number) for number in table.lines()}
    read.lines |= {number: _fate(line) for number, line in lines.items()}
    own = {number: line for number, line in lines.items() if read.lines[number] == LOADED}
    codes = qualified_codes(map(_qualified, own.values()))
    measures = {qualified: _measure(qualified, code) for qualified, code in codes.items()}
    for number, line in own.items():
        area = area_code(line["area"], None if line["area"] else line["area name"])
        if area is None:
            read.nameless[line["area name"] or line["area"]] += 1
            read.lines[number] = NO_AREA
        else:
            _read_line(read, table, number, line, (area, measures[_qualified(line)]))
    return read


def _fate(line: Texts) -> str:
    if not line["period"] or not line["name"]:
        return NOTE
    return CATEGORY if line["category"] else LOADED


def _qualified(line: Texts) -> Qualified:
    return line["name"], (line["id"], line["sex"], line["age"])


def _read_line(
    read: LinesOfAreas, table: LongTable, number: int, line: Texts, of: tuple[str, StatisticKey]
) -> None:
    place, period = table.place(number, "value"), published_period(line["period"])
    told = _told(table.value(number, "value"), line["note"] or None)
    if period is None:
        read.lines[number] = QUARANTINED
        place = table.place(number, "period")
        read.findings.append(no_period(table.sheet, place, EXPECTED))
    elif told is None:
        read.cells[place] = QUARANTINED
        read.findings.append(no_figure(read.table, place))
    else:
        limits = (statistic_cells.number(line["lower"]), statistic_cells.number(line["upper"]))
        area, measure = of
        row = statistic_row(table.sheet, place, measure, area, period, told, None, limits)
        read.rows.append((place, row))


def _measure(qualified: Qualified, code: str) -> StatisticKey:
    """The code, and the name with the sex and age that are in it."""
    name, qualifiers = qualified
    rest = code.removeprefix(slug(name))
    added = [text for text in qualifiers if text and slug(text) in rest]
    return StatisticKey(code, ", ".join([name, *added]), "")


def _told(value: CellValue, note: str | None) -> PublishedCell | None:
    """The value with its note; a note alone says why there is none."""
    if is_blank(value):
        missing = State.SUPPRESSED if _SUPPRESSED.search((note or "").casefold()) else State.AWAITED
        return PublishedCell(state=missing.value, note=note)
    told = read_figure(value)
    return told and PublishedCell(told.value, told.state, told.provisional, note or told.note)
