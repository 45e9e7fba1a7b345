from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layouts import Hints, kpi_tables
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.decimals import without_residue

HEADINGS = ["Code", "Short Name", "Period", "Value", "Target", "Status", "Note"]


def read(*rows: Sequence[CellValue]) -> Reading:
    workbook = Workbook("kpis.csv", "csv", [Sheet("kpis", rows)])
    assert kpi_tables.recognises(workbook, Hints())
    return kpi_tables.read(workbook, Hints())


def findings_of(reading: Reading) -> list[tuple[str, str, str | None]]:
    return [(f.severity.value, f.code, f.cell) for f in reading.findings]


def test_each_row_is_one_figure_with_its_target_status_and_note() -> None:
    reading = read(HEADINGS, ["SP 1", "Homes", "Q1 2019/20", "42*", 90, "OK", "On track.\nGood."])
    (row,) = reading.rows
    assert (row.code, row.name, row.period.label) == ("SP 01", "Homes", "Q1 2019/20")
    assert (row.value, row.target, row.reported_status) == (42, 90, "OK")
    assert (row.note, row.provisional, row.cell) == ("On track.\nGood.", True, "D2")


def test_targets_of_every_period_are_kept_not_only_the_latest() -> None:
    reading = read(
        HEADINGS,
        ["SP 01", "Homes", "2018/19", 80, 85, "Amber", None],
        ["SP 01", "Homes", "2019/20", "TBC", "90-95", None, None],
        ["SP 01", "Homes", "2020/21", None, 95, None, None],
    )
    figures = [(r.period.label, r.value, r.state, r.target, r.target_upper) for r in reading.rows]
    assert figures == [
        ("2018/19", 80, None, 85, None),
        ("2019/20", None, "awaited", 90, 95),
        ("2020/21", None, None, 95, None),
    ]


def test_aliases_stand_in_any_order() -> None:
    reading = read(["RAG", "Actual", "Quarter", "Financial Year", "PI Code & Short Name"],
                   ["Red", "12%", "Q2", "2019/20", "DM 02 - Applications"])  # fmt: skip
    (row,) = reading.rows
    assert (row.code, row.period.label, row.value) == ("DM 02", "Q2 2019/20", 12)
    assert row.reported_status == "Red"


def test_a_year_to_date_runs_to_the_kpis_last_quarter_in_the_file() -> None:
    reading = read(
        HEADINGS,
        ["SP 01", "Homes", "Q1 2019/20", 42, 90, None, None],
        ["SP 01", "Homes", "Q2 2019/20", 20, 90, None, None],
        ["SP 01", "Homes", "YTD 2019/20", 62, 90, None, None],
    )
    assert reading.rows[-1].period.label == "2019/20 to September"


def test_a_year_to_date_without_quarters_is_refused() -> None:
    reading = read(HEADINGS, ["SP 01", "Homes", "YTD 2019/20", 62, 90, None, None])
    assert [code for _, code, _ in findings_of(reading)] == ["no_period"]
    assert not reading.rows


@pytest.mark.parametrize("period", ["2024/05", "Q1", "soon", None])
def test_a_row_without_a_clear_period_waits_at_its_cell(period: CellValue) -> None:
    reading = read(HEADINGS, ["SP 01", "Homes", period, 42, 90, None, None])
    assert findings_of(reading) == [("quarantine", "bad_period", "C2")]
    assert not reading.rows


def test_a_bad_year_beside_the_quarter_waits() -> None:
    reading = read(["Code", "Year", "Quarter", "Value"], ["SP 01", "2019/21", "Q1", 42])
    assert [(severity, code) for severity, code, _ in findings_of(reading)] == [
        ("quarantine", "bad_period")
    ]


def test_the_other_doubts_are_those_of_every_kpi_layout() -> None:
    reading = read(
        HEADINGS,
        ["SP 01", "Homes", "Q1 2019/20", 42, 90, None, None],
        ["SP 01", "Homes", "Q1 2019/20", 43, 90, None, None],
        ["SP 01", "Homes", "Q2 2019/20", "soon", 90, None, None],
        [None, None, "Q2 2019/20", 5, 90, None, None],
    )
    assert findings_of(reading) == [
        ("quarantine", "not_a_value", "D4"),
        ("quarantine", "no_code", "D5"),
        ("quarantine", "conflict", "D2"),
        ("quarantine", "conflict", "D3"),
    ]


_FIGURES = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9))
_KEYS = st.tuples(st.integers(1, 9), st.integers(1, 4))


@given(st.dictionaries(_KEYS, _FIGURES, min_size=1), st.permutations(range(4)))
def test_any_list_reads_back_the_values_it_was_written_with(
    figures: dict[tuple[int, int], float], order: list[int]
) -> None:
    lines: list[list[CellValue]] = [
        [f"XX {n}", f"KPI {n}", f"Q{q} 2019/20", v] for (n, q), v in figures.items()
    ]
    lines.insert(0, [*HEADINGS[:4]])
    reading = read(*([line[i] for i in order] for line in lines))
    values = {(row.code, row.period.label): row.value for row in reading.rows}
    assert values == {
        (f"XX {n}", f"Q{q} 2019/20"): without_residue(v) for (n, q), v in figures.items()
    }
    assert not reading.findings


@pytest.mark.parametrize(
    ("status", "light", "expected"),
    [(None, "Green", "Green"), ("Amber", "Green", "Amber"), ("Amber", None, "Amber"),
     (" ", "Red", "Red"), (None, None, None)],
)  # fmt: skip
def test_of_two_columns_for_the_status_the_first_filled_one_counts(
    status: str | None, light: str | None, expected: str | None
) -> None:
    headings = ["Code", "Period", "Value", "Status", "Traffic Light"]
    reading = read(headings, ["SP 01", "Q1 2019/20", 42, status, light])
    assert [row.reported_status for row in reading.rows] == [expected]
    warnings = [("warn", "second_heading", "D2")] if (status, light) == ("Amber", "Green") else []
    assert findings_of(reading) == [("info", "second_heading", "E1"), *warnings]


def test_of_two_columns_for_anything_else_the_first_filled_one_counts() -> None:
    reading = read(
        ["Code", "Name", "Description", "Quarter", "Period", "Value", "Target", "Annual Target",
         "Note", "Comments", "Owner", "Lead"],
        ["SP 01", "A", "B", "Q1 2019/20", None, 42, 40, "soon", "x", "y", "C", "D"],
        ["SP 02", None, "B", None, "Q2 2019/20", 42, None, 41, None, "y", None, "D"],
    )  # fmt: skip
    figures = [(r.name, r.period.label, r.target, r.note, r.lead) for r in reading.rows]
    assert figures == [
        ("A", "Q1 2019/20", 40, "x", "C"),
        ("B", "Q2 2019/20", None, "y", "D"),
        ("B", "2019/20", 41, None, "D"),
    ]
    noticed = {
        (severity, place) for severity, _, place in findings_of(reading) if severity != "info"
    }
    assert noticed == {("quarantine", "H2")}


@pytest.mark.parametrize("headings", [("Year", "Quarter"), ("Quarter", "Year")])
def test_a_quarter_and_its_year_may_stand_in_either_order(headings: tuple[str, str]) -> None:
    typed = {"Year": "2019/20", "Quarter": "Q2"}
    reading = read(["Code", *headings, "Value"], ["SP 01", *(typed[h] for h in headings), 42])
    assert [row.period.label for row in reading.rows] == ["Q2 2019/20"]


def test_a_target_on_another_scale_than_the_value_is_found() -> None:
    reading = read(
        HEADINGS,
        ["SP 01", "Homes", "Q1 2019/20", "88%", 0.9, None, None],
        ["SP 02", "Days", "Q1 2019/20", "8 days", "90%", None, None],
    )
    assert findings_of(reading) == [
        ("quarantine", "bare_fraction", "E2"), ("quarantine", "target_unit_differs", "E3"),
    ]  # fmt: skip


def test_figures_under_an_unknown_heading_are_a_warning() -> None:
    reading = read(
        ["Code", "Period", "Value", "Ombudsman"],
        ["SP 01", "Q1 2019/20", 42, 43],
        ["SP 02", "Q1 2019/20", 42, 43],
    )
    assert findings_of(reading) == [("warn", "unknown_heading", "D1")]
