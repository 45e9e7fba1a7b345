"""Statistics by columns named by hand: areas by code or name, periods down, across or around."""

import pytest

from loaders.layouts import Hints, layout_for, layouts
from loaders.layouts import mapped_statistics as layout
from loaders.reading import FileRefused, Reading, StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.workbook import CellValue, Workbook
from metrics import period as spans
from metrics.period import Period
from tests.loaders.published_files import HARBOROUGH, Lines, figure, finding_in, made
from tests.loaders.publishers_bytes import as_csv, as_xlsx, read_in_the_child

HOMES = StatisticKey("empty-homes", "Empty homes", "number")
SHARE = StatisticKey("empty-share", "Homes that are empty", "percent")
ACROSS: Lines = [
    ["Empty homes by council"],
    [None, "Council", "Cases counted 2022", "Cases counted 2023", "Remarks"],
    [None, "Harborough", 412, "1,398", "counted in October"],
    [None, "Melton (B)", 7, "..", ""],
    [None, "Midlands North", 1, 2, ""],
    [None, "Source: councils"],
]
BY_HEADINGS = ColumnMapping(
    ("council", "cases counted 2022", "cases counted 2023", "remarks"),
    {0: Role.AREA, 1: Role.FIGURE, 2: Role.FIGURE},
    {1: HOMES, 2: HOMES},
)
DOWN = ColumnMapping(
    ("place", "when", "cases", "share"),
    {0: Role.AREA, 1: Role.PERIOD, 2: Role.FIGURE, 3: Role.FIGURE},
    {2: HOMES, 3: SHARE},
)


def read(workbook: Workbook, mapping: ColumnMapping, period: Period | None = None) -> Reading:
    hints = Hints(period, [mapping])
    chosen = layout_for(workbook, hints)
    assert chosen is not None
    assert chosen.name == layout.NAME
    return chosen.read(workbook, hints)


def figures(reading: Reading) -> list[tuple[str, str | None, str, float | None, str]]:
    return [(row.code, row.area, row.period.label, row.value, row.cell) for row in reading.rows]


def test_years_in_the_headings_are_the_periods_of_their_columns() -> None:
    reading = read(made(ACROSS), BY_HEADINGS)
    assert figures(reading) == [
        ("empty-homes", HARBOROUGH, "2022", 412, "C3"),
        ("empty-homes", HARBOROUGH, "2023", 1398, "D3"),
        ("empty-homes", "E07000133", "2022", 7, "C4"),
        ("empty-homes", "E07000133", "2023", None, "D4"),
    ]
    assert {(row.name, row.unit) for row in reading.rows} == {("Empty homes", "number")}
    assert '"Midlands North"' in finding_in(reading, "no_area").message
    assert finding_in(reading, "vintage_unknown")


def test_every_filled_cell_is_accounted_for() -> None:
    counts = read(made(ACROSS), BY_HEADINGS).counts
    assert counts["cells"] == 16
    assert counts["loaded"] + counts["quarantined"] + counts["ignored"] == 16
    assert (counts["loaded"], counts["ignored: column that is not read"]) == (6, 1)


@pytest.mark.parametrize(
    ("when", "label"),
    [
        ("2022-23", "2022/23"),
        (2022, "2022"),
        ("Q1 2024/25", "Q1 2024/25"),
        ("June 2023", "June 2023"),
        ("soon", None),
    ],
)
def test_a_column_names_the_period_of_each_line(when: CellValue, label: str | None) -> None:
    lines: Lines = [["Place", "When", "Cases", "Share"], [HARBOROUGH, when, 5, "1.5%"]]
    reading = read(made(lines), DOWN)
    if label is None:
        assert finding_in(reading, "unreadable_period").cell == "B2"
        assert not reading.rows
    else:
        assert {row.period.label for row in reading.rows} == {label}
        assert [row.value for row in reading.rows] == [5, 1.5]


def test_a_period_said_with_the_file_counts_before_its_titles() -> None:
    title = ["Empty homes, 2021/22"]
    lines: Lines = [title, ["Place", "When", "Cases", "Share"], ["Melton", "", 5]]
    mapping = ColumnMapping(DOWN.signature, {0: Role.AREA, 2: Role.FIGURE}, {2: HOMES})
    assert [row.period.label for row in read(made(lines), mapping).rows] == ["2021/22"]
    chosen = read(made(lines), mapping, spans.calendar_year(2020))
    assert [row.period.label for row in chosen.rows] == ["2020"]


def test_figures_without_a_period_are_refused_with_what_to_do() -> None:
    lines: Lines = [["Place", "When", "Cases", "Share"], ["Melton", "", 5]]
    mapping = ColumnMapping(DOWN.signature, {0: Role.AREA, 2: Role.FIGURE}, {2: HOMES})
    reading = read(made(lines), mapping)
    assert not reading.rows
    assert "2023/24" in finding_in(reading, "no_period").message


def test_code_and_name_may_stand_in_two_columns() -> None:
    lines: Lines = [["Code", "Where", "2023"], ["", "Melton", 1], ["E07000131", "?", 2]]
    roles = {0: Role.AREA, 1: Role.AREA, 2: Role.FIGURE}
    reading = read(made(lines), ColumnMapping(("code", "where", "2023"), roles, {2: HOMES}))
    assert [(row.area, row.value) for row in reading.rows] == [("E07000133", 1), (HARBOROUGH, 2)]


@pytest.mark.parametrize(
    ("shares", "number_format", "value", "is_told"),
    [([0.57, 1], None, 57, True), ([0.57, 1], "0%", 57, False), ([0.57, 1.1], None, 0.57, False)],
)
def test_shares_below_one_are_percent_and_that_is_told(
    shares: list[float],
    number_format: str | None,
    value: float,
    is_told: bool,
) -> None:
    lines: Lines = [
        ["Place", "When", "Cases", "Share"],
        ["Harborough", 2023, 1, shares[0]],
        ["Melton", 2023, 1, shares[1]],
    ]
    workbook = made(lines)
    workbook.sheets[0].formats = {(2, 4): number_format} if number_format else {}
    reading = read(workbook, DOWN)
    assert figure(reading, "empty-share", HARBOROUGH, "2023-01-01").value == value
    assert ("fractions" in {finding.code for finding in reading.findings}) == is_told


def test_a_sheet_for_each_year_is_read_by_its_name() -> None:
    lines: Lines = [["Place", "When", "Cases", "Share"], ["Harborough", "", 5]]
    mapping = ColumnMapping(DOWN.signature, {0: Role.AREA, 2: Role.FIGURE}, {2: HOMES})
    workbook = made(lines, "2021-22", more={"2022-23": lines, "Notes": [["Hello"]]})
    assert [row.period.label for row in read(workbook, mapping).rows] == ["2021/22", "2022/23"]


def test_the_child_refuses_an_unknown_layout_with_what_it_recognised() -> None:
    with pytest.raises(FileRefused) as refused:
        read_in_the_child("homes.csv", as_csv(ACROSS))
    assert refused.value.finding.code == "no_layout"
    assert "column B has 2 area names" not in str(refused.value)
    lines: Lines = [*ACROSS, ["", "Blaby", 1, 2]]
    with pytest.raises(FileRefused) as refused:
        read_in_the_child("homes.csv", as_csv(lines))
    assert "column B has 3 area names such as Harborough" in str(refused.value)
    assert "Upload page" in str(refused.value)
    assert refused.value.first_rows


def test_the_child_reads_by_what_was_said() -> None:
    content = as_xlsx({"Data": ACROSS})
    reading = read_in_the_child("homes.xlsx", content, Hints(mappings=[BY_HEADINGS]))
    assert reading.layout == layout.NAME
    assert list(reading.mapped) == [BY_HEADINGS.signature]
    assert figure(reading, "empty-homes", HARBOROUGH, "2022-01-01").value == 412


def test_columns_of_kpis_and_of_areas_are_not_mixed() -> None:
    kpis = ColumnMapping(("our ref", "we count"), {0: Role.CODE, 1: Role.VALUE})
    lines: Lines = [["Our ref", "We count"], ["SP 01", 3]]
    content = as_xlsx({"Data": ACROSS, "KPIs": lines})
    reading = read_in_the_child("both.xlsx", content, Hints(mappings=[BY_HEADINGS, kpis]))
    assert list(reading.mapped) == [BY_HEADINGS.signature]
    assert reading.layout == layout.NAME


def test_exactly_one_layout_takes_each_kind_of_mapping() -> None:
    kpis = ColumnMapping(("our ref", "we count"), {0: Role.CODE, 1: Role.VALUE})
    for mapping in (kpis, BY_HEADINGS):
        assert sum(reader.takes(mapping) for reader in layouts()) == 1
