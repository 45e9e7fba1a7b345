"""Make data/reference/boundaries.json, the outlines of councils that maps are drawn from.

`python -m loaders.shipped_boundaries TOPO_JSON`, where TOPO_JSON holds the simplified boundaries of
the ONS application Explore local statistics; data/reference/README.md names its edition.
"""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from data.boundaries import BOUNDARIES, points_of_arcs

# Layers of the file that are carried over, of each the areas that stand today.
LAYERS = ("ltla", "cty", "ctry")
EARTH_RADIUS = 6_371_007  # metres, of the sphere with the earth's surface
CENTRE = (-3.0, 54.5)  # degrees east and north, the middle of the projection
STEP = 100  # metres to which points are rounded
# A point goes where the triangle with its neighbours is smaller than the one, and an island that is
# smaller than the other, unless it is all that an area has; both in square metres.
SMALLEST_TRIANGLE = 150_000
SMALLEST_ISLAND = 4_000_000
FEWEST_OF_RING = 4  # points of a closed line, of which the last is the first
SOURCE = (
    "Office for National Statistics, simplified boundaries of Explore local statistics: "
    "https://github.com/ONSdigital/explore-local-statistics-app (commit ca9faec). "
    "Contains OS data © Crown copyright and database right."
)
LICENCE = "Open Government Licence v3.0"
Points: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Ring = list[int]


def compact_boundaries(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Boundaries in our own form, as data/boundaries.py describes it, from a TopoJSON object."""
    geometries = {
        geometry["properties"]["areacd"]: _polygons(geometry)
        for layer in LAYERS
        for geometry in topology["objects"][layer]["geometries"]
        if "end" not in geometry["properties"]
    }
    arcs = [projected(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    kept = {code: _without_islets(polygons, arcs) for code, polygons in geometries.items()}
    used = sorted({_index(arc) for rings in kept.values() for ring in rings for arc in ring})
    number = {old: new for new, old in enumerate(used)}
    return {
        "source": SOURCE,
        "licence": LICENCE,
        "step": STEP,
        "arcs": [_encoded(simplified(arcs[arc])) for arc in used],
        "areas": {
            code: [[_renumbered(arc, number) for arc in ring] for ring in rings]
            for code, rings in sorted(kept.items())
        },
    }


def projected(degrees: Points) -> Points:
    """Points in degrees east and north as metres on Lambert's azimuthal equal-area projection."""
    east, north = np.radians(degrees).T
    east_0, north_0 = np.radians(CENTRE)
    cos_distance = np.sin(north_0) * np.sin(north) + np.cos(north_0) * np.cos(north) * np.cos(
        east - east_0
    )
    scale = EARTH_RADIUS * np.sqrt(2 / (1 + cos_distance))
    x = np.cos(north) * np.sin(east - east_0)
    y = np.cos(north_0) * np.sin(north) - np.sin(north_0) * np.cos(north) * np.cos(east - east_0)
    return np.column_stack([scale * x, scale * y])


def simplified(points: Points, smallest: float = SMALLEST_TRIANGLE) -> Points:
    """A line without the points whose triangle with their neighbours is small; its ends stay.

    Visvalingam and Whyatt (1993): the point of the smallest triangle goes first.
    """
    fewest = FEWEST_OF_RING if len(points) and (points[0] == points[-1]).all() else 2
    while len(points) > fewest:
        before, here, after = points[:-2], points[1:-1], points[2:]
        ahead, across = here - before, after - before
        areas = np.abs(ahead[:, 0] * across[:, 1] - ahead[:, 1] * across[:, 0]) / 2
        least = int(areas.argmin())
        if areas[least] >= smallest:
            break
        points = np.delete(points, least + 1, axis=0)
    return points


def ring_area(points: Points) -> float:
    """What a closed line encloses, in the square of its unit."""
    x, y = points.T
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def _degrees(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Points:
    return np.cumsum(np.array(arc, float), axis=0) * transform["scale"] + transform["translate"]


def _polygons(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    arcs = geometry["arcs"]
    return arcs if geometry["type"] == "MultiPolygon" else [arcs]


def _without_islets(polygons: Sequence[list[Ring]], arcs: Sequence[Points]) -> list[Ring]:
    """The outer rings of an area's large polygons, else of its largest, then all holes."""
    outer = [polygon[0] for polygon in polygons]
    holes = [ring for polygon in polygons for ring in polygon[1:]]
    areas = [ring_area(points_of_arcs(ring, arcs)) for ring in outer]
    large = [ring for ring, area in zip(outer, areas, strict=True) if area >= SMALLEST_ISLAND]
    return [*(large or [outer[int(np.argmax(areas))]]), *holes]


def _encoded(points: Points) -> list[int]:
    """x and y of each point in steps, the first absolutely, each other as what is added to it."""
    steps = np.rint(points / STEP).astype(int)
    differences = np.diff(steps, axis=0, prepend=[[0, 0]])
    moves = [tuple(map(int, move)) for move in differences]
    kept = [moves[0], *(move for move in moves[1:] if any(move))]
    return [number for move in kept for number in move]


def _index(arc: int) -> int:
    """The number of an arc: one that is followed backwards is written as its complement."""
    return arc if arc >= 0 else ~arc


def _renumbered(arc: int, number: Mapping[int, int]) -> int:
    return number[arc] if arc >= 0 else ~number[~arc]


def main(arguments: Collection[str]) -> None:
    """Write the file from the TopoJSON that is named."""
    (path,) = arguments
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    text = json.dumps(compact_boundaries(topology), ensure_ascii=False, separators=(",", ":"))
    BOUNDARIES.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
