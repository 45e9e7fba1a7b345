"""Statistics carried over: the table data/reference/statistic_values.csv, a figure a line."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_finding
from loaders.layouts import Hints
from loaders.parsing.area_codes import is_area_code
from loaders.reading import Reading, Row, RowKind
from loaders.statistics.agreement import agreed
from loaders.statistics.line_outcomes import LinesRead, line_reading
from loaders.statistics.statistic_cells import heading_columns, number, stripped
from loaders.workbook import CellPlace, Sheet, Workbook, column_letters, is_blank
from metrics.period import Period, PeriodKind
from metrics.status import State
from metrics.words.kpi_wording import capital

NAME = "Statistics carried over"
COLUMNS = (
    "code",
    "area",
    "period_kind",
    "period_start",
    "period_end",
    "value",
    "state",
    "lower",
    "upper",
    "status_note",
    "vintage",
    "source_file",
)
COMPUTED_ONLY = (State.TARGET_UNCLEAR, State.BEGINS_LATER, State.NO_FIGURE)
STATES = frozenset(state.value for state in State if state not in COMPUTED_ONLY)
VALUE_COLUMN = column_letters(COLUMNS.index("value") + 1)

Line = dict[str, str]


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether the first row of the only sheet is exactly this table's heading."""
    return len(workbook.sheets) == 1 and _headings(workbook.sheets[0]) == COLUMNS


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Every line as a statistic value; a line with a cell that cannot be read is left out."""
    sheet = workbook.sheets[0]
    findings: list[Finding] = []
    rows = agreed(_rows(sheet, findings), findings)
    below = enumerate(sheet.rows[1:], 2)
    lines = frozenset(number for number, row in below if not all(map(is_blank, row)))
    words = {column: capital(role.replace("_", " ")) for column, role in enumerate(COLUMNS, 1)}
    tables = [LinesRead(sheet, 1, lines, words)]
    return line_reading(NAME, workbook, tables, rows, findings)


def _headings(sheet: Sheet) -> tuple[str, ...]:
    return tuple(heading_columns(sheet, 1)) if sheet.rows else ()


def _rows(sheet: Sheet, findings: list[Finding]) -> Iterator[Row]:
    for row, cells in enumerate(sheet.rows[1:], 2):
        texts = [stripped(cell) for cell in cells]
        if any(texts):
            texts += [""] * (len(COLUMNS) - len(texts))
            line = dict(zip(COLUMNS, texts, strict=False))
            faults = list(_faults(line))
            findings += [_finding(sheet, row, fault, line) for fault in faults]
            period = _period(line["period_kind"], line["period_start"], line["period_end"])
            if period is not None and not faults:
                yield _row(line, period, sheet.name, f"{VALUE_COLUMN}{row}")


def _row(line: Line, period: Period, sheet: str, cell: str) -> Row:
    return Row(
        kind=RowKind.STATISTIC_VALUE,
        code=line["code"],
        period=period,
        sheet=sheet,
        cell=cell,
        area=line["area"],
        value=number(line["value"]),
        state=line["state"] or None,
        note="; ".join(filter(None, [line["status_note"], line["source_file"]])) or None,
        lower=number(line["lower"]),
        upper=number(line["upper"]),
        provisional=line["status_note"].startswith("provisional"),
        vintage=_day(line["vintage"]),
    )


def _faults(line: Line) -> Iterator[tuple[str, str, str]]:
    """The column, what its cell is not, and what was expected there."""
    if not line["code"]:
        yield "code", "names no statistic", "the code of a statistic, as in statistics.csv"
    if not is_area_code(line["area"]):
        yield "area", "is not an area code", "a code such as E07000131"
    if line["period_kind"] not in set(PeriodKind):
        yield "period_kind", "is not a kind of period", "one of " + ", ".join(PeriodKind)
    elif _period(line["period_kind"], line["period_start"], line["period_end"]) is None:
        yield "period_start", "begins no period", "first and last day as 2024-04-01, in that order"
    for column in ("value", "lower", "upper"):
        if line[column] and number(line[column]) is None:
            yield column, "is not a number", "digits such as 12.3"
    if line["state"] and line["state"] not in STATES:
        yield "state", "is not a state", "one of " + ", ".join(sorted(STATES))
    elif bool(line["state"]) == bool(line["value"]):
        yield (
            "state",
            "does not go with the value",
            "a state where there is no value, and only there",
        )
    if line["vintage"] and _day(line["vintage"]) is None:
        yield "vintage", "is not a date", "the day of publication as 2024-03-26"


def _finding(sheet: Sheet, row: int, fault: tuple[str, str, str], line: Line) -> Finding:
    column, is_not, expected = fault
    cell = CellPlace(row, COLUMNS.index(column) + 1).address
    return figure_finding(
        Severity.QUARANTINE,
        FindingCode.BAD_CELL,
        sheet=sheet.name,
        cell=cell,
        problem=f'"{line[column]}" {is_not}',
        expected=expected,
        action="Correct the cell.",
    )


@lru_cache(maxsize=4096)
def _period(kind: str, start: str, end: str) -> Period | None:
    first, last = _day(start), _day(end)
    if first is None or last is None or first > last or kind not in set(PeriodKind):
        return None
    return Period(first, last, PeriodKind(kind))


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
