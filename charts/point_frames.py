"""Points of a chart as the frame that it is drawn from."""

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# About 10 kB each; a plan may have 140 KPIs with two charts.
KEPT_FRAMES = 512


def as_frame(points: "Sequence[DataclassInstance]") -> pd.DataFrame:
    """Points as the frame that a chart draws, a row for each and a column for each field.

    The frame is shared: read only.
    """
    return _frame(tuple(points))


# The same for every visitor, and in every edition in which the points are.
@lru_cache(maxsize=KEPT_FRAMES)
def _frame(points: "tuple[DataclassInstance, ...]") -> pd.DataFrame:
    names = [field.name for field in fields(points[0])] if points else []
    frame = pd.DataFrame({name: [getattr(point, name) for point in points] for name in names})
    numbers = [name for name in ("value", "low", "high", "mean") if name in frame]
    return frame.astype(dict.fromkeys(numbers, float))
