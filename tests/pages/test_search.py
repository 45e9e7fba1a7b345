"""The page of what was found for some words."""

import pytest

from insights.search_index import MOST_HITS, EntryKind, SearchEntry
from pages import search
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("hits", "words"),
    [(MOST_HITS, f">{MOST_HITS} results"), (MOST_HITS + 1, f">The first {MOST_HITS} results")],
)
def test_that_more_was_found_than_is_listed_is_said_where_it_is_so(
    monkeypatch: pytest.MonkeyPatch, hits: int, words: str
) -> None:
    entries = [
        SearchEntry(EntryKind.STATISTIC, f"s{number}", f"Kingfishers of ward {number}", (), "")
        for number in range(hits)
    ]
    monkeypatch.setattr(search, "search_entries", lambda: entries)
    page_text = text(opened("search", q="kingfishers"))
    assert words in page_text
    assert page_text.count("Kingfishers of ward") == MOST_HITS
