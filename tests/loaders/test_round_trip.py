"""Any table written in a known layout, with any figures, is read back the same."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints
from loaders.reading import Reading
from loaders.sandbox.child import read_workbook
from metrics.decimals import without_residue
from tests.examples.page import Content, Page, Styled, month, percent, workbook_bytes

SETTINGS = settings(
    max_examples=40,
    deadline=None,
    # Without the phase that explains: it traces every line of the reader, for minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)
KPIS = {
    "number": (("CP 01", "Crimes reported"), ("CON 15", "Fly tipping reports")),
    "percent": (
        ("CCS 06", "Calls answered by customer services"),
        ("FS 03", "Creditors paid within 30 days"),
    ),
    "pounds": (
        ("CP HW 18", "Funding given to community projects"),
        ("FS 02", "Establishment and agency costs"),
    ),
}
STATES = {
    "N/A": "not applicable", "TBC": "awaited", "No data": "awaited", "..": "awaited",
    "Not due": "not due", "Measured annually": "not due", "Data only": "data only",
    "[c]": "suppressed",
}  # fmt: skip
QUARTERS = ("Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25")
MONTHS = (
    ("Apr-24", "April 2024"), ("May-24", "May 2024"), ("Jun-24", "June 2024"),
    ("Jul-24", "July 2024"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell and what it says: a number, a state's word, or nothing."""

    cell: Content = None
    value: float | str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A KPI's row: its values by period, one target for all of them, a status and a note."""

    code: str
    name: str
    values: Sequence[Typed]
    target: Typed
    status: str | None
    note: str | None


def as_excel_keeps_it(number: float) -> float:
    """The number with the sixteen digits that openpyxl writes."""
    return float(f"{number:.16g}")


def plain_number(number: float) -> Typed:
    return Typed(number, without_residue(number))


def with_commas(number: int) -> Typed:
    return Typed(f"{number:,}", float(number))


def percent_text(number: Decimal) -> Typed:
    return Typed(f"{number}%", float(number))


def percent_format(number: Decimal) -> Typed:
    return Typed(percent(float(number / 100)), float(number))


def money_text(number: Decimal) -> Typed:
    sign = "-" if number < 0 else ""
    return Typed(f"{sign}£{abs(number):,}", float(number))


def money_format(number: Decimal) -> Typed:
    return Typed(Styled(float(number), "£#,##0.00"), float(number))


HUNDREDTHS = st.decimals(-1_000, 1_000, places=2)
POUNDS = st.decimals(-(10**9), 10**9, places=2)
FIGURES: Mapping[str, st.SearchStrategy[Typed]] = {
    "number": st.one_of(
        # Of fifteen digits at the most: larger figures wait, and more digits are not kept.
        st.floats(-9e14, 9e14).map(as_excel_keeps_it).map(plain_number),
        st.integers(1 - 10**15, 10**15 - 1).map(plain_number),
        st.integers(-(10**12), 10**12).map(with_commas),
    ),
    "percent": st.one_of(HUNDREDTHS.map(percent_text), HUNDREDTHS.map(percent_format)),
    "pounds": st.one_of(POUNDS.map(money_text), POUNDS.map(money_format)),
}
WORDS = st.sampled_from([Typed(word, state) for word, state in STATES.items()])
NOTES = st.text("abz 0129=+-@$<>&*_|#!?%£'\",;:()[]{}/\\\n\t\u00e9\u20ac", max_size=60)
REMARKS = NOTES.map(str.strip).filter(lambda note: any(letter.isalpha() for letter in note))


@st.composite
def lines(draw: st.DrawFn, periods: int) -> Sequence[Line]:
    """Rows of a table: every KPI has at least one figure, the rest are figures, words or blank."""
    kinds = draw(st.lists(st.sampled_from(sorted(KPIS)), min_size=1, max_size=3, unique=True))
    return [
        draw(line(kind, code, name, periods)) for kind in kinds for code, name in KPIS[kind]
    ]  # fmt: skip


@st.composite
def line(draw: st.DrawFn, kind: str, code: str, name: str, periods: int) -> Line:
    cells = st.one_of(FIGURES[kind], WORDS, st.just(Typed()))
    values = draw(st.lists(cells, min_size=periods, max_size=periods))
    values[draw(st.integers(0, periods - 1))] = draw(FIGURES[kind])
    target = draw(st.one_of(FIGURES[kind], st.just(Typed())))
    status = draw(st.sampled_from((None, "OK", "Warning", "Alert")))
    return Line(code, name, values, target, status, draw(st.none() | REMARKS))


def across(table: Sequence[Line]) -> Page:
    """K1: code and name in one cell, quarters across."""
    headings: list[Content] = ["Code & Name", "Target", *QUARTERS, "Latest Note", "Status"]
    below: list[Content] = [None, None, *["Value"] * len(QUARTERS)]
    rows = [
        [f"{r.code} {r.name}", r.target.cell, *(v.cell for v in r.values), text(r.note), r.status]
        for r in table
    ]
    return Page("Performance", [["Quarterly report"], headings, below, *rows])


def months(table: Sequence[Line]) -> Page:
    """K7: months across, the last two as true dates."""
    dates: list[Content] = [month(2024, 6), month(2024, 7)]
    headings: list[Content] = [
        "Ref",
        "Measure",
        "Target",
        *(words for words, _ in MONTHS[:2]),
        *dates,
        "Comments",
    ]
    rows = [
        [r.code, r.name, r.target.cell, *(v.cell for v in r.values), text(r.note)] for r in table
    ]
    return Page("Tracker", [headings, *rows])


def without_codes(table: Sequence[Line]) -> Page:
    """K4: names alone, the quarter in the sheet's title."""
    headings = ["Performance Indicator", "Value", "Target", "Status", "Commentary"]
    rows = [[r.name, r.values[0].cell, r.target.cell, r.status, text(r.note)] for r in table]
    return Page("Report", [["Performance, Q1 2024/25"], headings, *rows])


def long(table: Sequence[Line]) -> Page:
    """K6: a row for each KPI and quarter."""
    headings = ["Code", "Short Name", "Period", "Value", "Target", "Status", "Note"]
    rows = [
        [r.code, r.name, quarter, value.cell, r.target.cell, r.status, text(r.note)]
        for r in table
        for quarter, value in zip(QUARTERS, r.values, strict=True)
        if value.cell is not None
    ]
    return Page("Export", [headings, *rows])


def text(note: str | None) -> Content:
    """Words in a cell, never a formula."""
    return None if note is None else Styled(note, text=True)


def as_excel(page: Page) -> Reading:
    return read_workbook(open_workbook("table.xlsx", workbook_bytes([page])), Hints())


def as_csv(page: Page) -> Reading:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([shown(cell) for cell in row] for row in page.rows)
    content = written.getvalue().encode()
    return read_workbook(open_workbook("table.csv", content), Hints())


def shown(cell: Content) -> str:
    """What Excel would write into a CSV file for a cell."""
    if not isinstance(cell, Styled):
        return "" if cell is None else str(cell)
    if isinstance(cell.value, date):
        return f"{cell.value:%b-%y}"
    if cell.number_format == "0.0%":
        return f"{Decimal(repr(cell.value)) * 100:f}%"
    return f"£{cell.value}" if cell.number_format.startswith("£") else str(cell.value)


Read = Callable[[Page], Reading]
IN_BOTH_FORMATS = pytest.mark.parametrize("read", [as_excel, as_csv])


def assert_read_back(reading: Reading, table: Sequence[Line], periods: Sequence[str]) -> None:
    """Every figure, word and target is there, no other is, and nothing waits for a decision."""
    figures = {(r.code, r.period.label): (r.value, r.state) for r in reading.rows}
    assert len(figures) == len(reading.rows)
    assert figures == {
        (row.code, period): expected_figure(typed)
        for row in table
        for period, typed in zip(periods, row.values, strict=True)
        if typed.cell is not None
    }
    aimed = {row.code: row.target.value for row in table}
    assert all(row.target == aimed[row.code] for row in reading.rows)
    waiting = [f.message for f in reading.findings if f.severity in STOPS]
    assert not waiting


STOPS = (Severity.REJECT, Severity.QUARANTINE)


def expected_figure(typed: Typed) -> tuple[float | None, str | None]:
    return (None, typed.value) if isinstance(typed.value, str) else (typed.value, None)


def assert_remarked_once(reading: Reading, table: Sequence[Line]) -> None:
    """A KPI's note stands with one of its figures, as typed; its status with the same one."""
    for line in table:
        rows = [row for row in reading.rows if row.code == line.code]
        notes = [row.note for row in rows if row.note is not None]
        assert notes == ([line.note] if line.note else [])
        statuses = [row.reported_status for row in rows if row.reported_status]
        assert statuses == ([line.status] if line.status else [])


@IN_BOTH_FORMATS
@SETTINGS
@given(lines(periods=4))
def test_quarters_across_are_read_back(read: Read, table: Sequence[Line]) -> None:
    reading = read(across(table))
    assert_read_back(reading, table, QUARTERS)
    assert_remarked_once(reading, table)


@IN_BOTH_FORMATS
@SETTINGS
@given(lines(periods=4))
def test_months_across_are_read_back(read: Read, table: Sequence[Line]) -> None:
    reading = read(months(table))
    assert_read_back(reading, table, [label for _, label in MONTHS])
    assert_remarked_once(reading, [replace(row, status=None) for row in table])


@IN_BOTH_FORMATS
@SETTINGS
@given(lines(periods=1))
def test_tables_without_codes_are_read_back(read: Read, table: Sequence[Line]) -> None:
    reading = read(without_codes(table))
    assert_read_back(reading, table, QUARTERS[:1])
    assert_remarked_once(reading, table)


@IN_BOTH_FORMATS
@SETTINGS
@given(lines(periods=4))
def test_long_tables_are_read_back(read: Read, table: Sequence[Line]) -> None:
    reading = read(long(table))
    assert_read_back(reading, table, QUARTERS)
    written = {line.code: (line.status, line.note) for line in table}
    assert all((row.reported_status, row.note) == written[row.code] for row in reading.rows)
