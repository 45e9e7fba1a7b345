"""A table of answers in every format: JSON, CSV with its CSVW description, workbook, Parquet."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.open_tables import OpenTable
from insights.answer_values import Answer
from reports.data_table import (
    ColumnKind,
    DataColumn,
    DataTable,
    data_csv,
    data_csvw,
    data_parquet,
    data_workbook,
)

CSV, CSVW, JSON, PARQUET, XLSX = "csv", "csvw", "json", "parquet", "xlsx"


@dataclass(frozen=True, slots=True)
class TablePage:
    """Some rows of a table: how many there are in all, and the address of those that follow.

    `query` is the request's own, as typed; `name` is that of its file.
    """

    table: OpenTable
    name: str
    rows: Sequence[Answer]
    total: int
    edition: str
    as_of: date | None
    query: str
    next: str | None

    @property
    def is_truncated(self) -> bool:
        """Whether rows follow that are not in it."""
        return self.next is not None


def as_json(page: TablePage) -> bytes:
    """The rows as objects, with what is to be known of them all."""
    content = {
        "table": page.table.name,
        "title": page.table.title,
        "edition": page.edition,
        "as_of": page.as_of.isoformat() if page.as_of else None,
        "total": page.total,
        "truncated": page.is_truncated,
        "next": page.next,
        "items": list(page.rows),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def as_csv_file(page: TablePage) -> bytes:
    """The rows as CSV: UTF-8 with a mark, ISO dates; what looks like a formula gets a `'`."""
    return data_csv(_data_table(page))


def as_workbook_file(page: TablePage) -> bytes:
    """The rows as a workbook of one sheet."""
    return data_workbook(_data_table(page))


def as_parquet(page: TablePage) -> bytes:
    """The rows as Parquet, typed."""
    return data_parquet(_data_table(page))


def as_csvw(page: TablePage) -> bytes:
    """What the CSV of the same request holds, as CSV on the Web describes it."""
    query = f"?{page.query}" if page.query else ""
    return data_csvw(_data_table(page), f"{page.name}.{CSV}{query}")


def _data_table(page: TablePage) -> DataTable:
    columns = page.table.columns
    return DataTable(
        page.table.title,
        page.table.description,
        [DataColumn(c.name, ColumnKind(c.kind), c.description) for c in columns],
        [[column.cell(row) for column in columns] for row in page.rows],
    )


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format by its ending: its media type, and what writes it."""

    media_type: str
    write: Callable[[TablePage], bytes]
    is_file: bool = True


FORMATS: Mapping[str, TableFormat] = {
    JSON: TableFormat("application/json", as_json, is_file=False),
    CSV: TableFormat("text/csv; charset=utf-8", as_csv_file),
    CSVW: TableFormat("application/csvm+json", as_csvw, is_file=False),
    XLSX: TableFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook_file
    ),
    PARQUET: TableFormat("application/vnd.apache.parquet", as_parquet),
}
