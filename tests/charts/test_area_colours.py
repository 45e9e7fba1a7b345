"""One colour for each area by what it is."""

from charts.area_colours import COLOURS, DASHES, colours_of, dashes_of
from insights.area_roles import AreaRole


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_line_is_seen_on_white() -> None:
    chosen = colours_of([AreaRole.OTHER] * 6)
    for colour in [*COLOURS.values(), *chosen]:
        assert 1.05 / (luminance(colour) + 0.05) >= 3, colour


def test_no_two_areas_share_a_colour_or_a_dash() -> None:
    roles = [*(role for role in AreaRole if role is not AreaRole.OTHER), *[AreaRole.OTHER] * 5]
    assert len(set(colours_of(roles))) == len(roles)
    assert len({tuple(dash) for dash in dashes_of(roles)}) == len(roles)
    assert set(COLOURS) == set(DASHES) == set(AreaRole) - {AreaRole.OTHER}


def test_an_area_keeps_its_colour_wherever_it_stands() -> None:
    assert colours_of([AreaRole.OTHER, AreaRole.ENGLAND])[1] == COLOURS[AreaRole.ENGLAND]
    assert colours_of([AreaRole.ENGLAND])[0] == COLOURS[AreaRole.ENGLAND]
