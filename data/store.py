"""The store: what is published, withdrawn, reinstated and said, each in one whole transaction."""

import logging
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from data import audit, reference_files, uploads
from data.audit import Action, ChangeLog
from data.database import backups
from data.database.database import Database
from data.errors import BasisChanged, DiskFull, StoreProblem
from data.reference_tables import UPLOADED_TABLES
from data.uploads import KpiEvent, StoredFile, Upload, now
from data.write_permission import WritePermission

__all__ = ["BasisChanged", "KpiEvent", "Store", "StoreProblem", "StoredFile", "Upload"]

DEFAULT_DATABASE = Path(__file__).parent / "live" / "district.duckdb"
log = logging.getLogger("district")
VALUE_TABLES = ("kpi_value", "activity_update", "statistic_value", *UPLOADED_TABLES)
# What people said of columns and KPIs, and of uploads too.
COPIED_TABLES = ("column_mapping", "kpi_event")
SAID_TABLES = ("withdrawal", "reinstatement", "upload_step", *COPIED_TABLES)
# How much later than now a stored time may be before somebody is told of the clock.
CLOCK_LEEWAY = timedelta(minutes=1)
# Below this much free disk nothing is published: a full one costs everybody seconds.
FREE_SPACE_FLOOR = 50_000_000


class Store(Database):
    """What everybody writes to and reads from: a database with the words of the field."""

    def __init__(self, path: Path, backup_folder: Path | None = None) -> None:
        super().__init__(path, backup_folder)
        self.write_permission = WritePermission()
        self.notice_clock(now())

    @contextmanager
    def writing(self, change_log: ChangeLog | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, where writing is allowed; what it changes is logged once it is stored.

        Every write begins here. Raises ReadOnly in a read-only dashboard.
        """
        with audit.logged(change_log):
            self.write_permission.check()
            with super().writing() as cursor:
                yield cursor

    def notice_clock(self, at: datetime) -> str | None:
        """Log and tell where something is stored with a later time than it is now (UTC)."""
        newest = self.changed_at()
        if newest is None or newest <= at + CLOCK_LEEWAY:
            return None
        sentence = (
            f"The clock says {at:%d %B %Y %H:%M} (UTC), but the newest change in the database is "
            f"of {newest:%d %B %Y %H:%M}: one of the two was set wrongly. Set the clock right. "
            "Nothing is lost: what counts and what is backed up goes by the order of uploads."
        )
        log.warning(sentence)
        return sentence

    def newest_upload(self) -> int:
        """The number of the newest upload, 0 before the first."""
        newest = self.ask("SELECT coalesce(max(upload), 0) AS newest FROM upload")
        return int(newest["newest"].iloc[0])

    def publish(
        self, upload: Upload, rows: Mapping[str, pd.DataFrame], basis: str | None = None
    ) -> int:
        """Add an upload with its rows (table name to frame) and findings; its number is returned.

        A file whose fingerprint already stands changes nothing and gives the standing number.
        """
        return self.publish_together([(upload, rows)], basis)[0]

    def publish_together(
        self,
        submissions: Iterable[tuple[Upload, Mapping[str, pd.DataFrame]]],
        basis: str | None = None,
    ) -> Sequence[int]:
        """Add several uploads as `publish` adds one, in their order: all of them or none.

        They are taken one by one, so that the rows of all need not be in memory together. `basis`
        is the edition that their preview was made on; BasisChanged is raised where it is no more.
        """
        self.refuse_changed_file()
        _refuse_when_full(self.path)
        self.notice_clock(now())
        with self._lock:
            stale = basis is not None and basis != self.edition()
            log = ChangeLog(Action.PUBLISH)
            with self.writing(log) as cursor:
                return [
                    _publish(cursor, log, upload, rows, stale=stale) for upload, rows in submissions
                ]

    def put_back(self, number: int, upload: Upload, rows: Mapping[str, pd.DataFrame]) -> None:
        """Add an upload under the number that it had before, whatever stands: for a rebuild."""
        with self.writing() as cursor:
            uploads.add(cursor, number, upload, rows)

    def withdraw(
        self, number: int, withdrawn_by: str, why: str, withdrawn_at: datetime | None = None
    ) -> None:
        """Take an upload back, so that the figures before it stand again; nothing is deleted."""
        _refuse_blank(withdrawn_by, "Give the name of the person who withdraws this.")
        _refuse_blank(why, "Give the reason for the withdrawal: the history keeps it.")
        done = audit.single_change(Action.WITHDRAW, upload=number, by=withdrawn_by, why=why)
        with self.writing(done) as cursor:
            if _is_withdrawn(cursor, number):
                raise StoreProblem(f"Upload {number} is withdrawn already.")
            cursor.execute(
                "INSERT INTO withdrawal VALUES (?, ?, ?, ?)",
                [number, withdrawn_by, withdrawn_at or now(), why],
            )
            uploads.note_step(cursor, "withdrawn", number)

    def reinstate(
        self, number: int, reinstated_by: str, why: str, reinstated_at: datetime | None = None
    ) -> None:
        """Undo a withdrawal, so that the upload's figures stand again; the history keeps both."""
        _refuse_blank(reinstated_by, "Give the name of the person who reinstates this.")
        _refuse_blank(why, "Give the reason for reinstating it: the history keeps it.")
        done = audit.single_change(Action.REINSTATE, upload=number, by=reinstated_by, why=why)
        with self.writing(done) as cursor:
            if not _is_withdrawn(cursor, number):
                raise StoreProblem(f"Upload {number} is not withdrawn, so it stands already.")
            _refuse_twin(cursor, number)
            cursor.execute(
                "INSERT INTO reinstatement VALUES (?, ?, ?, ?)",
                [number, reinstated_by, reinstated_at or now(), why],
            )
            uploads.note_step(cursor, "reinstated", number)

    def map_columns(
        self, signature: str, roles: str, said_by: str, *, set_aside: bool = False
    ) -> None:
        """Keep what a person said of the columns under some headings; what was said last counts.

        `signature` and `roles` are those of a column mapping as JSON. With `set_aside` what was
        said before counts no more; it stays in the table.
        """
        _refuse_blank(said_by, "Give the name of the person who says what the columns hold.")
        done = audit.single_change(
            Action.MAPPING, columns=signature, by=said_by, set_aside=set_aside
        )
        with self.writing(done) as cursor:
            cursor.execute(
                """
                INSERT INTO column_mapping
                SELECT coalesce(max(mapping), 0) + 1, ?, ?, ?, ?, ? FROM column_mapping
                """,
                [signature, roles, set_aside, said_by, now()],
            )

    def add_event(self, event: KpiEvent, said_by: str, *, set_aside: bool = False) -> None:
        """Keep what happened to a KPI on a day; of one day and kind what was said last counts.

        With `set_aside` the event counts no more; it stays in the table.
        """
        _refuse_blank(said_by, "Give the name of the person who says what happened.")
        _refuse_blank(event.words, "Say what happened: the chart and the history show it.")
        details = {"plan": event.plan, "kpi": event.code, "day": str(event.day), "kind": event.kind}
        done = audit.single_change(Action.EVENT, **details, by=said_by, set_aside=set_aside)
        with self.writing(done) as cursor:
            cursor.execute(
                """
                INSERT INTO kpi_event
                SELECT coalesce(max(event), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM kpi_event
                """,
                [*astuple(event), set_aside, said_by, now()],
            )

    def copy_said(self, other: "Store") -> None:
        """Take over, row by row, what people said of columns and KPIs in another store."""
        with self.writing() as cursor:
            for table in COPIED_TABLES:
                rows = other.ask(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 - our names
                uploads.append(cursor, table, rows)

    def files_of(self, number: int) -> Sequence[StoredFile]:
        """The original files of an upload, the main one first."""
        rows = self._read(
            lambda cursor: cursor.execute(
                "SELECT file, content FROM upload_file WHERE upload = ? ORDER BY position", [number]
            ).fetchall()
        )
        return tuple(StoredFile(name, bytes(content)) for name, content in rows)

    def load_reference(self, folder: Path = reference_files.REFERENCE_FOLDER) -> None:
        """Replace the reference tables by the CSV files of `folder`, where those have changed."""
        fingerprint = reference_files.fingerprint(folder)
        if self._loaded_reference() == fingerprint:
            return
        tables = reference_files.tables(folder)
        with self.writing() as cursor:
            for table, frame in tables.items():
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a fixed list of names
                uploads.append(cursor, table, frame)
            cursor.execute("INSERT INTO reference_version VALUES (?, ?)", [fingerprint, now()])

    def changed_at(self) -> datetime | None:
        """When something was last published, withdrawn, reinstated or said (UTC)."""
        changed = self.ask(
            """
            SELECT greatest(
                (SELECT max(published_at) FROM upload),
                (SELECT max(withdrawn_at) FROM withdrawal),
                (SELECT max(reinstated_at) FROM reinstatement),
                (SELECT max(said_at) FROM column_mapping),
                (SELECT max(said_at) FROM kpi_event)
            ) AS changed
            """
        )["changed"].iloc[0]
        return None if pd.isna(changed) else pd.Timestamp(changed).to_pydatetime()

    def _loaded_reference(self) -> str | None:
        loaded = self.ask("SELECT fingerprint FROM reference_version ORDER BY rowid DESC LIMIT 1")
        return None if loaded.empty else str(loaded.iloc[0, 0])


_shared: dict[Path, Store] = {}
_shared_lock = threading.Lock()


def database_path() -> Path:
    """Where the database is: DISTRICT_DATABASE, or data/live/district.duckdb."""
    return _resolved(os.environ.get("DISTRICT_DATABASE") or DEFAULT_DATABASE)


# Asked at every question; to resolve a path looks at each of its folders.
@lru_cache(maxsize=8)
def _resolved(path: str | Path) -> Path:
    return Path(path).resolve()


def shared() -> Store:
    """The one open store of this process, opened when first asked for."""
    path = database_path()
    with _shared_lock:
        if path not in _shared:
            _shared[path] = Store(path, backups.folder(path))
        return _shared[path]


def close_shared() -> None:
    """Close every store that `shared` opened."""
    with _shared_lock:
        for store in _shared.values():
            store.close()
        _shared.clear()


def _refuse_blank(text: str, sentence: str) -> None:
    if not text.strip():
        raise StoreProblem(sentence)


def _refuse_when_full(path: Path) -> None:
    free = shutil.disk_usage(path.parent).free
    # While something is written a copy of the database stands by.
    needed = FREE_SPACE_FLOOR + path.stat().st_size
    if free < needed:
        raise DiskFull(
            f"Only {free // 1_000_000} MB are free where the database is kept and "
            f"{needed // 1_000_000} MB are needed, so nothing was published. "
            "Free some space and publish again."
        )


def _publish(
    cursor: duckdb.DuckDBPyConnection,
    log: ChangeLog,
    upload: Upload,
    rows: Mapping[str, pd.DataFrame],
    *,
    stale: bool,
) -> int:
    _refuse_blank(upload.published_by, "Give the name of the person who publishes this.")
    standing = uploads.standing(cursor, upload.fingerprint)
    if standing is not None:
        return standing
    if stale:
        raise BasisChanged(
            "Somebody published or withdrew something after this preview was made, so nothing was "
            "published. Look at the preview again, which is renewed, and publish then."
        )
    uploads.refuse_inadmissible(rows)
    number = uploads.next_number(cursor)
    uploads.add(cursor, number, upload, rows)
    file, by = upload.files[0], upload.published_by
    log.add(Action.PUBLISH, upload=number, file=file.name, sha256=file.sha256, by=by)
    if upload.decisions:
        log.add(Action.DECISION, upload=number, decisions=upload.decisions, by=by)
    return number


def _is_withdrawn(cursor: duckdb.DuckDBPyConnection, number: int) -> bool:
    withdrawn = cursor.execute(
        "SELECT upload IN (SELECT upload FROM current_withdrawal) FROM upload WHERE upload = ?",
        [number],
    ).fetchone()
    if withdrawn is None:
        raise StoreProblem(f"There is no upload {number}; `uploads` lists those there are.")
    return bool(withdrawn[0])


def _refuse_twin(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    """The same bytes may have been published again since; they are not to stand twice."""
    row = cursor.execute("SELECT fingerprint FROM upload WHERE upload = ?", [number]).fetchone()
    twin = uploads.standing(cursor, row[0]) if row else None
    if twin is not None:
        raise StoreProblem(
            f"The same file stands already as upload {twin}, so upload {number} stays withdrawn."
        )
