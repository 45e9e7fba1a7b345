"""A statistic's figures over time as a small line without axes."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.statistic_lines import LinePoint

WIDTH, HEIGHT, MARGIN = 132.0, 34.0, 4.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Lines as points of an image of WIDTH by HEIGHT, one for each part without a gap or break.

    `last` is where the latest figure stands.
    """

    lines: Sequence[str]
    last: tuple[float, float]


def sparkline(points: Sequence[LinePoint]) -> Sparkline | None:
    """The figures of one area in period order as a small line; None for fewer than two."""
    if len(points) < 2:
        return None
    days = [point.date.toordinal() for point in points]
    values = [point.value for point in points]
    x = [_scaled(day, min(days), max(days), WIDTH) for day in days]
    y = [round(HEIGHT - _scaled(value, min(values), max(values), HEIGHT), 1) for value in values]
    parts: dict[str, list[str]] = {}
    for point, across, down in zip(points, x, y, strict=True):
        parts.setdefault(point.part, []).append(f"{across},{down}")
    return Sparkline([" ".join(part) for part in parts.values()], (x[-1], y[-1]))


def _scaled(value: float, low: float, high: float, length: float) -> float:
    if low == high:
        return length / 2
    return round(MARGIN + (length - 2 * MARGIN) * (value - low) / (high - low), 1)
