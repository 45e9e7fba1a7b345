"""Cached reads: each question is asked once for each edition of the store."""

import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import wraps
from inspect import Parameter, signature
from itertools import count, islice
from typing import Any, NamedTuple, ParamSpec, TypeVar
from weakref import WeakValueDictionary

import pandas as pd

from data import store as stores
from data.errors import PublishedMeanwhile
from data.store import Store

P = ParamSpec("P")
T = TypeVar("T")
_Arguments = tuple[Any, ...]
_Named = tuple[tuple[str, Any], ...]

# An answer goes that so many states of the store did not ask for; a withdrawal brings rows back
# that stood two states before.
KEPT_STATES = 3
# How often an answer is made anew that a change came into.
_MOST_TRIES = 3
MOST_BYTES = 128_000_000
# Values that are the same where they are equal, beside numbers with a fraction.
_PLAIN = (str, bytes, int, date, Enum, frozenset)
# Of a long list so many items are measured, of one within it so many, and how deep its items are.
_MEASURED_ITEMS, _MEASURED_WITHIN, _MEASURED_DEPTH = 8, 2, 6
# Types whose values are one and the same in many answers.
_shared: set[type] = set()
# What is asked by the answer that is worked out here; None where none is.
_working: ContextVar["Working | None"] = ContextVar("working", default=None)


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
    """An answer that another was worked out of: how it is asked again, and which it was."""

    ask_again: Callable[[], int]
    number: int


@dataclass(slots=True)
class Answer:
    """An answer, the number of its value, and the state of the store that it holds for.

    `made_of` is what it was worked out of; None where that is not known, or where the store
    changed meanwhile.
    """

    value: Any
    number: int
    state: Hashable
    size: int
    made_of: Collection[Used] | None


class Working:
    """What is asked while an answer is worked out."""

    def __init__(self) -> None:
        self._used: dict[Asked, Used] = {}
        self._is_known = True

    def uses(self, asked: Asked, used: Used) -> None:
        """Note another answer that was asked for."""
        before = self._used.setdefault(asked, used)
        self._is_known &= before.number == used.number

    def reads_otherwise(self) -> None:
        """Note that something is read that is no remembered answer: the store itself."""
        self._is_known = False

    def used(self) -> Collection[Used] | None:
        """All that was asked for, in its order; None where something else was read."""
        return tuple(self._used.values()) if self._is_known else None


class RememberedAnswers:
    """Answers by what was asked: those not asked for since some changes go, and the oldest ones.

    After a change of the store an answer is good if all is that it was worked out of, which is
    asked in the same order; else it is worked out anew. One that comes out as it was keeps its
    number, so that what was worked out of it is good too. So nothing needs to be known of what a
    function reads, and a change has only that worked out which it touches.

    Days in the past go as wholes, and before what stands now: many answers of a day hold its KPIs,
    which are counted in one of them alone.

    Safe from any thread; one answer is worked out by one thread, and the others wait for it.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._states: deque[Hashable] = deque(maxlen=KEPT_STATES)
        self._bytes = self._of_the_past = 0
        self._numbers = count()
        self._lock = threading.Lock()
        self._working: WeakValueDictionary[Asked, Any] = WeakValueDictionary()

    def answer(
        self,
        asked: Asked,
        state: Hashable,
        work: Callable[[], object],
        is_unchanged: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """The answer that is kept, or what `work` gives.

        `state` is the newest one of the store; `is_unchanged` says whether it still is.
        """
        with self._lock:
            self._note(state)
            kept = self._looked_up(asked)
            if kept is not None and kept.state == state:
                return kept
            working = self._working.setdefault(asked, threading.RLock())
        with working:
            with self._lock:
                kept = self._looked_up(asked)
            if kept is not None and kept.state == state:
                return kept
            if kept is not None and _is_as_it_was(kept.made_of):
                kept.state = state
                return kept
            answer = self._worked_out(state, work, is_unchanged, kept)
            with self._lock:
                self._keep(asked, answer)
            return answer

    def _worked_out(
        self,
        state: Hashable,
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
        made_of = working.used() if is_unchanged() else None
        if before is not None and is_same(before.value, value):
            return Answer(before.value, before.number, state, before.size, made_of)
        return Answer(value, next(self._numbers), state, size_of(value), made_of)

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
        self._of_the_past += asked.as_of is not None
        while self._bytes > self._most_bytes:
            self._drop(self._whole_day_but(asked) or [next(iter(self._answers))])

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

    def _is_dead(self, answer: Answer) -> bool:
        return answer.state not in self._states

    def _drop(self, old: Collection[Asked]) -> None:
        for asked in old:
            self._bytes -= self._answers.pop(asked).size
            self._of_the_past -= asked.as_of is not None


def _is_as_it_was(made_of: Collection[Used] | None) -> bool:
    """Whether each answer that something was worked out of is the same now; not where unknown."""
    if made_of is None:
        return False
    # Who asks for that something does not ask for these.
    outer = _working.set(None)
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
    if is_dataclass(value) and type(value).__eq__ is not object.__eq__:
        return [getattr(value, field.name) for field in fields(value)]
    return None


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
    if is_dataclass(value) and not isinstance(value, type):
        return size + sum(size_of(getattr(value, part.name), depth - 1) for part in fields(value))
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
    """The open store of this process; an answer that asks for it is worked out at each change."""
    if working := _working.get():
        working.reads_otherwise()
    return stores.shared()


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
        edition = open_store.newest_edition()
        outer = _working.get()
        try:
            given = _answers.answer(
                asked,
                (edition, today),
                lambda: function(*args, **kwargs),
                lambda: open_store.is_still(edition),
            )
        except BaseException:
            if outer:
                outer.reads_otherwise()
            raise
        if outer:
            outer.uses(asked, Used(lambda: answer(*args, **kwargs).number, given.number))
        return given

    @wraps(function)
    def current(*args: P.args, **kwargs: P.kwargs) -> T:
        return answer(*args, **kwargs).value  # type: ignore[no-any-return]

    return current


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


@remembered
def ask(question: Callable[..., pd.DataFrame], *arguments: Hashable) -> pd.DataFrame:
    """The answer to one of data.questions, from memory while nothing was published since."""
    return question(store(), *arguments)
