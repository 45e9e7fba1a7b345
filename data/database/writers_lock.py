"""The lock of whoever writes to a central store: one server at a time, and one thread of it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from data.database import central_engines
from data.database.central_address import CentralAddress
from data.errors import StoreProblem

if TYPE_CHECKING:
    import psycopg

    Postgres = psycopg.Connection[tuple[Any, ...]]

# An advisory lock of PostgreSQL, which takes it from who was killed.
WRITERS_LOCK = 4_310_227
# How long one server waits for another that writes, in seconds, and how often it asks.
LOCK_SECONDS, ASK_AGAIN_SECONDS = 120, 0.02


class WritersLock:
    """The lock of one address in this process; whoever has it may take it again."""

    def __init__(self, address: CentralAddress) -> None:
        self._address = address
        self._owner = threading.RLock()
        self._depth = 0
        self._holder: Postgres | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else writes within the block. Raises StoreProblem where another does for long."""
        with self._owner:
            if not self._depth:
                self._holder = self._taken()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth and self._holder:
                    # The lock ends with its connection.
                    self._holder.close()

    def refuse_lost(self) -> None:
        """Raise StoreProblem where the connection with the lock is lost: another may have it."""
        if self._holder:
            with central_engines.answering(self._address):
                self._holder.execute("SELECT 1")

    def _taken(self) -> "Postgres":
        holder = central_engines.connected(self._address)
        try:
            with central_engines.answering(self._address):
                self._wait(holder)
        except BaseException:
            holder.close()
            raise
        return holder

    def _wait(self, holder: "Postgres") -> None:
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            row = holder.execute("SELECT pg_try_advisory_lock(%s)", [WRITERS_LOCK]).fetchone()
            if row == (True,):
                return
            if time.monotonic() > deadline:
                raise StoreProblem(
                    f"Another server has been writing to {self._address} for more than "
                    f"{LOCK_SECONDS} seconds, so nothing was stored. Try again in some minutes."
                )
            time.sleep(ASK_AGAIN_SECONDS)


@lru_cache
def writers_lock(address: CentralAddress) -> WritersLock:
    """The lock of an address, the same one for every store of this process."""
    return WritersLock(address)
