"""The store: one DuckDB file, opened here and nowhere else, written in whole transactions."""

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from data import reference
from data.mendable import Mendable

SCHEMA = Path(__file__).with_name("schema.sql")
# Raised by every change of schema.sql; an older database gets what it lacks when it is opened.
SCHEMA_VERSION = 3
DEFAULT_DATABASE = Path(__file__).parent / "live" / "district.duckdb"
VALUE_TABLES = ("kpi_value", "activity_update", "statistic_value")
# Below this much free disk a publish could end in a fatal error that blocks reading too.
FREE_SPACE_FLOOR = 50_000_000

Parameters = Sequence[object] | Mapping[str, object]


class StoreProblem(Mendable):
    """The store cannot do what was asked; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file exactly as it was given."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Upload:
    """What is published together: one file, its companions, and who answers for it.

    `hints` is what a person said about the file (JSON), kept so that it can be read again alike.
    """

    files: Sequence[StoredFile]
    layout: str
    published_by: str
    hints: str = "{}"
    illustrative: bool = False
    published_at: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """One hash for all the bytes and hints: the same fingerprint twice changes nothing."""
        parts = [file.sha256 for file in self.files] + [self.hints]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KpiEvent:
    """What happened to a KPI on a day; kind: note, rebase or definition."""

    plan: str
    code: str
    day: date
    kind: str
    words: str


class Store:
    """An open database: `ask` reads from any thread, `writing` is one writer at a time."""

    def __init__(self, path: Path, backup_folder: Path | None = None) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._edition: str | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = _connect(path)
        _lock_down(self._connection, [path.parent, *([backup_folder] if backup_folder else [])])
        self._prepare()

    def ask(self, sql: str, parameters: Parameters = ()) -> pd.DataFrame:
        """The answer to one question, on a cursor of its own (a shared one mixes rows)."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, parameters).df()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction: all of the block or none of it, then a checkpoint."""
        with self._lock, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            self._edition = None
            cursor.execute("CHECKPOINT")

    def edition(self) -> str:
        """What the store holds now, as a short text that changes with every change.

        Remembered between writes, which is right because one process owns the file.
        """
        if self._edition is None:
            answer = self.ask(
                """
                SELECT (SELECT count(*) FROM upload) AS uploads,
                       (SELECT count(*) FROM withdrawal) AS withdrawals,
                       (SELECT count(*) FROM column_mapping) AS mappings,
                       (SELECT count(*) FROM kpi_event) AS events,
                       (SELECT count(*) FROM reference_version) AS references_loaded
                """
            )
            self._edition = "-".join(str(value) for value in (self.path, *answer.iloc[0]))
        return self._edition

    def newest_upload(self) -> int:
        """The number of the newest upload, 0 before the first."""
        found = self.ask("SELECT coalesce(max(upload), 0) AS newest FROM upload")
        return int(found["newest"].iloc[0])

    def publish(self, upload: Upload, rows: Mapping[str, pd.DataFrame]) -> int:
        """Add an upload with its rows (table name to frame) and findings; its number is returned.

        A file whose fingerprint already stands changes nothing and gives the standing number.
        """
        return self.publish_together([(upload, rows)])[0]

    def publish_together(
        self, uploads: Iterable[tuple[Upload, Mapping[str, pd.DataFrame]]]
    ) -> Sequence[int]:
        """Add several uploads as `publish` adds one, in their order: all of them or none.

        They are taken one by one, so that the rows of all need not be in memory together.
        """
        _refuse_when_full(self.path)
        with self.writing() as cursor:
            return [_publish(cursor, upload, rows) for upload, rows in uploads]

    def withdraw(
        self, number: int, withdrawn_by: str, why: str, withdrawn_at: datetime | None = None
    ) -> None:
        """Take an upload back, so that the figures before it stand again; nothing is deleted."""
        _refuse_blank(withdrawn_by, "Give the name of the person who withdraws this.")
        _refuse_blank(why, "Give the reason for the withdrawal: the history keeps it.")
        with self.writing() as cursor:
            found = cursor.execute(
                "SELECT upload IN (SELECT upload FROM withdrawal) FROM upload WHERE upload = ?",
                [number],
            ).fetchone()
            if found is None:
                raise StoreProblem(f"There is no upload {number}; `uploads` lists those there are.")
            if found[0]:
                raise StoreProblem(f"Upload {number} is withdrawn already.")
            cursor.execute(
                "INSERT INTO withdrawal VALUES (?, ?, ?, ?)",
                [number, withdrawn_by, withdrawn_at or _now(), why],
            )

    def map_columns(
        self,
        signature: str,
        roles: str,
        said_by: str,
        *,
        set_aside: bool = False,
        said_at: datetime | None = None,
    ) -> None:
        """Keep what a person said of the columns under some headings; what was said last counts.

        `signature` and `roles` are those of loaders.mapping as JSON. With `set_aside` what was said
        before counts no more; it stays in the table.
        """
        _refuse_blank(said_by, "Give the name of the person who says what the columns hold.")
        with self.writing() as cursor:
            cursor.execute(
                """
                INSERT INTO column_mapping
                SELECT coalesce(max(mapping), 0) + 1, ?, ?, ?, ?, ? FROM column_mapping
                """,
                [signature, roles, set_aside, said_by, said_at or _now()],
            )

    def add_event(self, event: KpiEvent, said_by: str, *, set_aside: bool = False) -> None:
        """Keep what happened to a KPI on a day; of one day and kind what was said last counts.

        With `set_aside` the event counts no more; it stays in the table.
        """
        _refuse_blank(said_by, "Give the name of the person who says what happened.")
        _refuse_blank(event.words, "Say what happened: the chart and the history show it.")
        with self.writing() as cursor:
            cursor.execute(
                """
                INSERT INTO kpi_event
                SELECT coalesce(max(event), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM kpi_event
                """,
                [*astuple(event), set_aside, said_by, _now()],
            )

    def files_of(self, number: int) -> Sequence[StoredFile]:
        """The original files of an upload, the main one first."""
        with self._connection.cursor() as cursor:
            found = cursor.execute(
                "SELECT file, content FROM upload_file WHERE upload = ? ORDER BY position", [number]
            ).fetchall()
        return tuple(StoredFile(name, bytes(content)) for name, content in found)

    def load_reference(self, folder: Path = reference.REFERENCE_FOLDER) -> None:
        """Replace the reference tables by the CSV files of `folder`, where those have changed."""
        fingerprint = reference.fingerprint(folder)
        if self._loaded_reference() == fingerprint:
            return
        tables = reference.tables(folder)
        with self.writing() as cursor:
            for table, frame in tables.items():
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a fixed list of names
                _append(cursor, table, frame)
            cursor.execute("INSERT INTO reference_version VALUES (?, ?)", [fingerprint, _now()])

    def copy_to(self, target: Path) -> None:
        """Write a complete copy as a new database file (never by copying the live file)."""
        if not target.parent.is_dir():
            raise StoreProblem(f"There is no folder {target.parent}; make it before the backup.")
        if target.exists():
            raise StoreProblem(f"{target} is there already; name a new file for the backup.")
        with self._lock, self._connection.cursor() as cursor:
            live = cursor.execute("SELECT current_database()").fetchone()
            cursor.execute(f"ATTACH '{_quoted(target)}' AS copy_of_live")
            cursor.execute(f'COPY FROM DATABASE "{live[0] if live else "memory"}" TO copy_of_live')
            cursor.execute("DETACH copy_of_live")

    def _loaded_reference(self) -> str | None:
        loaded = self.ask(
            "SELECT fingerprint FROM reference_version ORDER BY loaded_at DESC LIMIT 1"
        )
        return None if loaded.empty else str(loaded.iloc[0, 0])

    def close(self) -> None:
        """Close the database; questions after this fail."""
        with self._lock:
            self._connection.close()

    def _prepare(self) -> None:
        """Make the tables of a new database, and those that an older one lacks."""
        with self.writing() as cursor:
            tables = cursor.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
            if tables and tables[0] and _version(cursor, self.path) == SCHEMA_VERSION:
                return
            cursor.execute(SCHEMA.read_text(encoding="utf-8"))
            cursor.execute("INSERT INTO schema_version VALUES (?)", [SCHEMA_VERSION])


_shared: dict[Path, Store] = {}
_shared_lock = threading.Lock()


def database_path() -> Path:
    """Where the database is: DISTRICT_DATABASE, or data/live/district.duckdb."""
    return Path(os.environ.get("DISTRICT_DATABASE") or DEFAULT_DATABASE).resolve()


def shared() -> Store:
    """The one open store of this process, opened when first asked for."""
    path = database_path()
    with _shared_lock:
        if path not in _shared:
            _shared[path] = Store(path)
        return _shared[path]


def close_shared() -> None:
    """Close every store that `shared` opened."""
    with _shared_lock:
        for store in _shared.values():
            store.close()
        _shared.clear()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), config={"memory_limit": "2GB"})
    except duckdb.IOException as problem:
        holder = re.search(r"PID (\d+)", str(problem))
        if holder:
            raise StoreProblem(
                f"The database {path} is in use by process {holder[1]}, most likely the running "
                "dashboard. Use its Upload page, or stop it and try again."
            ) from problem
        raise StoreProblem(
            f"The database {path} could not be opened: it is damaged or is no database. Move it "
            "away and restore the latest backup in its place; README.md has the steps."
        ) from problem


def _lock_down(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    allowed = ", ".join(f"'{_quoted(folder.resolve())}'" for folder in folders)
    connection.execute(f"SET allowed_directories = [{allowed}]")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _version(cursor: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The shape of the tables in a database; StoreProblem where this software does not know it."""
    try:
        found = cursor.execute("SELECT max(version) FROM schema_version").fetchone()
    except duckdb.CatalogException:
        found = None
    if not found or found[0] is None or found[0] > SCHEMA_VERSION:
        raise StoreProblem(
            f"The database {path} was written by another version of this software. Start the "
            "version that wrote it, or set DISTRICT_DATABASE to a new file."
        )
    return int(found[0])


def _refuse_blank(text: str, sentence: str) -> None:
    if not text.strip():
        raise StoreProblem(sentence)


def _refuse_when_full(path: Path) -> None:
    free = shutil.disk_usage(path.parent).free
    if free < FREE_SPACE_FLOOR:
        raise StoreProblem(
            f"Only {free // 1_000_000} MB are free where the database is kept and "
            f"{FREE_SPACE_FLOOR // 1_000_000} MB are needed, so nothing was published. "
            "Free some space and publish again."
        )


def _publish(
    cursor: duckdb.DuckDBPyConnection, upload: Upload, rows: Mapping[str, pd.DataFrame]
) -> int:
    _refuse_blank(upload.published_by, "Give the name of the person who publishes this.")
    standing = cursor.execute(
        "SELECT upload FROM standing_upload WHERE fingerprint = ?", [upload.fingerprint]
    ).fetchone()
    if standing:
        return int(standing[0])
    number = _next_upload(cursor)
    _insert_upload(cursor, number, upload)
    for table, frame in rows.items():
        _append(cursor, table, frame, number)
    return number


def _next_upload(cursor: duckdb.DuckDBPyConnection) -> int:
    found = cursor.execute("SELECT coalesce(max(upload), 0) + 1 FROM upload").fetchone()
    return int(found[0]) if found else 1


def _insert_upload(cursor: duckdb.DuckDBPyConnection, number: int, upload: Upload) -> None:
    main = upload.files[0]
    cursor.execute(
        "INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            upload.fingerprint,
            main.name,
            main.sha256,
            upload.layout,
            upload.illustrative,
            upload.published_by,
            upload.published_at or _now(),
            upload.hints,
        ],
    )
    for position, file in enumerate(upload.files, 1):
        cursor.execute(
            "INSERT INTO upload_file VALUES (?, ?, ?, ?, ?)",
            [number, position, file.name, file.sha256, file.content],
        )


def _append(
    cursor: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame, number: int | None = None
) -> None:
    """Insert a frame by column name; where `number` is given its rows are numbered within it."""
    if number is not None:
        frame = frame.assign(upload=number, position=range(1, len(frame) + 1))
    cursor.register("incoming", frame)
    columns = ", ".join(frame.columns)
    cursor.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM incoming")  # noqa: S608
    cursor.unregister("incoming")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _now() -> datetime:
    """Now in UTC, without a zone: DuckDB's zoned type needs a further library."""
    return datetime.now(UTC).replace(tzinfo=None)
