"""About: the sources of the statistics."""

import pytest

from data import store as stores
from data.questions import stored_statistics
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


def test_about_names_each_source_once_with_its_statistics() -> None:
    page_text = text(opened("about"))
    statistics = stored_statistics.statistics(stores.shared())
    assert (
        f"{len(statistics)} statistics from {statistics['source'].nunique()} sources" in page_text
    )
    assert page_text.count(">Personal well-being estimates</a>") == 1
    assert "Happiness; Life satisfaction; Feeling that life is worthwhile; Anxiety" in page_text
