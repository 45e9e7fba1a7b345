"""The main script: the frame around every page, and which pages there are."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from functools import lru_cache, partial
from importlib import import_module

import streamlit as st
from streamlit.errors import FragmentHandledException

from access.current_actor import may_read
from access.people import people
from data.actor import AccessRole
from data.admissible import on_one_line
from insights import cache, council_choice
from insights.cache import remembered
from insights.corporate_plans import priorities
from insights.kpis import current_plan, has_plan
from loaders import publish
from pages import (
    about,
    accessibility,
    activities,
    audit_record,
    compare,
    council,
    council_map,
    district,
    frame,
    history,
    kpi,
    my_area,
    outcomes_framework,
    overview,
    priority,
    report,
    rug,
    search,
    sign_ins,
    upload,
)
from pages.frame import brand, search_box
from pages.shared import as_of, flash, shown, signed_in, unexpected
from pages.shared.escaping import page_title, plain
from pages.upload import files_read

# The start page has no path of its own.
HOME = "overview"
# The addresses of pages whose buttons change what is stored.
CHANGING = ("upload", "history", council.ADDRESS)
log = logging.getLogger("district")


Drawn = tuple[Callable[[], None], str, str]


def menu() -> Mapping[str, Sequence[st.Page]]:
    """Every page by the heading of the menu that it stands under, in their order."""
    return {
        heading: [page for page in map(page_of, filter(_is_shown, pages)) if page is not None]
        for heading, pages in _groups().items()
    }


def _is_shown(drawn: Drawn) -> bool:
    """Whether this visitor has a use for a page; what it shows is decided on it anew."""
    if drawn[0] is sign_ins.render:
        return people() is not None
    if drawn[0] is council.render and not council_choice.may_be_chosen():
        return False
    for_administrators = (audit_record.render, council.render)
    return drawn[0] not in for_administrators or signed_in.may(AccessRole.ADMINISTRATOR)


def page_of(drawn: Drawn) -> st.Page | None:
    """The page; None, and a line in the log, where its row cannot be one."""
    try:
        # Each visitor's run has its own: the framework notes on it that it may be run.
        return copy(_made(*drawn))
    except Exception:
        log.exception("A page is left out of the menu")
        return None


@lru_cache(maxsize=256)
def _made(render: Callable[[], None], title: str, path: str) -> st.Page:
    return st.Page(
        partial(_framed, render),
        title=page_title(on_one_line(title)) or path,
        url_path=path,
        default=render is overview.render,
        visibility="hidden" if path == search_box.ADDRESS else "visible",
    )


def addresses() -> Collection[str]:
    """The addresses of the pages as they are now."""
    return {path for pages in _groups().values() for _, _, path in pages}


def _groups() -> Mapping[str, Sequence[Drawn]]:
    """How each page is drawn, its title and its address, by its heading in the menu."""
    groups: Mapping[str, Sequence[Drawn]] = {
        "": [
            (overview.render, "Overview", HOME),
            (my_area.render, "My area", "my_area"),
            (search.render, "Search", search_box.ADDRESS),
        ],
        "Priorities": _priority_pages(),
        "Find": [
            (kpi.render, "Measures", "kpi"),
            (activities.render, "Key activities", "activities"),
            (rug.render, "Eight quarters", "rug"),
            (report.render, "Reports", report.ADDRESS),
        ],
        "District": [
            (district.render, "Profile", "district"),
            (compare.render, "Compare", "compare"),
            (council_map.render, "Map", "map"),
            (outcomes_framework.render, "Local outcomes", "local-outcomes"),
        ],
        "Manage data": [
            (upload.render, "Upload", "upload"),
            (history.render, "History", "history"),
            (council.render, "Council", council.ADDRESS),
            (sign_ins.render, "Sign-ins", "sign-ins"),
            (audit_record.render, "Audit record", "audit-record"),
            (about.render, "About", "about"),
            (accessibility.render, "Accessibility", accessibility.ADDRESS),
        ],
    }
    return {heading: pages for heading, pages in groups.items() if pages}


def _priority_pages() -> Sequence[Drawn]:
    """The priorities' pages; none, and a line in the log, where the plan cannot be read."""
    try:
        return current_priority_pages()
    except Exception:
        log.exception("The priorities are left out of the menu")
        return []


@remembered
def current_priority_pages() -> Sequence[Drawn]:
    """How the page of each priority is drawn, its title and its address; none without a plan."""
    if not has_plan():
        return []
    plan = current_plan()
    known = priorities(plan)
    pages = priority.addresses([row.code for row in known])
    return [(partial(priority.render, plan, row.code), row.name, pages[row.code]) for row in known]


def _framed(render: Callable[[], None]) -> None:
    """Draw a page; what goes wrong is told on it in a sentence, and the rest of the page stays."""
    flash.draw()
    if trouble := cache.trouble():
        st.error(plain(trouble))
    try:
        with as_of.looked_at(), shown.settled():
            render()
    except FragmentHandledException:
        # A part that runs by itself has told it already.
        raise
    except Exception as problem:  # noqa: BLE001 - shown, and logged with a number
        unexpected.show_problem(problem)


def main() -> None:
    """Draw the frame and the page that the address names, all of it in one edition of the store."""
    publish.ready()
    if not may_read():
        brand.name_page(signed_in.SIGNED_OUT)
        signed_in.stop()
    with cache.reading_one_edition(st.session_state.get(as_of.LAST_READ)) as reading:
        try:
            _draw(reading)
        finally:
            st.session_state[as_of.LAST_READ] = reading.edition


def _draw(reading: cache.EditionReading) -> None:
    brand.colour()
    brand.logo()
    groups = menu()
    page = st.navigation(groups, position="top")
    brand.name_page(page.title)
    signed_in.draw()
    frame.draw(
        {item.url_path or HOME: item for pages in groups.values() for item in pages},
        page.url_path or HOME,
    )
    if page.url_path != "upload":
        files_read.forget()
    _draw_in_one_edition(page, reading)


def _draw_in_one_edition(page: st.Page, reading: cache.EditionReading) -> None:
    """Draw a page, and anew where something was published meanwhile: it would show some of both.

    Not where the page tells what became of a button or a form: run anew it would not. Nor the pages
    that publish. The next run begins anew in any case.
    """
    flash.forget_press()
    if page.url_path in CHANGING:
        # What is decided there is decided on what stands.
        reading.follows_store()
    page.run()
    is_drawn_anew = page.url_path not in CHANGING and not flash.answers_press()
    if is_drawn_anew and not reading.was_of_one():
        st.rerun()
    flash.put_away()


# Streamlit runs this file as the main script, anew at every click; what is made once is kept by the
# module, which the application has imported.
if __name__ == "__main__":
    import_module("pages.menu").main()
