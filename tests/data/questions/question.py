"""A question with its answer: which columns it has, and one row that is known to be in it."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pandas as pd

from data.reference_tables import columns
from data.store import Store

KPI_VALUE = [
    *("upload", "position", "plan", "code", "period_kind", "period_start", "period_end"),
    *("period_label", "value", "state", "unit", "target", "target_upper", "target_state"),
    *("reported_status", "note", "lead", "portfolio", "provisional", "sheet", "cell"),
]
STATISTIC_VALUE = [
    *("upload", "position", "code", "area", "name", "period_kind", "period_start", "period_end"),
    *("period_label", "value", "state", "unit", "lower", "upper", "vintage", "note", "sheet"),
    "cell",
]
PUBLISHED = ["file", "published_by", "published_at"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with which arguments, and what must be in the answer."""

    ask: Callable[..., pd.DataFrame]
    arguments: Sequence[object]
    columns: Sequence[str]
    row: Mapping[str, Any]

    def __str__(self) -> str:
        return self.ask.__name__


def of_table(table: str) -> list[str]:
    """The columns of a reference table."""
    return list(columns()[table])


def check(question: Question, store: Store) -> None:
    """Ask; the columns are those in their order, and the known row is there once."""
    answer = question.ask(store, *question.arguments)
    assert list(answer.columns) == list(question.columns)
    cells = answer.astype(object).where(answer.notna(), None)
    wanted = list(question.row.items())
    matches = cells[
        [all(row[name] == cell for name, cell in wanted) for _, row in cells.iterrows()]
    ]
    assert len(matches) == 1, f"{len(matches)} rows of {len(cells)} have {question.row}"


def unasked(module: ModuleType, questions: Sequence[Question]) -> set[str]:
    """The public questions of a module that none of these asks."""
    public = {
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    return public - {question.ask.__name__ for question in questions}
