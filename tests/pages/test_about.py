"""About: the sources of the statistics."""

import pytest

from data import store as stores
from data.questions import stored_statistics
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


def test_about_names_each_source_once_with_its_statistics() -> None:
    page_text = text(opened("about"))
    statistics = stored_statistics.statistics(stores.shared())
    with_figures = set(stored_statistics.statistic_codes(stores.shared())["code"])
    counted = len(with_figures & set(statistics["code"]))
    assert (
        f"{counted} statistics with figures, {len(statistics)} known, "
        f"from {statistics['source'].nunique()} sources"
    ) in page_text
    assert "Making Data Count" in page_text
    assert "What would change it" in page_text
    assert page_text.count(">Personal well-being estimates</a>") == 1
    assert "Happiness; Life satisfaction; Feeling that life is worthwhile; Anxiety" in page_text


def test_about_says_what_is_held_and_offers_the_calendar() -> None:
    page = opened("about")
    page_text = text(page)
    assert "figures of 413 areas" in page_text
    assert "Of 148 statistics" in page_text
