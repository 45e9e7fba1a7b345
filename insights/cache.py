"""Cached reads: each question is asked once for each edition of the store."""

import logging
import sys
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial, wraps
from inspect import Parameter, signature
from itertools import count, islice
from typing import Any, NamedTuple, ParamSpec, TypeVar
from weakref import WeakValueDictionary

import msgspec
import pandas as pd

from data import store as stores
from data.errors import PublishedMeanwhile
from data.store import Store

log = logging.getLogger("district")
P = ParamSpec("P")
T = TypeVar("T")
_Arguments = tuple[Any, ...]
_Named = tuple[tuple[str, Any], ...]

# An answer goes that so many editions did not ask for; a withdrawal brings rows back that stood two
# editions before.
KEPT_EDITIONS = 3
# How often an answer is made anew that a change came into.
_MOST_TRIES = 3
MOST_BYTES = 128_000_000
# So long readers are shown the edition before the newest at most, from the first one who asks.
MOST_SECONDS_BEHIND = 2.0
# What was last asked for before that is worked out when it is asked for.
ASKED_LATELY_SECONDS = 120
# Values that are the same where they are equal, beside numbers with a fraction.
_PLAIN = (str, bytes, int, date, Enum, frozenset)
# Of a long list so many items are measured, of one within it so many, and how deep its items are.
_MEASURED_ITEMS, _MEASURED_WITHIN, _MEASURED_DEPTH = 8, 2, 6
# Of answers that are made alike the first few are measured, and then one of so many.
_MEASURED_ANSWERS, _MEASURED_EVERY = 8, 4
# Types whose values are one and the same in many answers.
_shared: set[type] = set()
# What is asked by the answer that is worked out here; None where none is.
_working: ContextVar["Working | None"] = ContextVar("working", default=None)
# Which edition is read here; None where that is the newest at each question.
_reading: ContextVar["EditionReading | None"] = ContextVar("reading", default=None)


class Asked(NamedTuple):
    """What was asked: of the store as of a day (None: now), on which day, what, and of what."""

    as_of: date | None
    today: date
    function: Callable[..., object]
    arguments: _Arguments
    named: _Named = ()

    @property
    def looked_at(self) -> Hashable:
        """What the reader looks at: what stands now, or a day in the past."""
        return self.as_of, self.today


class Used(NamedTuple):
    """What an answer was worked out of: how it is asked again, and which it was.

    Another answer with its number, or what some tables of the store hold.
    """

    ask_again: Callable[[], Hashable]
    number: Hashable


@dataclass(slots=True)
class Answer:
    """An answer, the number of its value, and the edition of the store that it holds for.

    `made_of` is what it was worked out of; None where that is not known. `is_torn` says that the
    store changed meanwhile; `asked_at` when somebody last asked for it by itself, and not only for
    what is worked out of it.
    """

    value: Any
    number: int
    edition: str
    size: int
    made_of: Collection[Used] | None
    is_torn: bool = False
    asked_at: float = float("-inf")


class Working:
    """What is asked while an answer is worked out."""

    def __init__(self) -> None:
        self._used: dict[Hashable, Used] = {}
        self._is_known = True

    def uses(self, asked: Hashable, used: Used) -> None:
        """Note another answer that was asked for, or tables of the store."""
        before = self._used.setdefault(asked, used)
        self._is_known &= before.number == used.number

    def reads_otherwise(self) -> None:
        """Note that something is read that is no remembered answer: the store itself."""
        self._is_known = False

    def used(self) -> Collection[Used] | None:
        """All that was asked for, in its order; None where something else was read."""
        return tuple(self._used.values()) if self._is_known else None


class MeasuredSizes:
    """The sizes of answers that are made alike, of which a few are measured, again and again."""

    def __init__(self) -> None:
        self._latest: deque[int] = deque(maxlen=_MEASURED_ANSWERS)
        self._answers = count()

    def size(self, answer: object) -> int:
        """The size of an answer, in bytes: its own, or the mean of those measured last."""
        number = next(self._answers)
        if number < _MEASURED_ANSWERS or number % _MEASURED_EVERY == 0:
            size = size_of(answer)
            self._latest.append(size)
            return size
        return sum(self._latest) // len(self._latest)


class RememberedAnswers:
    """Answers by what was asked: those not asked for since some changes go, and the oldest ones.

    On another day nothing is asked that was asked before, so all goes.

    After a change of the store an answer is good if all is that it was worked out of, which is
    asked in the same order; else it is worked out anew. One that comes out as it was keeps its
    number, so that what was worked out of it is good too. So nothing needs to be known of what a
    function reads, and a change has only that worked out which it touches.

    Days in the past go as wholes, and before what stands now: many answers of a day hold its KPIs,
    which are counted in one of them alone.

    Safe from any thread; one answer is worked out by one thread, and the others wait for it.

    The answers of one edition can be kept beside newer ones, for those who are shown it.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._editions: deque[str] = deque(maxlen=KEPT_EDITIONS)
        self._today: date | None = None
        self._bytes = self._of_the_past = 0
        self._numbers = count()
        self._lock = threading.Lock()
        self._working: WeakValueDictionary[Asked, Any] = WeakValueDictionary()
        self._sizes: dict[Callable[..., object], MeasuredSizes] = {}
        self._shown: str | None = None
        self._former: dict[Asked, Answer] = {}
        self._former_bytes = 0

    def show(self, edition: str | None) -> None:
        """Keep the answers of an edition, once newer ones take their place, until the next call."""
        with self._lock:
            self._shown = edition
            self._forget_former()

    def of_edition(self, asked: Asked, edition: str) -> Answer | None:
        """The answer of a former edition, where it is kept."""
        with self._lock:
            kept = self._former.get(asked) or self._looked_up(asked)
            return kept if kept is not None and kept.edition == edition else None

    def asked_since(self, moment: float) -> Sequence[Asked]:
        """What somebody asked for by itself of what stands now, the last of it first.

        Not where it is of values that stand no more after a change.
        """
        with self._lock:
            asked_at = {
                asked: kept.asked_at
                for asked, kept in self._answers.items()
                if kept.asked_at > moment and not asked.as_of and not _has_shared(asked.arguments)
            }
        return sorted(asked_at, key=asked_at.__getitem__, reverse=True)

    def answer(
        self,
        asked: Asked,
        edition: str,
        work: Callable[[], object],
        is_unchanged: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """The answer that is kept, or what `work` gives.

        `edition` is the newest one of the store; `is_unchanged` says whether it still is. An answer
        that a change came into is torn, and not kept.
        """
        with self._lock:
            self._note(edition, asked.today)
            kept = self._looked_up(asked)
            if kept is not None and kept.edition == edition:
                return kept
            working = self._working.setdefault(asked, threading.RLock())
        with working:
            with self._lock:
                kept = self._looked_up(asked)
            if kept is not None and kept.edition == edition:
                return kept
            if kept is not None and _is_as_it_was(kept.made_of):
                answer = replace(kept, edition=edition, is_torn=not is_unchanged())
            else:
                answer = self._worked_out(asked, edition, work, is_unchanged, kept)
            if not answer.is_torn:
                with self._lock:
                    self._keep(asked, answer)
            return answer

    def _worked_out(
        self,
        asked: Asked,
        edition: str,
        work: Callable[[], object],
        is_unchanged: Callable[[], bool],
        before: Answer | None,
    ) -> Answer:
        working = Working()
        outer = _working.set(working)
        try:
            value = work()
        finally:
            _working.reset(outer)
        made_of, is_torn = working.used(), not is_unchanged()
        if before is not None and is_same(before.value, value):
            return replace(before, edition=edition, made_of=made_of, is_torn=is_torn)
        size = self._size_of_answer(asked.function, value)
        answer = Answer(value, next(self._numbers), edition, size, made_of, is_torn)
        return replace(answer, asked_at=before.asked_at) if before else answer

    def _size_of_answer(self, function: Callable[..., object], value: object) -> int:
        """The size of an answer; of many that are made alike, one for each KPI, a few are measured.

        To measure them all took a quarter of what working them out takes.
        """
        if not is_dataclass(value):
            return size_of(value)
        return self._sizes.setdefault(function, MeasuredSizes()).size(value)

    def bytes_held(self) -> int:
        """About how much memory the answers take."""
        return self._bytes + self._former_bytes

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._answers)

    def _looked_up(self, asked: Asked) -> Answer | None:
        kept = self._answers.get(asked)
        if kept is not None:
            self._answers.move_to_end(asked)
        return kept

    def _note(self, edition: str, today: date) -> None:
        """Put an edition last of those that are kept, and let go what is of none of them."""
        is_last = bool(self._editions) and self._editions[-1] == edition
        if is_last and today == self._today:
            return
        if edition in self._editions:
            self._editions.remove(edition)
        self._editions.append(edition)
        self._today = today
        self._drop([old for old, kept in self._answers.items() if self._is_dead(old, kept)])

    def _keep(self, asked: Asked, answer: Answer) -> None:
        if self._is_dead(asked, answer):
            return
        if before := self._answers.get(asked):
            if before.edition == self._shown:
                self._former[asked] = before
            self._drop([asked])
            former = self._former.get(asked)
            # As long as both have the same value it is counted once.
            if former and former.number == before.number != answer.number:
                self._former_bytes += former.size
        self._answers[asked] = answer
        self._bytes += answer.size
        self._of_the_past += asked.as_of is not None
        while self.bytes_held() > self._most_bytes:
            self._let_go_for(asked)

    def _let_go_for(self, shown: Asked) -> None:
        """Let go what is asked for least: a day in the past, the former answers, the oldest one."""
        if day := self._whole_day_but(shown):
            self._drop(day)
        elif self._former:
            self._forget_former()
        else:
            self._drop([next(iter(self._answers))])

    def _forget_former(self) -> None:
        self._former.clear()
        self._former_bytes = 0

    def _whole_day_but(self, shown: Asked) -> Collection[Asked]:
        """All answers of the day in the past that was looked at longest ago, but for one day."""
        if not self._of_the_past:
            return ()
        last_asked = {
            asked.looked_at: position
            for position, asked in enumerate(self._answers)
            if asked.as_of and asked.looked_at != shown.looked_at
        }
        day = min(last_asked, key=last_asked.__getitem__, default=None)
        return [asked for asked in self._answers if asked.looked_at == day]

    def _is_dead(self, asked: Asked, answer: Answer) -> bool:
        return asked.today != self._today or answer.edition not in self._editions

    def _drop(self, old: Collection[Asked]) -> None:
        for asked in old:
            self._bytes -= self._answers.pop(asked).size
            self._of_the_past -= asked.as_of is not None


def _is_as_it_was(made_of: Collection[Used] | None) -> bool:
    """Whether each answer that something was worked out of is the same now; not where unknown."""
    if made_of is None:
        return False
    # Who asks for that something does not ask for these, and nobody does by itself.
    outer = _working.set(Working())
    try:
        return all(used.ask_again() == used.number for used in made_of)
    except Exception:  # noqa: BLE001 - it comes again where it is worked out
        return False
    finally:
        _working.reset(outer)


def is_same(before: object, now: object) -> bool:
    """Whether two answers are the same in every value, its type and its order.

    Of values that it does not know it says no, unless they are one and the same.
    """
    if before is now or type(before) is not type(now):
        return before is now
    if isinstance(before, pd.DataFrame) and isinstance(now, pd.DataFrame):
        return before.equals(now)
    if isinstance(before, _PLAIN):
        return before == now
    if isinstance(before, float):
        return repr(before) == repr(now)
    parts, others = _parts_of(before), _parts_of(now)
    return (
        parts is not None
        and others is not None
        and len(parts) == len(others)
        and all(map(is_same, parts, others))
    )


def _parts_of(value: object) -> Sequence[object] | None:
    """What a value consists of that is compared by what it holds; None of any other."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, Mapping):
        return [*value.items()]
    names = _field_names(value)
    if names is not None and type(value).__eq__ is not object.__eq__:
        return [getattr(value, name) for name in names]
    return None


def _field_names(value: object) -> Sequence[str] | None:
    """The names of the fields of a dataclass or of a struct; None of any other value."""
    if isinstance(value, msgspec.Struct):
        return value.__struct_fields__
    if is_dataclass(value) and not isinstance(value, type):
        return [field.name for field in fields(value)]
    return None


def _has_shared(value: object) -> bool:
    """Whether arguments are or hold such values as `shared` names: a change makes them anew."""
    if isinstance(value, tuple):
        return any(map(_has_shared, value))
    return type(value) in _shared


def shared(kind: type[T]) -> type[T]:
    """Count values of a type only in the answers that are them.

    Counted in each list and part of a report that has it too, a KPI is there six times.
    """
    _shared.add(kind)
    return kind


def size_of(value: object, depth: int = _MEASURED_DEPTH) -> int:
    """About how much memory an answer takes, in bytes, from a few items of what is long."""
    if type(value) in _shared and depth < _MEASURED_DEPTH:
        return 0
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(deep=True).sum())
    size = sys.getsizeof(value, 64)
    if depth == 0 or isinstance(value, str | bytes):
        return size
    names = _field_names(value)
    if names is not None:
        return size + sum(size_of(getattr(value, name), depth - 1) for name in names)
    if isinstance(value, Mapping):
        return size + _size_of_all(value.keys(), depth) + _size_of_all(value.values(), depth)
    return size + _size_of_all(value, depth) if isinstance(value, Collection) else size


def _size_of_all(items: Collection[object], depth: int) -> int:
    if len(items) == 0:
        return 0
    most = _MEASURED_ITEMS if depth == _MEASURED_DEPTH else _MEASURED_WITHIN
    step = max(1, len(items) // most)
    measured = [size_of(item, depth - 1) for item in islice(items, 0, None, step)]
    return sum(measured) * len(items) // len(measured)


_answers = RememberedAnswers()


def store() -> Store:
    """The open store of this process; an answer that asks for it is worked out at each change.

    Who reads one edition reads the newest from now on.
    """
    if working := _working.get():
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
    """Read all within the block in the edition that readers are shown.

    Who has `last_read` a newer one than that is not led back to it.
    """
    reading = EditionReading(shown_edition.for_reader(stores.shared().newest_edition(), last_read))
    outer = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(outer)
        if reading.follows:
            shown_edition.was_read(reading.edition)


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
        """The edition for somebody who has last read one."""
        with self._lock:
            if self._shown is None:
                return newest
            if self._shown != newest:
                self._behind_since = self._behind_since or time.monotonic()
                if time.monotonic() - self._behind_since > MOST_SECONDS_BEHIND:
                    self._show(newest)
            if last_read not in self._newer:
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
    outer = _working.set(Working())
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
        _working.reset(outer)


def reader_day() -> date:
    """The day that the reader looks at: the one that the store is asked of, else today in UTC."""
    return stores.shared().day_asked() or datetime.now(UTC).date()


def _in_full(function: Callable[P, T]) -> Callable[P, tuple[_Arguments, _Named]]:
    """The arguments of a call, by place and by name, with what is left out as it is by default."""
    parameters = signature(function)
    defaults = tuple(parameter.default for parameter in parameters.parameters.values())
    has_rest = any(
        parameter.kind not in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
        for parameter in parameters.parameters.values()
    )

    def arguments(*args: P.args, **kwargs: P.kwargs) -> tuple[_Arguments, _Named]:
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
        outer = _working.get()
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
    if working := _working.get():
        tables = read.tables
        now = open_store.content_of(tables)
        working.uses(tables, Used(lambda: stores.shared().content_of(tables), now))
    return answer
