"""How many files are read at once on this server, and who waits: first come, first read."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from data.errors import UserError

DEFAULT_READERS = 2


@dataclass(frozen=True, slots=True, eq=False)
class _Ticket:
    """A place in the queue; the same content may have several."""

    content: bytes


class ReadingQueue:
    """A queue for contents of files before some readers, for all threads of the process.

    `readers` says how many there are whenever somebody waits.
    """

    def __init__(self, readers: Callable[[], int]) -> None:
        self._readers = readers
        self._tickets: list[_Ticket] = []
        self._moved = threading.Condition()

    @contextmanager
    def turn(self, content: bytes) -> Iterator[None]:
        """Wait for a reader that is free, and keep it until the block ends."""
        ticket = _Ticket(content)
        try:
            with self._moved:
                self._tickets.append(ticket)
                self._moved.wait_for(lambda: ticket in self._tickets[: self._readers()])
            yield
        finally:
            with self._moved:
                self._tickets.remove(ticket)
                self._moved.notify_all()

    def position(self, content: bytes) -> int:
        """The place of this very content among those that wait: 1 is next, 0 does not wait."""
        with self._moved:
            waiting = self._tickets[self._readers() :]
        contents = (place for place, ticket in enumerate(waiting, 1) if ticket.content is content)
        return next(contents, 0)


def readers_at_once() -> int:
    """How many files are read at once: DISTRICT_READERS, or two.

    Raises UserError where that is no whole number of at least 1.
    """
    text = os.environ.get("DISTRICT_READERS") or str(DEFAULT_READERS)
    if not text.isdecimal() or int(text) < 1:
        raise UserError(
            f'DISTRICT_READERS is "{text}"; expected a whole number of at least 1. '
            "Correct it, or leave it out for two readers at once."
        )
    return int(text)
