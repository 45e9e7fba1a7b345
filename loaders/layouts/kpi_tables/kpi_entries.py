"""What a table says of one KPI: the figures of its row, each under a heading with a period."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from loaders.layouts.kpi_tables.definitions import NOT_DEFINED, Definition
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity
from loaders.parsing.cells import CellReading
from loaders.reading import Row
from loaders.tables.columns import Column
from loaders.tables.table import Table
from loaders.workbook import Cell
from metrics.period import Period


class DatedReading(NamedTuple):
    """What a value cell says, with its column and the period that its heading or row names."""

    column: Column
    period: Period
    reading: CellReading

    @property
    def is_figure(self) -> bool:
        """Whether the cell holds a number, and no word in its place."""
        return self.reading.value is not None


@dataclass(frozen=True, slots=True)
class NotRead:
    """Rows of which something was not read: the figure, or a target in a cell of its own."""

    figures: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)


class KpiEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a table says of one KPI: its value cells, each under the period of its heading.

    `latest_year` is the last financial year that the table has values for; `period` is that of a
    row in a list or of a table of one period, `around` what titles, names or the giver say of the
    whole table, and `scale` the thousands that a title says its figures are in; `definition` is
    what the file says of the KPI; `coloured` are the columns whose cells' colours are the status.
    `value_cells` are those that say
    something, readable or not; `unread` are those of which nobody can tell the figure, readings of
    nothing under the periods that they are for.
    """

    kpi: KpiIdentity
    table: Table
    block: KpiBlock
    latest_year: int
    readings: Sequence[DatedReading]
    period: Period | None = None
    around: Period | None = None
    scale: str | None = None
    definition: Definition = NOT_DEFINED
    coloured: Sequence[Column] = ()
    value_cells: Sequence[Cell] = ()
    unread: Sequence[DatedReading] = ()

    @property
    def figures(self) -> Sequence[DatedReading]:
        """The readings that are numbers."""
        return [reading for reading in self.readings if reading.is_figure]
