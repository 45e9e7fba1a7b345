"""A table of downloads with its rows: as cells, as CSV, and with what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from data.records import Record, records
from loaders.tables.download_headings import (
    CONFIDENTIAL,
    NO,
    NOT_AVAILABLE,
    NOTHING,
    SHORTHAND,
    YES,
    DownloadTable,
)
from metrics.status import State
from reports.data_table import ColumnKind, DataColumn, DataTable
from reports.table_files import as_csv

_DAYS = frozenset(("period_start", "period_end", "vintage", "published_at"))
_YES_OR_NO = frozenset(("provisional", "illustrative"))
_WHOLE = frozenset(("upload", "position"))
_NUMBERS = frozenset(("value", "target", "target_upper", "lower", "upper"))
# What programs are told that a column holds; the others hold text.
_KINDS = {
    **dict.fromkeys(_DAYS, ColumnKind.DAY),
    **dict.fromkeys(_YES_OR_NO, ColumnKind.BOOLEAN),
    **dict.fromkeys(_WHOLE, ColumnKind.WHOLE),
    **dict.fromkeys(_NUMBERS, ColumnKind.NUMBER),
}
CellContent = str | int | float


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table with its rows, whose columns are roles of its headings; `about` is one sentence."""

    table: DownloadTable
    rows: pd.DataFrame
    about: str


def table_csv(filled: FilledTable) -> bytes:
    """The table as CSV, cell by cell as in the workbook."""
    headings = list(filled.table.headings.values())
    return as_csv(pd.DataFrame(cells_of(filled), columns=headings, dtype=object))


def data_table(filled: FilledTable) -> DataTable:
    """The table with what its columns hold, for programs; its CSV is `table_csv`."""
    headings = filled.table.headings
    columns = [
        DataColumn(heading, _KINDS.get(role, ColumnKind.TEXT)) for role, heading in headings.items()
    ]
    rows = [
        [
            None if cell in SHORTHAND else _for_programs(role, cell)
            for role, cell in zip(headings, cells, strict=True)
        ]
        for cells in cells_of(filled)
    ]
    return DataTable(
        filled.table.title, filled.about, columns, rows, list(SHORTHAND), f"{YES}|{NO}"
    )


def _for_programs(role: str, cell: CellContent) -> object:
    return cell == YES if role in _YES_OR_NO else cell


def cells_of(filled: FilledTable) -> Sequence[Sequence[CellContent]]:
    """The cells of the table below its headings, row by row."""
    roles = filled.table.headings
    return [[_content(role, row) for role in roles] for row in records(filled.rows)]


def _content(role: str, row: Record) -> CellContent:
    """A cell: a number, or text; shorthand where there is nothing."""
    value = row.get(role)
    if value is None or value == "" or pd.isna(value):
        return _shorthand(role, row)
    if role in _YES_OR_NO:
        return YES if value else NO
    if role in _DAYS:
        return _iso(value)
    if role in _WHOLE:
        return int(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int) else str(value)


def _shorthand(role: str, row: Mapping[str, object]) -> str:
    if role in _YES_OR_NO:
        return NO if row.get("file") else NOTHING
    if role != "value":
        return NOTHING
    return CONFIDENTIAL if row.get("state") == State.SUPPRESSED else NOT_AVAILABLE


def _iso(value: object) -> str:
    moment = pd.Timestamp(value) if isinstance(value, datetime | date) else pd.Timestamp(str(value))
    return moment.date().isoformat()
