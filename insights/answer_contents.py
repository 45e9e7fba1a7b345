"""What remembered answers hold: whether two are the same, and how much memory one takes."""

import sys
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from itertools import count, islice
from typing import TypeVar

import msgspec
import pandas as pd

T = TypeVar("T")

# Values that are the same where they are equal, beside numbers with a fraction.
_PLAIN = (str, bytes, int, date, Enum, frozenset)
# Of a long list so many items are measured, of one within it so many, and how deep its items are.
_MEASURED_ITEMS, _MEASURED_WITHIN, _MEASURED_DEPTH = 8, 2, 6
# Of answers that are made alike the first few are measured, and then one of so many.
_MEASURED_ANSWERS, _MEASURED_EVERY = 8, 4
# Types whose values are one and the same in many answers.
_shared: set[type] = set()


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


def has_shared(value: object) -> bool:
    """Whether arguments are or hold such values as `shared` names: a change makes them anew."""
    if isinstance(value, tuple):
        return any(map(has_shared, value))
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
