"""A table of answers in every format: JSON, CSV with its CSVW description, workbook, Parquet."""

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from api.answer_fields import SEPARATOR, FieldKind, TableColumn
from api.open_tables import OpenTable
from insights.answer_values import Answer
from reports.table_files import as_csv, as_workbook

CSV, CSVW, JSON, PARQUET, XLSX = "csv", "csvw", "json", "parquet", "xlsx"
CSVW_TYPES: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "string",
    FieldKind.TEXTS: "string",
    FieldKind.NUMBER: "double",
    FieldKind.WHOLE: "integer",
    FieldKind.BOOLEAN: "boolean",
    FieldKind.DAY: "date",
    FieldKind.MOMENT: "dateTime",
}
_ARROW_TYPES: Mapping[FieldKind, pa.DataType] = {
    FieldKind.TEXT: pa.string(),
    FieldKind.TEXTS: pa.string(),
    FieldKind.NUMBER: pa.float64(),
    FieldKind.WHOLE: pa.int64(),
    FieldKind.BOOLEAN: pa.bool_(),
    FieldKind.DAY: pa.date32(),
    FieldKind.MOMENT: pa.timestamp("us"),
}


# The code of a KPI may have a slash, and is in the title of its table.
_NO_SHEET_NAME, _LONGEST_SHEET_NAME = re.compile(r"[\\/*?:\[\]]"), 31


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
    return as_csv(_frame(page, _csv_cell))


def as_workbook_file(page: TablePage) -> bytes:
    """The rows as a workbook of one sheet, whose name is as Excel allows it."""
    title = _NO_SHEET_NAME.sub("-", page.table.title)[:_LONGEST_SHEET_NAME]
    return as_workbook(_frame(page, lambda value: value), title)


def as_parquet(page: TablePage) -> bytes:
    """The rows as Parquet, typed."""
    columns = page.table.columns
    arrays = [
        pa.array([_typed(column, column.cell(row)) for row in page.rows], _ARROW_TYPES[column.kind])
        for column in columns
    ]
    content = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, [column.name for column in columns]), content)
    return content.getvalue()


def as_csvw(page: TablePage) -> bytes:
    """What the CSV of the same request holds, as CSV on the Web describes it."""
    query = f"?{page.query}" if page.query else ""
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{page.name}.{CSV}{query}",
        "dc:title": page.table.title,
        "dc:description": page.table.description,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {"columns": [_csvw_column(column) for column in page.table.columns]},
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _csvw_column(column: TableColumn) -> Mapping[str, Any]:
    described = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": CSVW_TYPES[column.kind],
        "null": "",
    }
    return described | ({"separator": SEPARATOR} if column.kind is FieldKind.TEXTS else {})


def _frame(page: TablePage, written: Callable[[object], object]) -> pd.DataFrame:
    columns = page.table.columns
    rows = [[written(column.cell(row)) for column in columns] for row in page.rows]
    return pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)


def _csv_cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _typed(column: TableColumn, value: object) -> object:
    if not isinstance(value, str):
        return value
    if column.kind is FieldKind.DAY:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if column.kind is FieldKind.MOMENT else value


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
