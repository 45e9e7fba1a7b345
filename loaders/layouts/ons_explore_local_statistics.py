"""ONS Explore local statistics: one long table a family, an observation a line, JSON beside it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from loaders.layouts import Hints
from loaders.reading import Finding, Reading, Row, RowKind, Severity
from loaders.workbook import CellValue, Sheet, Workbook, address, column_letters
from metrics import period as periods
from metrics.period import Period, PeriodKind
from metrics.status import State

NAME = "ONS Explore local statistics"
# What each column means, by the words that publishers head it with.
HEADINGS: Mapping[str, Sequence[str]] = {
    "area": ("areacd", "area code"),
    "indicator": ("indicator",),
    "period": ("period",),
    "value": ("observation",),
    "qualifier": ("measure", "sex", "age"),
    "unit": ("unit",),
    "lower": ("lci_95",),
    "upper": ("uci_95",),
    "status": ("status",),
    "notes": ("notes", "note"),
}
REQUIRED = ("area", "indicator", "period", "value")
SEVERAL_ALLOWED = ("qualifier", "notes")
HEADINGS_WITHIN = 20

STATES = {
    "x": State.SUPPRESSED,
    "c": State.SUPPRESSED,
    "u": State.SUPPRESSED,
    "z": State.NOT_APPLICABLE,
}
STATUS_WORDS = {
    "x": "not available",
    "c": "confidential",
    "u": "unreliable",
    "z": "not applicable",
    "p": "provisional",
    "r": "revised",
    "e": "estimated",
}
# ITL level 1 areas are the regions and countries under another code; figures that are published
# under that code alone would otherwise never stand beside the rest.
ITL_LEVEL_1 = {f"TL{letter}": f"E1200000{n}" for n, letter in enumerate("CDEFGHIJK", 1)} | {
    "TLB": "E92000001",
    "TLL": "W92000004",
    "TLM": "S92000003",
    "TLN": "N92000002",
}
NOT_A_NUMBER = ("not_a_number", "is not a number", "digits such as 12.3, or an empty cell")
# For each role: code of the finding, what its cell is not, what was expected there.
FAULTS: Mapping[str, tuple[str, str, str]] = {
    "area": ("unknown_area_code", "is not an area code", "a code such as E07000131 or TLF22"),
    "indicator": ("no_indicator", "names no indicator", "the name of an indicator"),
    "period": ("unreadable_period", "is not a period", "2024-04-01, or 2024-04-01/P1Y for a year"),
    "value": NOT_A_NUMBER,
    "lower": NOT_A_NUMBER,
    "upper": NOT_A_NUMBER,
}
LIMITS = frozenset({"lower", "upper"})
_AREA_CODE = re.compile(r"[EJKLMNSW]\d{8}|TL[A-Z][0-9A-Z]{0,2}")
_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})(?: 00:00:00)?(?:/P(\d{1,2})([YM]))?")


@dataclass(frozen=True, slots=True)
class Table:
    """Where the table stands in a sheet: `heading_row` from 1, `columns` of each role from 0."""

    sheet: Sheet
    heading_row: int
    columns: Mapping[str, Sequence[int]]

    def address(self, role: str, line: int) -> str:
        """The cell of a role in a line, the first cell of the line where the role has no column."""
        return address(line, self.columns.get(role, [0])[0] + 1)


class _Line(NamedTuple):
    """One line of the table as text, columns in the order of HEADINGS."""

    number: int
    area: str
    indicator: str
    period: str
    value: str
    qualifier: tuple[str, ...]
    unit: str
    lower: str
    upper: str
    status: str
    notes: tuple[str, ...]


def recognises(workbook: Workbook) -> bool:
    """Whether a sheet has area codes and at least two more of the headings that must be there."""
    return any(_table(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Every observation as a statistic value; the vintage is the date in the metadata.

    An indicator that is published for several measures, sexes or ages has them in its code.
    """
    tables = [table for sheet in workbook.sheets if (table := _table(sheet))]
    findings = [finding for table in tables for finding in _heading_findings(table)]
    rows: list[Row] = []
    if tables and not any(finding.severity is Severity.REJECT for finding in findings):
        dates = publication_dates(workbook.metadata or {})
        rows = [row for table in tables for row in _rows(table, dates, findings)]
        rows = _under_region_codes(agreed(rows, findings))
        findings += _vintage_findings(rows)
    cells = sum(len(row) for table in tables for row in table.sheet.rows)
    return Reading(NAME, rows, findings, counts(rows, cells))


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """A name as a code: `4G coverage` is `4g-coverage`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def number(text: str) -> float | None:
    """The number that a text is, None if it is none; commas and words are not numbers here."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


@lru_cache(maxsize=4096)
def is_area_code(text: str) -> bool:
    """Whether a text has the shape of a GSS code (E07000131) or an ITL code (TLF22)."""
    return _AREA_CODE.fullmatch(text) is not None


def text_of(value: CellValue) -> str:
    """A cell as text without the spaces around it."""
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else str(value)


@lru_cache(maxsize=4096)
def period(text: str) -> Period | None:
    """`2024-04-01/P1Y` as a period, a bare date as an instant, None if it is neither."""
    match = _PERIOD.fullmatch(text)
    try:
        start = date.fromisoformat(match[1]) if match else None
        if match is None or start is None:
            return None
        return periods.instant(start) if match[2] is None else _span(start, match[2], match[3])
    except (ValueError, OverflowError):
        return None


def publication_dates(metadata: Mapping[str, object]) -> Mapping[str, date]:
    """The publication date of each indicator by its code, under "" that of the family.

    A date stands beside the indicator, or is shared by the family it stands in; of several sources
    the newest counts.
    """
    dated = [(name, day) for name, day in _dated("", metadata, None) if day]
    return {"": dated[0][1], **dict(dated)} if dated else {}


def agreed(rows: Iterable[Row], findings: list[Finding]) -> list[Row]:
    """The rows without repeats; where two disagree neither is kept and a finding names both."""
    held: dict[tuple[str, str | None, Period], Row] = {}
    disputed = set()
    for row in rows:
        key = (row.code, row.area, row.period)
        first = held.setdefault(key, row)
        if _says(first) != _says(row):
            disputed.add(key)
            findings.append(_disagreement(first, row))
    return [row for key, row in held.items() if key not in disputed]


def counts(rows: Sequence[Row], cells: int) -> Mapping[str, int]:
    """How many cells there were, how many rows came of them, and how many rows in each state."""
    states = Counter(row.state for row in rows if row.state)
    return {"cells": cells, "rows": len(rows), **states}


def doubt(severity: Severity, code: str, place: tuple[str, str], words: Sequence[str]) -> Finding:
    """A finding at (sheet, cell); `words` are what was found, what was expected, what to do."""
    sheet, cell = place
    found, expected, action = words
    message = f"Sheet {sheet}, cell {cell}: {found}; expected {expected}. {action}"
    return Finding(severity, code, message, sheet, cell, found, expected, action)


def heading_columns(sheet: Sheet, row: int) -> dict[str, list[int]]:
    """The columns (from 0) of every heading in a row (from 0), by its words in lower case."""
    columns: dict[str, list[int]] = {}
    for column, value in enumerate(sheet.rows[row]):
        words = text_of(value).removeprefix("\ufeff").lower().split()
        columns.setdefault(" ".join(words), []).append(column)
    return columns


def _table(sheet: Sheet) -> Table | None:
    for row in range(min(HEADINGS_WITHIN, len(sheet.rows))):
        by_word = heading_columns(sheet, row)
        by_role = {role: _columns(by_word, words) for role, words in HEADINGS.items()}
        columns = {role: found for role, found in by_role.items() if found}
        if "area" in columns and sum(role in columns for role in REQUIRED) >= 3:
            return Table(sheet, row + 1, columns)
    return None


def _columns(by_word: Mapping[str, Sequence[int]], words: Sequence[str]) -> list[int]:
    return sorted(chain.from_iterable(by_word.get(word, ()) for word in words))


def _heading_findings(table: Table) -> Iterator[Finding]:
    place = (table.sheet.name, f"A{table.heading_row}")
    for role, words in HEADINGS.items():
        columns = table.columns.get(role, [])
        if not columns:
            found = f'no column is headed "{words[0]}"'
            required = role in REQUIRED
            severity = Severity.REJECT if required else Severity.INFO
            action = "Give the file as it was published." if required else "It is read without it."
            yield doubt(severity, "missing_heading", place, (found, "that heading", action))
        elif len(columns) > 1 and role not in SEVERAL_ALLOWED:
            letters = " and ".join(column_letters(column + 1) for column in columns)
            found = f'columns {letters} are both headed "{words[0]}"'
            action = "Remove or rename the column that does not belong."
            yield doubt(Severity.REJECT, "repeated_heading", place, (found, "one of them", action))


def _lines(table: Table) -> Iterator[_Line]:
    width = 1 + max(chain.from_iterable(table.columns.values()))
    single = [table.columns.get(role, [width])[0] for role in HEADINGS]
    area, indicator, when, value, _, unit, lower, upper, status, _ = single
    qualifiers, notes = table.columns.get("qualifier", ()), table.columns.get("notes", ())
    for line, row in enumerate(table.sheet.rows[table.heading_row :], table.heading_row + 1):
        texts = [cell.strip() if isinstance(cell, str) else text_of(cell) for cell in row]
        if not any(texts):
            continue
        # A role without a column reads the empty text just past the last one.
        texts = texts[:width] + [""] * (width + 1 - min(len(texts), width))
        yield _Line(
            line,
            texts[area],
            texts[indicator],
            texts[when],
            texts[value],
            tuple(texts[column] for column in qualifiers),
            texts[unit],
            texts[lower],
            texts[upper],
            texts[status],
            tuple(dict.fromkeys(texts[column] for column in notes if texts[column])),
        )


def _rows(table: Table, dates: Mapping[str, date], findings: list[Finding]) -> Iterator[Row]:
    lines = list(_lines(table))
    codes = _codes(lines)
    letters = column_letters(table.columns["value"][0] + 1)
    for line in lines:
        faulty = _faulty_roles(line)
        findings += [_cell_finding(table, line, role) for role in faulty]
        when = period(line.period)
        if when is not None and LIMITS.issuperset(faulty):
            vintage = dates.get(slug(line.indicator), dates.get(""))
            source = (table.sheet.name, f"{letters}{line.number}")
            yield _row(line, codes[line.indicator, line.qualifier], when, source, vintage)


def _row(
    line: _Line, code: str, when: Period, source: tuple[str, str], vintage: date | None
) -> Row:
    value = number(line.value)
    return Row(
        kind=RowKind.STATISTIC_VALUE,
        code=code,
        period=when,
        sheet=source[0],
        cell=source[1],
        area=line.area,
        name=line.indicator,
        value=value,
        state=STATES.get(line.status, State.AWAITED).value if value is None else None,
        unit=line.unit or None,
        note="; ".join([*line.notes, *_status_note(line.status)]) or None,
        lower=number(line.lower),
        upper=number(line.upper),
        provisional=line.status == "p",
        vintage=vintage,
    )


def _status_note(status: str) -> Sequence[str]:
    if not status:
        return ()
    return (f"{status} ({STATUS_WORDS[status]})" if status in STATUS_WORDS else status,)


def _codes(lines: Sequence[_Line]) -> Mapping[tuple[str, tuple[str, ...]], str]:
    """Each indicator's code, with those of its qualifiers that differ from line to line."""
    published: dict[str, set[tuple[str, ...]]] = {}
    for line in lines:
        published.setdefault(line.indicator, set()).add(line.qualifier)
    codes = {}
    for indicator, qualifiers in published.items():
        differs = [len(set(values)) > 1 for values in zip(*qualifiers, strict=True)]
        for qualifier in qualifiers:
            added = [text for text, told in zip(qualifier, differs, strict=True) if told]
            codes[indicator, qualifier] = slug(" ".join([indicator, *added]))
    return codes


def _faulty_roles(line: _Line) -> list[str]:
    sound = {
        "area": is_area_code(line.area),
        "indicator": bool(slug(line.indicator)),
        "period": period(line.period) is not None,
        "value": not line.value or number(line.value) is not None,
        "lower": not line.lower or number(line.lower) is not None,
        "upper": not line.upper or number(line.upper) is not None,
    }
    return [role for role, is_sound in sound.items() if not is_sound]


def _cell_finding(table: Table, line: _Line, role: str) -> Finding:
    code, is_not, expected = FAULTS[role]
    severity = Severity.WARN if role in LIMITS else Severity.QUARANTINE
    place = (table.sheet.name, table.address(role, line.number))
    words = (f'"{getattr(line, role)}" {is_not}', expected, "Correct the cell.")
    return doubt(severity, code, place, words)


def _says(row: Row) -> tuple[object, ...]:
    return row.value, row.state, row.lower, row.upper


def _disagreement(first: Row, second: Row) -> Finding:
    return doubt(
        Severity.QUARANTINE,
        "lines_disagree",
        (second.sheet, second.cell),
        (
            f"{second.code} of {second.area} for {second.period.label} is {_in_words(second)} here "
            f"and {_in_words(first)} in sheet {first.sheet}, cell {first.cell}",
            "one figure for one area and period",
            "Keep the right line and remove the other.",
        ),
    )


def _in_words(row: Row) -> str:
    if row.value is None:
        return str(row.state)
    limits = "" if row.lower is None and row.upper is None else f" ({row.lower} to {row.upper})"
    return f"{row.value:g}{limits}"


def _under_region_codes(rows: Sequence[Row]) -> list[Row]:
    published = {(row.code, row.area) for row in rows}
    return [_under_region_code(row, published) for row in rows]


def _under_region_code(row: Row, published: set[tuple[str, str | None]]) -> Row:
    region = ITL_LEVEL_1.get(row.area or "")
    if region is None or (row.code, region) in published:
        return row
    note = "; ".join(filter(None, [row.note, f"published as {row.area}"]))
    return replace(row, area=region, note=note)


def _vintage_findings(rows: Sequence[Row]) -> Sequence[Finding]:
    undated = [row for row in rows if row.vintage is None]
    if not undated:
        return []
    names = ", ".join(sorted({str(row.name) for row in undated}))
    words = (
        f"when {names} was published is unknown",
        "the JSON that is published beside the table, with its sourceDate",
        "Upload both together, so that a later issue can replace this one.",
    )
    place = (undated[0].sheet, undated[0].cell)
    return [doubt(Severity.INFO, "vintage_unknown", place, words)]


def _dated(
    name: str, node: Mapping[str, object], inherited: date | None
) -> Iterator[tuple[str, date | None]]:
    own = _source_date(node) or inherited
    yield from ((slug(key), own) for key in (name, node.get("label")) if isinstance(key, str))
    for key, child in node.items():
        if isinstance(child, Mapping) and key != "shared":
            yield from _dated(key, child, own)


def _source_date(node: Mapping[str, object]) -> date | None:
    shared = node.get("shared")
    text = node.get("sourceDate") or (shared.get("sourceDate") if isinstance(shared, dict) else "")
    days = [_day(part.strip()) for part in str(text or "").split("|")]
    return max((day for day in days if day), default=None)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return None


def _span(start: date, length: str, unit: str) -> Period:
    months = int(length) * (12 if unit == "Y" else 1)
    if months == 0:
        raise ValueError(length)
    last_month = start.year * 12 + start.month - 1 + months
    end = start.replace(year=last_month // 12, month=last_month % 12 + 1) - timedelta(days=1)
    return Period(start, end, _kind(start, months))


def _kind(start: date, months: int) -> PeriodKind:
    if start.day != 1:
        return PeriodKind.ROLLING
    if months == 12:
        return _YEARS.get(start.month, PeriodKind.ROLLING)
    if months == 3 and start.month % 3 == 1:
        return PeriodKind.QUARTER
    return PeriodKind.MONTH if months == 1 else PeriodKind.ROLLING


_YEARS = {
    1: PeriodKind.CALENDAR_YEAR,
    4: PeriodKind.FINANCIAL_YEAR,
    8: PeriodKind.ACADEMIC_YEAR,
    9: PeriodKind.ACADEMIC_YEAR,
}
