"""What a database holds is told table by table, also of one that was filled anew."""

from collections.abc import Iterator

import duckdb
import pytest

from data.database import schema
from data.database.stored_state import stored_state


@pytest.fixture
def published() -> Iterator[duckdb.DuckDBPyConnection]:
    """One upload with one figure."""
    with duckdb.connect() as connection:
        connection.execute(schema.script())
        connection.execute("INSERT INTO upload (upload) VALUES (1)")
        connection.execute("INSERT INTO kpi_value (upload, code, value) VALUES (1, 'SP 01', 41)")
        yield connection


def test_rows_of_a_rebuilt_central_store_are_others_though_its_uploads_are_the_same(
    published: duckdb.DuckDBPyConnection,
) -> None:
    before = stored_state(published, "first", None)
    assert stored_state(published, "first", before) is before
    published.execute("UPDATE kpi_value SET value = 42")
    rebuilt = stored_state(published, "second", before)
    assert rebuilt.edition != before.edition
    for table in ("kpi_value", "statistic_value", "plan"):
        assert rebuilt.content_of([table]) != before.content_of([table]), table
