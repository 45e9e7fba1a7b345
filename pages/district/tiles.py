"""The area's main figures as tiles, by theme."""

import streamlit as st
from markupsafe import Markup

from insights.profile_tiles import ProfileTile, profile_tiles
from insights.sparkline import HEIGHT, WIDTH, Sparkline
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.shared.svg_image import svg_image

LINE, DOT = "#12436d", "#12436d"


def tiles() -> None:
    """Every tile, in the order of the themes."""
    shown = [tile for of_theme in profile_tiles().values() for tile in of_theme]
    grid = Markup('<div class="dd-tiles">{}</div>').format(Markup("").join(map(_tile, shown)))
    st.html(grid)


def _tile(tile: ProfileTile) -> Markup:
    name = html_tables.link(tile.name, "compare", statistic=tile.code)
    if tile.missing:
        empty = Markup(
            '<div class="dd-tile"><p class="dd-of-theme">{}</p><h2>{}</h2><p>{}</p></div>'
        )
        return empty.format(escaped(tile.theme), escaped(tile.name), escaped(tile.missing))
    filled = Markup(
        '<div class="dd-tile"><p class="dd-of-theme">{theme}</p><h2>{name}</h2>'
        '<p class="dd-figure">{figure}</p><p class="dd-quiet">{period}</p>{line}'
        "<p>{nation}</p>{badge}</div>"
    )
    return filled.format(
        theme=escaped(tile.theme),
        name=name,
        figure=escaped(tile.figure),
        period=escaped(tile.period_label),
        line=_line(tile),
        nation=escaped(tile.nation),
        badge=_against(tile),
    )


def _against(tile: ProfileTile) -> Markup:
    """The verdict of a test as a badge, else the plain words."""
    if tile.against.verdict:
        return html_tables.badge(tile.against.verdict, words=tile.against.words)
    return Markup('<span class="dd-quiet">{}</span>').format(escaped(tile.against.words))


def _line(tile: ProfileTile) -> Markup:
    if tile.line is None:
        return Markup("")
    return svg_image(_drawn(tile.line), WIDTH, HEIGHT, f"Line of {tile.name} over time", "dd-spark")


def _drawn(line: Sparkline) -> Markup:
    part = Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="1.8"/>')
    x, y = line.last
    dot = Markup('<circle cx="{}" cy="{}" r="3" fill="{}"/>').format(x, y, DOT)
    return Markup("").join([*(part.format(points, LINE) for points in line.lines), dot])
