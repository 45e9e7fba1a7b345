"""Frames as plain records, where a program walks through rows one by one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple

import pandas as pd

Record = Mapping[str, Any]

# Two that are missing are the same only where they are one.
_MISSING = float("nan")


class Rows(NamedTuple):
    """Rows of a frame as values that are equal to those of another where all is the same in both.

    `types` are those of the columns: 1 and 1.0 are equal, and are not shown alike.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    values: tuple[tuple[object, ...], ...]

    def records(self) -> Sequence[Record]:
        """Each row by the names of its columns."""
        return [dict(zip(self.names, row, strict=True)) for row in self.values]

    def by(self, name: str) -> "Mapping[str, Rows]":
        """The rows of each text in a column, in their order; none of a text that is not there."""
        column, parts = self.names.index(name), defaultdict[str, list[tuple[object, ...]]](list)
        for row in self.values:
            parts[str(row[column])].append(row)
        split = {text: self._replace(values=tuple(part)) for text, part in parts.items()}
        return defaultdict(lambda: self._replace(values=()), split)


def rows(frame: pd.DataFrame) -> Rows:
    """A frame's rows as plain values."""
    # Names and types of a frame are made anew each time that they are walked through.
    names, types = tuple(map(str, frame.columns.tolist())), tuple(map(str, frame.dtypes))
    return Rows(names, types, tuple(zip(*_columns(frame), strict=True)))


def records(frame: pd.DataFrame) -> Sequence[Record]:
    """A frame's rows by the names of their columns, faster to walk through than the frame."""
    return rows(frame).records()


def _columns(frame: pd.DataFrame) -> Sequence[Sequence[object]]:
    # A column of texts that is not cast first gives its values one by one, twenty times as slowly.
    return [
        _one_missing(column.tolist()) if column.hasnans else column.tolist()
        for _, column in frame.astype(object).items()
    ]


def _one_missing(values: Sequence[object]) -> Sequence[object]:
    return [_MISSING if type(value) is float and isnan(value) else value for value in values]
