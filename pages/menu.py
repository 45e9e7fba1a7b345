"""The main script: the frame around every page, and which pages there are."""

import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.errors import FragmentHandledException

from data.admissible import on_one_line
from insights import cache
from insights.corporate_plans import priorities
from insights.kpis import current_plan
from loaders import publish
from pages import about, activities, compare, district, history, kpi, overview, priority, upload
from pages.shared import as_of, flash, unexpected
from pages.shared.escaping import page_title, plain
from pages.upload import files_read

ICON = Path(__file__).parent / "shared" / "icon.png"
log = logging.getLogger("district")
STYLE_SHEET = ICON.with_name("tables.css")


def menu() -> Sequence[st.Page]:
    """Every page in the order of the menu; the newest plan's priorities have one each."""
    pages = (_page(render, title, path) for render, title, path in _pages())
    return [page for page in pages if page is not None]


def _page(render: Callable[[], None], title: str, path: str) -> st.Page | None:
    """The page; None, and a line in the log, where its row cannot be one."""
    try:
        return st.Page(
            partial(_framed, render),
            title=page_title(on_one_line(title)) or path,
            url_path=path,
            default=render is overview.render,
        )
    except Exception:
        log.exception("A page is left out of the menu")
        return None


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
    """The priorities' pages; none, and a line in the log, where the plan cannot be read."""
    try:
        return current_priority_pages()
    except Exception:
        log.exception("The priorities are left out of the menu")
        return []


def current_priority_pages() -> Sequence[tuple[Callable[[], None], str, str]]:
    """How the page of each priority is drawn, its title and its address."""
    plan = current_plan()
    known = priorities(plan)
    pages = priority.addresses([row.code for row in known])
    return [(partial(priority.render, plan, row.code), row.name, pages[row.code]) for row in known]


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
