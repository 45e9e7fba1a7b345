"""A central store: what people brought and said, for several servers, in PostgreSQL or a DuckLake.

Each server reads its own copy, an ordinary database file. One server at a time writes here, under
an advisory lock of PostgreSQL, and reads back what it wrote before anybody is told that it stands.
Nothing here relies on keys, checks or sequences: a DuckLake has none.
"""

import logging
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import duckdb

from data.database import central_engines, transfer
from data.database.central_address import CentralAddress
from data.database.transfer import Carried, Columns, Cursor, StoreEnd
from data.errors import StoreProblem

if TYPE_CHECKING:
    import psycopg

    Postgres = psycopg.Connection[tuple[Any, ...]]

log = logging.getLogger("district")

# Whoever writes holds it; PostgreSQL takes it from who was killed.
WRITERS_LOCK = 4_310_227
# How long one server waits for another that writes, in seconds, and how often it asks.
LOCK_SECONDS, ASK_AGAIN_SECONDS = 120, 0.02
# One row for each change: the generation is another once all that is stored was replaced.
CHANGES = "central_change"


class CentralStore:
    """The open central store of an address; safe from any thread."""

    def __init__(self, address: CentralAddress) -> None:
        self.address = address
        self._engine = central_engines.engine_of(address, transfer.BY_UPLOAD)
        self._connection = central_engines.attached(self._engine, address)
        self._asking = threading.Lock()
        self._asked: Postgres = self._connected()
        self._owner = threading.RLock()
        self._depth = 0
        self._lock_holder: Postgres | None = None

    def prepare(self, columns: Columns) -> None:
        """Make what the central store lacks of the tables of a copy, under their names.

        Raises StoreProblem where a later version of the software has written there.
        """
        with self.exclusive(), self._writing() as cursor:
            held = transfer.columns(cursor)
            for table, kinds in columns.items():
                _make(cursor, table, {**kinds, transfer.PLACE: "BIGINT"}, held.get(table))
            if CHANGES not in held:
                cursor.execute(f"CREATE TABLE {CHANGES} (generation VARCHAR)")
                _note_change(cursor, secrets.token_hex(8))

    def newest(self) -> str:
        """A short text that is another after each change; asked often, for a millisecond.

        Raises StoreProblem where PostgreSQL does not answer.
        """
        with self._asking:
            if self._asked.closed:
                # PostgreSQL was started again, or the network was away for a while.
                self._asked = self._connected()
            try:
                row = self._asked.execute(self._engine.newest).fetchone()
            except self._problems() as problem:
                self._asked.close()
                raise central_engines.no_answer(self.address, problem) from problem
        return "-".join(map(str, row or ()))

    def generation(self) -> str:
        """A name for all that is stored here, which is another once all of it was replaced."""
        with self._reading() as cursor:
            return _generation(cursor)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let no other server write within the block, nor another thread of this one.

        Raises StoreProblem where another one writes for too long.
        """
        with self._owner:
            if not self._depth:
                self._lock_holder = self._locked()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth and self._lock_holder:
                    # The lock ends with its connection.
                    self._lock_holder.close()

    def push(self, local: Cursor) -> Carried:
        """Store what the transaction of a copy has and the central store has not, and read it back.

        Within `exclusive`. Raises StoreProblem where it is not stored.
        """
        source = StoreEnd(local, is_central=False)
        try:
            with self._writing() as cursor:
                carried = transfer.carry(source, StoreEnd(cursor, is_central=True))
                if carried:
                    _note_change(cursor)
                self._refuse_lost_lock()
        except duckdb.Error as problem:
            raise self._not_stored(problem) from problem
        if carried:
            self._read_back(source, carried)
        return carried

    def pull(self, local: Cursor, generation: str | None) -> tuple[Carried, str]:
        """Add to the transaction of a copy what is stored here and not there.

        A copy of another `generation`, or one that holds what is not stored here, is emptied
        first. The generation of now is returned with what was carried.
        """
        with self._reading() as cursor:
            now = _generation(cursor)
            source, copy = StoreEnd(cursor, is_central=True), StoreEnd(local, is_central=False)
            if now != generation or not transfer.is_part(copy, source):
                log.warning("The copy is of another state of %s and is filled anew", self.address)
                transfer.clear(local)
            return transfer.carry(source, copy), now

    def replace(self, local: Cursor) -> None:
        """Store what this copy holds in the place of all that is here; every copy follows."""
        source = StoreEnd(local, is_central=False)
        with self.exclusive():
            with self._writing() as cursor:
                transfer.clear(cursor)
                carried = transfer.carry(source, StoreEnd(cursor, is_central=True))
                _note_change(cursor, secrets.token_hex(8))
                self._refuse_lost_lock()
            self._read_back(source, carried)
            self.purge()

    def purge(self) -> None:
        """Leave nothing of rows that were taken out, in no file and no free block."""
        with self.exclusive():
            with closing(self._connected()) as postgres:
                for sql in self._engine.postgres_cleaning:
                    postgres.execute(sql)
            with self._connection.cursor() as cursor:
                for sql in self._engine.duckdb_cleaning:
                    cursor.execute(sql).fetchall()

    def close(self) -> None:
        """Let go of it."""
        with self._asking:
            self._asked.close()
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

    def _connected(self) -> "Postgres":
        try:
            import psycopg  # noqa: PLC0415 - only where there is a central store
        except ImportError as problem:
            raise StoreProblem(central_engines.missing("psycopg")) from problem
        try:
            return psycopg.connect(self.address.connection, autocommit=True)
        except psycopg.Error as problem:
            raise central_engines.no_answer(self.address, problem) from problem

    @staticmethod
    def _problems() -> type[Exception]:
        import psycopg  # noqa: PLC0415 - only where there is a central store

        return psycopg.Error

    def _locked(self) -> "Postgres":
        """A connection that holds the lock of whoever writes."""
        holder = self._connected()
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            row = holder.execute("SELECT pg_try_advisory_lock(%s)", [WRITERS_LOCK]).fetchone()
            if row == (True,):
                return holder
            if time.monotonic() > deadline:
                holder.close()
                raise StoreProblem(
                    f"Another server has been writing to {self.address} for more than "
                    f"{LOCK_SECONDS} seconds, so nothing was stored. Try again in some minutes."
                )
            time.sleep(ASK_AGAIN_SECONDS)

    def _refuse_lost_lock(self) -> None:
        """Nothing is committed by who does not hold the lock any more."""
        try:
            if self._lock_holder:
                self._lock_holder.execute("SELECT 1")
        except self._problems() as problem:
            raise self._not_stored(problem) from problem

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


def _note_change(cursor: Cursor, generation: str | None = None) -> None:
    """Add the row of a change; a new generation begins anew, and without one it goes on."""
    if generation:
        cursor.execute(f"DELETE FROM {CHANGES}")  # noqa: S608 - our own name
    cursor.execute(f"INSERT INTO {CHANGES} VALUES (?)", [generation or _generation(cursor)])  # noqa: S608


def _generation(cursor: Cursor) -> str:
    ((generation,),) = cursor.execute(f"SELECT max(generation) FROM {CHANGES}").fetchall()  # noqa: S608
    return str(generation)
