"""Cached reads: each question is asked once for each edition of the store."""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import partial, wraps
from inspect import Parameter, signature
from typing import ParamSpec, TypeVar

from data import store as stores
from data.errors import PublishedMeanwhile
from data.store import Store
from insights.remembered_answers import (
    Answer,
    Arguments,
    Asked,
    NamedArguments,
    RememberedAnswers,
    Used,
    Working,
    working_here,
)

log = logging.getLogger("district")
P = ParamSpec("P")
T = TypeVar("T")
# How often an answer is made anew that a change came into.
_MOST_TRIES = 3
# So long readers are shown the edition before the newest at most, from the first one who asks.
MOST_SECONDS_BEHIND = 2.0
# What was last asked for before that is worked out when it is asked for.
ASKED_LATELY_SECONDS = 120
# Which edition is read here; None where that is the newest at each question.
_reading: ContextVar["EditionReading | None"] = ContextVar("reading", default=None)
_answers = RememberedAnswers()


def store() -> Store:
    """The open store of this process; an answer that asks for it is worked out at each change.

    Who reads one edition reads the newest from now on.
    """
    if working := working_here.get():
        working.reads_otherwise()
    elif reading := _reading.get():
        reading.follows_store()
    return stores.shared()


def trouble() -> str | None:
    """What is wrong with the database file, as a sentence."""
    return stores.shared().trouble()


@contextmanager
def as_of(day: date | None) -> Iterator[None]:
    """Ask everything within the block as of a day (UTC); None is now."""
    with stores.shared().as_of(day):
        yield


class EditionReading:
    """Somebody who reads all of a page in one edition, and says in the end whether it was one.

    It is the edition that is shown, which may be the one before the newest; where an answer of it
    is not kept, or the store itself is read, the rest is read in the newest. Who `follows` reads
    what the store holds at each moment.
    """

    def __init__(self, edition: str) -> None:
        self._edition = edition
        self.follows = self._is_mixed = False

    @property
    def edition(self) -> str:
        """The edition that is read now."""
        return stores.shared().newest_edition() if self.follows else self._edition

    def goes_on(self, newest: str) -> None:
        """Read the rest in the newest edition."""
        if not self.follows:
            self._is_mixed |= self._edition != newest
            self._edition = newest
            shown_edition.was_read(newest)

    def follows_store(self) -> None:
        """Read what the store holds at each moment: also what is written here."""
        self.goes_on(stores.shared().newest_edition())
        self.follows = True

    def is_torn(self) -> None:
        """Note that an answer was of two editions."""
        self._is_mixed = True

    def was_of_one(self) -> bool:
        """Whether all that was read so far is of one edition."""
        if self._is_mixed:
            return False
        return not self.follows or not stores.shared().has_changed_since(self._edition)


@contextmanager
def reading_one_edition(last_read: str | None = None) -> Iterator[EditionReading]:
    """Read all within the block in the edition that readers are shown, or in the newest.

    In the newest who has `last_read` a newer one than that, and is not led back, and who has read
    none: a page that is loaded anew shows what has just been published.
    """
    reading = EditionReading(shown_edition.for_reader(stores.shared().newest_edition(), last_read))
    outer = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(outer)
        if reading.follows:
            shown_edition.was_read(reading.edition)


def is_newer_than(last_read: str | None) -> bool:
    """Whether what is read here is newer than what was `last_read`; not for who reads a page."""
    return not _reading.get() and last_read != stores.shared().newest_edition()


class ShownEdition:
    """Which edition readers are shown: the newest, or for a moment still the one before.

    After a change somebody works out anew what readers ask for, and readers go on with what they
    have until that is done; but no longer than MOST_SECONDS_BEHIND after the first of them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: str | None = None
        self._newer: set[str] = set()
        self._behind_since = 0.0

    def for_reader(self, newest: str, last_read: str | None) -> str:
        """The edition for somebody who has last read one; the newest for who has just come."""
        with self._lock:
            if self._shown in (None, newest):
                return newest
            self._behind_since = self._behind_since or time.monotonic()
            if time.monotonic() - self._behind_since > MOST_SECONDS_BEHIND:
                self._show(newest)
                return newest
            if last_read is not None and last_read not in self._newer:
                return self._shown
            self._newer.add(newest)
            return newest

    def was_read(self, newest: str) -> None:
        """Note that somebody has read the newest edition, also before it is shown."""
        with self._lock:
            if self._shown not in (None, newest):
                self._newer.add(newest)

    def show(self, newest: str | None) -> None:
        """Show an edition; None is from now on the newest at each moment."""
        with self._lock:
            self._show(newest)

    def _show(self, newest: str | None) -> None:
        self._shown, self._behind_since = newest, 0.0
        self._newer.clear()
        _answers.show(newest)


shown_edition = ShownEdition()


def work_out_what_is_asked_for(is_ended: Callable[[], bool]) -> None:
    """Work out what people asked for lately of what stands now, where a change touched it.

    Until `is_ended`, which is asked before each answer.
    """
    # Something asks for it, but nobody by itself: else it would be asked for lately for ever.
    outer = working_here.set(Working())
    try:
        for asked in _answers.asked_since(time.monotonic() - ASKED_LATELY_SECONDS):
            if is_ended():
                return
            try:
                remembered(asked.function)(*asked.arguments, **dict(asked.named))
            except Exception:
                # It comes again where it is asked for.
                log.debug("Not worked out ahead: %s", asked.function, exc_info=True)
    finally:
        working_here.reset(outer)


def reader_day() -> date:
    """The day that the reader looks at: the one that the store is asked of, else today in UTC."""
    return stores.shared().day_asked() or datetime.now(UTC).date()


def _in_full(function: Callable[P, T]) -> Callable[P, tuple[Arguments, NamedArguments]]:
    """The arguments of a call, by place and by name, with what is left out as it is by default."""
    parameters = signature(function)
    defaults = tuple(parameter.default for parameter in parameters.parameters.values())
    has_rest = any(
        parameter.kind not in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
        for parameter in parameters.parameters.values()
    )

    def arguments(*args: P.args, **kwargs: P.kwargs) -> tuple[Arguments, NamedArguments]:
        if not kwargs and not has_rest:
            return args + defaults[len(args) :], ()
        bound = parameters.bind(*args, **kwargs)
        bound.apply_defaults()
        return bound.args, tuple(sorted(bound.kwargs.items()))

    return arguments


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember a function's answers until the day or something that they are made of changes.

    They are shared: read only. Its arguments must be hashable. It may read nothing that changes
    but `store()` and other functions that are remembered so.
    """

    in_full = _in_full(function)

    def answer(*args: P.args, **kwargs: P.kwargs) -> Answer:
        today, open_store = datetime.now(UTC).date(), stores.shared()
        arguments, named = in_full(*args, **kwargs)
        asked = Asked(open_store.day_asked(), today, function, arguments, named)
        outer = working_here.get()
        try:
            result = _in_an_edition(open_store, asked, lambda: function(*args, **kwargs))
        except BaseException:
            if outer:
                outer.reads_otherwise()
            raise
        if outer:
            outer.uses(asked, Used(lambda: answer(*args, **kwargs).number, result.number))
        else:
            result.asked_at = time.monotonic()
        return result

    @wraps(function)
    def current(*args: P.args, **kwargs: P.kwargs) -> T:
        return answer(*args, **kwargs).value  # type: ignore[no-any-return]

    return current


def _in_an_edition(open_store: Store, asked: Asked, work: Callable[[], object]) -> Answer:
    """An answer in the edition that is read, or in the newest, made anew where it was torn."""
    reading = _reading.get()
    for _ in range(_MOST_TRIES):
        edition = open_store.newest_edition()
        if reading and reading.edition != edition:
            kept = _answers.of_edition(asked, reading.edition)
            if kept:
                return kept
            reading.goes_on(edition)
        answer = _answers.answer(
            asked,
            edition,
            work,
            partial(_is_still, open_store, edition),
        )
        if not answer.is_torn:
            return answer
    if reading:
        reading.is_torn()
    return answer


def _is_still(open_store: Store, edition: str) -> bool:
    return not open_store.has_changed_since(edition)


def in_one_edition(work: Callable[[], T]) -> T:
    """What `work` gives, made anew where something was published in the middle of it.

    Not without end: PublishedMeanwhile where one publish follows the other.
    """
    for _ in range(_MOST_TRIES):
        before = store().newest_edition()
        value = work()
        if not store().has_changed_since(before):
            return value
    raise PublishedMeanwhile(
        f"New figures were published {_MOST_TRIES} times while this was worked out. It "
        "would mix old and new figures. Ask again in a minute."
    )


def bytes_held() -> int:
    """About how much memory the remembered answers take."""
    return _answers.bytes_held()


def ask(question: Callable[..., T], *arguments: Hashable, **named: Hashable) -> T:
    """The answer to a question to the store, from memory until a table changes that it reads.

    Its first argument is the store, and it reads by `Store.ask` alone, as data.questions do.
    """
    return _asked(question, *arguments, **named)  # type: ignore[return-value]


@remembered
def _asked(question: Callable[..., object], *arguments: Hashable, **named: Hashable) -> object:
    open_store = stores.shared()
    with open_store.noting_tables() as read:
        answer = question(open_store, *arguments, **named)
    if working := working_here.get():
        tables = read.tables
        now = open_store.content_of(tables)
        working.uses(tables, Used(lambda: stores.shared().content_of(tables), now))
    return answer
