"""Parts of a page that run by themselves look at the day that the page looks at."""

from datetime import date
from functools import partial

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import local_script_runner

from data import store as stores
from loaders import publish
from pages import about
from pages.shared import as_of
from pages.shared.choices import choose_one
from tests.actors import BY_A_TEST
from tests.pages.app import opened
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


@pytest.mark.usefixtures("fresh")
def test_a_part_does_not_stand_beside_a_page_of_an_older_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page is drawn anew, once and with what was chosen, where something was published."""
    runs: list[str] = []

    @as_of.fragment
    def part() -> None:
        runs.append(choose_one("Chart of", ["first", "second"], "charted"))

    def render() -> None:
        runs.append("page")
        part()

    monkeypatch.setattr(about, "render", render)
    app = opened("about")
    alone = partial(RerunData, fragment_id_queue=list(app._fragment_storage._fragments))
    monkeypatch.setattr(local_script_runner, "RerunData", alone)
    app.selectbox(key="charted-choice").set_value("second").run()
    assert runs == ["page", "first", "second"]
    with stores.shared().writing(*BY_A_TEST) as cursor:
        cursor.execute("INSERT INTO kpi_event (event) SELECT 7")
    app.selectbox(key="charted-choice").set_value("first").run()
    assert runs[3:] == ["first", "page", "first"]
    app.selectbox(key="charted-choice").set_value("second").run()
    assert runs[6:] == ["second"]


def test_no_page_has_a_part_that_runs_by_itself_of_another_day() -> None:
    pages = ROOT / "pages"
    others = [path for path in pages.rglob("*.py") if "st.fragment" in path.read_text("utf-8")]
    assert others == [pages / "shared" / "as_of.py"]
