"""The outlines of councils, counties and nations, and the hexagons that stand for councils.

`reference/boundaries.json` holds lines ("arcs") that neighbours share. Each is a list of numbers: x
and y of its first point, then what is added to them for each next one, in steps of so many metres
on an equal-area projection. An area is a list of rings, a ring the numbers of its arcs in their
order; ~n is arc n followed backwards. `reference/hexagons.csv` has a column and a row for each
council of a tier, the rows counted from the north, each odd one moved half a hexagon to the east.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

_FOLDER = Path(__file__).with_name("reference")
BOUNDARIES, HEXAGONS = _FOLDER / "boundaries.json", _FOLDER / "hexagons.csv"
Points: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Hexagon: TypeAlias = tuple[int, int]


class Tier(StrEnum):
    """Where England has two: districts, or the counties above them; other councils are in both."""

    LOWER = "lower"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Outlines:
    """Arcs with their points in metres, and the rings of each area by its code."""

    source: str
    licence: str
    arcs: Sequence[Points]
    areas: Mapping[str, Sequence[Sequence[int]]]


@cache
def boundaries() -> Outlines:
    """The outlines that are shipped; read only."""
    content = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    arcs = [
        np.cumsum(np.array(arc, float).reshape(-1, 2), axis=0) * content["step"]
        for arc in content["arcs"]
    ]
    return Outlines(content["source"], content["licence"], arcs, content["areas"])


def points_of_arcs(ring: Sequence[int], arcs: Sequence[Points]) -> Points:
    """The points of a ring, the last of each arc being the first of the next."""
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


@cache
def hexagons(tier: Tier) -> Mapping[str, Hexagon]:
    """The column and row of the hexagon of each council of a tier, by its code."""
    with HEXAGONS.open(encoding="utf-8", newline="") as file:
        return {
            row["area"]: (int(row["column"]), int(row["row"]))
            for row in csv.DictReader(file)
            if row["tier"] == tier
        }
