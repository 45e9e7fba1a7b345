"""The CSV of the Nomis API: a line a number, with columns in pairs of names and codes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from loaders.accounting.cell_ledger import CellOutcome
from loaders.layouts.nomis.nomis_words import (
    NumberRole,
    missing,
    nomis_figure,
    number_role,
    statistic_name,
)
from loaders.layouts.nomis.observations import ObservationKey, Observations
from loaders.parsing.area_names import area_code
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.published_periods import iso_month, published_period
from loaders.statistics.area_rows import NO_AREA, NOTE, AreaRows, no_figure
from loaders.statistics.long_table import LongTable, Texts, long_table, no_period
from loaders.statistics.markers import PublishedCell
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import CellValue, Sheet, is_blank
from metrics.words.kpi_wording import capital

HEADINGS: Mapping[str, re.Pattern[str]] = {
    role: re.compile(pattern)
    for role, pattern in {
        "date name": r"datename",
        "date": r"date",
        "area": r"geographycode",
        "area name": r"geographyname",
        "part": r"measuresname",
        "part number": r"measures",
        "value": r"obsvalue",
        "status": r"obsstatusname",
        "status letter": r"obsstatus",
    }.items()
}
EXPECTED = "a period such as Oct 2023-Sep 2024, September 2024 or 2022"
WITHOUT_FIGURE = "number that belongs to a figure which is not there"
OTHER_PART = "line of a measure that is not read"
_NAMED = re.compile(r"(?!obs |record )(.+) name")
# Not the columns that only sort or count, nor codes beside names.
_KIND = re.compile(
    r"(?!obs |record |(?:geography|urn|freq|id)$)(?!.* (?:code|type|typecode|sortorder)$).+"
)
_NORMAL = frozenset({"normal value", "a", ""})
_PROVISIONAL = "p"


def nomis_long_table(sheet: Sheet) -> LongTable | None:
    """The table of the API in a sheet, None without area, date and observed value."""
    tables = (
        long_table(sheet, HEADINGS, (area, day, "value"))
        for area in ("area", "area name")
        for day in ("date name", "date")
    )
    return next(filter(None, tables), None)


def nomis_lines(table: LongTable) -> AreaRows:
    """Every observation with a known area and period, joined from its lines."""
    read, observations, kinds = table.area_rows(), Observations(), _kinds(table)
    read.ledger.columns |= frozenset(kinds.values())
    read.read_as |= {column: capital(kind) for kind, column in kinds.items()}
    for line in table.lines():
        read.ledger.set_row(_read_line(read, observations, table, line, kinds), line)
    read.rows += observations.rows(table.sheet, None)
    for cell in observations.without_figure():
        read.ledger.set_cell(WITHOUT_FIGURE, cell)
    return read


def _kinds(table: LongTable) -> Mapping[str, int]:
    """The columns that say what is counted, of whom: `VARIABLE_NAME`, `GENDER_NAME`, `AGE_NAME`.

    A kind without a column of names is told by its numbers.
    """
    heads = {
        plain(text_of(value)): column
        for column, value in enumerate(table.sheet.rows[table.heading_row - 1], 1)
        if column not in table.columns.values()
    }
    names = {match[1]: heads[head] for head in heads if (match := _NAMED.fullmatch(head))}
    numbers = {head: column for head, column in heads.items() if _KIND.fullmatch(head)}
    return {**numbers, **names}


def _read_line(
    read: AreaRows,
    observations: Observations,
    table: LongTable,
    number: int,
    kinds: Mapping[str, int],
) -> str:
    """What became of a line; its number is put to the observation that it belongs to."""
    line = table.texts(number)
    code, name, day = line["area"], line["area name"], line["date name"] or line["date"]
    if not (code or name) or not day:
        return NOTE
    area, period = area_code(code, "" if code else name), published_period(day) or iso_month(day)
    role = _role(line)
    if area is None:
        read.leave_nameless(code, name)
        return NO_AREA
    if period is None:
        column = "date name" if line["date name"] else "date"
        read.findings.append(no_period(table.sheet, table.cell(number, column), EXPECTED))
        return CellOutcome.QUARANTINED
    if role is None:
        return OTHER_PART
    cell, published = table.cell(number, "value"), _published(table.value(number, "value"), line)
    if published is None:
        read.quarantine(cell, no_figure(read.table, cell))
    else:
        key = ObservationKey(area, period, _name(table.sheet, number, kinds))
        observations.add(key, role, cell, published)
    return CellOutcome.LOADED


def _role(line: Texts) -> NumberRole | None:
    """What the number of a line is; a file that does not say it has figures alone."""
    words = line["part"] or line["part number"]
    return number_role(words) if words else NumberRole.VALUE


def _name(sheet: Sheet, number: int, kinds: Mapping[str, int]) -> str:
    texts = {kind: stripped(sheet.value(number, column)) for kind, column in kinds.items()}
    qualities = (
        (kind, f"{kind} {text}" if text.isdigit() else text) for kind, text in texts.items()
    )
    return statistic_name(tuple(qualities), sheet.name)


def _published(value: CellValue, line: Texts) -> PublishedCell | None:
    """The number with what its status says, unless that is that it is a normal value."""
    status = "" if line["status"].casefold() in _NORMAL else line["status"]
    if is_blank(value):
        return missing(status)
    published = nomis_figure(value)
    if published is None:
        return None
    note = "; ".join(filter(None, (published.note, status))) or None
    letter = line["status letter"].casefold()
    provisional = letter == _PROVISIONAL or "provisional" in status.casefold()
    return replace(published, note=note, provisional=published.provisional or provisional)
