"""The shapes of areas for maps: as they are, or a hexagon for each, and one area among others."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from data.boundaries import Points, Tier, boundaries, hexagons, points_of_arcs

KEPT_TOPOLOGIES = 8
# The name under which shapes stand in a topology.
OBJECTS = "areas"
_HEXAGON_STEPS = 1000
_ADDRESS = re.compile(r": https://\S+ \([^)]*\)")
_HEXAGON = [(math.sin(corner * math.pi / 3), math.cos(corner * math.pi / 3)) for corner in range(6)]


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """An area's outline as the path of an SVG image, with what it is."""

    code: str
    path: str
    is_home: bool


@dataclass(frozen=True, slots=True)
class LocatorMap:
    """An area among others, in an image of `width` by `height`."""

    width: float
    height: float
    shapes: Sequence[DrawnShape]


def has_shape(code: str) -> bool:
    """Whether the outline of an area is known: of today's councils, counties and nations."""
    return code in boundaries().areas


def source() -> str:
    """Who published the outlines, and under which licence; the file itself has the address too."""
    publisher = _ADDRESS.sub("", boundaries().source)
    return f"Boundaries: {publisher} {boundaries().licence}."


@lru_cache(maxsize=KEPT_TOPOLOGIES)
def outlines(codes: tuple[str, ...]) -> Mapping[str, Any]:
    """TopoJSON of areas as they are: each with its code as id, y growing to the north."""
    rings = {code: boundaries().areas[code] for code in codes if has_shape(code)}
    used = sorted({_index(arc) for lines in rings.values() for line in lines for arc in line})
    number = {old: new for new, old in enumerate(used)}
    arcs = [_whole(boundaries().arcs[arc]) for arc in used]
    return _topology(
        arcs, {code: [[_renumbered(a, number) for a in line] for line in lines]
               for code, lines in rings.items()},
    )  # fmt: skip


@lru_cache(maxsize=KEPT_TOPOLOGIES)
def hexagon_outlines(codes: tuple[str, ...]) -> Mapping[str, Any]:
    """TopoJSON of areas as equal hexagons: each with its code as id, y growing to the north."""
    placed_at = hexagons(_tier(codes))
    placed = [code for code in codes if code in placed_at]
    arcs = [_hexagon(*placed_at[code]) for code in placed]
    return _topology(arcs, {code: [[number]] for number, code in enumerate(placed)})


@lru_cache(maxsize=KEPT_TOPOLOGIES)
def locator_map(home: str, around: tuple[str, ...], width: float = 300) -> LocatorMap:
    """An area among those around it, scaled to a width; an area without an outline is left out."""
    codes = [code for code in dict.fromkeys((*around, home)) if has_shape(code)]
    rings = {
        code: [points_of_arcs(ring, boundaries().arcs) for ring in boundaries().areas[code]]
        for code in codes
    }
    every = np.concatenate([ring for lines in rings.values() for ring in lines])
    low, high = every.min(axis=0), every.max(axis=0)
    scale = width / (high[0] - low[0])
    shapes = [
        DrawnShape(code, _paths(lines, low[0], high[1], scale), code == home)
        for code, lines in rings.items()
    ]
    return LocatorMap(width, round(float(high[1] - low[1]) * scale, 1), shapes)


def _tier(codes: Sequence[str]) -> Tier:
    """The layout that some councils stand in: with a county among them that of counties."""
    return Tier.UPPER if any(code in _counties() for code in codes) else Tier.LOWER


@lru_cache(maxsize=1)
def _counties() -> frozenset[str]:
    return frozenset(set(hexagons(Tier.UPPER)) - set(hexagons(Tier.LOWER)))


def _paths(rings: Sequence[Points], west: float, north: float, scale: float) -> str:
    lines = [
        "L".join(f"{(x - west) * scale:.1f},{(north - y) * scale:.1f}" for x, y in ring)
        for ring in rings
    ]
    return " ".join(f"M{line}Z" for line in lines)


def _topology(
    arcs: Sequence[Sequence[Sequence[int]]], areas: Mapping[str, Sequence[Sequence[int]]]
) -> Mapping[str, Any]:
    geometries = [{"type": "Polygon", "id": code, "arcs": rings} for code, rings in areas.items()]
    collection = {"type": "GeometryCollection", "geometries": geometries}
    # A transform says that each point is told from the one before it.
    transform = {"scale": [1, 1], "translate": [0, 0]}
    return {
        "type": "Topology", "transform": transform, "arcs": arcs, "objects": {OBJECTS: collection}
    }  # fmt: skip


def _whole(arc: Points) -> Sequence[Sequence[int]]:
    """The points of an arc in hundreds of metres, each as what is added to the one before."""
    return _moves(np.rint(arc / 100))


def _moves(points: Points) -> Sequence[Sequence[int]]:
    moves: list[list[int]] = np.diff(points.astype(int), axis=0, prepend=[[0, 0]]).tolist()
    return moves


def _hexagon(column: int, row: int) -> Sequence[Sequence[int]]:
    middle = ((column + 0.5 * (row & 1)) * math.sqrt(3), -1.5 * row)
    corners = np.array([*_HEXAGON, _HEXAGON[0]]) + middle
    return _moves(np.rint(corners * _HEXAGON_STEPS))


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _renumbered(arc: int, number: Mapping[int, int]) -> int:
    return number[arc] if arc >= 0 else ~number[~arc]
