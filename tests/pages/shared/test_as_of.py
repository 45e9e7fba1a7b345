"""Parts of a page that run by themselves look at the day that the page looks at."""

from datetime import date

import pytest
import streamlit as st

from loaders import publish
from pages.shared import as_of
from tests.shared import ROOT

PAST = date(2025, 5, 1)


@pytest.mark.usefixtures("only_read")
def test_a_part_that_runs_by_itself_asks_as_of_the_chosen_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(st, "fragment", lambda draw: draw)
    monkeypatch.setattr(as_of, "chosen", lambda: PAST)
    asked: list[date | None] = []
    as_of.fragment(lambda: asked.append(publish.ready().day_asked()))()
    assert asked == [PAST]


def test_no_page_has_a_part_that_runs_by_itself_of_another_day() -> None:
    pages = ROOT / "pages"
    others = [path for path in pages.rglob("*.py") if "st.fragment" in path.read_text("utf-8")]
    assert others == [pages / "shared" / "as_of.py"]
