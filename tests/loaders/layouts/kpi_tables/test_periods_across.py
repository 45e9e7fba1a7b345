from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.opening import open_workbook
from loaders.layouts import Hints, kpi_tables
from loaders.reading import Reading, Row
from loaders.workbook import CellValue, Sheet, Workbook
from metrics import period as spans
from metrics.decimals import without_residue
from metrics.period import Period
from tests.shared import shared

MORAY = [
    "Cat", "Code & Name", "Target", "2016/17", "2017/18", "2018/19", "Q1 2017/18", "Q2 2017/18",
    "Q3 2017/18", "Q4 2017/18", "Q1 2018/19", "Latest Note", "Status",
]  # fmt: skip
VALUES = [None] * 3 + ["Value"] * 8
Rows = Sequence[Sequence[CellValue]]


def read(*sheets: Sheet, file: str = "kpis.xlsx", period: Period | None = None) -> Reading:
    workbook = Workbook(file, "xlsx", sheets)
    assert kpi_tables.recognises(workbook, Hints())
    return kpi_tables.read(workbook, Hints(period))


def simple(rows: Rows, **properties: object) -> Reading:
    return read(Sheet("KPIs", rows, **properties))  # type: ignore[arg-type]


def at(reading: Reading, code: str, label: str) -> Row:
    (row,) = [row for row in reading.rows if (row.code, row.period.label) == (code, label)]
    return row


def codes(reading: Reading) -> list[tuple[str, str, str | None]]:
    return [(f.severity.value, f.code, f.cell) for f in reading.findings]


def moray() -> Reading:
    rows: Rows = [
        ["Performance report, quarter to June 2018"],
        ["Corporate Services - Audit"],
        MORAY,
        VALUES,
        ["Loc", "FICT055 Percentage of Delivery of Audit Plan (cumulative)", "90%", 0.98, "97.5%",
         0.171, 0.25, "50%", "75%", "97.5%", 0.171, "On course.", "OK"],
        ["Loc", "FICT060 Reviews", "Data only", 4, 5, None, "Measured annually"],
        [None, "Corporate Services - Tax"],
        MORAY,
        VALUES,
        ["Nat", "FICT070 Cost of collection", "£1,000", "£1.2k", "£900", None, "N/A", "TBC", "(5)",
         None, "1,008*", None, "Alert"],
    ]  # fmt: skip
    formats = dict.fromkeys([(5, 4), (5, 6), (5, 7), (5, 11)], "0.0%")
    return simple(rows, formats=formats, merged=[(6, 7, 6, 10), (1, 1, 1, 13)])


def test_annual_and_quarterly_columns_read_as_their_periods_with_cells() -> None:
    row = at(moray(), "FICT055", "Q1 2017/18")
    assert (row.value, row.unit, row.cell, row.sheet) == (25.0, "percent", "G5", "KPIs")
    assert row.name == "Percentage of Delivery of Audit Plan (cumulative)"
    assert at(moray(), "FICT055", "2017/18").value == 97.5
    assert not [f for f in moray().findings if f.severity.value != "info"]


def test_a_year_whose_last_quarter_is_not_there_is_a_year_to_date() -> None:
    row = at(moray(), "FICT055", "2018/19 to June")
    assert row.period == spans.year_to_date(spans.quarter(2018, 1))
    assert row.value == 17.1


def test_the_printed_target_belongs_to_the_latest_year_only() -> None:
    reading = moray()
    targets = {r.period.label: r.target for r in reading.rows if r.code == "FICT055"}
    assert targets == {
        "2016/17": None, "2017/18": None, "2018/19 to June": 90, "Q1 2017/18": None,
        "Q2 2017/18": None, "Q3 2017/18": None, "Q4 2017/18": None, "Q1 2018/19": 90,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "targets"),
    [
        ("Measured annually", [None, 80, 80]),
        (None, [None, 80]),
        ("TBC", [None, None, 80]),
        ("82%", [None, None, 80]),
    ],
)
def test_an_annual_figure_keeps_its_target_while_no_later_one_is_due(
    now: CellValue, targets: list[float | None]
) -> None:
    rows: Rows = [
        ["Code", "Target", "2022/23", "2023/24", "2024/25", "Q1 2024/25"],
        ["SP 01", "80%", "75%", "81%", None, now],
        ["SP 02", 5, 3, 4, None, 2],
    ]
    reading = simple(rows)
    assert [row.target for row in reading.rows if row.code == "SP 01"] == targets
    assert not reading.findings


@pytest.mark.parametrize(
    ("target", "value", "code"),
    [
        ("5 days", "88%", "target_unit_differs"), ("80%", "12 days", "target_unit_differs"),
        ("5 days", "7 working days", None), ("80%", 12, "target_unit_differs"), (5, "7 days", None),
        (0.9, "88%", "bare_fraction"), ("0.85-0.9", "88%", "bare_fraction"),
        (1, "88%", "bare_fraction"), (1.01, "88%", None), (0, "88%", None),
        (0.9, "1.5%", None), (0.9, "1.51%", "bare_fraction"), ("0.9%", "88%", None),
        (0.9, 88, None), ("Data only", "88%", None),
    ],
)  # fmt: skip
def test_a_target_on_another_scale_than_the_value_is_found_and_left_out(
    target: CellValue, value: CellValue, code: str | None
) -> None:
    reading = simple([["Code", "Target", "Q1 2019/20"], ["SP 01", target, value]])
    assert codes(reading) == ([("quarantine", code, "B2")] if code else [])
    assert len(reading.rows) == 1
    for finding in reading.findings:
        assert all((finding.found, finding.expected, finding.action))
        assert reading.rows[0].target is None


def test_a_target_is_held_against_the_values_it_is_for() -> None:
    rows: Rows = [
        ["Code", "Target", "2018/19", "Q1 2019/20"],
        ["SP 01", "5 days", "40%", "7 days"],
        ["SP 02", 0.9, "88%", "TBC"],
    ]
    reading = simple(rows, formats={})
    assert codes(reading) == [("quarantine", "bare_fraction", "B3")]


def test_a_percent_format_is_the_unit_of_a_target() -> None:
    rows: Rows = [["Code", "Target", "Q1 2019/20"], ["SP 01", 0.9, 0.88]]
    reading = simple(rows, formats={(2, 2): "0%", (2, 3): "0%"})
    assert [(row.value, row.target) for row in reading.rows] == [(88, 90)]
    assert not reading.findings


def test_status_and_note_belong_to_the_latest_quarter_with_a_value() -> None:
    reading = moray()
    row = at(reading, "FICT055", "Q1 2018/19")
    assert (row.reported_status, row.note) == ("OK", "On course.")
    assert [r.cell for r in reading.rows if r.reported_status] == ["K5", "K10"]


def test_words_merged_across_quarters_speak_for_each_of_them() -> None:
    states = [(r.period.label, r.state) for r in moray().rows if r.code == "FICT060" and r.state]
    assert states == [(f"Q{n} 2017/18", "not due") for n in range(1, 5)]


def test_the_heading_block_is_read_again_for_each_section() -> None:
    figures = [(r.period.label, r.value, r.state) for r in moray().rows if r.code == "FICT070"]
    assert figures == [
        ("2016/17", 1200, None), ("2017/18", 900, None), ("Q1 2017/18", None, "not applicable"),
        ("Q2 2017/18", None, "awaited"), ("Q3 2017/18", -5, None), ("Q1 2018/19", 1008, None),
    ]  # fmt: skip
    assert at(moray(), "FICT070", "Q1 2018/19").provisional


def test_a_rolling_window_takes_its_part_year_to_the_last_quarter() -> None:
    rows: Rows = [
        ["Code & Name", "Target", "2016/17", "2017/18", "Q2 2016/17", "Q3 2016/17", "Q4 2016/17",
         "Q1 2017/18", "Q2 2017/18", "Status"],
        [None, None] + ["Value"] * 7,
        ["ENV1 - Waste", "20%", "20.2%", "17.11%", "21%", "22%", "20%", "24.4%", "13.7%", "OK"],
        ["ENV2 - Late", "20%", "20.2%", "24.4%", "21%", "22%", "20%", "24.4%", None, "Alert"],
    ]  # fmt: skip
    reading = simple(rows)
    assert at(reading, "ENV1", "2017/18 to September").value == 17.11
    assert at(reading, "ENV2", "2017/18 to June").value == 24.4
    assert at(reading, "ENV1", "2016/17").value == 20.2


@pytest.mark.parametrize(
    ("fourth", "label"),
    [
        (None, "2019/20 to December"),
        ("Not due", "2019/20 to December"),
        (40, "2019/20"),
        ("TBC", "2019/20"),
    ],
)
def test_a_year_is_whole_once_its_last_quarter_is_due(fourth: CellValue, label: str) -> None:
    rows: Rows = [
        ["Code", "Name", "2019/20", "Q1 2019/20", "Q2 2019/20", "Q3 2019/20", "Q4 2019/20"],
        ["SP 01", "Homes", 90, 42, 60, 75, fourth],
    ]
    assert at(simple(rows), "SP 01", label).value == 90


def test_columns_may_stand_in_any_order_with_values_and_targets_in_pairs() -> None:
    rows: Rows = [
        ["Status", "Q1 2019/20", None, "Description", "Q2 2019/20", None, "Ref"],
        [None, "Target", "Value", None, "Value", "Target", None],
        ["Green", 40, 42, "Homes", 20, 45, "SP 01"],
    ]
    for merged in ([(1, 2, 1, 3), (1, 5, 1, 6)], []):
        reading = simple(rows, merged=merged)
        figures = [(r.period.label, r.value, r.target, r.reported_status) for r in reading.rows]
        assert figures == [("Q1 2019/20", 42, 40, None), ("Q2 2019/20", 20, 45, "Green")]


def test_a_target_that_names_a_year_belongs_to_that_year() -> None:
    rows: Rows = [
        ["Code", "Name", "2018/19 Target", "Annual Target 2019/20", "Q4 2018/19", "Q1 2019/20"],
        ["SP 01", "Homes", 80, 90, 20, 42],
    ]
    assert [(row.period.label, row.value, row.target) for row in simple(rows).rows] == [
        ("Q4 2018/19", 20, None),
        ("Q1 2019/20", 42, None),
        ("2018/19", None, 80),
        ("2019/20", None, 90),
    ]


def test_bare_quarters_take_the_year_from_a_title_a_sheet_a_file_or_the_giver() -> None:
    rows: Rows = [["Code", "Name", "Q1", "Q2"], ["SP 01", "Homes", 42, 60]]
    labels = ["Q1 2019/20", "Q2 2019/20"]
    titled = read(Sheet("KPIs", [["KPIs 2019/20"], *rows]))
    named = read(Sheet("2019-20", rows))
    filed = read(Sheet("KPIs", rows), file="kpis_2019-20.xlsx")
    given_ = read(Sheet("KPIs", rows), period=spans.quarter(2019, 2))
    for reading in (titled, named, filed, given_):
        assert [r.period.label for r in reading.rows] == labels


def test_bare_quarters_without_a_year_are_refused() -> None:
    reading = simple([["Code", "Name", "Q1"], ["SP 01", "Homes", 42]])
    assert codes(reading) == [("reject", "bad_period", "C1")]
    assert not reading.rows


def test_quarters_under_a_merged_year_belong_to_it() -> None:
    rows: Rows = [
        [None, None, "2019/20", None, "2020/21", None],
        ["Code", "Name", "Q3", "Q4", "Q1", "Q2"],
        ["SP 01", "Homes", 1, 2, 3, 4],
    ]
    reading = simple(rows, merged=[(1, 3, 1, 4), (1, 5, 1, 6)])
    assert [(r.period.label, r.value) for r in reading.rows] == [
        ("Q3 2019/20", 1), ("Q4 2019/20", 2), ("Q1 2020/21", 3), ("Q2 2020/21", 4),
    ]  # fmt: skip


def test_a_table_without_codes_takes_its_quarter_from_the_heading_above() -> None:
    rows: Rows = [
        [None, "Q1 2020/21", None, None, None],
        ["Performance Indicator", "Value", "Target", "Status", "Short Trend (Last Quarter)"],
        ["Households prevented from becoming homeless", "54.3%*", "60%", None, None],
    ]
    row = simple(rows, merged=[(1, 2, 1, 5)], fills={(3, 4): "C00000"}).rows[0]
    assert (row.code, row.value, row.target) == (row.name, 54.3, 60)
    assert (row.period.label, row.provisional) == ("Q1 2020/21", True)
    assert row.reported_status == "Red"


def test_codes_are_spelled_as_the_plan_spells_them() -> None:
    rows: Rows = [
        ["KPI", "Q1 2024/25"],
        ["cp hw 3 - Sports", 1], ["CSS 10 number of emails", 2], ["PM TP 10-12 - Emissions", 3],
        ["HR 03.1 Days", 4], ["CP 01.1 Violence", 5], ["CO2 emissions", 6],
    ]  # fmt: skip
    assert [row.code for row in simple(rows).rows] == [
        "CP HW 03", "CCS 10", "PM TP 10-12", "HR 03.1", "CP 01.1", "CO2 emissions",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "severity", "code"),
    [
        ("soon", "quarantine", "not_a_value"),
        (date(2019, 4, 1), "quarantine", "not_a_value"),
        ("#REF!", "quarantine", "error_cell"),
    ],
)
def test_a_cell_that_holds_no_figure_is_found_where_it_stands(
    cell: CellValue, severity: str, code: str
) -> None:
    reading = simple([["Code", "Name", "Q1 2019/20"], ["SP 01", "Homes", cell]])
    assert codes(reading) == [(severity, code, "C2")]
    assert not reading.rows
    finding = reading.findings[0]
    assert finding.sheet == "KPIs"
    assert all((finding.found, finding.expected, finding.action))


def test_a_formula_never_calculated_is_found() -> None:
    rows: Rows = [["Code", "Name", "Q1 2019/20"], ["SP 01", "Homes", None]]
    reading = simple(rows, formulas=frozenset({(2, 3)}))
    assert codes(reading) == [("quarantine", "formula_not_calculated", "C2")]


@pytest.mark.parametrize("typed", ["2024/05", "Q1 2024/05", "Quarter 1 2024/05"])
def test_a_year_that_is_none_is_refused_with_its_sentence(typed: str) -> None:
    reading = simple([["Code", "Name", typed, "2023/24"], ["SP 01", "Homes", 90, 80]])
    assert codes(reading) == [("reject", "bad_period", "C1")]
    assert '"2024/05" is not a financial year; write 2024/25' in reading.findings[0].message


def test_a_slip_in_the_quarter_above_value_and_target_is_refused_where_it_stands() -> None:
    rows: Rows = [
        ["KPIs, Quarter 2 2024/25"],
        [None, "Q1 2024/05", None],
        ["Code", "Value", "Target"],
        ["SP 01", 42, 40],
    ]
    workbook = Workbook("kpis.xlsx", "xlsx", [Sheet("KPIs", rows, merged=[(2, 2, 2, 3)])])
    reading = kpi_tables.read(workbook, Hints(None))
    assert codes(reading) == [("reject", "bad_period", "B2")]
    assert not reading.rows


@pytest.mark.parametrize(
    ("below", "severity"),
    [([7, 8], "warn"), (["7%", 8], "warn"), ([7, None], "info"), (["Yes", "No"], "info")],
)
def test_an_unknown_heading_is_a_warning_where_two_figures_stand_below_it(
    below: Sequence[CellValue], severity: str
) -> None:
    rows: Rows = [
        ["Code", "Q1 2019/20", "Ombudsman"],
        ["SP 01", 42, below[0]],
        ["SP 02", 1, below[1]],
    ]
    assert codes(simple(rows)) == [(severity, "unknown_heading", "C1")]


def test_rows_that_disagree_about_one_figure_wait() -> None:
    rows: Rows = [["Code", "Name", "Q1 2019/20"], ["SP 01", "Homes", 42], ["SP 1", "Homes", 43]]
    reading = simple(rows)
    assert codes(reading) == [
        ("quarantine", "conflict", "C2"),
        ("quarantine", "conflict", "C3"),
    ]
    assert "42 in sheet KPIs, cell C2" in reading.findings[1].message


def test_rows_that_agree_fill_each_other_and_a_figure_stands_over_awaited() -> None:
    reading = read(
        Sheet("1", [["Code", "Target", "Q1 2019/20", "Q2 2019/20"], ["SP 01", 90, 42, "TBC"]]),
        Sheet("2", [["Code", "Q1 2019/20", "Q2 2019/20"], ["SP 01", 42, 60]]),
    )
    figures = [(r.value, r.state, r.target) for r in reading.rows]
    assert figures == [(42, None, 90), (60, None, 90)]
    assert not reading.findings


def test_doubled_headings_are_refused_and_unknown_ones_only_mentioned() -> None:
    rows: Rows = [
        ["Code", "Name", "Q1 2019/20", "Q1 2019/20", "Colour"],
        ["SP 01", "Homes", 42, 43, "blue"],
    ]
    assert codes(simple(rows)) == [
        ("info", "unknown_heading", "E1"),
        ("reject", "duplicate_heading", "D1"),
    ]


def test_a_figure_without_a_kpi_is_found() -> None:
    rows: Rows = [["Code", "Name", "Q1 2019/20"], ["SP 01", "Homes", 42], [None, None, 7]]
    assert codes(simple(rows)) == [("quarantine", "no_code", "C3")]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 12, 10), "PM TP 10-12"), (date(2026, 10, 12), "PM TP 10-12"),
     (date(2026, 3, 1), "LL TPI 01/03"), (date(2026, 5, 9), "a code such as")],
)  # fmt: skip
def test_a_code_that_excel_turned_into_a_date_is_found_with_what_it_may_have_been(
    day: date, code: str
) -> None:
    reading = simple([["Code", "Name", "Q1 2024/25"], [day, "Emissions", 42]])
    assert codes(reading) == [("quarantine", "code_is_a_date", "A2")]
    assert code in (reading.findings[0].expected or "")


def test_hidden_rows_and_columns_are_read_and_hidden_sheets_are_not_and_all_are_said() -> None:
    rows: Rows = [["Code", "Name", "Q1 2019/20"], ["SP 01", "Homes", 42]]
    partly_hidden = Sheet("A", rows, hidden_rows=frozenset({2}), hidden_columns=frozenset({3, 9}))
    reading = read(partly_hidden, Sheet("B", rows, visible=False))
    assert [r.sheet for r in reading.rows] == ["A"]
    assert [(f.code, f.sheet) for f in reading.findings] == [
        ("hidden_rows", "A"), ("hidden_columns", "A"), ("hidden_sheet", "B"),
    ]  # fmt: skip


def test_a_sheet_without_a_table_is_passed_over_and_said() -> None:
    rows: Rows = [["Code", "Name", "Q1 2019/20"], ["SP 01", "Homes", 42]]
    reading = read(Sheet("Cover", [["Report"]]), Sheet("Empty", []), Sheet("KPIs", rows))
    assert [(f.code, f.sheet) for f in reading.findings] == [
        ("sheet_not_read", "Cover"), ("sheet_not_read", "Empty"),
    ]  # fmt: skip
    assert len(reading.rows) == 1


def test_one_figure_merged_across_quarters_is_found() -> None:
    rows: Rows = [["Code", "Q1 2019/20", "Q2 2019/20"], ["SP 01", 42, None]]
    assert codes(simple(rows, merged=[(2, 2, 2, 3)])) == [("quarantine", "not_a_value", "B2")]


def test_lists_of_areas_are_no_kpi_tables() -> None:
    rows: Rows = [["Code", "Name", "2016/17"], ["E07000131", "Harborough", 42]]
    assert not kpi_tables.recognises(Workbook("stats.xlsx", "xlsx", [Sheet("S", rows)]), Hints())


def test_another_districts_real_kpis_are_read_for_the_quarter_that_the_giver_names() -> None:
    path = shared("published/kpi/hart-district-council-kpis-2014.csv")
    reading = read(
        *open_workbook(path.name, path.read_bytes()).sheets, period=spans.quarter(2014, 2)
    )
    row = at(reading, "CS02a", "Q2 2014/15")
    assert (row.value, row.target, row.reported_status) == (77.4, 80, "la")
    assert len(reading.rows) >= 40


_FIGURES = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9))
_TABLES = st.lists(st.lists(_FIGURES, min_size=3, max_size=3), min_size=1, max_size=6)


@given(_TABLES, st.permutations(range(5)))
def test_any_table_reads_back_the_values_it_was_written_with(
    figures: list[list[float | None]], order: list[int]
) -> None:
    headings: list[CellValue] = ["Code", "Short Name", "Q1 2019/20", "Q2 2019/20", "April 2021"]
    lines: list[list[CellValue]] = [
        [f"XX {n}", f"KPI {n}", *values] for n, values in enumerate(figures)
    ]
    rows: Rows = [[line[i] for i in order] for line in [headings, *lines]]
    reading = simple(rows)
    values = {(row.code, row.period.label): row.value for row in reading.rows}
    assert values == {
        (f"XX {n}", str(label)): without_residue(float(value))
        for n, values in enumerate(figures)
        for label, value in zip(headings[2:], values, strict=True)
        if value is not None
    }
    assert not reading.findings


@pytest.mark.parametrize(
    "rows",
    [
        [[None, None, None, "see below"], ["Moved to the next quarter, as agreed."]],
        [["SP 01", "Homes", None, None], ["Moved to the next quarter, as agreed."]],
        [[None, "Target", None, 5], [None, "Target", 4, None]],
        [["10-12", None, 5, 6], ["Moved to the next quarter, as agreed."]],
        [["Total", None, 5, 6], ["Key: green, amber"], ["a) part", None, None, "x", "y"]],
    ],
)
def test_every_cell_is_accounted_for_whatever_stands_in_the_rows(rows: Rows) -> None:
    counts = simple([["Code", "Name", "Target", "Q1 2024/25"], *rows]).counts
    assert counts["cells"] == counts["loaded"] + counts["quarantined"] + counts["ignored"]
