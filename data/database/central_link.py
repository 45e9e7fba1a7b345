"""What ties the copy of a server to its central store: how much of it the copy has seen."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.database import local_copy, transfer
from data.database.central_store import CLOSE_SECONDS, CentralState, CentralStore
from data.database.transfer import Carried
from data.errors import StoreProblem

log = logging.getLogger("district")

# How often a server looks whether another has stored something.
LOOK_EVERY_SECONDS = 0.1
# What failed may be dear, such as writing a copy anew to a full disk.
AFTER_TROUBLE_SECONDS = 2
# What stands for the newest state where that could not be asked: no state is called so.
UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a copy has seen of its store: the short text of the newest state, and how far it is."""

    newest: str
    followed: CentralState | None


class CentralLink:
    """One open copy and the central store that it is of, with every table that the copy has.

    Raises StoreProblem where a later version of the software has written to the central store.
    """

    def __init__(
        self, store: CentralStore, path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        with connection.cursor() as cursor:
            store.prepare(transfer.kept_columns(cursor))
        self.store = store
        self.path = path
        self.trouble: str | None = None
        self._noted = local_copy.generation(path, str(store.address))
        self._seen = Seen("", CentralState(self._noted) if self._noted else None)
        self._ended = threading.Event()
        self._follower: threading.Thread | None = None

    @property
    def generation(self) -> str:
        """Which of the contents that the central store had one after another the copy has."""
        return self._seen.followed.generation if self._seen.followed else ""

    def is_behind(self) -> bool:
        """Whether something was stored that the copy has not. Raises StoreProblem."""
        return self.store.newest() != self._seen.newest

    def pull(
        self, connection: duckdb.DuckDBPyConnection, before_commit: Callable[[], None]
    ) -> Carried:
        """Add to the copy what others stored, all or none; `tidy` is to be called after it.

        Raises StoreProblem and duckdb.Error.
        """
        newest, followed = self.store.newest(), self._seen.followed
        if newest == self._seen.newest:
            return Carried()
        with connection.cursor() as cursor:
            cursor.begin()
            try:
                carried, state = self.store.pull(cursor, followed)
            except BaseException:
                cursor.rollback()
                raise
            before_commit()
            cursor.commit()
        self._seen = Seen(newest, state)
        return carried

    def tidy(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write what was pulled out of the log, and which content the copy has now.

        The rows are there whether or not the disk takes this: the log holds them, and a copy of
        content that is not known is filled anew at the next start.
        """
        try:
            with connection.cursor() as cursor:
                cursor.execute("CHECKPOINT")
            if self.generation != self._noted:
                local_copy.note(self.path, str(self.store.address), self.generation)
                self._noted = self.generation
        except (duckdb.Error, OSError):
            log.warning(
                "What others stored is here, but the copy's disk did not take all", exc_info=True
            )

    def push(self, cursor: duckdb.DuckDBPyConnection) -> Seen:
        """Store what a transaction of the copy has more; `note_seen` takes what is returned.

        That is once the copy has committed, too: what it did not is pulled again.
        """
        if self._seen.followed is None:
            raise ValueError("A copy stores nothing before it follows.")
        followed = self.store.push(cursor, self._seen.followed)
        try:
            return Seen(self.store.newest(), followed)
        except StoreProblem:
            # It is stored; how far the copy follows is asked again.
            return Seen(UNKNOWN, followed)

    def note_seen(self, seen: Seen) -> None:
        """The copy holds all that the central store held at that moment."""
        self._seen = seen

    def begin_following(self, follow: Callable[[], None]) -> None:
        """Call `follow` some times a second until `close`; trouble is kept for the pages."""

        def following() -> None:
            while not self._ended.wait(
                AFTER_TROUBLE_SECONDS if self.trouble else LOOK_EVERY_SECONDS
            ):
                self._try(follow)

        self._follower = threading.Thread(target=following, name="central store", daemon=True)
        self._follower.start()

    def clean(self) -> None:
        """Leave nothing of what was taken out; where that fails it is logged with what to do."""
        self.store.clean()

    def merge_files(self) -> None:
        """Keep the files of the central store few; where that fails it is logged."""
        try:
            self.store.merge_files()
        except Exception:
            log.exception("The small files of the central store are not merged; nothing is lost")

    def close(self) -> None:
        """Follow no more and let go of the central store."""
        self._ended.set()
        if self._follower:
            self._follower.join(CLOSE_SECONDS)
        self.store.close()

    def _try(self, follow: Callable[[], None]) -> None:
        try:
            follow()
        except Exception as problem:
            if self.trouble is None:
                log.exception("What other servers stored cannot be followed")
            self.trouble = (
                f"{problem} What is shown is what was stored before, and nothing can be published."
            )
        else:
            self.trouble = None
