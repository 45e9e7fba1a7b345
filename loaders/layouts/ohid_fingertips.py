"""OHID Fingertips (formerly PHE): public health indicators, a line an area, period and group."""

import re
from collections.abc import Mapping
from dataclasses import replace

from loaders.accounting.cell_ledger import CellOutcome
from loaders.layouts import Hints
from loaders.parsing.area_names import area_code
from loaders.parsing.published_periods import published_period
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import combined_reading
from loaders.statistics.area_rows import NO_AREA, NOTE, AreaRows, no_figure
from loaders.statistics.long_table import (
    FigureKey,
    LongTable,
    Texts,
    long_table,
    no_period,
    statistic_row,
)
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.qualified_codes import Qualified, qualified_codes
from loaders.statistics.statistic_cells import number, slug
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
    return combined_reading(NAME, workbook, [_area_rows(table) for table in tables], None)


def _table(sheet: Sheet) -> LongTable | None:
    return long_table(sheet, HEADINGS, REQUIRED) if sheet.visible else None


def _area_rows(table: LongTable) -> AreaRows:
    read = table.area_rows()
    lines = {row: table.texts(row) for row in table.lines()}
    outcomes = {row: _outcome(line) for row, line in lines.items()}
    read.ledger.row_outcomes.update(outcomes)
    figures = {r: line for r, line in lines.items() if outcomes[r] == CellOutcome.LOADED}
    codes = qualified_codes(map(_qualified, figures.values()))
    measures = {qualified: _measure(qualified, code) for qualified, code in codes.items()}
    for row, line in figures.items():
        area = area_code(line["area"], None if line["area"] else line["area name"])
        if area is None:
            read.leave_nameless(line["area"], line["area name"])
            read.ledger.set_row(NO_AREA, row)
        else:
            _read_line(read, table, row, line, (area, measures[_qualified(line)]))
    return read


def _outcome(line: Texts) -> str:
    if not line["period"] or not line["name"]:
        return NOTE
    return CATEGORY if line["category"] else CellOutcome.LOADED


def _qualified(line: Texts) -> Qualified:
    return line["name"], (line["id"], line["sex"], line["age"])


def _read_line(
    read: AreaRows,
    table: LongTable,
    row: int,
    line: Texts,
    area_and_measure: tuple[str, StatisticKey],
) -> None:
    cell, period = table.cell(row, "value"), published_period(line["period"])
    published = _published(table.value(row, "value"), line["note"] or None)
    if period is None:
        read.ledger.set_row(CellOutcome.QUARANTINED, row)
        read.findings.append(no_period(table.sheet, table.cell(row, "period"), EXPECTED))
    elif published is None:
        read.quarantine(cell, no_figure(read.table, cell))
    else:
        area, measure = area_and_measure
        key = FigureKey(measure, area, period)
        published = replace(published, lower=number(line["lower"]), upper=number(line["upper"]))
        read.rows.append((cell, statistic_row(table.sheet, cell, key, published)))


def _measure(qualified: Qualified, code: str) -> StatisticKey:
    """The code, and the name with the sex and age that are in it."""
    name, qualifiers = qualified
    rest = code.removeprefix(slug(name))
    added = [text for text in qualifiers if text and slug(text) in rest]
    return StatisticKey(code, ", ".join([name, *added]), "")


def _published(value: CellValue, note: str | None) -> PublishedCell | None:
    """The value with its note; a note alone says why there is none."""
    if is_blank(value):
        missing = State.SUPPRESSED if _SUPPRESSED.search((note or "").casefold()) else State.AWAITED
        return PublishedCell(state=missing.value, note=note)
    published = read_figure(value)
    return published and replace(published, note=note or published.note)
