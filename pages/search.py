"""What was found for some words: measures, activities, outcomes, statistics, areas and pages."""

import streamlit as st

from insights.formatting import count
from insights.illustrative_notice import LABEL
from insights.other_councils import task_of_county
from insights.search_index import SearchEntry, first_hits, search_entries
from pages.frame.search_box import destination
from pages.shared import box_lengths, html_tables
from pages.shared.escaping import plain

EXCERPT = 160
HEADINGS = ("What", "Kind", "Last report")


def render() -> None:
    """The hits for the words in the address, the nearest first, each a link."""
    words = str(st.query_params.get("q", ""))[: box_lengths.WORDS].strip()
    st.title(f"Search: {plain(words)}" if words else "Search")
    if not words:
        st.write("Type words, a code or a name in the search box above.")
        return
    (listed, is_cut), elsewhere = first_hits(search_entries(), words), task_of_county(words)
    if elsewhere:
        html_tables.quiet(elsewhere)
    if not listed:
        st.info(
            f"Nothing here matches “{plain(words)}”. Try fewer or other words, or a code such as "
            "CON 15."
        )
        return
    first = "The first " if is_cut else ""
    caption = (
        f"{first}{count(len(listed), 'result')}, the nearest first, the council's own before others"
    )
    rows = [_cells(entry) for entry in listed]
    html_tables.table(caption, *html_tables.without_empty_columns(HEADINGS, rows))


def _cells(entry: SearchEntry) -> list[html_tables.Cell]:
    address, choices = destination(entry)
    code = entry.other_names[0] if entry.other_names else ""
    name = html_tables.link(entry.name, address, **choices)
    # The entry's text is words by which it is found, not words to read.
    progress = entry.progress
    progress = progress if len(progress) <= EXCERPT else f"{progress[:EXCERPT]}…"
    kind = html_tables.unbroken(str(entry.kind))
    report = html_tables.with_facts(progress, LABEL) if entry.illustrative else progress
    return [html_tables.with_facts(name, code) if code else name, kind, report]
