"""Make data/reference/hexagons.csv: a hexagon for each council, near those of its neighbours.

`python -m loaders.hexagon_layout` works it out from data/reference/boundaries.json with scipy. The
centres of the councils are first moved apart as equal circles that pull at their neighbours
(Dorling 1996). Then each is given a hexagon so that the squares of all moves are least, and they
are exchanged as long as that brings neighbours closer. There is no chance in it: the same outlines
give the same layout.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
from scipy.optimize import linear_sum_assignment

from data.boundaries import HEXAGONS, Hexagon, Outlines, Tier, boundaries, points_of_arcs
from loaders.shipped_boundaries import ring_area

COLUMNS = ("tier", "area", "column", "row")
# A county and the districts within it never stand in one layout, and a nation in none.
LEFT_OUT = {
    Tier.LOWER: ("E10", "E92", "N92", "S92", "W92"),
    Tier.UPPER: ("E07", "E92", "N92", "S92", "W92"),
}
STEPS = 600  # of the circles
PUSH, PULL, ANCHOR = 0.5, 0.06, 0.004
GAP = 2.2  # circles between what the sea parts
SPREAD = 1.06  # hexagons in the way between councils that are side by side
NEAREST = 6  # councils that are taken to be side by side
NEAR = 2  # hexagons that a council may be moved at once
BESIDE_STRANGERS = 3.0  # cost of standing beside a council across the sea
FAR_FROM_HOME = 0.02  # cost of a hexagon's distance from where its circle came to rest, squared
Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Pair: TypeAlias = tuple[int, int]
_ROW_HEIGHT = np.sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Councils by number: codes, centres in metres, who borders whom, and who shares an island.

    `crossings` are the shortest ways between islands.
    """

    codes: Sequence[str]
    centres: Numbers
    borders: Sequence[Pair]
    crossings: Sequence[Pair]
    islands: Sequence[int]


def hexagon_layout(outlines: Outlines, tier: Tier) -> Mapping[str, Hexagon]:
    """Column and row of the hexagon of each council of a tier; no two share one."""
    councils = neighbourhood(outlines, tier)
    resting = _rested(councils)
    hexagons = _nearest_free(resting)
    hexagons = _exchanged(councils, hexagons, resting)
    west = min(column for column, _ in hexagons)
    # An even row stays one when the counting begins at the north.
    north = max(row for _, row in hexagons)
    north += north % 2
    return {
        code: (column - west, north - row)
        for code, (column, row) in zip(councils.codes, hexagons, strict=True)
    }


def neighbourhood(outlines: Outlines, tier: Tier) -> Neighbourhood:
    """Who borders whom among the councils of a tier: those that share an arc."""
    codes = [code for code in outlines.areas if not code.startswith(LEFT_OUT[tier])]
    owners: dict[int, list[int]] = {}
    for number, code in enumerate(codes):
        for arc in {a if a >= 0 else ~a for ring in outlines.areas[code] for a in ring}:
            owners.setdefault(arc, []).append(number)
    borders = sorted({(a, b) for shared in owners.values() for a, b in combinations(shared, 2)})
    centres = np.array([_centre(outlines, code) for code in codes])
    islands = _islands(len(codes), borders)
    return Neighbourhood(codes, centres, borders, _crossings(centres, islands), islands)


def steps_apart(one: Hexagon, other: Hexagon) -> int:
    """How many hexagons one is from another."""
    (column, row), (other_column, other_row) = one, other
    down = abs(row - other_row)
    across = abs(_slanted(column, row) - _slanted(other_column, other_row))
    along = abs(_slanted(column, row) + row - _slanted(other_column, other_row) - other_row)
    return max(down, across, along)


def _slanted(column: int, row: int) -> int:
    return column - (row - (row & 1)) // 2


def _centre(outlines: Outlines, code: str) -> Numbers:
    """The centre of gravity of an area's largest ring."""
    rings = [points_of_arcs(ring, outlines.arcs) for ring in outlines.areas[code]]
    points = max(rings, key=ring_area)
    (x, y), (next_x, next_y) = points[:-1].T, points[1:].T
    cross = x * next_y - next_x * y
    weight = 3 * cross.sum()
    return np.array([((x + next_x) * cross).sum() / weight, ((y + next_y) * cross).sum() / weight])


def _islands(count: int, borders: Sequence[Pair]) -> Sequence[int]:
    """For each council the smallest number among those that it is joined to by land."""
    island = list(range(count))
    for _ in range(count):
        before = list(island)
        for one, other in borders:
            island[one] = island[other] = min(island[one], island[other])
        if island == before:
            break
    return island


def _crossings(centres: Numbers, islands: Sequence[int]) -> Sequence[Pair]:
    """From each island the shortest way to the largest other one that is near."""
    crossings = []
    members = np.array(islands)
    for island in sorted(set(islands)):
        inside, outside = np.flatnonzero(members == island), np.flatnonzero(members != island)
        apart = np.linalg.norm(centres[inside][:, None] - centres[outside], axis=2)
        one, other = np.unravel_index(int(apart.argmin()), apart.shape)
        crossings.append((int(inside[one]), int(outside[other])))
    return crossings


def _rested(councils: Neighbourhood) -> Numbers:
    """Where equal circles come to rest, in their diameters, the land's middle at 0."""
    centres = councils.centres - councils.centres.mean(axis=0)
    diameter = _diameter(councils.centres) / SPREAD
    home: Numbers = centres / diameter
    at = home
    islands = np.array(councils.islands)
    apart_at_least = np.where(islands[:, None] == islands, 1.0, GAP)
    borders = np.array(councils.borders)
    crossings = np.array(councils.crossings)
    for step in range(STEPS):
        calm = 1 - step / STEPS
        move = ANCHOR * (home - at)
        move += _pushed(at, apart_at_least)
        move += _pulled(at, borders, 1.0) + _pulled(at, crossings, GAP)
        at = at + move * (0.3 + 0.7 * calm)
    return at


def _diameter(centres: Numbers) -> float:
    """The mean way from a council to those nearest to it."""
    nearest = np.linalg.norm(centres[:, None] - centres, axis=2)
    np.fill_diagonal(nearest, np.inf)
    return float(np.sort(nearest, axis=1)[:, :NEAREST].mean())


def _pushed(at: Numbers, apart_at_least: Numbers) -> Numbers:
    ways = at[:, None] - at
    distances = np.linalg.norm(ways, axis=2)
    np.fill_diagonal(distances, np.inf)
    overlap = np.clip(apart_at_least - distances, 0, None)
    pushes: Numbers = (PUSH * overlap / 2 / distances)[:, :, None] * ways
    summed: Numbers = pushes.sum(axis=1)
    return summed


def _pulled(at: Numbers, pairs: Any, rest: float) -> Numbers:
    ways = at[pairs[:, 1]] - at[pairs[:, 0]]
    distances = np.linalg.norm(ways, axis=1, keepdims=True)
    pull = PULL * np.clip(distances - rest, 0, None) * ways / distances
    pulls: Numbers = np.zeros_like(at)
    np.add.at(pulls, pairs[:, 0], pull)
    np.add.at(pulls, pairs[:, 1], -pull)
    return pulls


def _nearest_free(at: Numbers) -> list[Hexagon]:
    """A hexagon for each place so that the squares of the ways to them are least together."""
    lowest, highest = np.floor(at.min(axis=0)) - 2, np.ceil(at.max(axis=0)) + 2
    rows = range(int(lowest[1] / _ROW_HEIGHT), int(highest[1] / _ROW_HEIGHT) + 1)
    cells = [(column, row) for row in rows for column in range(int(lowest[0]), int(highest[0]))]
    middles = np.array([_middle(cell) for cell in cells])
    squares = ((at[:, None] - middles) ** 2).sum(axis=2)
    _, taken = linear_sum_assignment(squares)
    return [cells[number] for number in taken]


def _middle(cell: Hexagon) -> tuple[float, float]:
    column, row = cell
    return column + 0.5 * (row & 1), row * _ROW_HEIGHT


def _exchanged(
    councils: Neighbourhood, hexagons: Sequence[Hexagon], resting: Numbers
) -> list[Hexagon]:
    """Hexagons after every move or exchange that brings neighbours closer, none that does not."""
    layout = _Layout(councils, list(hexagons), resting)
    improved = True
    while improved:
        # Each has its turn, also where another before it was improved.
        improved = sum(layout.improve(council) for council in range(len(councils.codes))) > 0
    return layout.hexagons


class _Layout:
    """Hexagons of councils while they are exchanged."""

    def __init__(self, councils: Neighbourhood, hexagons: list[Hexagon], resting: Numbers) -> None:
        self.hexagons = hexagons
        self._at = {hexagon: council for council, hexagon in enumerate(hexagons)}
        self._resting = resting
        self._islands = councils.islands
        self._beside: list[list[int]] = [[] for _ in councils.codes]
        for one, other in councils.borders:
            self._beside[one].append(other)
            self._beside[other].append(one)

    def improve(self, council: int) -> bool:
        """Whether a hexagon near by was better for a council and whoever had it."""
        best, target = -1e-9, None
        for cell in _around(self.hexagons[council], NEAR):
            gain = self._change(council, cell)
            if gain < best:
                best, target = gain, cell
        if target is not None:
            self._move(council, target)
        return target is not None

    def _change(self, council: int, cell: Hexagon) -> float:
        """By how much the costs change when a council goes to a hexagon."""
        other = self._at.get(cell)
        both = [council] if other is None else [council, other]
        before, home = sum(map(self._cost, both)), self.hexagons[council]
        self._move(council, cell)
        after = sum(map(self._cost, both))
        self._move(council, home)
        return after - before

    def _move(self, council: int, cell: Hexagon) -> None:
        home, other = self.hexagons[council], self._at.pop(cell, None)
        self._at.pop(home, None)
        self.hexagons[council], self._at[cell] = cell, council
        if other is not None:
            self.hexagons[other], self._at[home] = home, other

    def _cost(self, council: int) -> float:
        hexagon = self.hexagons[council]
        between = sum(
            float(steps_apart(hexagon, self.hexagons[other]) - 1) ** 1.5
            for other in self._beside[council]
        )
        strangers = sum(
            self._islands[other] != self._islands[council]
            for cell in _around(hexagon, 1)
            if (other := self._at.get(cell)) is not None
        )
        away = ((self._resting[council] - _middle(hexagon)) ** 2).sum()
        return float(between) + BESIDE_STRANGERS * strangers + FAR_FROM_HOME * float(away)


def _around(hexagon: Hexagon, most: int) -> Iterator[Hexagon]:
    column, row = hexagon
    for other_row in range(row - most, row + most + 1):
        for other_column in range(column - most - 1, column + most + 2):
            cell = (other_column, other_row)
            if 0 < steps_apart(hexagon, cell) <= most:
                yield cell


def main() -> None:
    """Write the layouts of the outlines that are shipped."""
    layouts = {tier: hexagon_layout(boundaries(), tier) for tier in Tier}
    with HEXAGONS.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        for tier, layout in layouts.items():
            lines.writerows([tier, code, *layout[code]] for code in sorted(layout))


if __name__ == "__main__":
    main()
