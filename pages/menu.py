"""The main script: the frame around every page, and which pages there are."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.errors import FragmentHandledException

from insights import cache
from insights.corporate_plans import priorities
from insights.kpis import current_plan
from loaders import publish
from pages import about, activities, compare, district, history, kpi, overview, priority, upload
from pages.shared import as_of, flash, unexpected
from pages.shared.escaping import plain
from pages.upload import files_read

ICON = Path(__file__).parent / "shared" / "icon.png"
STYLE_SHEET = ICON.with_name("tables.css")


def menu() -> Sequence[st.Page]:
    """Every page in the order of the menu; the newest plan's priorities have one each."""
    return [
        st.Page(
            partial(_framed, render), title=title, url_path=path, default=render is overview.render
        )
        for render, title, path in _pages()
    ]


def addresses() -> Collection[str]:
    """The addresses of the pages as they are now."""
    return {path for _, _, path in _pages()}


def _pages() -> Sequence[tuple[Callable[[], None], str, str]]:
    """How each page is drawn, its title and its address."""
    return [
        (overview.render, "Overview", "overview"),
        *_priority_pages(),
        (kpi.render, "KPI in full", "kpi"),
        (activities.render, "Key activities", "activities"),
        (district.render, "District profile", "district"),
        (compare.render, "Compare areas", "compare"),
        (upload.render, "Upload", "upload"),
        (history.render, "History", "history"),
        (about.render, "About", "about"),
    ]


def _priority_pages() -> Sequence[tuple[Callable[[], None], str, str]]:
    plan = current_plan()
    return [
        (partial(priority.render, plan, known.code), known.name, priority.address(known.code))
        for known in priorities(plan)
    ]


def _framed(render: Callable[[], None]) -> None:
    """Draw a page; what goes wrong is told on it in a sentence, and the rest of the page stays."""
    flash.draw()
    if trouble := cache.store().trouble():
        st.error(plain(trouble))
    try:
        with as_of.looked_at():
            render()
    except FragmentHandledException:
        # A part that runs by itself has told it already.
        raise
    except Exception as problem:  # noqa: BLE001 - shown, and logged with a number
        unexpected.show_problem(problem)


def main() -> None:
    """Draw the frame and the page that the address names."""
    publish.ready()
    st.set_page_config(layout="wide", page_icon=str(ICON), initial_sidebar_state="auto")
    st.html(STYLE_SHEET)
    as_of.choose()
    page = st.navigation(menu(), position="sidebar")
    if page.url_path != "upload":
        files_read.forget()
    page.run()


# Streamlit runs this file as the main script; the application asks it for its addresses.
if __name__ == "__main__":
    main()
