"""Which tables a question reads, as the database's own planner takes it apart, views and all."""

import re
import threading
from collections.abc import Collection
from functools import cached_property

import duckdb

from data.database import schema
from data.database.copies import VALUE_TABLES

# A question that reads all uploads, with what was withdrawn, approved or waits.
UPLOAD_TABLES = frozenset(("upload", "waiting", "approval", "withdrawal", "reinstatement"))
# Stands for the upload that a row came with: it says no more of uploads than that, so that the
# answer changes with the rows that stand, and not with the uploads of other tables.
OF_ROW = "upload_of_row"

# How a question may ask for the upload of a row; in any other way it asks for all uploads.
_UPLOADS = r"(?:upload|known_upload|standing_upload|current_withdrawal)"
_JOIN = r"\bJOIN\s+"
_OF_ROW = (
    # figure.upload IN (SELECT upload FROM standing_upload)
    (
        rf"(\bupload\s+(?:NOT\s+)?IN\s*\(\s*SELECT\s+upload\s+FROM\s+){_UPLOADS}"
        r"(?=(?:\s+WHERE\s+NOT\s+illustrative)?\s*\))",
        rf"\1{OF_ROW}",
    ),
    # JOIN standing_upload AS upload ON upload.upload = figure.upload
    (
        rf"{_JOIN}{_UPLOADS}\s+AS\s+(\w+)"
        r"(?=\s+ON\s+\1\.upload\s*=\s*\w+\.upload\b(?!\s+OR\b))",
        rf"JOIN {OF_ROW} AS \1",
    ),
    # JOIN upload ON upload.upload = figure.upload, or USING (upload)
    (
        rf"{_JOIN}({_UPLOADS})"
        r"(?=\s+USING\s*\(upload\)|\s+ON\s+\1\.upload\s*=\s*\w+\.upload\b(?!\s+OR\b))",
        rf"JOIN {OF_ROW} AS \1",
    ),
)
# These give rows of uploads too that no row came with.
_KEEPS_UPLOADS = re.compile(r"\b(?:RIGHT|FULL|OUTER)\s+JOIN\b", re.IGNORECASE)
# The planner looks for no columns, which these need, and takes no parameters.
_USING = re.compile(r"\bUSING\s*\([^)]*\)", re.IGNORECASE)
_PARAMETER = re.compile(r"\?|\$\w+")
# Before the first of the views that may ask so: what stands of uploads follows from all of them.
_FIRST_VIEW = "-- Plans as they stand"


class QuestionTables:
    """The tables of each question that was looked at, by its text; safe from any thread."""

    def __init__(self) -> None:
        self._tables: dict[str, frozenset[str] | None] = {}
        self._lock = threading.Lock()

    def tables(self, sql: str) -> frozenset[str] | None:
        """The tables that a question reads; None where the database cannot tell.

        `upload` and those that say what became of uploads are among them where it asks for uploads
        by themselves, not where it asks for the upload that each row of VALUE_TABLES came with.
        """
        with self._lock:
            if sql not in self._tables:
                self._tables[sql] = self._looked_up(sql)
            return self._tables[sql]

    def _looked_up(self, sql: str) -> frozenset[str] | None:
        try:
            names: Collection[str] = self._planner.get_table_names(
                _PARAMETER.sub("NULL", _USING.sub("ON true", _by_row(sql)))
            )
        except duckdb.Error:
            return None
        asks_for_uploads = OF_ROW in names and self._by_upload.intersection(names)
        tables = frozenset(names) - {OF_ROW} | (UPLOAD_TABLES if asks_for_uploads else frozenset())
        # Without a table, what the database tells of itself may change at any time.
        return tables or None

    @cached_property
    def _by_upload(self) -> frozenset[str]:
        """What has the number of an upload besides VALUE_TABLES, and so no state of its own."""
        named = "SELECT table_name FROM duckdb_columns() WHERE column_name = 'upload'"
        tables = frozenset(str(table) for (table,) in self._planner.execute(named).fetchall())
        return tables.difference(VALUE_TABLES, {OF_ROW})

    @cached_property
    def _planner(self) -> duckdb.DuckDBPyConnection:
        """All tables and views without a row, where the upload of a row is a table by itself."""
        planner = duckdb.connect(":memory:", config={"threads": "1"})
        before, views = schema.script().split(_FIRST_VIEW, 1)
        planner.execute(before)
        planner.execute(f"CREATE TABLE {OF_ROW} AS FROM upload")
        planner.execute(_by_row(_FIRST_VIEW + views))
        return planner


def _by_row(sql: str) -> str:
    """A question in which the upload of a row is asked of the table that stands for it."""
    if _KEEPS_UPLOADS.search(sql):
        return sql
    for pattern, replacement in _OF_ROW:
        sql = re.sub(pattern, replacement, sql, flags=re.IGNORECASE)
    return sql
