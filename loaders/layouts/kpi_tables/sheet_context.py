"""What is known of a sheet before its KPI tables are read: periods, definitions, merges, codes."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from loaders.layouts.kpi_tables.definitions import (
    NOT_DEFINED,
    Definition,
    definition_in,
    unit_in_heading,
    unit_named,
)
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity
from loaders.parsing.normalise import squeezed
from loaders.tables.heading_cells import Merges, merged_cells
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.table import Table
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period

# `All figures in £000`, `(£000s)`.
_SCALE = re.compile(
    r"(?:.*\b(?:figures|values|amounts|costs|all|shown|expressed)\b.*\bin )?[(\[]?"
    r"(?P<scale>£\s?(?:'?000'?s?|k|m|thousands?|millions?)|thousands|millions)[)\]]?\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContext:
    """What is known around the tables of a sheet.

    `periods` has by heading row the period that a title, a name or the giver says, `definitions`
    by code what the file says of KPIs elsewhere. `merged` has the cells covered by a merge, to the
    cell that holds its value; `covered` the other way the columns under each such cell. `scale` is
    what a title says of every figure, such as thousand pounds.
    """

    sheet: Sheet
    kpi_codes: KpiCodes
    periods: Mapping[int, Period | None] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    merged: Merges = field(default_factory=dict)
    covered: Mapping[CellPlace, Set[int]] = field(default_factory=dict)
    scale: str | None = None

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
            self.kpi_codes.units.get(kpi.code),
        )


def sheet_context(
    sheet: Sheet,
    kpi_codes: KpiCodes,
    periods: Mapping[int, Period | None],
    definitions: Mapping[str, Definition],
    titles: Sequence[str] = (),
) -> SheetContext:
    """What is known of a sheet, its merged cells and the words above its tables among it."""
    merged = merged_cells(sheet)
    return SheetContext(
        sheet=sheet,
        kpi_codes=kpi_codes,
        periods=periods,
        definitions=definitions,
        merged=merged,
        covered=_covered(merged),
        scale=next(filter(None, map(_scale_in, titles)), None),
    )


def _scale_in(title: str) -> str | None:
    """The thousands or millions that a title says all figures are in; None of other titles."""
    words = _SCALE.fullmatch(squeezed(title))
    return unit_named(words["scale"].replace("'", "")) if words else None


def _covered(merged: Merges) -> Mapping[CellPlace, Set[int]]:
    covered: dict[CellPlace, set[int]] = {}
    for cell, holder in merged.items():
        covered.setdefault(holder, set()).add(cell.column)
    return covered
