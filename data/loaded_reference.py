"""The reference files that a database holds: which were last loaded, and the loading of others."""

from collections.abc import Mapping

import duckdb
import pandas as pd

from data import uploads
from data.councils import Council
from data.database.database import Database


def loaded_fingerprint(database: Database) -> str | None:
    """The fingerprint of the reference files that were last loaded; None before the first."""
    loaded = database.ask("SELECT fingerprint FROM reference_version ORDER BY rowid DESC LIMIT 1")
    return None if loaded.empty else str(loaded.iloc[0, 0])


def replace_reference(
    cursor: duckdb.DuckDBPyConnection,
    council: Council,
    tables: Mapping[str, pd.DataFrame],
    fingerprint: str,
) -> None:
    """Put the rows of the reference files (table name to frame) in the place of those before."""
    cursor.execute("INSERT INTO council VALUES (?, ?)", [council.code, uploads.now()])
    for table, frame in tables.items():
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a fixed list of names
        uploads.append(cursor, table, frame)
    cursor.execute("INSERT INTO reference_version VALUES (?, ?)", [fingerprint, uploads.now()])
