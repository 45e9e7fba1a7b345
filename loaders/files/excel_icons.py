"""Icons of conditional formatting beside values, as the colours that tell a status."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from xml.etree.ElementTree import Element

from loaders.files.excel_reference import cell_place
from loaders.files.xml_part import PartDamagedError, namespace
from loaders.workbook import CellPlace, CellValue

_RED, _AMBER, _GREEN = "Red", "Amber", "Green"
_TRAFFIC_LIGHTS = (_RED, _AMBER, _GREEN)
# Sets whose icons are told apart by these colours, lowest value first. Arrows say a direction.
_COLOURS: Mapping[str, Sequence[str | None]] = {
    **dict.fromkeys(
        ("3TrafficLights1", "3TrafficLights2", "3Signs", "3Flags", "3Symbols", "3Symbols2"),
        _TRAFFIC_LIGHTS,
    ),
    "4TrafficLights": (None, *_TRAFFIC_LIGHTS),
}
_DEFAULT = "3TrafficLights1"
_MOST_CELLS = 100_000
_OFF = ("0", "false")
Rows = Sequence[Sequence[CellValue]]


def icon_colours(rest: Element, rows: Rows) -> Mapping[tuple[int, int], str]:
    """Green, Amber or Red by cell, where icons of a worksheet part show them beside numbers."""
    space = namespace(rest.tag)
    colours: dict[tuple[int, int], str] = {}
    for formatting in rest.iterfind(f"{space}conditionalFormatting"):
        for icons in formatting.iterfind(f"{space}cfRule/{space}iconSet"):
            numbers = _numbers(formatting.get("sqref", ""), rows)
            for cell, colour in _coloured(icons, numbers):
                colours.setdefault(cell, colour)
    return colours


def _coloured(
    icons: Element, numbers: Mapping[CellPlace, float]
) -> Iterator[tuple[CellPlace, str]]:
    colours = list(_COLOURS.get(icons.get("iconSet", _DEFAULT), ()))
    limits = [_limit(entry, sorted(numbers.values())) for entry in icons if numbers]
    if not colours or len(limits) != len(colours) or any(limit is None for limit in limits):
        return
    if icons.get("reverse", "0") not in _OFF:
        colours.reverse()
    for cell, number in numbers.items():
        reached = [
            number > limit[0] or (limit[1] and number == limit[0]) for limit in limits[1:] if limit
        ]
        colour = colours[sum(reached)]
        if colour:
            yield cell, colour


def _limit(entry: Element, numbers: Sequence[float]) -> tuple[float, bool] | None:
    """Where an icon begins, and whether the limit belongs to it; None where a formula says it."""
    includes = entry.get("gte", "1") not in _OFF
    lowest, highest = numbers[0], numbers[-1]
    try:
        value = float(entry.get("val", "0"))
    except ValueError:
        return None
    limits = {
        "num": value,
        "percent": lowest + (highest - lowest) * value / 100,
        "percentile": _percentile(numbers, value),
        "min": lowest,
        "max": highest,
    }
    limit = limits.get(entry.get("type", ""))
    return None if limit is None else (limit, includes)


def _percentile(numbers: Sequence[float], percent: float) -> float:
    place = (len(numbers) - 1) * min(max(percent, 0.0), 100.0) / 100
    below = int(place)
    above = min(below + 1, len(numbers) - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - below)


def _numbers(ranges: str, rows: Rows) -> Mapping[CellPlace, float]:
    """The numbers that stand in ranges such as `E2:E40 G2`."""
    numbers: dict[CellPlace, float] = {}
    for written in ranges.split():
        first, _, last = written.partition(":")
        try:
            top, left = cell_place(first)
            bottom, right = cell_place(last or first)
        except (PartDamagedError, ValueError):
            continue
        bottom = min(bottom, len(rows))
        width = max((len(row) for row in rows[top - 1 : bottom]), default=0)
        right = min(right, width)
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            continue
        for row, column in product(range(top, bottom + 1), range(left, right + 1)):
            value = rows[row - 1][column - 1] if column <= len(rows[row - 1]) else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                numbers[CellPlace(row, column)] = float(value)
    return numbers
