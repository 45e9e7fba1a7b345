from collections.abc import Sequence

from loaders.layouts.kpi_tables.kpi_blocks import read_body
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity
from loaders.layouts.kpi_tables.sheet_record import SheetRecord
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import reference_kpi_codes
from loaders.tables.table import Table
from loaders.workbook import CellValue
from metrics.period import quarter
from tests.loaders.layouts.kpi_tables.kpi_sheets import block_of, record_of, table_of

CODES = reference_kpi_codes()
HOMES = KpiIdentity("SP 01", "Homes")
HEADINGS = ["Code", "Name", "Q1 2024/25", "Note"]


def outcomes(record: SheetRecord, row: int) -> list[str]:
    return [outcome for (r, _), outcome in sorted(record.ledger.cell_outcomes.items()) if r == row]


def table_and_record(*rows: Sequence[CellValue]) -> tuple[Table, SheetRecord]:
    table = table_of(*rows)
    return table, record_of(table)


def test_a_row_without_a_kpi_waits_where_it_has_a_figure_and_is_left_where_it_has_none() -> None:
    table, record = table_and_record(HEADINGS, [None, None, 42, None])
    assert record.kpi_of(table, block_of(table), CODES, [3]) is None
    assert [(finding.code, finding.cell) for finding in record.findings] == [("no_code", "C2")]
    assert outcomes(record, 2) == ["quarantined"]

    without = record_of(table)
    assert without.kpi_of(table, block_of(table), CODES, []) is None
    assert (without.findings, outcomes(without, 2)) == ([], ["row without a figure"])


def test_a_row_with_a_kpi_is_left_to_whoever_reads_it() -> None:
    table, record = table_and_record(HEADINGS, ["SP 01", "Homes", 42, None])
    assert record.kpi_of(table, block_of(table), CODES, [3]) == HOMES
    assert (record.findings, record.ledger.cell_outcomes) == ([], {})


def test_headings_are_accounted_for_and_say_what_columns_were_read_as() -> None:
    table, record = table_and_record(HEADINGS, ["SP 01", "Homes", 42, None])
    record.add_headings(table)
    (value,) = table.columns_of(Role.VALUE)
    record.add_periods(table, [(value, quarter(2024, 1))])
    assert outcomes(record, 1) == ["heading"] * 4
    assert record.ledger.read_as[1][3] == "Value for Q1 2024/25"


def test_cells_of_a_kpi_are_loaded_or_say_why_not() -> None:
    table, record = table_and_record(
        [*HEADINGS, "Frequency", "Ombudsman"], ["SP 01", "Homes", 42, "x", "Monthly", 3, "beside"]
    )
    block = block_of(table)
    record.add_block(table, block, [cell for cell in table.cells(2) if cell.column == 3])
    assert outcomes(record, 2) == [
        *["loaded"] * 4, "column that is not kept", "column with an unknown heading",
        "column without a heading",
    ]  # fmt: skip


def test_rows_that_belong_to_no_kpi_have_their_reasons() -> None:
    table, record = table_and_record(
        HEADINGS, ["SP 01", "Homes", 42, None], ["Housing"], [None, "Total", 42, None]
    )
    record.leave_rows(table, read_body(table))
    assert outcomes(record, 3) == ["words between the rows"]
    assert outcomes(record, 4) == ["total"] * 2
    assert [(finding.code, finding.cell) for finding in record.findings] == [("total", "B4")]


def test_a_column_that_is_left_gives_its_cells_below_the_headings() -> None:
    table, record = table_and_record(HEADINGS, ["SP 01", "Homes", 42, "x"], ["SP 02", "B", 4, None])
    (note,) = table.columns_of(Role.NOTE)
    assert [cell.value for cell in record.leave_column(table, note, "not wanted")] == ["x"]
    assert outcomes(record, 2) == ["not wanted"]


def test_a_remark_about_a_kpi_without_a_figure_is_a_warning_at_it() -> None:
    table, record = table_and_record(HEADINGS, ["SP 01", "Homes", None, "Late"])
    record.leave_without_figure(table, block_of(table), HOMES)
    record.tell_others(table)
    assert [(finding.code, finding.cell) for finding in record.findings] == [("no_figure", "D2")]
    assert outcomes(record, 2) == ["row without a figure"] * 3


def test_a_kpi_without_a_figure_or_remark_is_no_finding() -> None:
    table, record = table_and_record(
        ["Code", "Period", "Value", "Note"], ["SP 01", "Q1 2024/25", None, None]
    )
    record.leave_without_figure(table, block_of(table), HOMES)
    assert (record.findings, outcomes(record, 2)) == ([], ["row without a figure"] * 2)
