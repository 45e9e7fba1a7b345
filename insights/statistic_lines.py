"""A statistic's figures as lines over time, one an area."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.records import Record
from insights.area_roles import AreaRole
from insights.kpi_records import number
from insights.statistic_wording import figure_in
from insights.time_axis import span

# A line does not go on where the next figure begins longer than this after the last one ended.
GAP = pd.Timedelta(days=400)


@dataclass(frozen=True, slots=True)
class LinePoint:
    """A figure on an area's line; `part` is a new one after each gap.

    It is drawn from `start` to `end`, the moment after the period's last, with its point at `date`,
    the middle, above `label`. `low` and `high` are its interval, None where it is not drawn.
    `reading` says whose figure it is too.
    """

    start: pd.Timestamp
    date: pd.Timestamp
    end: pd.Timestamp
    label: str
    series: str
    role: AreaRole
    part: str
    value: float
    low: float | None
    high: float | None
    words: str
    reading: str


def is_trend(points: Sequence[LinePoint]) -> bool:
    """Whether any of the lines has more than one point."""
    return max(Counter(point.series for point in points).values(), default=0) > 1


def line_points(
    definition: Record,
    rows: Sequence[Record],
    role: AreaRole,
    *,
    banded: bool,
    breaks: Sequence[date] = (),
) -> Iterator[LinePoint]:
    """One area's figures in period order as points of its line; no line bridges a gap.

    Nor does one cross a day of `breaks`, from which on another series begins. With `banded` the
    interval of each figure is drawn as well.
    """
    part, last = 0, None
    for row in rows:
        is_far = last is not None and row["period_start"] - last > GAP
        is_missing = bool(pd.isna(row["value"]))
        part += is_far or is_missing or _crosses(breaks, last, row["period_start"])
        if is_missing:
            continue
        last = row["period_end"]
        drawn = span(row["period_start"], last, str(row["period_label"]))
        words = f"{row['period_label']}: {figure_in(definition, row)}"
        yield LinePoint(
            start=drawn.start,
            date=drawn.middle,
            end=drawn.end,
            label=drawn.label,
            series=row["area_name"],
            role=role,
            part=str(part),
            value=float(row["value"]),
            low=number(row["lower"]) if banded else None,
            high=number(row["upper"]) if banded else None,
            words=words,
            reading=f"{row['area_name']}, {words}",
        )


def _crosses(breaks: Sequence[date], last: pd.Timestamp | None, start: pd.Timestamp) -> bool:
    """Whether another series begins after the last figure and by the start of the next."""
    days = map(pd.Timestamp, breaks)
    return last is not None and any(last < day <= start for day in days)
