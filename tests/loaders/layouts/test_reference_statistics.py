"""Statistics carried over: a table of earlier versions, and lines wrong in one cell each."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints
from loaders.layouts import reference_statistics as layout
from loaders.reading import Reading
from loaders.workbook import Sheet, Workbook
from metrics.period import Period, PeriodKind
from metrics.status import State

PLAIN = {
    "code": "population",
    "area": "E07000131",
    "period_kind": "instant",
    "period_start": "2022-06-30",
    "period_end": "2022-06-30",
    "value": "100481",
    "state": "",
    "lower": "",
    "upper": "",
    "status_note": "",
    "vintage": "2024-03-26",
    "source_file": "mye22final.xlsx",
}


def table(lines: Sequence[dict[str, str]]) -> Workbook:
    rows = [list(layout.COLUMNS), *([line[name] for name in layout.COLUMNS] for line in lines)]
    return Workbook("table.csv", "csv", [Sheet("table", rows)])


def read_line(**cells: str) -> Reading:
    return layout.read(table([PLAIN | cells]), Hints())


def test_a_table_of_an_earlier_version_reads_without_a_finding_every_line_a_row() -> None:
    lines = [PLAIN, PLAIN | {"area": "E92000001", "value": "", "state": "suppressed"}]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, layout.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    workbook = open_workbook("statistic_values.csv", text.getvalue().encode())

    assert layout.recognises(workbook, Hints())
    reading = layout.read(workbook, Hints())

    assert not reading.findings
    assert reading.counts["rows"] == len(lines)
    for number, (row, line) in enumerate(zip(reading.rows, lines, strict=True), 2):
        assert row.cell == f"F{number}"
        assert (row.code, row.area) == (line["code"], line["area"])
        assert row.value == (float(line["value"]) if line["value"] else None)
        assert (row.state or "") == line["state"]


@pytest.mark.parametrize(
    ("cells", "note", "is_provisional"),
    [
        ({}, "mye22final.xlsx", False),
        ({"status_note": "provisional"}, "provisional; mye22final.xlsx", True),
        ({"status_note": "revised", "source_file": ""}, "revised", False),
        ({"source_file": ""}, None, False),
    ],
)
def test_the_note_holds_status_and_source_file(
    cells: dict[str, str],
    note: str | None,
    is_provisional: bool,
) -> None:
    (row,) = read_line(**cells).rows
    assert (row.note, row.provisional) == (note, is_provisional)
    assert row.vintage == date(2024, 3, 26)
    assert row.value == 100481


def test_a_state_stands_in_place_of_a_value() -> None:
    (row,) = read_line(value="", state="suppressed").rows
    assert (row.value, row.state) == (None, "suppressed")


@pytest.mark.parametrize(
    ("column", "text", "cell"),
    [
        ("code", "", "A2"),
        ("area", "Harborough", "B2"),
        ("period_kind", "year", "C2"),
        ("period_start", "2022-06-31", "D2"),
        ("period_start", "2022-07-01", "D2"),
        ("period_end", "30/06/2022", "D2"),
        ("value", "100,481", "F2"),
        ("lower", "low", "H2"),
        ("upper", "nan", "I2"),
        ("state", "gone", "G2"),
        ("state", "suppressed", "G2"),
        ("value", "", "G2"),
        ("vintage", "March 2024", "K2"),
    ],
)
def test_a_bad_cell_is_named_and_its_line_left_out(column: str, text: str, cell: str) -> None:
    reading = read_line(**{column: text})
    (finding,) = reading.findings
    assert not reading.rows
    assert (finding.severity, finding.code) == (Severity.QUARANTINE, "bad_cell")
    assert (finding.sheet, finding.cell) == ("table", cell)
    assert finding.message.startswith(f"Sheet table, cell {cell}: ")
    assert finding.expected


def test_two_lines_that_disagree_are_named_and_neither_is_kept() -> None:
    reading = layout.read(table([PLAIN, PLAIN | {"value": "97700"}]), Hints())
    (finding,) = reading.findings
    assert not reading.rows
    assert (finding.code, finding.cell) == ("lines_disagree", "F3")


@pytest.mark.parametrize(
    "headings",
    [
        layout.COLUMNS[:-1],
        layout.COLUMNS[::-1],
        ("code", "name", "kind", "parent"),
        (),
    ],
)
def test_other_tables_are_not_recognised(headings: Sequence[str]) -> None:
    assert not layout.recognises(Workbook("t.csv", "csv", [Sheet("t", [list(headings)])]), Hints())


DAYS = st.tuples(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 4000)).map(
    lambda span: (span[0], date.fromordinal(span[0].toordinal() + span[1]))
)


@given(
    figures=st.dictionaries(
        st.tuples(
            st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True),
            st.from_regex(r"[EKNSW]\d{8}", fullmatch=True),
            st.sampled_from(PeriodKind),
            DAYS,
        ),
        st.floats(-1e12, 1e12) | st.sampled_from([State(state) for state in sorted(layout.STATES)]),
        max_size=12,
    )
)
def test_any_table_written_in_the_layout_reads_back(
    figures: dict[tuple[str, str, PeriodKind, tuple[date, date]], float | State],
) -> None:
    written = [
        PLAIN
        | {
            "code": code,
            "area": area,
            "period_kind": kind.value,
            "period_start": span[0].isoformat(),
            "period_end": span[1].isoformat(),
            "value": "" if isinstance(figure, State) else repr(figure),
            "state": figure.value if isinstance(figure, State) else "",
        }
        for (code, area, kind, span), figure in figures.items()
    ]
    reading = layout.read(table(written), Hints())
    assert not reading.findings
    read_back = {
        (row.code, row.area, row.period): row.state if row.value is None else row.value
        for row in reading.rows
    }
    assert read_back == {
        (code, area, Period(*span, kind)): figure
        for (code, area, kind, span), figure in figures.items()
    }
