"""The area's main figures as tiles, by theme."""

import streamlit as st
from markupsafe import Markup

from insights.profile_tiles import ProfileTile, profile_tiles
from pages.shared import html_tables, trend_images
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html


def tiles() -> None:
    """Every tile, in the order of the themes."""
    st.html(_tiles())


@prepared_html
def _tiles() -> Markup:
    shown = [tile for of_theme in profile_tiles().values() for tile in of_theme]
    return Markup('<div class="dd-tiles">{}</div>').format(Markup("").join(map(_tile, shown)))


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
    return Markup("") if tile.line is None else trend_images.sparkline(tile.line)
