"""The outlines and hexagons that are shipped: every council once, small, true to their source."""

import json
from itertools import combinations

import numpy as np
import pytest

from data import reference_files
from data.boundaries import BOUNDARIES, Tier, boundaries, hexagons, points_of_arcs
from loaders.hexagon_layout import neighbourhood, steps_apart
from loaders.shipped_boundaries import (
    compact_boundaries,
    projected,
    ring_area,
    simplified,
)
from tests.shared import shared

COUNCILS = ("E06", "E07", "E08", "E09", "W06", "S12", "N09")
COUNTIES = ("E06", "E08", "E09", "E10", "W06", "S12", "N09")


def test_the_file_is_small_and_names_its_source_and_licence() -> None:
    assert BOUNDARIES.stat().st_size <= 400_000
    assert "Office for National Statistics" in boundaries().source
    assert boundaries().licence == "Open Government Licence v3.0"


def test_every_ring_is_closed_and_every_area_known() -> None:
    known = set(reference_files.texts()["area"]["code"])
    assert set(boundaries().areas) <= known
    for code, rings in boundaries().areas.items():
        for ring in rings:
            points = points_of_arcs(ring, boundaries().arcs)
            assert (points[0] == points[-1]).all(), code


def test_areas_have_about_their_size() -> None:
    # Square kilometres, ONS standard area measurements.
    for code, size in (("E07000131", 592), ("E06000017", 382), ("S12000017", 25_657)):
        rings = [points_of_arcs(ring, boundaries().arcs) for ring in boundaries().areas[code]]
        assert sum(map(ring_area, rings)) / 1e6 == pytest.approx(size, rel=0.04)


def test_the_script_makes_the_file_from_its_source() -> None:
    topology = json.loads(shared("boundaries/topo.json").read_text(encoding="utf-8"))
    made = json.loads(json.dumps(compact_boundaries(topology)))
    assert made == json.loads(BOUNDARIES.read_text(encoding="utf-8"))


def test_a_point_on_a_straight_line_goes_and_a_corner_stays() -> None:
    line = np.array([[0, 0], [1000, 1], [2000, 0], [2000, 2000.0]])
    assert simplified(line, 5_000).tolist() == [[0, 0], [2000, 0], [2000, 2000]]
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0.0]])
    assert len(simplified(square, 1e9)) == 4


def test_the_projection_keeps_areas() -> None:
    for north in (50.0, 58.0):
        corners = [(-3, north), (-2.9, north), (-2.9, north + 0.1), (-3, north + 0.1), (-3, north)]
        on_sphere = 6_371_007**2 * np.radians(0.1) * (
            np.sin(np.radians(north + 0.1)) - np.sin(np.radians(north))
        )  # fmt: skip
        assert ring_area(projected(np.array(corners))) == pytest.approx(on_sphere, rel=1e-4)


@pytest.mark.parametrize(("tier", "kinds"), [(Tier.LOWER, COUNCILS), (Tier.UPPER, COUNTIES)])
def test_every_council_has_one_hexagon_and_no_two_share_it(
    tier: Tier, kinds: tuple[str, ...]
) -> None:
    councils = {code for code in boundaries().areas if code.startswith(kinds)}
    assert set(hexagons(tier)) == councils
    assert len(set(hexagons(tier).values())) == len(councils)


def test_neighbours_stay_near_nearer_than_in_the_layout_that_people_made() -> None:
    steps = {tier: _steps_between_neighbours(tier) for tier in Tier}
    assert max(map(np.mean, steps.values())) < 1.4
    assert (max(steps[Tier.LOWER]), max(steps[Tier.UPPER])) == (5, 3)
    content = shared("boundaries/uk-local-authority-districts-2023.hexjson").read_text()
    renamed = {"E08000016": "E08000038", "E08000019": "E08000039"}
    made = {
        renamed.get(code, code): (cell["q"], cell["r"])
        for code, cell in json.loads(content)["hexes"].items()
    }
    councils = neighbourhood(boundaries(), Tier.LOWER)
    pairs = [(councils.codes[one], councils.codes[other]) for one, other in councils.borders]
    theirs = [steps_apart(made[one], made[other]) for one, other in pairs]
    assert np.mean(steps[Tier.LOWER]) < np.mean(theirs)


def _steps_between_neighbours(tier: Tier) -> list[int]:
    councils, placed = neighbourhood(boundaries(), tier), hexagons(tier)
    return [
        steps_apart(placed[councils.codes[one]], placed[councils.codes[other]])
        for one, other in councils.borders
    ]


@pytest.mark.parametrize("tier", Tier)
def test_no_council_touches_one_across_the_sea(tier: Tier) -> None:
    councils, placed = neighbourhood(boundaries(), tier), hexagons(tier)
    island = dict(zip(councils.codes, councils.islands, strict=True))
    touching = [
        (one, other)
        for one, other in combinations(placed, 2)
        if steps_apart(placed[one], placed[other]) == 1 and island[one] != island[other]
    ]
    assert touching == []


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [((0, 0), (0, 0), 0), ((0, 0), (0, 1), 1), ((0, 0), (1, 1), 2), ((0, 1), (1, 0), 1),
     ((0, 0), (3, 0), 3), ((0, 0), (1, 2), 2), ((2, 4), (0, 0), 4)],
)  # fmt: skip
def test_steps_between_hexagons(one: tuple[int, int], other: tuple[int, int], steps: int) -> None:
    assert steps_apart(one, other) == steps == steps_apart(other, one)
