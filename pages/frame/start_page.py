"""The page that a browser loads once, before anything is drawn: Streamlit's, in our looks.

Its style sheet and the script that follows links come with it: were they drawn with each page, the
page would move when they arrive, and they would be sent again at every click.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st

STYLE_SHEET, PAGE_LINKS = "/look.css", "/page-links.js"
SCRIPT = Path(__file__).parents[1] / "shared" / "page_links.js"
_PAGES = Path(__file__).parents[1]
_SHEETS = ("shared/tables.css", "kpi/kpi.css", "district/district.css")
_STATIC = Path(st.__file__).parent / "static"
_BEGINS, _ROOT = '<script type="module"', '<div id="root">'
# What most pages have: ready before the first of a kind is drawn, so that no grey box stands in
# its place.
_ELEMENTS = ("Html", "Selectbox", "DateInput", "ButtonGroup", "DownloadButton")


@cache
def style_sheet() -> str:
    """The looks of every page, which stand over those of Streamlit."""
    return "\n".join(_PAGES.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS)


@cache
def html() -> str:
    """Streamlit's start page with both: the styles after its own, before those of a council."""
    text = (_STATIC / "index.html").read_text(encoding="utf-8")
    looks = f'<link rel="stylesheet" href="{_versioned(STYLE_SHEET, style_sheet().encode())}">'
    links = f'<script defer src="{_versioned(PAGE_LINKS, SCRIPT.read_bytes())}"></script>'
    elements = [
        f'<script type="module" crossorigin src="./static/js/{path.name}"></script>'
        for name in _ELEMENTS
        for path in (_STATIC / "static" / "js").glob(f"{name}.*.js")
    ]
    return _before(_ROOT, [looks, links], _before(_BEGINS, elements, text))


def _versioned(address: str, content: bytes) -> str:
    """The address of a file that browsers keep for a day: another one once its content changes.

    The styles hide a page until the script has run, so neither may be older than the other.
    """
    return f"{address}?v={sha256(content).hexdigest()[:8]}"


def _before(tag: str, lines: Sequence[str], text: str) -> str:
    """The page with lines of ours before the first of a tag."""
    if tag not in text:
        raise LookupError(f"Streamlit's start page has no {tag}, so ours cannot be made of it.")
    return text.replace(tag, "\n    ".join([*lines, tag]), 1)
