"""The loaded page brings our looks: after Streamlit's own styles, before what a council sets."""

import re
from pathlib import Path

import pytest

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


def test_a_changed_style_sheet_or_script_has_another_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Browsers keep both for a day, and the styles hide the page until the script has run."""

    def addresses() -> tuple[str, ...]:
        start_page.html.cache_clear()
        return tuple(re.findall(r"/(?:look\.css|page-links\.js)[^\"]*", start_page.html()))

    looks, links = addresses()
    changed = tmp_path / "page_links.js"
    changed.write_bytes(start_page.SCRIPT.read_bytes() + b"// new")
    with monkeypatch.context() as patch:
        patch.setattr(start_page, "SCRIPT", changed)
        patch.setattr(start_page, "style_sheet", lambda: "body{}")
        assert not {looks, links} & set(addresses())
    assert addresses() == (looks, links)


def test_every_style_sheet_of_the_pages_is_in_the_looks() -> None:
    sheets = list((ROOT / "pages").rglob("*.css"))
    assert len(sheets) == 3
    assert all(path.read_text(encoding="utf-8") in start_page.style_sheet() for path in sheets)
