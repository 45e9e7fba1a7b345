"""A statistic's figures as lines over time, one an area."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from data.records import Record
from insights.kpi_records import number
from insights.statistic_wording import figure_of

# A line does not go on where the next figure begins longer than this after the last one ended.
GAP = pd.Timedelta(days=400)


@dataclass(frozen=True, slots=True)
class LinePoint:
    """A figure on an area's line; `part` is a new one after each gap.

    `low` and `high` are its interval, None where there is none or it is not drawn.
    """

    date: pd.Timestamp
    series: str
    part: str
    value: float
    low: float | None
    high: float | None
    words: str


def is_trend(points: Sequence[LinePoint]) -> bool:
    """Whether any of the lines has more than one point."""
    return max(Counter(point.series for point in points).values(), default=0) > 1


def line_points(definition: Record, rows: Sequence[Record], *, banded: bool) -> Iterator[LinePoint]:
    """One area's figures in period order as points of its line; no line bridges a gap.

    With `banded` the interval of each figure is drawn as well.
    """
    part, last = 0, None
    for row in rows:
        is_far = last is not None and row["period_start"] - last > GAP
        is_missing = bool(pd.isna(row["value"]))
        part += is_far or is_missing
        if is_missing:
            continue
        last = row["period_end"]
        yield LinePoint(
            date=row["period_start"],
            series=row["area_name"],
            part=str(part),
            value=float(row["value"]),
            low=number(row["lower"]) if banded else None,
            high=number(row["upper"]) if banded else None,
            words=f"{row['period_label']}: {figure_of(definition, row['value'])}",
        )
