"""The database under the store: asked from any thread, written in whole transactions, survived."""

import logging
import threading
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from data.database import (
    acknowledged,
    backup_contents,
    backups,
    connections,
    copies,
    local_copy,
    open_file,
    permissions,
    safe_opening,
    write_guard,
)
from data.database.acknowledged import Acknowledged
from data.database.central_link import CentralLink, Seen
from data.database.central_store import CentralStore
from data.database.question_tables import QuestionTables
from data.database.stored_state import StoredState, stored_state
from data.database.transfer import Carried
from data.errors import DiskFull, HoldsLess, StoreProblem

log = logging.getLogger("district")

Parameters = Sequence[object] | Mapping[str, object]
T = TypeVar("T")

# What a full or broken disk raises; a fatal error blocks reading too, until the file is reopened.
_DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
# The header of a database file, before its blocks.
_HEADER_BYTES = 3 * 4096
# A page that was drawn meanwhile is drawn anew afterwards, not again and again.
_MOST_SECONDS_OF_A_CHANGE = 30
# Whoever has the lock of all servers waits no longer than this for that of this one.
_MOST_SECONDS_OTHERS_WAIT = 1
_as_of: ContextVar[date | None] = ContextVar("as_of", default=None)
_tables_read: ContextVar["TablesRead | None"] = ContextVar("tables_read", default=None)
_question_tables = QuestionTables()


class Database:
    """An open database file: `ask` reads from any thread, `writing` is one writer at a time.

    It writes in its own folder and in `backup_folder`, nowhere else. With a `central` store the
    file is this server's copy of that: what is written here is stored there first.
    """

    def __init__(
        self, path: Path, backup_folder: Path | None = None, central: CentralStore | None = None
    ) -> None:
        self.path = path
        self._folders = [backup_folder] if backup_folder else []
        self._lock = threading.RLock()
        self._reopening = threading.Lock()
        self._closed = False
        self._changed = threading.Condition()
        # Not from before a commit until its edition is known: questions may see either state.
        self._is_settled = threading.Event()
        # What is written here, by table, once rows of it were taken over from other servers. Bound
        # to this, it would keep the database open until somebody looks for garbage.
        self.when_taken_over: Mapping[str, Callable[[Database], None]] = {}
        # What was taken over of which the rest is still to be done.
        self._owed = Carried()
        self._link: CentralLink | None = None
        permissions.keep_private()
        self._loss: str | None = None
        # What was opened is closed again where the rest of the start fails.
        with self._settled_afterwards(), ExitStack() as opened:
            if central:
                opened.callback(central.close)
                self._connection = local_copy.opened(path, self._folders, central.address)
            else:
                self._connection, self._loss = safe_opening.open_whole(path, self._folders)
            opened.callback(self._connection.close)
            if central:
                self._link = CentralLink(central, path, self._connection)
                self._owed = self._link.pull(self._connection, self._is_settled.clear)
                self._link.tidy(self._connection)
            self._file = open_file.seen(path)
            self._state = self._state_of_content(None)
            self._acknowledge()
            opened.pop_all()

    def trouble(self) -> str | None:
        """What is wrong with the database file, as a sentence for every page and /health.

        It is another one than was opened, or holds less than was acknowledged.
        """
        # While something is written a checkpoint may make the file shorter and remove the log.
        if self._lock.acquire(blocking=False):
            try:
                return open_file.difference(self.path, self._file) or self._trouble_of_content()
            finally:
                self._lock.release()
        return self._trouble_of_content()

    def changes(self) -> copies.Contents:
        """What was published, withdrawn and said so far, to be compared with that of a backup."""
        return self._read(copies.changes)

    def ask(self, sql: str, parameters: Parameters = (), as_of: date | None = None) -> pd.DataFrame:
        """The answer to one question, on a cursor of its own (a shared one mixes rows).

        `as_of`, or else the day that the block `as_of` names, asks what stood at the end of a day.
        """
        day = as_of or _as_of.get()
        if (read := _tables_read.get()) is not None:
            read.add(_question_tables.tables(sql))

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
    def writing(self, *, is_shared: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction: all of the block or none of it, then a checkpoint.

        What is not shared with other servers, as each makes it itself, waits for none of them.
        Raises StoreProblem where the disk does not take it, or where the file is no more the one
        that was opened; the database is then as it was.
        """
        link = self._link if is_shared else None
        with self.alone() if is_shared else self._lock, self._settled_afterwards():
            self.refuse_changed_file()
            connection, committed, checkpointed = self._connection, False, False
            seen: Seen | None = None
            self._begin_safeguard()
            try:
                with connection.cursor() as cursor:
                    with _all_or_none(cursor):
                        yield cursor
                        self.refuse_changed_file()
                        seen = link.push(cursor) if link else None
                        self._is_settled.clear()
                    committed = True
                    cursor.execute("CHECKPOINT")
                    checkpointed = True
            except duckdb.Error as problem:
                self._reopen_if_broken(connection)
                write_guard.end(self.path)
                if not isinstance(problem, _DISK_ERRORS):
                    raise
                # After a fatal error only a look tells whether it holds.
                untouched = committed and self._connection is connection
                if not untouched and self._is_as_before():
                    if seen:
                        raise self._only_in_central(_cause(problem)) from problem
                    raise _not_written(self.path, _cause(problem)) from problem
                log.warning("Stored, but the checkpoint failed; the log holds it", exc_info=True)
            except BaseException:
                write_guard.end(self.path)
                raise
            write_guard.end(self.path)
            if link and seen:
                link.note_seen(seen)
            self._note_state()
            self._refuse_lost_write(checkpointed=checkpointed)
            self._acknowledge()

    @contextmanager
    def _settled_afterwards(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._is_settled.set()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes within the block, and the file holds all that others wrote before.

        Raises StoreProblem where there is a central store that does not answer, or once this is
        closed.
        """
        with ExitStack() as held:
            self._take_locks(held)
            if self._closed:
                raise StoreProblem(
                    "The dashboard was stopped before this was stored, so nothing of it is. "
                    "Do it again once the dashboard runs."
                )
            self._take_over()
            yield

    def _take_locks(self, held: ExitStack) -> None:
        """Take the lock of all servers, then that of this one, for as long as `held` is.

        In this order everywhere: while the first is waited for, this server follows.
        """
        while self._link:
            with self._lock:
                # A backup of this server keeps no other one from writing.
                pass
            held.enter_context(self._link.store.exclusive())
            if self._lock.acquire(timeout=_MOST_SECONDS_OTHERS_WAIT):
                held.callback(self._lock.release)
                return
            # A backup began meanwhile.
            held.close()
        held.enter_context(self._lock)

    def follow(self) -> None:
        """Take over what other servers stored in the central store, if there is one."""
        # Asked without the lock, which nobody has to wait for where PostgreSQL does not answer.
        if self._link and (self._owed or self._link.is_behind()):
            with self._lock:
                self._take_over()

    def _take_over(self) -> None:
        """Take over what others stored, show it, and write here what follows from it."""
        if self._link is None:
            return
        with self._settled_afterwards():
            self._owed = self._owed.joined(
                self._link.pull(self._connection, self._is_settled.clear)
            )
            if not self._owed:
                return
            self._note_state()
            # It is shown from here on: what follows changes nothing of what the file holds.
            self._is_settled.set()
            self._link.tidy(self._connection)
            self._acknowledge()
            if self._owed.erased:
                self.rewrite()
            for table, write in self.when_taken_over.items():
                if table in self._owed.rows:
                    write(self)
            self._owed = Carried()

    def begin_following(self) -> None:
        """Follow some times a second from now on, until it is closed."""
        if self._link:
            self._link.begin_following(self.follow)

    @staticmethod
    def day_asked() -> date | None:
        """The day that a block `as_of` asks of; None for now."""
        return _as_of.get()

    def edition(self) -> str:
        """What the store holds, as a short text that changes with every change.

        Two copies of a store have the same. Within a block `as_of` the text names the day.
        """
        day = _as_of.get()
        return f"{self._state.edition} as of {day}" if day else self._state.edition

    def newest_edition(self) -> str:
        """The edition of now, whatever day the block `as_of` looks at."""
        return self._state.edition

    def has_changed_since(self, edition: str) -> bool:
        """Whether questions since then may have seen another state than that newest edition.

        Waits until a change is over that is about to be stored.
        """
        if not self._is_settled.wait(_MOST_SECONDS_OF_A_CHANGE):
            log.warning("A change takes longer than %s seconds", _MOST_SECONDS_OF_A_CHANGE)
            return True
        return self._state.edition != edition

    def wait_for_change(self, edition: str, seconds: float) -> bool:
        """Wait for another newest edition than this one; False where none came in so long."""
        with self._changed:
            return self._changed.wait_for(lambda: self._state.edition != edition, seconds)

    @contextmanager
    def noting_tables(self) -> Iterator["TablesRead"]:
        """Note which tables the questions of this thread within the block read."""
        read = TablesRead()
        outer = _tables_read.set(read)
        try:
            yield read
        finally:
            _tables_read.reset(outer)

    def content_of(self, tables: Collection[str] | None) -> Hashable:
        """What some tables hold now: the same again where no change since then was one of theirs.

        None is all that there is.
        """
        return self._state.content_of(tables)

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
        Raises HoldsLess where the earlier one holds more: both are then kept.
        """
        target = backups.path_of(self.path, day)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        self.copy_to(partial)
        if target.exists() and (missing := backup_contents.rows_missing(partial, target)):
            aside = backups.kept_aside(self.path, backups.HOLDS_LESS, day)
            partial.replace(aside)
            raise HoldsLess(backup_contents.holds_less(target, aside, missing))
        partial.replace(target)
        backups.prune(self.path, day)
        return target

    def merge_central_files(self) -> None:
        """Make one file of many small ones in the central store, if there is one with files."""
        if self._link:
            self._link.merge_files()

    def rewrite(self) -> None:
        """Write the file anew, so that what was taken out is in none of its empty blocks.

        Raises StoreProblem where the new file does not hold the same; the old one then stays.
        """
        copy = self.path.with_suffix(".rewriting.duckdb")
        # Whoever asks meanwhile waits where a broken database is opened again.
        with self._lock, self._reopening:
            self.refuse_changed_file()
            backups.remove(copy)
            with self._connection.cursor() as cursor:
                live = copies.contents(cursor)
                copies.copied(cursor, copy)
            copies.verify(copy, live)
            self._connection.close()
            copy.replace(self.path)
            # At once: where opening it fails, whoever asks next opens it again, if it is this one.
            self._file = open_file.seen(self.path)
            self._connection = connections.opened_again(self.path, self._folders)
            self._file = open_file.seen(self.path)

    def give_back(self) -> None:
        """Let go the memory that answered questions have left; nobody writes meanwhile."""
        with self._lock:
            connections.give_back(self._connection)

    def leave_nothing(self) -> None:
        """Write the file anew as `rewrite` does, and clean the central store, if there is one."""
        self.rewrite()
        if self._link:
            self._link.clean()

    def close(self) -> None:
        """Close the database; questions after this fail."""
        if self._link:
            self._link.close()
        with self._lock:
            self._closed = True
            self._connection.close()

    def _only_in_central(self, cause: str) -> StoreProblem:
        return StoreProblem(
            f"It is stored, but the disk with this server's copy ({self.path.parent}) did not take "
            f"it: {cause}. Free some space on it; the copy then follows by itself."
        )

    def _trouble_of_content(self) -> str | None:
        return self._loss or (self._link.trouble if self._link else None)

    def _acknowledge(self) -> None:
        """Keep how much is stored now, and which file it is in."""
        self._file = open_file.seen(self.path)
        held = Acknowledged(max(self._state.uploads, default=0), self._state.changes)
        if held.changes and acknowledged.read(self.path) != held:
            acknowledged.write(self.path, held)

    def refuse_changed_file(self) -> None:
        """Nothing is written to a file that is not at its path any more: it would be gone."""
        _refuse(open_file.difference(self.path, self._file))

    def _refuse_lost_write(self, *, checkpointed: bool) -> None:
        """What was written is told to be stored only where the file at the path has it."""
        _refuse(open_file.replacement(self.path, self._file))
        # Blocks that a checkpoint did not get written are no part of the file; its log has them.
        if checkpointed and self.path.stat().st_size < self._read(_least_bytes):
            _refuse(open_file.cut_short(self.path))

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
                _refuse(open_file.replacement(self.path, self._file))
                log.error("A fatal error closed the database; it is opened again")
                broken.close()
                self._connection = safe_opening.open_mended(
                    self.path, self._folders, connections.opened_again
                )
                self._file = open_file.seen(self.path)

    def _state_of_content(self, former: StoredState | None) -> StoredState:
        generation = self._link.generation if self._link else None
        return self._read(lambda cursor: stored_state(cursor, generation, former))

    def _note_state(self) -> None:
        """Take what the database holds now for the newest edition, and tell who waits for it."""
        self._state = self._state_of_content(self._state)
        with self._changed:
            self._changed.notify_all()

    def _is_as_before(self) -> bool:
        """Whether the database holds what it held before the write that is under way."""
        return self._state_of_content(self._state).edition == self._state.edition


class TablesRead:
    """The tables that some questions read."""

    def __init__(self) -> None:
        self._of_questions: list[frozenset[str] | None] = []

    def add(self, tables: frozenset[str] | None) -> None:
        """Add those of a question; None where they are not known."""
        self._of_questions.append(tables)

    @property
    def tables(self) -> frozenset[str] | None:
        """All of them; None where they are not known of a question, or none was asked."""
        known = [tables for tables in self._of_questions if tables is not None]
        if len(known) < max(1, len(self._of_questions)):
            return None
        return frozenset().union(*known)


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


def _refuse(problem: str | None) -> None:
    if problem:
        log.error(problem)
        raise StoreProblem(problem)


def _least_bytes(connection: duckdb.DuckDBPyConnection) -> int:
    """How long the file of a database must be at least for all that it holds to be in it.

    Free blocks do not count: after a crash some at its end are known that never were written.
    """
    ((block, blocks),) = connection.execute(
        "SELECT block_size, used_blocks FROM pragma_database_size() "
        "WHERE database_name = current_database()"
    ).fetchall()
    return int(block * blocks) + _HEADER_BYTES


def _not_written(path: Path, cause: str) -> StoreProblem:
    return DiskFull(
        f"The disk with the database ({path.parent}) did not take what was to be stored: "
        f"{cause}. Nothing of it is stored and all that was there before is there. "
        "Free some space on it and try again."
    )


def _cause(problem: duckdb.Error) -> str:
    """The last part of the database's own words: `No space left on device`."""
    return str(problem).splitlines()[0].rsplit(": ", 1)[-1].rstrip(".")
