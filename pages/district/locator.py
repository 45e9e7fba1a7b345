"""Where the area lies: a sentence, and a small map of it among those around it."""

import streamlit as st
from markupsafe import Markup

from insights import areas
from insights.area_description import area_description, located, smallest_around
from insights.area_shapes import DrawnShape
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html
from pages.shared.svg_image import svg_image

HOME_FILL, OTHER_FILL = "#12436d", "#c3ccd4"


def locator() -> None:
    """The sentence on the left, the map on the right."""
    st.html(_located())


@prepared_html
def _located() -> Markup:
    words = html_tables.stacked(
        Markup("<p>{}</p>").format(escaped(area_description())),
        html_tables.links_html(
            html_tables.link("See any statistic on a map", "map"),
            html_tables.link("Compare with any areas", "compare"),
        ),
    )
    return Markup('<div class="dd-where">{}<div>{}</div></div>').format(words, _picture())


def _picture() -> Markup:
    drawn = located()
    _, name = areas.home()
    around, _ = smallest_around()
    shapes = Markup("").join(map(_shape, drawn.shapes))
    words = f"Map: {name} within {around}"
    return svg_image(shapes, drawn.width, drawn.height, words, "dd-locator")


def _shape(shape: DrawnShape) -> Markup:
    fill = HOME_FILL if shape.is_home else OTHER_FILL
    path = Markup('<path d="{}" fill="{}" stroke="#ffffff" stroke-width="1"/>')
    return path.format(shape.path, fill)
