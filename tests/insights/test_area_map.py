"""A statistic on the map: each council's figure or why it has none, fifths of all, extents."""

import pytest

from insights import areas, map_extents
from insights.area_map import FIFTH_NAMES, NO_FIGURE, NOT_AMONG, area_map
from insights.area_shapes import OBJECTS, hexagon_outlines, outlines

pytestmark = pytest.mark.usefixtures("only_read")
ENGLAND, KINGDOM = "E92000001", "K02000001"


def test_extents_are_county_region_nation_groups_and_kingdom() -> None:
    extents = map_extents.extents(map_extents.tier_for("adult-obesity-prevalence"))
    assert list(extents)[:3] == ["E10000018", "E12000004", ENGLAND]
    assert list(extents)[-1] == KINGDOM
    assert [len(extents[code].shown) for code in ("E10000018", ENGLAND, KINGDOM)] == [7, 296, 361]
    similar = extents["ons-similar"]
    assert len(similar.coloured) == 21
    assert similar.coloured < set(similar.shown)


def test_every_council_has_its_figure_and_fifth_or_a_word() -> None:
    drawn = area_map("adult-obesity-prevalence", KINGDOM)
    assert drawn is not None
    assert drawn.withheld == ""
    assert [group.split(":")[0] for group in drawn.groups] == list(FIFTH_NAMES)
    by_code = {area.code: area for area in drawn.areas}
    assert len(by_code) == 361
    home = by_code["E07000131"]
    assert (home.words, home.is_home) == ("29.9%", True)
    assert home.group.startswith("Second highest: 28.4% to ")
    assert by_code["N09000003"].group == NO_FIGURE
    assert by_code["N09000003"].value is None
    values = [area.value for area in drawn.areas if area.value is not None]
    assert values == sorted(values, reverse=True)


def test_those_outside_a_group_have_no_figure_on_its_map_and_are_not_listed() -> None:
    drawn = area_map("adult-obesity-prevalence", "ons-similar")
    assert drawn is not None
    outside = [area for area in drawn.areas if area.code not in drawn.extent.coloured]
    assert {area.group for area in outside} == {NOT_AMONG}
    assert len(drawn.listed) == 21


def test_a_total_has_no_fifths_and_says_why() -> None:
    drawn = area_map("population", ENGLAND)
    assert drawn is not None
    assert drawn.withheld == "a total grows with the size of the area"
    assert list(drawn.groups) == []


def test_a_statistic_that_no_council_has_is_no_map() -> None:
    assert area_map("research-that-nobody-publishes", ENGLAND) is None


@pytest.mark.parametrize("shapes", [outlines, hexagon_outlines])
def test_the_shapes_of_an_extent_are_topojson_with_every_arc_used(shapes: object) -> None:
    codes = areas.within("E10000018")
    topology = shapes(codes)  # type: ignore[operator]
    geometries = topology["objects"][OBJECTS]["geometries"]
    assert [geometry["id"] for geometry in geometries] == list(codes)
    used = {arc if arc >= 0 else ~arc for g in geometries for ring in g["arcs"] for arc in ring}
    assert used == set(range(len(topology["arcs"])))


def test_a_statistic_of_counties_is_mapped_for_counties_with_the_one_above_outlined() -> None:
    code = "persistent-absences-for-all-pupils"
    tier = map_extents.tier_for(code)
    assert (tier.outlined, tier.is_own, len(tier.councils)) == ("E10000018", False, 218)
    # Leicestershire is one council there, and no group of districts is offered.
    assert list(map_extents.extents(tier)) == ["E12000004", ENGLAND, KINGDOM]
    drawn = area_map(code, ENGLAND)
    assert drawn is not None
    assert drawn.sentence.startswith("Leicestershire ")
    assert {area.code[:3] for area in drawn.areas} == {"E06", "E08", "E09", "E10"}
    assert [area.code for area in drawn.areas if area.is_home] == ["E10000018"]
    geometries = hexagon_outlines(tier.councils)["objects"][OBJECTS]["geometries"]
    assert [geometry["id"] for geometry in geometries] == list(tier.councils)
