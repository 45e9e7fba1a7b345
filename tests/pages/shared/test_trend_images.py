"""Trends as small pictures: their own words, nothing of a file's as markup."""

import re
from base64 import b64decode
from dataclasses import replace

from charts.area_colours import COLOURS
from insights.area_roles import AreaRole
from insights.range_strips import RangeStrip
from insights.sparklines import Dot, Mark, Sparkline
from pages.shared import trend_images

TREND = Sparkline(
    lines=((Dot(0, 0), Dot(0.5, 1)), (Dot(1, 0.5),)),
    targets=((Dot(0, 0.5), Dot(1, 0.5)),),
    marks=(Mark(0.5, "2024/25"),),
    low="1", high="9", low_y=0, high_y=1, words="from 1 to 5",
)  # fmt: skip


def svg(image: str) -> str:
    return b64decode(image.split("base64,")[1].split('"', maxsplit=1)[0]).decode()


def test_a_picture_has_words_and_a_size_so_that_nothing_moves_when_it_comes() -> None:
    image = trend_images.sparkline(TREND)
    assert 'alt="from 1 to 5"' in image
    assert 'width="104" height="34"' in image


def test_the_target_is_dashed_and_a_gap_stays_a_gap() -> None:
    drawn = svg(trend_images.sparkline(TREND))
    assert drawn.count("stroke-dasharray") == 1
    assert drawn.count("<polyline") == 3
    assert drawn.count("<circle") == 2


def test_what_a_file_says_is_text() -> None:
    trend = replace(TREND, words='"><script>', high="<b>9</b>", marks=(Mark(0, "<i>"),))
    image = trend_images.small_multiple(trend)
    assert "<script>" not in image
    assert "<b>" not in svg(image)
    assert "<i>" not in svg(image)


def test_the_label_of_a_year_at_the_edge_is_whole() -> None:
    drawn = svg(trend_images.small_multiple(replace(TREND, marks=(Mark(1, "2024/25"),))))
    (at,) = re.findall(r"<text x='(\d+)'[^>]*>2024/25<", drawn)
    assert int(at) + 26 <= 340


def test_an_area_has_its_colour_in_a_strip_too() -> None:
    strip = RangeStrip((0.2, 0.6), 0.4, [(AreaRole.ENGLAND, 0.5), (AreaRole.SIMILAR, 0.3)], "words")
    drawn = svg(trend_images.range_strip(strip))
    for role in (AreaRole.DISTRICT, AreaRole.ENGLAND, AreaRole.SIMILAR):
        assert COLOURS[role] in drawn
