"""What the two kinds of central store do each in its own way: a DuckLake, or plain PostgreSQL."""

import importlib.util
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import duckdb

from data.database import lake_folder
from data.database.central_address import S3, CentralAddress
from data.database.connections import quoted
from data.errors import StoreProblem

if TYPE_CHECKING:
    import psycopg

    Postgres = psycopg.Connection[tuple[Any, ...]]

REQUIREMENTS = "requirements-scale.txt"
# The name that the store has inside the connection.
CENTRAL = "central"
# So many small rows at a time stay in the catalogue of a DuckLake.
_INLINED_ROWS = 100
# A publish adds a file to some tables. With more than so many, one is made of them.
_MOST_FILES = 20
# Another server may be reading a file that is needed no more; none reads for so long.
_STILL_READ = "INTERVAL 1 DAY"


class CentralEngine(Protocol):
    """How a kind of central store is attached, asked whether it changed, and cleaned."""

    @property
    def extensions(self) -> Sequence[str]:
        """The extensions of DuckDB that it takes."""

    @property
    def schema(self) -> str:
        """Where its tables are."""

    @property
    def newest(self) -> str:
        """SQL for PostgreSQL: one row that is another after each change."""

    @property
    def postgres_cleaning(self) -> Sequence[str]:
        """What PostgreSQL does so that nothing is left of what was taken out."""

    def attach(self, connection: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Attach the store as `central`."""

    def expect_small_rows(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Prepare for a table to which few rows are added at a time, and none taken out."""

    def clean_files(self, cursor: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Write files anew without what was taken out, and delete all that are needed no more."""

    def merge_files(self, cursor: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Make one file of many small ones, and delete what nobody reads any more."""


class PlainPostgres:
    """Everything in tables of PostgreSQL."""

    extensions = ("postgres_scanner",)
    schema = f"{CENTRAL}.public"
    # One row for each change, in the transaction that makes it.
    newest = "SELECT max(change), max(generation) FROM central_change"

    def __init__(self, tables: Sequence[str]) -> None:
        self.postgres_cleaning = [f"VACUUM (FULL) {table}" for table in tables]

    def attach(self, connection: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Attach the database."""
        connection.execute(f"ATTACH '{_text(address.connection)}' AS {CENTRAL} (TYPE postgres)")

    def expect_small_rows(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Nothing: it is a table like the others."""

    def clean_files(self, cursor: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Nothing: PostgreSQL's own cleaning is all."""

    def merge_files(self, cursor: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Nothing: PostgreSQL keeps its files in order by itself."""


class DuckLake:
    """Figures in Parquet files; PostgreSQL says which of them count."""

    extensions = ("postgres_scanner", "ducklake", "httpfs", "parquet")
    schema = f"{CENTRAL}.main"
    # DuckLake commits by adding a snapshot.
    newest = "SELECT max(snapshot_id) FROM ducklake_snapshot"
    postgres_cleaning = ()

    def attach(self, connection: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Attach the catalogue, with the folder of the Parquet files and the key to it."""
        if str(address.figures).startswith(S3):
            connection.execute(_s3_secret(os.environ))
        else:
            Path(str(address.figures)).mkdir(parents=True, exist_ok=True)
        with _looking(address) as (outside, postgres):
            is_named_otherwise = lake_folder.is_named_otherwise(postgres, address)
            # Before a catalogue is made, which would name the wrong folder for ever.
            lake_folder.claim(outside, postgres, address)
        # Who commits beside another is refused: none commits without the lock, and DuckLake's own
        # way of trying again has hidden rows.
        connection.execute("SET ducklake_max_retry_count = 0")
        connection.execute(
            f"ATTACH 'ducklake:postgres:{_text(address.connection)}' AS {CENTRAL} "
            f"(DATA_PATH '{_text(str(address.figures))}', DATA_INLINING_ROW_LIMIT 0"
            f"{', OVERRIDE_DATA_PATH true' if is_named_otherwise else ''})"
        )

    def expect_small_rows(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Keep them in the catalogue: a file for each would have to be opened at each change."""
        connection.execute(
            f"CALL {CENTRAL}.set_option('data_inlining_row_limit', {_INLINED_ROWS}, "
            f"table_name => '{table}')"
        )

    def clean_files(self, cursor: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Do so; among the files that are deleted are those that no catalogue names.

        Raises StoreProblem, with these last still there, where the folder is not the store's alone,
        and with all of them there where another store may have the same files, or the folder does
        not take the mark; duckdb.Error, with all of them there, where it cannot be listed.
        """
        with _looking(address) as (outside, postgres):
            _refuse_copy(lake_folder.marked(outside, postgres, address))
            _ask_ducklake(
                cursor,
                f"rewrite_data_files('{CENTRAL}', delete_threshold => 0)",
                f"expire_snapshots('{CENTRAL}', older_than => now())",
                f"cleanup_old_files('{CENTRAL}', cleanup_all => true)",
            )
            folder = lake_folder.marked(outside, postgres, address)
            if not folder.is_alone:
                raise StoreProblem(folder.concern())
            unnamed = f"delete_orphaned_files('{CENTRAL}', cleanup_all => true"
            rows = cursor.execute(
                f"SELECT path FROM ducklake_{unnamed}, dry_run => true)"  # noqa: S608 - our name
            ).fetchall()
            lake_folder.refuse_known(postgres, address, [str(path) for (path,) in rows])
            _ask_ducklake(cursor, f"{unnamed})")

    def merge_files(self, cursor: duckdb.DuckDBPyConnection, address: CentralAddress) -> None:
        """Merge what stands; snapshots and files from before go once they are a day old.

        The store asks for its newest snapshot alone: what stood on a day is in its rows. Raises
        StoreProblem and duckdb.Error with all files there, as `clean_files` does.
        """
        with _looking(address) as (outside, postgres):
            _refuse_copy(lake_folder.marked(outside, postgres, address))
        ((files,),) = cursor.execute(
            f"SELECT max(file_count) FROM ducklake_table_info('{CENTRAL}')"  # noqa: S608 - our name
        ).fetchall()
        past = f"older_than => now() - {_STILL_READ}"
        _ask_ducklake(
            cursor,
            *([f"merge_adjacent_files('{CENTRAL}')"] if files > _MOST_FILES else []),
            f"expire_snapshots('{CENTRAL}', {past})",
            f"cleanup_old_files('{CENTRAL}', {past})",
        )


def _ask_ducklake(cursor: duckdb.DuckDBPyConnection, *steps: str) -> None:
    """Functions of DuckLake, selected from and not called: they answer with times with zones."""
    for step in steps:
        cursor.execute(f"SELECT 1 FROM ducklake_{step}").fetchall()  # noqa: S608 - fixed texts


def _refuse_copy(folder: lake_folder.LakeFolder) -> None:
    """Raise StoreProblem where another store may have the same files: none is deleted then."""
    if reason := folder.reason_to_keep_files():
        raise StoreProblem(reason)


@contextmanager
def _looking(
    address: CentralAddress,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, "Postgres"]]:
    """Connections to look at the folder with: the store's own may not look above it."""
    is_bucket = str(address.figures).startswith(S3)
    with (
        closing(_loaded(["httpfs"] if is_bucket else [], address)) as outside,
        closing(connected(address)) as postgres,
        answering(address),
    ):
        if is_bucket:
            outside.execute(_s3_secret(os.environ))
        yield outside, postgres


def engine_of(address: CentralAddress, tables: Sequence[str]) -> CentralEngine:
    """The kind of store that an address names."""
    return DuckLake() if address.figures else PlainPostgres(tables)


def attached(engine: CentralEngine, address: CentralAddress) -> duckdb.DuckDBPyConnection:
    """A connection to a central store, locked down: it reads and writes that store alone.

    Raises StoreProblem where what is needed is not installed, or the store does not answer.
    """
    connection = _loaded(engine.extensions, address)
    with _closed_where_it_fails(connection, address):
        engine.attach(connection, address)
        if address.figures:
            connection.execute(f"SET allowed_directories = ['{_text(address.figures)}']")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    return connection


def _loaded(extensions: Sequence[str], address: CentralAddress) -> duckdb.DuckDBPyConnection:
    """A connection with these extensions, which gets no others. Raises StoreProblem."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": "1GB",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    with _closed_where_it_fails(connection, address):
        for name in extensions:
            if path := _extension(name):
                connection.execute(f"LOAD '{quoted(path)}'")
    return connection


@contextmanager
def _closed_where_it_fails(
    connection: duckdb.DuckDBPyConnection, address: CentralAddress
) -> Iterator[None]:
    """Close a connection that cannot be made ready; what DuckDB says becomes a StoreProblem."""
    try:
        yield
    except duckdb.Error as problem:
        connection.close()
        raise no_answer(address, problem) from problem
    except BaseException:
        connection.close()
        raise


def connected(address: CentralAddress) -> "Postgres":
    """A connection to its PostgreSQL, in which every statement stands by itself.

    Raises StoreProblem where it does not answer, or where what is needed is not installed.
    """
    try:
        import psycopg  # noqa: PLC0415 - only where there is a central store
    except ImportError as problem:
        raise StoreProblem(missing("psycopg")) from problem
    with answering(address):
        return psycopg.connect(address.connection, autocommit=True)


@contextmanager
def answering(address: CentralAddress) -> Iterator[None]:
    """Raise StoreProblem where PostgreSQL does not answer within the block."""
    import psycopg  # noqa: PLC0415 - only where there is a central store

    try:
        yield
    except psycopg.Error as problem:
        raise no_answer(address, problem) from problem


def no_answer(address: CentralAddress, problem: Exception) -> StoreProblem:
    """That the central store does not do what it should, as a sentence."""
    lines = str(problem).strip().splitlines() or [type(problem).__name__]
    cause = lines[0].rsplit(": ", 1)[-1].rstrip(".")
    return StoreProblem(
        f"The central store {address} does not answer: {cause}. Look whether PostgreSQL runs there "
        "and takes this user and password, and whether the folder or bucket can be reached."
    )


def _extension(name: str) -> Path | None:
    """The file of an extension that pip has installed; None for one that is built in."""
    if name == "parquet":
        return None
    package = importlib.util.find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        raise StoreProblem(missing(f"duckdb-extension-{name.replace('_', '-')}"))
    folder = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
    path = folder / f"{name}.duckdb_extension"
    if not path.exists():
        raise StoreProblem(missing(f"{name} for DuckDB {duckdb.__version__}"))
    return path


def missing(package: str) -> str:
    """That a package for central stores is not installed, as a sentence."""
    return (
        f"DISTRICT_DATABASE names a central store, and {package} is not installed. Install it with "
        f'"python -m pip install --require-hashes -r {REQUIREMENTS}".'
    )


def _s3_secret(environment: Mapping[str, str]) -> str:
    """The key to a bucket, from the variables that every S3 program reads."""
    endpoint = urlsplit(environment.get("AWS_ENDPOINT_URL", ""))
    options = {
        "KEY_ID": environment.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": environment.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": environment.get("AWS_SESSION_TOKEN", ""),
        "REGION": environment.get("AWS_REGION", "eu-west-2"),
        "ENDPOINT": endpoint.netloc,
        "URL_STYLE": "path" if endpoint.netloc else "",
    }
    named = [f"{name} '{_text(value)}'" for name, value in options.items() if value]
    if endpoint.scheme == "http":
        named.append("USE_SSL false")
    return f"CREATE SECRET figures (TYPE s3, {', '.join(named)})"


def _text(text: str) -> str:
    """A text within the quotes of SQL."""
    return text.replace("'", "''")
