"""What readers ask for, worked out once after each change, before they are shown it."""

import logging
import threading

from data.store import Store
from insights import cache

log = logging.getLogger("district")

# How often it is looked whether the dashboard ends.
_LOOK_EVERY_SECONDS = 1.0


class WarmUp:
    """A thread that follows the changes of a store from `begin` to `end`.

    Meanwhile readers go on with the edition before: see cache.ShownEdition.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="warm-up", daemon=True)

    def begin(self) -> None:
        """Follow from now on."""
        cache.shown_edition.show(self._store.newest_edition())
        self._thread.start()

    def end(self) -> None:
        """Follow no more; readers are shown the newest edition."""
        self._ended.set()
        self._thread.join()
        cache.shown_edition.show(None)

    def _follow(self) -> None:
        edition = self._store.newest_edition()
        while not self._ended.is_set():
            if self._store.wait_for_change(edition, _LOOK_EVERY_SECONDS):
                edition = self._warmed_up()

    def _warmed_up(self) -> str:
        """Work out what readers ask for, and show it; the edition that it is of is returned."""
        edition = self._store.newest_edition()
        try:
            cache.work_out_what_is_asked_for(self._ended.is_set)
        except Exception:
            log.exception("What readers ask for was not worked out ahead")
        if self._store.newest_edition() == edition:
            cache.shown_edition.show(edition)
        return edition
