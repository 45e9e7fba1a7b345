"""Cached reads: each question is asked once for each edition of the store."""

import logging
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import wraps
from itertools import islice
from typing import Any, NamedTuple, ParamSpec, TypeVar
from weakref import WeakValueDictionary

import pandas as pd

from data import store as stores
from data.store import Store

log = logging.getLogger("district")
P = ParamSpec("P")
T = TypeVar("T")

# What is shown, and what it replaced: somebody may be in the middle of a page.
KEPT_EDITIONS = 2
# How often an answer is made anew that a change came into.
_MOST_TRIES = 3
MOST_BYTES = 128_000_000
# Of a long list so many items are measured, and how deep its items are.
_MEASURED_ITEMS, _MEASURED_DEPTH = 8, 6
# Types whose values are one and the same in many answers.
_shared: set[type] = set()


class Asked(NamedTuple):
    """What was asked: by which function with which arguments, of which edition on which day."""

    edition: str
    day: Hashable
    function: Callable[..., object]
    arguments: Hashable

    @property
    def looked_at(self) -> tuple[str, Hashable]:
        """What the reader looks at: for now the newest edition, for a day in the past another."""
        return self.edition, self.day


class Answer(NamedTuple):
    """An answer, the edition of the whole store that it comes from, and its size."""

    value: Any
    state: Hashable
    size: int


class RememberedAnswers:
    """Answers by what was asked: those of old editions go, and those asked longest ago.

    Days in the past go as wholes, and before what stands now: many answers of a day hold its KPIs,
    which are counted in one of them alone.

    Safe from any thread; one answer is worked out by one thread, and the others wait for it.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._states: deque[Hashable] = deque(maxlen=KEPT_EDITIONS)
        self._bytes = 0
        self._lock = threading.Lock()
        self._working: WeakValueDictionary[Asked, Any] = WeakValueDictionary()

    def answer(self, asked: Asked, state: Hashable, work: Callable[[], T]) -> T:
        """The answer that is kept, or what `work` gives; `state` is the newest edition."""
        with self._lock:
            self._note(state)
            kept = self._looked_up(asked)
            if kept is not None:
                return kept.value  # type: ignore[no-any-return]
            working = self._working.setdefault(asked, threading.RLock())
        with working:
            with self._lock:
                kept = self._looked_up(asked)
            if kept is not None:
                return kept.value  # type: ignore[no-any-return]
            value = work()
            answer = Answer(value, state, size_of(value))
            with self._lock:
                self._keep(asked, answer)
            return value

    def bytes_held(self) -> int:
        """About how much memory the answers take."""
        return self._bytes

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._answers)

    def _looked_up(self, asked: Asked) -> Answer | None:
        kept = self._answers.get(asked)
        if kept is not None:
            self._answers.move_to_end(asked)
        return kept

    def _note(self, state: Hashable) -> None:
        """Put an edition last of those that are kept, and let go what is of none of them."""
        if self._states and self._states[-1] == state:
            return
        if state in self._states:
            self._states.remove(state)
        self._states.append(state)
        self._drop([old for old, kept in self._answers.items() if self._is_dead(kept)])

    def _keep(self, asked: Asked, answer: Answer) -> None:
        if self._is_dead(answer):
            return
        if asked in self._answers:
            self._drop([asked])
        self._answers[asked] = answer
        self._bytes += answer.size
        while self._bytes > self._most_bytes:
            self._drop(self._whole_day_but(asked) or [next(iter(self._answers))])

    def _whole_day_but(self, shown: Asked) -> Collection[Asked]:
        """All answers of the day in the past that was looked at longest ago, but for one day."""
        last_asked = {
            asked.looked_at: position
            for position, asked in enumerate(self._answers)
            if asked.looked_at not in self._states and asked.looked_at != shown.looked_at
        }
        day = min(last_asked, key=last_asked.__getitem__, default=None)
        return [asked for asked in self._answers if asked.looked_at == day]

    def _is_dead(self, answer: Answer) -> bool:
        return answer.state not in self._states

    def _drop(self, old: Collection[Asked]) -> None:
        for asked in old:
            self._bytes -= self._answers.pop(asked).size


def shared(kind: type[T]) -> type[T]:
    """Count values of a type only in the answers that are them or a list of them.

    Counted in each list and part of a report that has it too, a KPI is there six times.
    """
    _shared.add(kind)
    return kind


def size_of(value: object, depth: int = _MEASURED_DEPTH) -> int:
    """About how much memory an answer takes, in bytes, from a few items of what is long."""
    if type(value) in _shared and depth < _MEASURED_DEPTH - 1:
        return 0
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(deep=True).sum())
    size = sys.getsizeof(value, 64)
    if depth == 0 or isinstance(value, str | bytes):
        return size
    if is_dataclass(value) and not isinstance(value, type):
        return size + _size_of_all([getattr(value, field.name) for field in fields(value)], depth)
    if isinstance(value, Mapping):
        return size + _size_of_all(value.keys(), depth) + _size_of_all(value.values(), depth)
    return size + _size_of_all(value, depth) if isinstance(value, Collection) else size


def _size_of_all(items: Collection[object], depth: int) -> int:
    if len(items) == 0:
        return 0
    step = max(1, len(items) // _MEASURED_ITEMS)
    measured = [size_of(item, depth - 1) for item in islice(items, 0, None, step)]
    return sum(measured) * len(items) // len(measured)


_answers = RememberedAnswers()


def store() -> Store:
    """The open store of this process."""
    return stores.shared()


def reader_day() -> date:
    """The day that the reader looks at: the one that the store is asked of, else today in UTC."""
    return store().day_asked() or datetime.now(UTC).date()


def by_edition(function: Callable[P, T]) -> Callable[P, T]:
    """Remember the answers of a function until the store or the day changes.

    They are shared: read only. Its arguments must be hashable.
    """

    @wraps(function)
    def current(*args: P.args, **kwargs: P.kwargs) -> T:
        today, open_store = datetime.now(UTC).date(), store()
        arguments = (args, tuple(sorted(kwargs.items()))) if kwargs else args
        asked = Asked(open_store.edition(), today, function, arguments)
        state = (open_store.newest_edition(), today)
        return _answers.answer(asked, state, lambda: function(*args, **kwargs))

    return current


def in_one_edition(work: Callable[[], T]) -> T:
    """What `work` gives, made anew where something was published in the middle of it.

    Not without end: where one publish follows the other the last answer may be of two editions,
    which is logged.
    """
    for _ in range(_MOST_TRIES):
        before = store().newest_edition()
        value = work()
        if not store().has_changed_since(before):
            return value
    log.warning("An answer is of two editions: something was published at each of %s", _MOST_TRIES)
    return value


def bytes_held() -> int:
    """About how much memory the remembered answers take."""
    return _answers.bytes_held()


@by_edition
def ask(question: Callable[..., pd.DataFrame], *arguments: Hashable) -> pd.DataFrame:
    """The answer to one of data.questions, from memory while nothing was published since."""
    return question(store(), *arguments)
