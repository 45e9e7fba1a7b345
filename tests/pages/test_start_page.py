"""The loaded page brings our looks: after Streamlit's own styles, before what a council sets."""

import re

from pages.frame import start_page
from tests.shared import ROOT


def test_looks_and_links_stand_before_what_is_drawn_and_elements_before_streamlits_code() -> None:
    html = start_page.html()
    head, body = html.split("<body>")
    looks, links, root = (
        body.index(part) for part in (start_page.STYLE_SHEET, start_page.PAGE_LINKS, 'id="root"')
    )
    assert looks < root
    assert links < root
    modules = re.findall(r'<script type="module" crossorigin src="\./static/js/(\w+)\.', head)
    assert modules == ["Html", "Selectbox", "DateInput", "ButtonGroup", "DownloadButton", "index"]


def test_every_style_sheet_of_the_pages_is_in_the_looks() -> None:
    sheets = list((ROOT / "pages").rglob("*.css"))
    assert len(sheets) == 3
    assert all(path.read_text(encoding="utf-8") in start_page.style_sheet() for path in sheets)
