"""The search box: what is chosen or typed in it, and where that leads."""

from collections.abc import Mapping

import streamlit as st

from insights.search_index import EntryKind, SearchEntry, entries_by_label, exact_hit
from pages.priority import addresses_of_current_plan
from pages.shared import box_lengths, html_tables, shown

KEY, TYPED = "search", "typed-search"
# The browser looks for this name.
ANSWER = "frame-answer"
ADDRESS = "search"
# The page of what is found by its key, and what its address calls the key.
_SHOWN_BY = {
    EntryKind.MEASURE: ("kpi", "kpi"),
    EntryKind.ACTIVITY: ("activities", "activity"),
    EntryKind.STATISTIC: ("compare", "statistic"),
    EntryKind.OWNER: ("my_area", shown.FOR),
}


def box(pages: Mapping[str, st.Page]) -> Mapping[str, SearchEntry]:
    """Draw the box; what it offers, by label. `pages` are those that it leads to, by address."""
    entries = {**entries_by_label(), **_page_entries(pages)}
    st.selectbox(
        "Search",
        list(entries),
        index=None,
        key=KEY,
        placeholder="Measures, activities, statistics",
        icon=":material/search:",
        accept_new_options=True,
        filter_mode="contains",
        on_change=_take,
        label_visibility="collapsed",
        width=420,
    )
    return entries


def answer(entries: Mapping[str, SearchEntry], current: str) -> None:
    """Where something was chosen or typed, a link in place of the page, which the browser follows.

    What is chosen leads there, what is typed to the page of hits; `current` is the address of the
    page that is shown. A change of page by the server would leave a step in the browser's history
    that is no page.
    """
    text = str(st.session_state.pop(TYPED, None) or "")
    if not text:
        return
    words = text[: box_lengths.WORDS]
    entry = entries.get(text) or exact_hit(entries.values(), words)
    address, choices = destination(entry) if entry else (ADDRESS, {"q": words})
    # A browser that followed before it had emptied the box asks again from where it was led to.
    if address == current and all(st.query_params.get(k) == v for k, v in choices.items()):
        return
    with st.container(key=ANSWER):
        html_tables.links(html_tables.link(entry.name if entry else words, address, **choices))
    st.stop()


def destination(entry: SearchEntry) -> tuple[str, Mapping[str, str]]:
    """The address of the page that shows something, with its choices."""
    if entry.kind in (EntryKind.PRIORITY, EntryKind.OUTCOME):
        return addresses_of_current_plan()[entry.key], {}
    if entry.kind is EntryKind.AREA:
        return "compare", {"areas": entry.name}
    if entry.kind in _SHOWN_BY:
        page, choice = _SHOWN_BY[entry.kind]
        return page, {choice: entry.key}
    return entry.key, {}


def _take() -> None:
    st.session_state[TYPED] = st.session_state[KEY]
    st.session_state[KEY] = None


def _page_entries(pages: Mapping[str, st.Page]) -> Mapping[str, SearchEntry]:
    """The pages of the menu that are not found otherwise, as a priority's is."""
    others = {ADDRESS, *addresses_of_current_plan().values()}
    entries = [
        SearchEntry(EntryKind.PAGE, address, page.title)
        for address, page in pages.items()
        if address not in others
    ]
    return {f"{entry.name}, {entry.kind}": entry for entry in entries}
