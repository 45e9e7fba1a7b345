from collections.abc import Sequence

import pytest

from loaders.layouts import Hints, kpi_tables
from loaders.reading import Reading, StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import kpi_codes_of
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.period import financial_year

NEW = [{"code": "NEW 01", "name": "Something new", "members": "", "aliases": "N 1"}]
KNOWS_NEW = Hints(kpi_codes=kpi_codes_of(NEW))


def workbook(*rows: Sequence[CellValue], name: str = "KPIs") -> Workbook:
    return Workbook("kpis.xlsx", "xlsx", [Sheet(name, rows)])


def read(book: Workbook, hints: Hints) -> Reading:
    assert kpi_tables.recognises(book, hints)
    return kpi_tables.read(book, hints)


def test_kpis_of_the_hints_are_known_by_alias_and_those_of_other_plans_are_not() -> None:
    book = workbook(["Code", "Q1 2024/25"], ["N 1", 42], ["SP 1", 43])
    assert [row.code for row in read(book, KNOWS_NEW).rows] == ["NEW 01", "SP 1"]
    assert [row.code for row in read(book, Hints()).rows] == ["N 1", "SP 01"]


def test_a_column_without_a_heading_is_one_of_kpis_where_their_names_stand_in_it() -> None:
    book = workbook([None, "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"], ["Something new", 1, 2, 3])
    assert {row.code for row in read(book, KNOWS_NEW).rows} == {"NEW 01"}
    assert not kpi_tables.recognises(book, Hints())


def test_a_sheet_named_for_its_targets_has_targets_where_values_would_be() -> None:
    book = workbook(["Code", "2024/25"], ["SP 01", 40], name="KPI targets")
    assert [(row.value, row.target) for row in read(book, Hints()).rows] == [(None, 40)]


def test_a_table_of_another_kind_is_told_and_not_read() -> None:
    book = workbook(
        ["Code", "2024/25"], ["SP 01", 40], [], ["Key Activities", "Progress"], ["KA.01.01", "x"]
    )
    reading = read(book, Hints())
    assert [(f.code, f.cell) for f in reading.findings] == [("table_not_read", "A4")]
    assert reading.counts["ignored: in a table of another kind"] == 4


def test_definitions_on_another_sheet_give_the_units() -> None:
    sheets = [
        Sheet("Definitions", [["Code", "Data Type"], ["SP 01", "Days"]]),
        Sheet("KPIs", [["Code", "2024/25"], ["SP 01", 40]]),
    ]
    reading = kpi_tables.read(Workbook("kpis.xlsx", "xlsx", sheets), Hints())
    assert [(row.value, row.unit) for row in reading.rows] == [(40, "days")]
    assert reading.counts["ignored: definition of a KPI"] == 2


@pytest.mark.parametrize(("file_format", "codes"), [("xlsx", ["numbers_as_text"]), ("csv", [])])
def test_in_a_table_of_text_every_number_is_text_and_that_is_no_news(
    file_format: str, codes: list[str]
) -> None:
    sheet = Sheet("KPIs", [["Code", "2024/25"], ["SP 01", "40"]])
    reading = kpi_tables.read(Workbook("kpis", file_format, [sheet]), Hints())
    assert [finding.code for finding in reading.findings] == codes
    assert [(row.value, row.period) for row in reading.rows] == [(40, financial_year(2024))]


def test_columns_named_by_hand_are_its_own_unless_they_are_of_areas() -> None:
    homes = StatisticKey("homes", "Homes", "number")
    assert kpi_tables.takes(ColumnMapping(("a", "b"), {0: Role.CODE, 1: Role.VALUE}))
    of_areas = ColumnMapping(("a", "b"), {0: Role.AREA, 1: Role.FIGURE}, {1: homes})
    assert not kpi_tables.takes(of_areas)


ERRORS = ("#VALUE!", "#NAME?", "#REF!", " #VALUE! ")


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_no_heading(error: str) -> None:
    reading = read(workbook(["Code", "2024/25", error], ["SP 01", 40, 41]), Hints())
    assert [(row.code, row.value) for row in reading.rows] == [("SP 01", 40)]
    assert [(f.severity, f.code, f.cell) for f in reading.findings] == [
        ("warn", "unknown_heading", "C1")
    ]
    assert not kpi_tables.recognises(workbook(["Code", error], ["SP 01", 40]), Hints())


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_on_another_sheet_refuses_nothing(error: str) -> None:
    kpis = Sheet("KPIs", [["Code", "2024/25"], ["SP 01", 40]])
    other = Sheet("Sums", [["Name", error, error, "Value"], ["x", error, 1, 2], [error, error]])
    reading = read(Workbook("kpis.xlsx", "xlsx", [kpis, other]), Hints())
    assert [(row.sheet, row.value) for row in reading.rows if row.sheet == "KPIs"] == [("KPIs", 40)]
    assert "duplicate_heading" not in {finding.code for finding in reading.findings}


DOUBLED = Sheet("List", [["Key Activities", "Progress", "Progress", "2024/05"], ["KA 1", "x", "y"]])


def test_a_sheet_that_is_not_read_refuses_nothing() -> None:
    kpis = Sheet("KPIs", [["Code", "2024/25"], ["SP 01", 40]])
    reading = read(Workbook("kpis.xlsx", "xlsx", [kpis, DOUBLED]), Hints())
    assert [(f.severity, f.code, f.sheet) for f in reading.findings] == [
        ("info", "sheet_not_read", "List"),
        ("info", "table_not_read", "List"),
    ]
    alone = kpi_tables.read(Workbook("kpis.xlsx", "xlsx", [DOUBLED]), Hints())
    assert "reject" in {finding.severity for finding in alone.findings}


def test_a_sheet_of_kpis_whose_headings_are_in_doubt_is_refused_beside_another() -> None:
    kpis = Sheet("KPIs", [["Code", "2024/25"], ["SP 01", 40]])
    slip = Sheet("Slip", [["Code", "2024/05"], ["SP 02", 41]])
    reading = read(Workbook("kpis.xlsx", "xlsx", [kpis, slip]), Hints())
    assert [(f.severity, f.sheet) for f in reading.findings] == [("reject", "Slip")]
