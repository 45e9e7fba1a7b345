"""Figures of published files as one table, and that table as a file: the same each time."""

import io
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.accounting.cell_ledger import cell_place
from loaders.collection.collected_files import CollectedFile
from loaders.reading import Row
from loaders.shipped_statistics import SCHEMA
from loaders.workbook import column_letters

# Columns whose values are told apart by few bytes when sorted; the rest repeat and are listed once.
_PLAIN = ("value", "lower", "upper", "row")


def figure_table(files: Iterable[CollectedFile]) -> pa.Table:
    """Every figure with its file, sheet and cell, as loaders.shipped_statistics.SCHEMA."""
    columns: dict[str, list[object]] = {name: [] for name in SCHEMA.names}
    for figure in sorted(_figures(files), key=_place):
        for name, value in zip(SCHEMA.names, figure, strict=True):
            columns[name].append(value)
    return pa.table(columns, schema=SCHEMA)


def parquet(table: pa.Table) -> bytes:
    """The table as the bytes of a Parquet file; the same table gives the same bytes."""
    sink = io.BytesIO()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in SCHEMA.names if name not in _PLAIN],
        row_group_size=len(table) or 1,
        write_statistics=False,
        store_schema=False,
        column_encoding={"row": "DELTA_BINARY_PACKED"},
    )
    return sink.getvalue()


def _figures(files: Iterable[CollectedFile]) -> Iterator[Sequence[object]]:
    return (_figure(file, row) for file in files for row in file.rows)


def _figure(file: CollectedFile, row: Row) -> Sequence[object]:
    cell, period = cell_place(row.cell), row.period
    is_one_sheet = file.name.lower().endswith(".csv")
    return (
        row.code,
        row.area,
        period.kind.value,
        period.start,
        period.end,
        period.label,
        row.value,
        row.state,
        row.lower,
        row.upper,
        row.vintage,
        row.note,
        file.name if is_one_sheet else f"{file.name}, {row.sheet}",
        column_letters(cell.column) if cell else None,
        cell.row if cell else None,
    )


def _place(figure: Sequence[object]) -> tuple[str, ...]:
    """By statistic, area, period and edition: neighbours are alike, which makes the file small."""
    by_name = dict(zip(SCHEMA.names, figure, strict=True))
    order = ("code", "area", "period_start", "period_end", "period_kind", "vintage", "sheet")
    return tuple(str(by_name[name] or "") for name in order)
