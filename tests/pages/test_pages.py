"""Every page: it draws on a fresh start, says what it must, and describes its charts."""

import json
import re

import pytest

from tests.pages.app import opened, text
from tests.shared import ROOT

PRIORITIES = [f"priority-{code}" for code in ("place", "health", "environment", "economy")]
OTHERS = [
    "overview", "my_area", "search", "kpi", "activities", "rug", "report", "district", "compare",
    "upload", "history", "council", "about", "accessibility",
]  # fmt: skip
PAGES = [*PRIORITIES, *OTHERS]
# Drawn for who is signed in as one: see tests/access/test_sign_in.py.
FOR_ADMINISTRATORS = ("sign_ins", "audit_record")

pytestmark = pytest.mark.usefixtures("only_read")


def test_every_page_module_is_in_the_menu_or_serves_the_priorities() -> None:
    modules = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert modules - {"__init__", "menu", "priority", *FOR_ADMINISTRATORS} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_on_a_fresh_start_with_one_title(page: str) -> None:
    app = opened(page)
    assert len(app.title) == 1
    assert not app.error


@pytest.mark.parametrize(
    "page",
    [*PRIORITIES, "overview", "kpi"],
)
def test_pages_that_show_sample_figures_say_that_they_are_illustrative(page: str) -> None:
    assert "Illustrative data." in text(opened(page))


@pytest.mark.parametrize(
    "page",
    [*PRIORITIES, "kpi", "district", "compare"],
)
def test_every_chart_has_a_description(page: str) -> None:
    choices = {"kpi": {"kpi": "CON 15"}, "district": {"charts": "true"}}
    charts = opened(page, **choices.get(page, {})).get("vega_lite_chart")
    assert charts
    for chart in charts:
        spec = json.loads(chart.proto.spec)
        assert spec["layer"]
        assert len(chart.proto.alt) > 20


# A dash by itself, which says neither to the eye nor to a screen reader what it stands for.
DASH = re.compile(r">\s*[-\N{EN DASH}\N{EM DASH}]\s*<")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_there_is_a_word_and_no_dash(page: str) -> None:
    choices = {"kpi": {"kpi": "PM TP 10-12"}, "my_area": {"for": "Head of Contracts"}}
    assert not DASH.search(text(opened(page, **choices.get(page, {}))))


def test_a_figure_of_a_day_is_on_that_day() -> None:
    for page_text in (
        text(opened("district")),
        text(opened("compare", statistic="population")),
        text(opened("priority-place", tab="District")),
    ):
        assert " on 30 June 2022" in page_text
        assert " in 30 June" not in page_text
