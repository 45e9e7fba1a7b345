"""Trends and ranges as small pictures: an image in a table needs no chart, and prints."""

from base64 import b64encode
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from charts.area_colours import COLOURS
from insights.area_roles import AreaRole
from insights.range_strips import RangeStrip
from insights.sparklines import Dot, Sparkline
from pages.shared.svg_image import FOLLOWS_THEME

_LINE, _TARGET, _GREY = COLOURS[AreaRole.DISTRICT], "#3D3D3D", "#444c54"
_FONT = "font-family='Source Sans,Source Sans Pro,Arial,sans-serif' font-size='12'"
_SPARK, _STRIP, _MULTIPLE = (104, 34), (170, 30), (340, 150)
# Around the lines of a small multiple: left, top, right, below.
_ROOM = (84, 10, 8, 24)
# Half of what the label of a year takes in a wide font: none is cut at the edge.
_HALF_YEAR = 28
_SMALL_ROOM = (3, 3, 5, 3)


def sparkline(trend: Sparkline) -> Markup:
    """A line with its target dashed and its newest point marked."""
    return _image(_SPARK, _lines(trend, _SPARK, _SMALL_ROOM), trend.words, "dd-spark")


def small_multiple(trend: Sparkline) -> Markup:
    """The same larger, with its lowest and highest figure and the years below."""
    size, place = _MULTIPLE, _place(_MULTIPLE, _ROOM)
    (width, height), (left, *_) = size, _ROOM
    last = width - _HALF_YEAR
    texts = [
        f"<text x='{min(place(Dot(mark.x, 0))[0], last):.0f}' y='{height - 5}' "
        f"text-anchor='middle' fill='{_GREY}' {_FONT}>{escape(mark.label)}</text>"
        for mark in trend.marks[::-1][::2]
    ]
    for label, share in ((trend.high, trend.high_y), (trend.low, trend.low_y)):
        y = place(Dot(0, share))[1]
        texts.append(
            f"<line x1='{left}' x2='{width}' y1='{y:.1f}' y2='{y:.1f}' stroke='#e5e9ed'/>"
            f"<text x='{left - 6}' y='{y + 4:.1f}' text-anchor='end' fill='{_GREY}' {_FONT}>"
            f"{escape(label)}</text>"
        )
    return _image(size, "".join(texts) + _lines(trend, size, _ROOM), trend.words, "dd-multiple")


def range_strip(strip: RangeStrip, *, words_stand_beside: bool = False) -> Markup:
    """All councils from the lowest to the highest figure, with the district and others marked.

    Where its words are written beside it, the image does not say them again.
    """
    width, height = _STRIP
    middle = height / 2

    def x(share: float) -> float:
        return 6 + share * (width - 12)

    low, high = (x(share) for share in strip.middle_half)
    parts = [
        f"<line x1='{x(0)}' x2='{x(1)}' y1='{middle}' y2='{middle}' stroke='#8a949e'/>",
        f"<rect x='{low:.1f}' y='{middle - 5}' width='{high - low:.1f}' height='10' "
        "fill='#d5dbe1'/>",
    ]
    arrows = (f"M{x(0) - 6} {middle}l7 -4v8z", f"M{x(1) + 6} {middle}l-7 -4v8z")
    parts += [
        f"<path d='{arrow}' fill='#8a949e'/>"
        for arrow, goes_on in zip(arrows, strip.goes_on, strict=True)
        if goes_on
    ]
    for role, share in strip.others:
        at, colour = x(share), COLOURS[role]
        parts.append(
            f"<path d='M{at:.1f} {middle - 6}l5 6l-5 6l-5 -6z' fill='{colour}'/>"
            if role is AreaRole.SIMILAR
            else f"<rect x='{at - 1.5:.1f}' y='{middle - 10}' width='3' height='20' "
            f"fill='{colour}'/>"
        )
    parts.append(
        f"<circle cx='{x(strip.district):.1f}' cy='{middle}' r='6' fill='{_LINE}' stroke='#fff'/>"
    )
    words = "" if words_stand_beside else strip.words
    return _image(_STRIP, "".join(parts), words, "dd-strip")


def _place(
    size: tuple[int, int], room: tuple[int, int, int, int]
) -> Callable[[Dot], tuple[float, float]]:
    width, height = size
    left, top, right, below = room

    def place(dot: Dot) -> tuple[float, float]:
        return (
            left + dot.x * (width - left - right),
            height - below - dot.y * (height - top - below),
        )

    return place


def _lines(trend: Sparkline, size: tuple[int, int], room: tuple[int, int, int, int]) -> str:
    place = _place(size, room)

    def line(dots: Sequence[Dot], style: str) -> str:
        points = " ".join("{:.1f},{:.1f}".format(*place(dot)) for dot in dots)
        return f"<polyline points='{points}' fill='none' {style}/>"

    def dot(at: Dot, radius: float) -> str:
        x, y = place(at)
        return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius}' fill='{_LINE}'/>"

    drawn = [
        line(dots, f"stroke='{_TARGET}' stroke-width='1.5' stroke-dasharray='4 3'")
        for dots in trend.targets
    ]
    drawn += [line(dots, f"stroke='{_LINE}' stroke-width='2'") for dots in trend.lines]
    # A figure between two gaps has no line, but is a figure.
    drawn += [dot(dots[0], 1.5) for dots in trend.lines if len(dots) == 1]
    return "".join([*drawn, dot(trend.last, 3)])


def _image(size: tuple[int, int], drawn: str, words: str, kind: str) -> Markup:
    width, height = size
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' "
        f"width='{width}' height='{height}'>{FOLLOWS_THEME}{drawn}</svg>"
    )
    source = b64encode(svg.encode()).decode()
    image = Markup(
        '<img class="{}" width="{}" height="{}" alt="{}" src="data:image/svg+xml;base64,{}">'
    )
    return image.format(kind, width, height, words, source)
