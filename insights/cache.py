"""Cached reads: each question is asked once for each edition of the store."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

import pandas as pd

from data import store as stores
from data.store import Store

P = ParamSpec("P")
T = TypeVar("T")


def store() -> Store:
    """The open store of this process."""
    return stores.shared()


def by_edition(function: Callable[P, T]) -> Callable[P, T]:
    """Remember the answers of a function until the store or the day changes.

    They are shared: read only. Its arguments must be hashable.
    """

    @lru_cache(maxsize=512)
    def remembered(_: str, *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    @wraps(function)
    def current(*args: P.args, **kwargs: P.kwargs) -> T:
        today = datetime.now(UTC).date()
        return remembered(f"{store().edition()} on {today}", *args, **kwargs)  # type: ignore[arg-type]

    return current


@by_edition
def ask(question: Callable[..., pd.DataFrame], *arguments: Hashable) -> pd.DataFrame:
    """The answer to one of data.questions, from memory while nothing was published since."""
    return question(store(), *arguments)
