"""A central store: what people brought and said, for several servers, in PostgreSQL or a DuckLake.

Each server reads its own copy, an ordinary database file. One server at a time writes here, under
an advisory lock of PostgreSQL, and reads back what it wrote before anybody is told that it stands.
Nothing here relies on keys, checks or sequences: a DuckLake has none.
"""

import logging
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace

import duckdb

from data.database import central_engines, copies, transfer
from data.database.central_address import CentralAddress
from data.database.copies import Columns
from data.database.transfer import Additions, Carried, Cursor, StoreEnd
from data.database.writers_lock import writers_lock
from data.errors import StoreProblem

log = logging.getLogger("district")

# One row for each change, with the tables and the numbers of uploads that it added. The generation,
# the same in all rows, is another once all that is stored was replaced.
CHANGES = "central_change"
_CHANGE_COLUMNS = {
    "change": "BIGINT", "generation": "VARCHAR", "tables": "VARCHAR", "uploads": "VARCHAR",
}  # fmt: skip


# A server that stops waits so long for a thread that asks PostgreSQL, which may not answer.
CLOSE_SECONDS = 2


@dataclass(frozen=True, slots=True)
class CentralState:
    """How far a copy has followed: the generation, and the last change (0: it is not known)."""

    generation: str
    change: int = 0


class CentralStore:
    """The open central store of an address; safe from any thread."""

    def __init__(self, address: CentralAddress) -> None:
        self.address = address
        self._engine = central_engines.engine_of(address, transfer.BY_UPLOAD)
        self._lock = writers_lock(address)
        # Of servers that begin together one makes the catalogue of a DuckLake.
        with self._lock.held():
            self._connection = central_engines.attached(self._engine, address)
        self._asking = threading.Lock()
        self._asked = central_engines.connected(address)
        self._closed = False

    def prepare(self, columns: Columns) -> None:
        """Make what the central store lacks of the tables of a copy, under their names.

        Raises StoreProblem where a later version of the software has written there.
        """
        with self.exclusive():
            with self._writing() as cursor:
                held = copies.columns(cursor)
                for table, kinds in columns.items():
                    _make(cursor, table, {**kinds, transfer.PLACE: "BIGINT"}, held.get(table))
                _make(cursor, CHANGES, _CHANGE_COLUMNS, held.get(CHANGES))
                begun = bool(cursor.execute(f"FROM {CHANGES} LIMIT 1").fetchall())
            if begun:
                return
            with self._connection.cursor() as cursor:
                for table in (CHANGES, *transfer.GROWING):
                    self._engine.expect_small_rows(cursor, table)
            # Now, so that its row is kept where small rows are.
            with self._writing() as cursor:
                _begin_generation(cursor)

    def newest(self) -> str:
        """A short text that is another after each change; asked often, for a millisecond.

        Raises StoreProblem where PostgreSQL does not answer, or the store is closed.
        """
        with self._asking:
            if self._closed:
                raise StoreProblem(f"The central store {self.address} is closed on this server.")
            try:
                return self._newest()
            except StoreProblem:
                # PostgreSQL was started again, or the network was away for a while.
                self._asked.close()
                self._asked = central_engines.connected(self.address)
                return self._newest()
            finally:
                # To connect takes longer than `close` waits.
                if self._closed:
                    self._asked.close()

    def _newest(self) -> str:
        with central_engines.answering(self.address):
            row = self._asked.execute(self._engine.newest).fetchone()
        return "-".join(map(str, row or ()))

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let no other server write within the block, nor another thread of this one.

        Raises StoreProblem where another one writes for too long.
        """
        with self._lock.held():
            yield

    def push(self, local: Cursor, followed: CentralState) -> CentralState:
        """Store what the transaction of a copy has and the central store has not, and read it back.

        Within `exclusive`, and after a `pull`, which followed so far; how far the copy follows once
        it commits is returned. Raises StoreProblem where it is not stored.
        """
        source = StoreEnd(local, is_central=False)
        try:
            # Within the lock the copy has all that is here, and is asked instead.
            with self._writing() as cursor, local.cursor() as committed:
                carried = transfer.carry(
                    source,
                    StoreEnd(cursor, is_central=True),
                    known=StoreEnd(committed, is_central=False),
                )
                if carried:
                    followed = _note_change(cursor, followed, carried)
                self._lock.refuse_lost()
        except duckdb.Error as problem:
            raise self._not_stored(problem) from problem
        if carried:
            self._read_back(source, carried)
        return followed

    def pull(self, local: Cursor, followed: CentralState | None) -> tuple[Carried, CentralState]:
        """Add to the transaction of a copy what is stored here and not there.

        A copy of another generation, or one that holds what is not stored here, is emptied first.
        What was carried is returned, and how far the copy follows now.
        """
        with self._reading() as cursor:
            source, copy = StoreEnd(cursor, is_central=True), StoreEnd(local, is_central=False)
            if followed and followed.change:
                now, additions = _since(cursor, followed)
                if additions:
                    return transfer.carry(source, copy, additions), now
            now = _state(cursor)
            is_anew = bool(
                followed and followed.generation != now.generation
            ) or not transfer.is_part(copy, source)
            if is_anew:
                log.warning("The copy is of another state of %s: filled anew", self.address)
                transfer.clear(local)
            return replace(transfer.carry(source, copy), is_anew=is_anew), now

    def replace(self, local: Cursor) -> CentralState:
        """Store what this copy holds in the place of all that is here; every copy follows.

        The new generation is returned.
        """
        source = StoreEnd(local, is_central=False)
        with self.exclusive():
            with self._writing() as cursor:
                transfer.clear(cursor)
                carried = transfer.carry(source, StoreEnd(cursor, is_central=True))
                _begin_generation(cursor)
                state = _state(cursor)
                self._lock.refuse_lost()
            self._read_back(source, carried)
            self.clean()
            return state

    def clean(self) -> None:
        """Purge; where that fails it is logged with what to do, as what was stored stands."""
        try:
            self.purge()
        except Exception:
            log.exception(
                "It is stored, but the central store could not be cleaned: what was erased or "
                "replaced may still be in its free blocks or files. VACUUM FULL in PostgreSQL does "
                "it by hand, and the next erasure deletes such files"
            )

    def purge(self) -> None:
        """Leave nothing of rows that were taken out, in no file and no free block."""
        with self.exclusive():
            with closing(central_engines.connected(self.address)) as postgres:
                for sql in self._engine.postgres_cleaning:
                    postgres.execute(sql)
            with self._connection.cursor() as cursor:
                self._engine.clean_files(cursor, self.address)

    def merge_files(self) -> None:
        """Make one file of many small ones, where figures are in files; what is stored stays.

        Raises StoreProblem where another server writes for too long, and duckdb.Error.
        """
        with self.exclusive(), self._connection.cursor() as cursor:
            self._engine.merge_files(cursor, self.address)

    def close(self) -> None:
        """Let go of it; who is asking whether it changed is waited for a moment."""
        self._closed = True
        if self._asking.acquire(timeout=CLOSE_SECONDS):
            self._asked.close()
            self._asking.release()
        self._connection.close()

    @contextmanager
    def _cursor(self) -> Iterator[Cursor]:
        """A cursor in a transaction, in which tables go by their bare names."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"SET search_path = '{self._engine.schema}'")
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.rollback()
                raise

    @contextmanager
    def _reading(self) -> Iterator[Cursor]:
        """One state of the store. Raises StoreProblem where it does not answer."""
        try:
            with self._cursor() as cursor:
                yield cursor
                cursor.rollback()
        except (duckdb.IOException, duckdb.HTTPException) as problem:
            raise central_engines.no_answer(self.address, problem) from problem

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with self._cursor() as cursor:
            yield cursor
            cursor.commit()

    def _read_back(self, source: StoreEnd, carried: Carried) -> None:
        """Raise StoreProblem where another transaction does not see all that was written."""
        with self._reading() as cursor:
            stored = transfer.digests(StoreEnd(cursor, is_central=True), carried)
        written = transfer.digests(source, carried)
        if stored != written:
            differing = sorted(table for table in written if stored.get(table) != written[table])
            raise StoreProblem(
                f"The central store {self.address} does not give back what was written to it "
                f"({', '.join(differing)}). Look at the History page whether it stands."
            )

    def _not_stored(self, problem: Exception) -> StoreProblem:
        log.error("The central store did not take a change", exc_info=problem)
        return StoreProblem(
            f"The central store {self.address} did not say that it took what was to be stored. "
            "Look at the History page whether it stands, and try again if it does not."
        )


def _make(
    cursor: Cursor, table: str, kinds: Mapping[str, str], held: Mapping[str, str] | None
) -> None:
    if held is None:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
        cursor.execute(f"CREATE TABLE {table} ({columns})")
        return
    if later := sorted(held.keys() - kinds.keys()):
        raise StoreProblem(
            f"The central store was written by a later version of this software: {table} has "
            f"{', '.join(later)}. Start that version on this server, too."
        )
    for name, kind in kinds.items():
        if name not in held:
            cursor.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {kind}')


def _begin_generation(cursor: Cursor) -> None:
    cursor.execute(f"DELETE FROM {CHANGES}")  # noqa: S608 - our own name
    cursor.execute(f"INSERT INTO {CHANGES} VALUES (1, ?, '', '')", [secrets.token_hex(8)])  # noqa: S608


def _note_change(cursor: Cursor, followed: CentralState, carried: Carried) -> CentralState:
    also = (*transfer.BY_UPLOAD, "erasure") if carried.erased else ()
    now = CentralState(followed.generation, followed.change + 1)
    row = [
        now.change,
        now.generation,
        " ".join(sorted({*carried.rows, *also})),
        " ".join(map(str, sorted(carried.uploads))),
    ]
    cursor.execute(f"INSERT INTO {CHANGES} VALUES (?, ?, ?, ?)", row)  # noqa: S608 - our own name
    return now


def _state(cursor: Cursor) -> CentralState:
    ((change, generation),) = cursor.execute(
        f"SELECT max(change), max(generation) FROM {CHANGES}"  # noqa: S608 - our own name
    ).fetchall()
    return CentralState(str(generation), int(change))


def _since(cursor: Cursor, followed: CentralState) -> tuple[CentralState, Additions | None]:
    """How far one may follow, and what was added since; None where all has to be compared."""
    rows = cursor.execute(
        f"SELECT change, generation, tables, uploads FROM {CHANGES} "  # noqa: S608 - our own name
        "WHERE change >= ? ORDER BY change",
        [followed.change],
    ).fetchall()
    # The first is what was followed so far: it is another where all was replaced meanwhile.
    known = rows and rows[0][:2] == (followed.change, followed.generation)
    later = rows[1:]
    # A former version of the software did not note the uploads.
    if not known or any(uploads is None for *_, uploads in later):
        return followed, None
    tables = frozenset(table for _, _, names, _ in later for table in names.split())
    uploads = frozenset(int(number) for *_, numbers in later for number in numbers.split())
    return CentralState(followed.generation, int(rows[-1][0])), Additions(tables, uploads)
