"""The database under the store: asked from any thread, written in whole transactions, survived."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from data.database import backups, connections, copies, schema, write_guard
from data.errors import InUse, StoreProblem

log = logging.getLogger("district")

Parameters = Sequence[object] | Mapping[str, object]
Opened = Callable[[Path, Sequence[Path]], duckdb.DuckDBPyConnection]
T = TypeVar("T")

# What a full or broken disk raises; a fatal error blocks reading too, until the file is reopened.
_DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
# Every change adds a row to one of these.
_COUNTED = (
    *("upload", "withdrawal", "reinstatement", "column_mapping", "kpi_event"),
    "reference_version",
)
_as_of: ContextVar[date | None] = ContextVar("as_of", default=None)


class Database:
    """An open database file: `ask` reads from any thread, `writing` is one writer at a time.

    It writes in its own folder and in `backup_folder`, nowhere else.
    """

    def __init__(self, path: Path, backup_folder: Path | None = None) -> None:
        self.path = path
        self._folders = [backup_folder] if backup_folder else []
        self._lock = threading.RLock()
        self._reopening = threading.Lock()
        self._closed = False
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = self._opened()
        self._edition = self._counted()

    def ask(self, sql: str, parameters: Parameters = (), as_of: date | None = None) -> pd.DataFrame:
        """The answer to one question, on a cursor of its own (a shared one mixes rows).

        `as_of`, or else the day that the block `as_of` names, asks what stood at the end of a day.
        """
        day = as_of or _as_of.get()

        def answer(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
            if day is not None:
                cursor.execute("SET VARIABLE as_of = ?::DATE", [day])
            return cursor.execute(sql, parameters).df()

        return self._read(answer)

    @contextmanager
    def as_of(self, day: date | None) -> Iterator[None]:
        """Ask every question of this thread within the block as of a day (UTC); None is now."""
        before = _as_of.set(day)
        try:
            yield
        finally:
            _as_of.reset(before)

    def _read(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """What a question finds, asked once more where the database had to be opened again."""
        connection = self._connection
        try:
            with connection.cursor() as cursor:
                return work(cursor)
        except duckdb.Error:
            # Opening it again ends the questions of others in the middle, with errors of any kind.
            self._reopen_if_broken(connection)
            if self._connection is connection:
                raise
        with self._connection.cursor() as cursor:
            return work(cursor)

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction: all of the block or none of it, then a checkpoint.

        Raises StoreProblem where the disk does not take it; the database is then as it was.
        """
        with self._lock:
            connection, committed = self._connection, False
            self._begin_safeguard()
            try:
                with connection.cursor() as cursor:
                    with _all_or_none(cursor):
                        yield cursor
                    committed = True
                    cursor.execute("CHECKPOINT")
            except duckdb.Error as problem:
                self._reopen_if_broken(connection)
                write_guard.end(self.path)
                if not isinstance(problem, _DISK_ERRORS):
                    raise
                # After a fatal error only a look tells whether it holds.
                untouched = committed and self._connection is connection
                if not untouched and self._counted() == self._edition:
                    raise _not_written(self.path, _cause(problem)) from problem
                log.warning("Stored, but the checkpoint failed; the log holds it", exc_info=True)
            except BaseException:
                write_guard.end(self.path)
                raise
            write_guard.end(self.path)
            self._edition = self._counted()

    def edition(self) -> str:
        """What the store holds, as a short text that changes with every change.

        Within a block `as_of` the text names the day too.
        """
        day = _as_of.get()
        return f"{self._edition} as of {day}" if day else self._edition

    def copy_to(self, target: Path) -> None:
        """Write a complete copy as a new database file (never by copying the live file).

        The copy is opened and compared; StoreProblem where it could not be written or differs.
        """
        if not target.parent.is_dir():
            raise StoreProblem(f"There is no folder {target.parent}; make it before the backup.")
        if target.exists():
            raise StoreProblem(f"{target} is there already; name a new file for the backup.")
        with self._lock:
            connection = self._connection
            try:
                with connection.cursor() as cursor:
                    copies.copied(cursor, target)
                    live = copies.contents(cursor)
                copies.verify(target, live)
            except duckdb.Error as problem:
                target.unlink(missing_ok=True)
                self._reopen_if_broken(connection)
                raise StoreProblem(
                    f"The copy {target} could not be written: {_cause(problem)}. "
                    "The database itself is unharmed."
                ) from problem

    def back_up(self, day: date) -> Path:
        """Write the backup of a day, in place of an earlier one of that day, and keep the rule.

        Raises StoreProblem where it could not be written; the earlier backups are then all there.
        """
        target = backups.path_of(self.path, day)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        self.copy_to(partial)
        partial.replace(target)
        backups.prune(self.path)
        return target

    def close(self) -> None:
        """Close the database; questions after this fail."""
        with self._lock:
            self._closed = True
            self._connection.close()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        """The database with the tables of this version: made in a new one, upgraded in an older."""
        connection = self._mended(connections.opened)
        # What is cut short by now ended in a database that opens.
        write_guard.end(self.path)
        version = schema.version(connection, self.path)
        if not version:
            schema.make(connection)
        elif version < schema.SCHEMA_VERSION:
            connection.close()
            schema.upgrade(self.path)
            connection = connections.opened(self.path, self._folders)
        return connection

    def _mended(self, opened: Opened) -> duckdb.DuckDBPyConnection:
        """The open database; where a write tore it, as it was before that write."""
        try:
            return self._verified(opened)
        except InUse:
            raise
        except StoreProblem:
            if not write_guard.was_cut_short(self.path):
                raise
            log.error("A write was cut short and tore the database; it is as it was before that")
            aside = backups.kept_aside(self.path, "cut-short", datetime.now(UTC).date())
            write_guard.put_back(self.path, aside)
            return self._verified(opened)

    def _verified(self, opened: Opened) -> duckdb.DuckDBPyConnection:
        """The open database, of which every block was read, so that damage is told at once."""
        try:
            connection = opened(self.path, self._folders)
        except duckdb.Error as problem:
            raise connections.damaged(self.path, problem) from problem
        try:
            copies.contents(connection)
        except duckdb.Error as problem:
            connection.close()
            raise connections.damaged(self.path, problem) from problem
        return connection

    def _begin_safeguard(self) -> None:
        try:
            write_guard.begin(self.path)
        except OSError as problem:
            write_guard.end(self.path)
            raise _not_written(self.path, str(problem)) from problem

    def _reopen_if_broken(self, connection: duckdb.DuckDBPyConnection) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM schema_version").fetchall()
        except (duckdb.FatalException, duckdb.ConnectionException):
            self._reopen(connection)

    def _reopen(self, broken: duckdb.DuckDBPyConnection) -> None:
        """Open the file again after a fatal error, once, whoever notices it first."""
        with self._reopening:
            if self._connection is broken and not self._closed:
                log.error("A fatal error closed the database; it is opened again")
                broken.close()
                self._connection = self._mended(connections.opened_again)

    def _counted(self) -> str:
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in _COUNTED)  # noqa: S608
        answer = self._read(lambda cursor: cursor.execute(f"SELECT {counts}").fetchone())
        return "-".join(str(value) for value in (self.path, *(answer or ())))


@contextmanager
def _all_or_none(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    cursor.begin()
    try:
        yield
    except BaseException:
        # A database that a fatal error closed has rolled back already.
        with suppress(duckdb.Error):
            cursor.rollback()
        raise
    cursor.commit()


def _not_written(path: Path, cause: str) -> StoreProblem:
    return StoreProblem(
        f"The disk with the database ({path.parent}) did not take what was to be stored: "
        f"{cause}. Nothing of it is stored and all that was there before is there. "
        "Free some space on it and try again."
    )


def _cause(problem: duckdb.Error) -> str:
    """The last part of the database's own words: `No space left on device`."""
    return str(problem).splitlines()[0].rsplit(": ", 1)[-1].rstrip(".")
