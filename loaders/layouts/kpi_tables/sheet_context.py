"""What is known of a sheet before its KPI tables are read: periods, definitions, merges, codes."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from loaders.layouts.kpi_tables.definitions import (
    NOT_DEFINED,
    Definition,
    definition_in,
    unit_in_heading,
)
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity
from loaders.tables.heading_block import Merges, merged_cells
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.table import Table
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContext:
    """What is known around the tables of a sheet.

    `periods` has by heading row the period that a title, a name or the giver says, `definitions`
    by code what the file says of KPIs elsewhere. `merged` has the cells covered by a merge, to the
    cell that holds its value; `covered` the other way the columns under each such cell.
    """

    sheet: Sheet
    kpi_codes: KpiCodes
    periods: Mapping[int, Period | None] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    merged: Merges = field(default_factory=dict)
    covered: Mapping[CellPlace, Set[int]] = field(default_factory=dict)

    def period_around(self, table: Table) -> Period | None:
        """The period of the figures whose headings name none."""
        return self.periods.get(table.heading_row)

    def definition_of(self, table: Table, block: KpiBlock, kpi: KpiIdentity) -> Definition:
        """What the row says of its KPI, and where it does not what the file says elsewhere."""
        in_row = definition_in(table, block.name_row)
        elsewhere = self.definitions.get(kpi.code, NOT_DEFINED)
        return Definition(
            in_row.unit or unit_in_heading(kpi.name or "") or elsewhere.unit,
            in_row.polarity or elsewhere.polarity,
            in_row.year_start or elsewhere.year_start,
        )


def sheet_context(
    sheet: Sheet,
    kpi_codes: KpiCodes,
    periods: Mapping[int, Period | None],
    definitions: Mapping[str, Definition],
) -> SheetContext:
    """What is known of a sheet, its merged cells among it."""
    merged = merged_cells(sheet)
    return SheetContext(
        sheet=sheet,
        kpi_codes=kpi_codes,
        periods=periods,
        definitions=definitions,
        merged=merged,
        covered=_covered(merged),
    )


def _covered(merged: Merges) -> Mapping[CellPlace, Set[int]]:
    covered: dict[CellPlace, set[int]] = {}
    for cell, holder in merged.items():
        covered.setdefault(holder, set()).add(cell.column)
    return covered
