"""A table whose columns say what they hold, as files for other programs: CSV, CSVW, Parquet, Excel.

CSVW is how the CSV is described beside it: W3C, Metadata Vocabulary for Tabular Data (2015).
"""

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from reports.table_files import as_csv, as_workbook

TEXTS_SEPARATOR = "; "
_NO_SHEET_NAME, _LONGEST_SHEET_NAME = re.compile(r"[\\/*?:\[\]]"), 31


class ColumnKind(StrEnum):
    """What the cells of a column hold; `texts` are several with `; ` between them."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    WHOLE = "whole"
    BOOLEAN = "boolean"
    DAY = "day"
    MOMENT = "moment"


CSVW_TYPES: Mapping[ColumnKind, str] = {
    ColumnKind.TEXT: "string",
    ColumnKind.TEXTS: "string",
    ColumnKind.NUMBER: "double",
    ColumnKind.WHOLE: "integer",
    ColumnKind.BOOLEAN: "boolean",
    ColumnKind.DAY: "date",
    ColumnKind.MOMENT: "dateTime",
}
_ARROW_TYPES: Mapping[ColumnKind, pa.DataType] = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.TEXTS: pa.string(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.WHOLE: pa.int64(),
    ColumnKind.BOOLEAN: pa.bool_(),
    ColumnKind.DAY: pa.date32(),
    ColumnKind.MOMENT: pa.timestamp("us"),
}


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: its name, what its cells hold, and a description."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows under such columns, None where there is nothing; `description` is one sentence.

    `nothing` are the words that stand in the CSV where there is nothing, `yes_or_no` how it writes
    both.
    """

    title: str
    description: str
    columns: Sequence[DataColumn]
    rows: Sequence[Sequence[object]]
    nothing: Sequence[str] = ("",)
    yes_or_no: str = "true|false"

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame of objects."""
        names = [column.name for column in self.columns]
        return pd.DataFrame([list(row) for row in self.rows], columns=names, dtype=object)


def table_of_frame(title: str, description: str, frame: pd.DataFrame) -> DataTable:
    """A frame as such a table; a column's type says what it holds."""
    columns = [DataColumn(str(name), _kind_of(frame[name])) for name in frame]
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False)
    cells = [
        [_plain(column.kind, value) for column, value in zip(columns, row, strict=True)]
        for row in rows
    ]
    return DataTable(title, description, columns, cells)


def _kind_of(column: "pd.Series[Any]") -> ColumnKind:
    known = column.dropna()
    tests: Sequence[tuple[ColumnKind, bool]] = (
        (ColumnKind.BOOLEAN, pd.api.types.is_bool_dtype(column) or _are(known, bool)),
        (ColumnKind.WHOLE, pd.api.types.is_integer_dtype(column)),
        (ColumnKind.NUMBER, pd.api.types.is_numeric_dtype(column)),
        (ColumnKind.DAY, _are(known, date) or _are_midnights(known)),
        (ColumnKind.MOMENT, pd.api.types.is_datetime64_any_dtype(column)),
    )
    return next((kind for kind, is_it in tests if is_it), ColumnKind.TEXT)


def _are(known: "pd.Series[Any]", kind: type) -> bool:
    return len(known) > 0 and all(type(value) is kind for value in known)


def _are_midnights(known: "pd.Series[Any]") -> bool:
    if not pd.api.types.is_datetime64_any_dtype(known):
        return False
    return bool((known == known.dt.normalize()).all())


def _plain(kind: ColumnKind, value: object) -> object:
    if value is None or kind in (ColumnKind.NUMBER, ColumnKind.WHOLE, ColumnKind.BOOLEAN):
        return value
    if kind is ColumnKind.DAY:
        return value.date() if isinstance(value, datetime) else value
    if kind is ColumnKind.MOMENT and isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value if isinstance(value, datetime) else str(value)


def data_csv(table: DataTable) -> bytes:
    """The rows as CSV: UTF-8 with a mark, ISO dates; what looks like a formula gets a `'`."""
    yes, no = table.yes_or_no.split("|")
    frame = table.frame
    for name in frame.columns:
        cells = [_csv_cell(value, yes, no) for value in frame[name]]
        frame[name] = pd.Series(cells, index=frame.index, dtype=object)
    return as_csv(frame)


def _csv_cell(value: object, yes: str, no: str) -> object:
    if isinstance(value, bool):
        return yes if value else no
    return value.isoformat() if isinstance(value, date) else value


def data_workbook(table: DataTable) -> bytes:
    """The rows as a workbook of one sheet, whose name is as Excel allows it."""
    return as_workbook(table.frame, _NO_SHEET_NAME.sub("-", table.title)[:_LONGEST_SHEET_NAME])


def data_parquet(table: DataTable) -> bytes:
    """The rows as Parquet, typed."""
    columns = table.columns
    arrays = [
        pa.array([_typed(column.kind, row[place]) for row in table.rows], _ARROW_TYPES[column.kind])
        for place, column in enumerate(columns)
    ]
    content = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, [column.name for column in columns]), content)
    return content.getvalue()


def _typed(kind: ColumnKind, value: object) -> object:
    if not isinstance(value, str):
        return value
    if kind is ColumnKind.DAY:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind is ColumnKind.MOMENT else value


def data_csvw(table: DataTable, address: str) -> bytes:
    """What the CSV at an address holds, as CSV on the Web describes it."""
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": table.title,
        "dc:description": table.description,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {"columns": [_csvw_column(table, column) for column in table.columns]},
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _csvw_column(table: DataTable, column: DataColumn) -> Mapping[str, Any]:
    datatype: object = CSVW_TYPES[column.kind]
    if column.kind is ColumnKind.BOOLEAN and table.yes_or_no != "true|false":
        datatype = {"base": datatype, "format": table.yes_or_no}
    nothing = list(table.nothing)
    described = {
        # A name is a part of addresses; the heading of the CSV is its title.
        "name": re.sub(r"\W+", "_", column.name).strip("_"),
        "titles": column.name,
        **({"dc:description": column.description} if column.description else {}),
        "datatype": datatype,
        "null": nothing if len(nothing) > 1 else nothing[0],
    }
    return described | ({"separator": TEXTS_SEPARATOR} if column.kind is ColumnKind.TEXTS else {})


@dataclass(frozen=True, slots=True)
class TableFile:
    """A kind of file: what a button calls it, how its name ends, its media type, who writes it.

    It is written from the table and the name that the file has without its ending.
    """

    title: str
    ending: str
    media_type: str
    write: Callable[[DataTable, str], bytes]


# In the order of the buttons.
TABLE_FILES: Mapping[str, TableFile] = {
    "xlsx": TableFile(
        "Excel",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda table, _: data_workbook(table),
    ),
    "csv": TableFile("CSV", "csv", "text/csv", lambda table, _: data_csv(table)),
    "csvw": TableFile(
        "Description of the CSV (CSVW)",
        # Where programs look for it beside the CSV.
        "csv-metadata.json",
        "application/csvm+json",
        lambda table, name: data_csvw(table, quote(f"{name}.csv")),
    ),
    "parquet": TableFile(
        "Parquet",
        "parquet",
        "application/vnd.apache.parquet",
        lambda table, _: data_parquet(table),
    ),
}
