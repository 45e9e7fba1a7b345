"""Small pictures of a trend: where its points stand, as shares of width and height."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from insights.formatting import figure
from insights.kpi_trend_points import KpiPoint, TrendSeries, axis_ticks, line_points
from insights.kpis import Kpi
from insights.statistic_lines import LinePoint
from insights.time_axis import AxisTick, Span, ticks

# Room above and below the line, as a share of its height.
_ROOM = 0.08


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the picture, from 0, left and below, to 1, right and above."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A word under the picture, at a share of its width."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """A trend as a small picture: its lines, broken at gaps, and its target's; `words` are its alt.

    `low` and `high` are the lowest and highest figure in words, at `low_y` and `high_y`.
    """

    lines: tuple[tuple[Dot, ...], ...]
    targets: tuple[tuple[Dot, ...], ...]
    marks: tuple[Mark, ...]
    low: str
    high: str
    low_y: float
    high_y: float
    words: str

    @property
    def last(self) -> Dot:
        """The newest point."""
        return self.lines[-1][-1]


@dataclass(frozen=True, slots=True)
class _Known:
    """A point in time with its value, of a line or of a target."""

    moment: pd.Timestamp
    value: float
    part: str
    is_target: bool = False


def kpi_sparkline(kpi: Kpi, years: int | None = 3, fewest: int = 2) -> Sparkline | None:
    """The figures of a KPI's last years with their target; None of fewer than two figures."""
    known = line_points(kpi)
    figures = [p for p in known if p.series is TrendSeries.OUTTURN]
    newest = max((p.end for p in figures), default=None)
    if newest is None:
        return None
    first = None if years is None else newest - pd.DateOffset(years=years)
    inside = [p for p in known if (first is None or p.start >= first) and p.end <= newest]
    return _drawn(
        [_of_kpi(p) for p in inside],
        axis_ticks([p for p in inside if p.series is TrendSeries.OUTTURN]),
        lambda value: figure(value, kpi.unit, kpi.decimals),
        fewest,
    )


def statistic_sparkline(
    line: Sequence[LinePoint], written: Callable[[float], str], fewest: int = 2
) -> Sparkline | None:
    """One area's figures of a statistic; None of fewer than two."""
    known = [_Known(point.date, point.value, point.part) for point in line]
    return _drawn(known, ticks(Span(p.start, p.end, p.label) for p in line), written, fewest)


def _of_kpi(point: KpiPoint) -> _Known:
    is_target = point.series is TrendSeries.TARGET
    return _Known(point.date, float(point.value or 0), point.part, is_target)


def _drawn(
    known: Sequence[_Known],
    marks: Sequence[AxisTick],
    written: Callable[[float], str],
    fewest: int,
) -> Sparkline | None:
    figures = [point for point in known if not point.is_target]
    if len(figures) < fewest:
        return None
    moments, values = [p.moment for p in known], [p.value for p in known]
    begin, length = min(moments), (max(moments) - min(moments)) / pd.Timedelta(days=1) or 1.0
    least, height = min(values), max(values) - min(values)

    def x(moment: pd.Timestamp) -> float:
        return float((moment - begin) / pd.Timedelta(days=1) / length)

    def y(value: float) -> float:
        return _ROOM + (1 - 2 * _ROOM) * (value - least) / height if height else 0.5

    def lines(some: Sequence[_Known]) -> Iterator[tuple[Dot, ...]]:
        for _, part in groupby(some, key=lambda point: point.part):
            yield tuple(Dot(x(point.moment), y(point.value)) for point in part)

    low, high = min(p.value for p in figures), max(p.value for p in figures)
    first, last = figures[0].value, figures[-1].value
    return Sparkline(
        lines=tuple(lines(figures)),
        targets=tuple(lines([point for point in known if point.is_target])),
        marks=tuple(Mark(x(tick.date), tick.label) for tick in marks if 0 <= x(tick.date) <= 1),
        low=written(low),
        high=written(high),
        low_y=y(low),
        high_y=y(high),
        words=(
            f"{marks[0].label} to {marks[-1].label}: from {written(first)} to {written(last)}, "
            f"between {written(low)} and {written(high)}"
        ),
    )
