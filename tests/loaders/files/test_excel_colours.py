from collections.abc import Mapping
from xml.etree.ElementTree import fromstring

import pytest

from loaders.files.excel_colours import DEFAULT_PALETTE, THEME_ORDER, colour, theme_colours

THEME = ["FFFFFF", "000000"]


@pytest.mark.parametrize(
    ("attributes", "rgb"),
    [
        ({"rgb": "FF00b050"}, "00B050"),
        ({"rgb": "FF00[RED"}, None),
        ({"rgb": "B050"}, None),
        ({"theme": "1"}, "000000"),
        ({"indexed": "10"}, "FF0000"),
        ({"theme": "2"}, None),
        ({"theme": "-1"}, None),
        ({"indexed": "64"}, None),
        ({"auto": "1"}, None),
        ({"theme": "0", "tint": "-0.5"}, "808080"),
        ({"theme": "1", "tint": "0.25"}, "404040"),
        ({"rgb": "FFFF0000", "tint": "1"}, "FFFFFF"),
    ],
)
def test_a_colour_is_direct_or_of_the_theme_or_the_palette(
    attributes: Mapping[str, str], rgb: str | None
) -> None:
    assert colour(attributes, THEME, DEFAULT_PALETTE) == rgb


def test_colours_of_a_theme_come_in_the_order_that_cells_name_them_by() -> None:
    scheme = (
        '<dk1><sysClr val="windowText" lastClr="010101"/></dk1><lt1><srgbClr val="FEFEFE"/></lt1>'
    )
    theme = fromstring(f"<a><themeElements><clrScheme>{scheme}</clrScheme></themeElements></a>")
    colours = theme_colours(theme)
    assert colours[:2] == ["FEFEFE", "010101"]
    assert len(colours) == len(THEME_ORDER)
    assert set(colours[2:]) == {"000000"}
    assert not theme_colours(fromstring("<a/>"))
