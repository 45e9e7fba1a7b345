"""Databases of earlier versions: upgraded on a copy that takes their place, every row as it was.

`schema_version_N.sql` holds the statements with which version N made its databases.
"""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import reference_files
from data.actor import SHIPPED
from data.database import backups, schema
from data.database.copies import KEPT_TABLES, Columns, columns, contents, kept
from data.errors import StoreProblem
from data.questions import stored_kpis, stored_uploads
from data.reference_tables import KEYS, PLAN_TABLES
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value

SCHEMAS = sorted(Path(__file__).parent.glob("schema_version_*.sql"))
VERSIONS = [int(path.stem.rsplit("_", 1)[1]) for path in SCHEMAS]
NEVER_RELEASED = {3}
# The version that began to keep in which order uploads came and went.
HAS_STEPS = 6


CASES = list(zip(VERSIONS, SCHEMAS, strict=True))


def case_id(case: tuple[int, Path]) -> str:
    return f"version {case[0]}"


@pytest.fixture(scope="module", params=CASES, ids=case_id)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that an earlier version wrote, with two uploads, the second withdrawn."""
    version, statements = request.param
    path = tmp_path_factory.mktemp("older") / "older.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(statements.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_version VALUES (?)", [version])
        for number in (1, 2):
            connection.execute(
                """
                INSERT INTO upload
                VALUES ($n, 'f' || $n, 'a.xlsx', 's', 'KPI list', false, 'A', now(), '{}')
                """,
                {"n": number},
            )
            connection.execute(
                "INSERT INTO upload_file VALUES (?, 1, 'a.xlsx', 's', 'bytes'::BLOB)", [number]
            )
            frame = value(8 + 2 * number, rows=50).assign(upload=number, position=range(1, 51))
            connection.register("incoming", frame)
            connection.execute("INSERT INTO kpi_value BY NAME SELECT * FROM incoming")
        connection.execute("INSERT INTO withdrawal VALUES (2, 'A. Analyst', now(), 'a test')")
        if has_table(connection, "uploaded_plan"):
            connection.execute(
                "INSERT INTO uploaded_plan (upload, removed, plan, sheet, cell) "
                "VALUES (1, true, '2030/31', 'Plan', 'A2')"
            )
        if has_table(connection, "upload_step"):
            connection.execute(
                "INSERT INTO upload_step "
                "VALUES (1, 'published', 1), (2, 'published', 2), (3, 'withdrawn', 2)"
            )
    return path


def has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether the version that made a database had a table."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return (name,) in tables


@dataclass(frozen=True)
class Upgraded:
    """A database of an earlier version that was opened: what it held before, and where it is."""

    path: Path
    before: Mapping[str, tuple[int, int]]
    columns_before: Columns


@pytest.fixture(scope="module")
def upgraded(written: Path) -> Upgraded:
    """It after its upgrade, for tests that look at it; the last of them writes."""
    path = Path(shutil.copy(written, written.with_name("upgraded.duckdb")))
    before = Upgraded(path, held(path), kept_columns(path))
    Store(path).close()
    return before


@pytest.fixture
def older(written: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(written, tmp_path))


def held(path: Path, older_columns: Columns | None = None) -> dict[str, tuple[int, int]]:
    """What people brought and said, table by table, in these columns."""
    with duckdb.connect(str(path)) as connection:
        return dict(kept(contents(connection, older_columns)))


def kept_columns(path: Path) -> Columns:
    """The columns of the tables with what people brought and said."""
    with duckdb.connect(str(path)) as connection:
        return {
            table: names for table, names in columns(connection).items() if table in KEPT_TABLES
        }


def test_the_schema_of_every_earlier_version_is_here() -> None:
    assert set(range(1, schema.SCHEMA_VERSION)) - NEVER_RELEASED == set(VERSIONS)


def test_statements_that_change_come_with_a_version_of_their_own() -> None:
    """Or databases that are there lack the new ones: keep the former as schema_version_N.sql."""
    statements = hashlib.sha256(schema.script().encode()).hexdigest()[:12]
    assert (schema.SCHEMA_VERSION, statements) == (12, "97276baad2c6")


def test_an_older_database_is_opened_with_everything_there(upgraded: Upgraded) -> None:
    # It was opened before: an upgrade is not done again.
    store = Store(upgraded.path)
    assert standing(store) == [10] * 50
    assert [file.content for file in store.files_of(1)] == [b"bytes"]
    versions = store.ask("SELECT version FROM schema_version")["version"]
    assert versions.iloc[0] < versions.iloc[-1] == schema.SCHEMA_VERSION
    assert len(versions) == 2
    assert stored_uploads.column_mappings(store).empty
    store.close()
    after = held(upgraded.path, upgraded.columns_before)
    assert {table: after[table] for table in upgraded.before} == upgraded.before


def test_the_older_database_is_kept_and_its_own_version_still_opens_it(
    upgraded: Upgraded,
) -> None:
    aside = sorted(backups.folder(upgraded.path).glob("upgraded-*"))
    assert len(aside) == 1
    assert aside[0].stem.startswith("upgraded-of-version-")
    assert f"{datetime.now(UTC):%Y-%m}" in aside[0].stem
    assert held(aside[0]) == upgraded.before
    with duckdb.connect(str(aside[0])) as connection:
        version = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    assert version is not None
    assert version[0] < schema.SCHEMA_VERSION


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A database of this version, opened again."""
    path = tmp_path_factory.mktemp("new") / "new.duckdb"
    # A view's text is written a little otherwise once it was read from the file.
    Store(path).close()
    return Store(path)


def test_an_upgraded_database_has_the_tables_and_views_of_a_new_one(
    upgraded: Upgraded, new: Store
) -> None:
    shape = """
        SELECT 'column' AS kind, table_name, column_name AS what, data_type AS more
        FROM duckdb_columns() WHERE NOT internal
        UNION ALL
        SELECT 'view', view_name, sql, NULL FROM duckdb_views() WHERE NOT internal
        ORDER BY ALL
    """
    store = Store(upgraded.path)
    pd.testing.assert_frame_equal(store.ask(shape), new.ask(shape))
    store.reinstate(ANALYST, 2, "it was right")
    assert standing(store) == [12] * 50
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(14, rows=50)})
    assert standing(store) == [14] * 50
    store.close()


def test_an_upgraded_database_gets_its_reference_tables_anew(upgraded: Upgraded) -> None:
    store = Store(upgraded.path)
    store.load_reference(SHIPPED)
    assert set(stored_kpis.kpis(store)["plan"]) == {"2024/25"}
    assert not stored_kpis.kpi_counterparts(store, "2024/25").empty


def broken_views(text: str) -> Callable[[Path], Path]:
    def written(folder: Path) -> Path:
        path = folder / "broken.sql"
        path.write_text(schema.VIEWS.read_text(encoding="utf-8") + text)
        return path

    return written


@pytest.mark.parametrize("written", [CASES[0], CASES[-1]], ids=case_id, indirect=True)
@pytest.mark.parametrize(
    ("views", "problem"),
    [
        (broken_views("SELECT nothing_of_the_kind;"), duckdb.Error),
        (broken_views("DELETE FROM kpi_value WHERE position = 7;"), StoreProblem),
        (broken_views("UPDATE kpi_value SET value = 11 WHERE position = 7;"), StoreProblem),
        (broken_views("DROP TABLE withdrawal;"), StoreProblem),
    ],
    ids=["fails", "loses a row", "changes a figure", "loses a table"],
)
def test_an_upgrade_that_fails_or_changes_a_row_leaves_the_database_as_it_was(
    older: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    views: Callable[[Path], Path],
    problem: type[Exception],
) -> None:
    before = older.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VIEWS", views(tmp_path))
        with pytest.raises(problem):
            Store(older)
    assert older.read_bytes() == before
    # What it left behind is in nobody's way.
    assert standing(Store(older)) == [10] * 50


@pytest.mark.parametrize("versions", [(), (schema.SCHEMA_VERSION + 1,)])
def test_a_database_of_a_later_or_unknown_version_is_refused(
    tmp_path: Path, versions: tuple[int, ...]
) -> None:
    path = tmp_path / "later.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE schema_version (version INTEGER)")
        for version in versions:
            connection.execute("INSERT INTO schema_version VALUES (?)", [version])
    with pytest.raises(StoreProblem, match="another version"):
        Store(path)


@pytest.mark.parametrize("table", PLAN_TABLES)
def test_a_row_of_a_workbook_takes_the_place_of_the_row_with_its_key_and_of_no_other(
    table: str, without_figures: Store
) -> None:
    """With the same key it stands instead of the file's row; with another key, beside it."""
    store = without_figures
    rows = reference_files.tables()[table]
    # Of a table without rows in the files one is made up.
    last = rows.tail(1) if len(rows) else _made_up(rows)
    brought = last.assign(removed=False, sheet="S", cell="A2")
    for content, key in enumerate([None, *KEYS[table]]):
        other = brought if key is None else brought.assign(**{key: _another(brought[key].iloc[0])})
        number = store.publish(ANALYST, upload(bytes([content])), {f"uploaded_{table}": other})
        current = store.ask(f"SELECT count(*) AS rows FROM current_{table}")["rows"].iloc[0]
        assert current == len(rows) + (key is not None or rows.empty)
        store.withdraw(ANALYST, number, "a test")
    assert len(store.ask("SELECT * FROM plan_row")) == len(KEYS[table]) + 1


def _made_up(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for a table without any: a text or a number in each column."""
    texts = [1 if kind == "Int64" else "some text" for kind in rows.dtypes.astype(str)]
    return pd.DataFrame([texts], columns=rows.columns).astype(rows.dtypes)


def _another(key: object) -> str | int:
    return f"{key} of another" if isinstance(key, str) else 999


def test_an_older_database_gets_its_steps_in_an_order_that_can_have_been(written: Path) -> None:
    """Upload 2 of a clock that ran ahead was withdrawn, by the clock, before it was published."""
    path = Path(shutil.copy(written, written.with_name("ahead.duckdb")))
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE upload SET published_at = '2030-01-01' WHERE upload = 2")
        connection.execute("INSERT INTO withdrawal VALUES (1, 'A. Analyst', '2031-01-01', 'later')")
        if has_table(connection, "upload_step"):
            connection.execute("INSERT INTO upload_step VALUES (4, 'withdrawn', 1)")
    steps = stored_uploads.upload_steps(Store(path))
    assert list(zip(steps["kind"], steps["upload"], strict=True)) == [
        ("published", 1),
        ("published", 2),
        ("withdrawn", 2),
        ("withdrawn", 1),
    ]
