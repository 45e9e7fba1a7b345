"""Small KPI tables as a person types them, and what is read of their rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from loaders.accounting.cell_ledger import CellLedger
from loaders.layouts.kpi_tables.definitions import NOT_DEFINED, Definition
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock, read_body
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry, NotRead
from loaders.layouts.kpi_tables.periods_across import entries_across
from loaders.layouts.kpi_tables.sheet_context import SheetContext, sheet_context
from loaders.layouts.kpi_tables.sheet_record import SheetRecord
from loaders.tables.kpi_codes import reference_kpi_codes
from loaders.tables.sheet_tables import read_tables
from loaders.tables.table import Table
from loaders.workbook import CellValue, Sheet

Rows = Sequence[Sequence[CellValue]]
NONE_DEFINED: Mapping[str, Definition] = {}


def table_of(*rows: Sequence[CellValue], **properties: Any) -> Table:
    """The one table of a sheet of these rows."""
    (table,) = read_tables(Sheet("KPIs", rows, **properties), reference_kpi_codes())
    return table


def block_of(table: Table) -> KpiBlock:
    """The first KPI of a table."""
    return read_body(table).blocks[0]


def context_of(table: Table, definitions: Mapping[str, Definition] = NONE_DEFINED) -> SheetContext:
    return sheet_context(table.sheet, reference_kpi_codes(), {}, definitions)


def record_of(table: Table) -> SheetRecord:
    return SheetRecord(CellLedger(table.sheet), [], NotRead())


def entry_of(
    *rows: Sequence[CellValue], definition: Definition = NOT_DEFINED, **properties: Any
) -> KpiEntry:
    """What the first KPI of a table with periods across says."""
    table = table_of(*rows, **properties)
    context = context_of(table, {} if definition is NOT_DEFINED else {"SP 01": definition})
    return next(entries_across(context, table, record_of(table)))
