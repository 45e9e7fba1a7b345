"""The published figures that the software ships with: data/reference/published_statistics.parquet.

`python -m loaders.collection` makes the file. It is ours and large, so it is read at once as a
frame, and not row by row in the sandbox as a file that somebody brings.
"""

import io
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data import reference_files
from loaders import frames
from loaders.reading import RowKind

NAME = "Published statistics, shipped"
SHIPPED_STATISTICS = reference_files.REFERENCE_FOLDER / "published_statistics.parquet"
# Columns of table `statistic_value`; `sheet` names the publisher's file too, and `column` and `row`
# are the cell there.
SCHEMA = pa.schema(
    [
        ("code", pa.string()),
        ("area", pa.string()),
        ("period_kind", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("period_label", pa.string()),
        ("value", pa.float64()),
        ("state", pa.string()),
        ("lower", pa.float64()),
        ("upper", pa.float64()),
        ("vintage", pa.date32()),
        ("note", pa.string()),
        ("sheet", pa.string()),
        ("column", pa.string()),
        ("row", pa.int32()),
    ]
)


def shipped_rows(content: bytes) -> Mapping[str, pd.DataFrame]:
    """What is stored of the file: one frame by the name of its table, as loaders.frames has it."""
    texts = [field.name for field in SCHEMA if field.type == pa.string()]
    table = pq.read_table(io.BytesIO(content), read_dictionary=texts)
    cell = pc.binary_join_element_wise(
        table["column"].cast(pa.string()), table["row"].cast(pa.string()), ""
    )
    stored = table.drop_columns(["column", "row"]).append_column("cell", cell)
    frame = stored.to_pandas(date_as_object=False)
    columns = frames.COLUMNS[RowKind.STATISTIC_VALUE]
    return {RowKind.STATISTIC_VALUE.value: frame[[name for name in columns if name in frame]]}
