"""Whose dashboard this is: the council's name and logo above every page, and in its title."""

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup, escape

from access import settings
from data.admissible import on_one_line
from insights import areas
from pages.shared.escaping import page_title

_SHARED = Path(__file__).parents[1] / "shared"
# Read once, as the main script is run anew at every click.
ICON = f"data:image/png;base64,{b64encode((_SHARED / 'icon.png').read_bytes()).decode()}"
_PRODUCT = "performance"
LETTER = 9  # pixels that a letter of the name takes
# A name of our own drawn beside three columns; wide enough for its letters.
_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 32" width="{width}" height="32">'
    "<style>@media(prefers-color-scheme:dark){text{fill:#f1f3f5}}</style>"
    '<rect width="32" height="32" fill="#12436d"/>'
    '<path fill="#fff" d="M7 18h5v9H7z"/><path fill="#fff" d="M13.5 12h5v15h-5z"/>'
    '<path fill="#28a197" d="M20 6h5v21h-5z"/>'
    '<text x="42" y="22" font-family="Arial, sans-serif" font-size="17" font-weight="600" '
    'textLength="{letters}" lengthAdjust="spacingAndGlyphs" fill="#0b0c0c">{name}</text></svg>'
)
_COLOUR = Markup("<style>:root{{--dd-navy:light-dark({},{})}}</style>")


def title() -> str:
    """The dashboard's name: as the setting has it, else `Harborough performance`."""
    return settings.title() or f"{areas.home()[1]} {_PRODUCT}"


def logo() -> None:
    """The council's logo where the setting names a picture, else its name beside our own sign."""
    chosen = settings.from_environment().logo
    if chosen and Path(chosen).is_file():
        st.logo(chosen, size="large")
        return
    st.logo(_sign_and_name(title()), size="large")


@lru_cache(maxsize=8)
def _sign_and_name(words: str) -> str:
    """Our own sign with a name beside it, as an SVG picture."""
    name = on_one_line(words)
    letters = LETTER * len(name)
    parts = {"{width}": 48 + letters, "{letters}": letters, "{name}": escape(name)}
    svg = _LOGO
    for part, value in parts.items():
        svg = svg.replace(part, str(value))
    return svg


def colour() -> None:
    """The council's colour for lines and focus, where the setting names one; lighter on dark."""
    chosen = settings.from_environment().colour
    if chosen:
        lighter = f"color-mix(in srgb,{chosen} 45%,#fff)"
        st.html(_COLOUR.format(chosen, lighter))


def name_page(shows: str) -> None:
    """The title in the tab: what the page shows, then whose dashboard it is; its sign and width."""
    named = f"{page_title(shows)}, {page_title(title())}"
    st.set_page_config(page_title=named, page_icon=ICON, layout="wide")
