"""Answers that are remembered, with what each was worked out of; the newest and a former edition's.

Who asks, and in which edition, is for insights/cache.py.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Hashable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from itertools import count
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from insights.answer_contents import MeasuredSizes, has_shared, is_same, size_of

Arguments = tuple[Any, ...]
NamedArguments = tuple[tuple[str, Any], ...]

# An answer goes that so many editions did not ask for; a withdrawal brings rows back that stood two
# editions before.
KEPT_EDITIONS = 3
MOST_BYTES = 128_000_000
# What is asked by the answer that is worked out here; None where none is.
working_here: ContextVar["Working | None"] = ContextVar("working_here", default=None)


class Asked(NamedTuple):
    """What was asked: of the store as of a day (None: now), on which day, what, and of what."""

    as_of: date | None
    today: date
    function: Callable[..., object]
    arguments: Arguments
    named: NamedArguments = ()

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
                if kept.asked_at > moment and not asked.as_of and not has_shared(asked.arguments)
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
        outer = working_here.set(working)
        try:
            value = work()
        finally:
            working_here.reset(outer)
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
    outer = working_here.set(Working())
    try:
        return all(used.ask_again() == used.number for used in made_of)
    except Exception:  # noqa: BLE001 - it comes again where it is worked out
        return False
    finally:
        working_here.reset(outer)
