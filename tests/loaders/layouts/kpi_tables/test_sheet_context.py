from loaders.layouts.kpi_tables.definitions import Definition
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity
from loaders.layouts.kpi_tables.sheet_context import sheet_context
from loaders.tables.kpi_codes import reference_kpi_codes
from metrics.period import quarter
from metrics.status import Polarity
from tests.loaders.layouts.kpi_tables.kpi_sheets import Rows, block_of, context_of, table_of

HOMES = KpiIdentity("SP 01", "Homes")


def test_the_period_around_a_table_is_that_of_its_heading_row() -> None:
    table = table_of(["A title"], ["Code", "Value", "Target"], ["SP 01", 42, 40])
    periods = {1: quarter(2023, 1), 2: quarter(2024, 1)}
    context = sheet_context(table.sheet, reference_kpi_codes(), periods, {})
    assert context.period_around(table) == quarter(2024, 1)
    assert context_of(table).period_around(table) is None


def test_merged_cells_are_known_from_both_ends() -> None:
    rows: Rows = [["Code", "Q1 2024/25", "Q2 2024/25"], ["SP 01", "Measured annually", None]]
    table = table_of(*rows, merged=[(2, 2, 2, 3)])
    context = context_of(table)
    assert (context.merged, context.covered) == ({(2, 3): (2, 2)}, {(2, 2): {3}})


def test_a_row_says_more_of_its_kpi_than_the_file_does_elsewhere() -> None:
    table = table_of(["Code", "Unit", "Q1 2024/25"], ["SP 01", "Days", 42], ["SP 02", None, 42])
    elsewhere = Definition("percent", Polarity.MAXIMISE, 1)
    context = context_of(table, {"SP 01": elsewhere})
    assert context.definition_of(table, block_of(table), HOMES) == Definition(
        "days", Polarity.MAXIMISE, 1, planned="number"
    )
    other = KpiIdentity("SP 02", "Homes (£)")
    assert context.definition_of(table, block_of(table), other).unit == "days"


def test_the_unit_behind_a_kpis_name_counts_before_the_files() -> None:
    table = table_of(["Code", "Q1 2024/25"], ["SP 01", 42])
    context = context_of(table, {"SP 01": Definition("percent")})
    block, spent = block_of(table), KpiIdentity("SP 01", "Spent (£)")
    assert context.definition_of(table, block, spent).unit == "pounds"
    assert context.definition_of(table, block, HOMES).unit == "percent"
