"""The main script: the frame around every page, and which pages there are."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from data.errors import UserError
from insights.corporate_plans import priorities
from insights.kpis import current_plan
from loaders import publish
from pages import about, activities, compare, district, history, kpi, overview, priority, upload
from pages.shared import as_of, flash
from pages.shared.escaping import plain

ICON = Path(__file__).parent / "shared" / "icon.png"
STYLE_SHEET = ICON.with_name("tables.css")


def menu() -> Sequence[st.Page]:
    """Every page in the order of the menu; the newest plan's priorities have one each."""
    return [
        _page(overview.render, "Overview", "overview", default=True),
        *_priority_pages(),
        _page(kpi.render, "KPI in full", "kpi"),
        _page(activities.render, "Key activities", "activities"),
        _page(district.render, "District profile", "district"),
        _page(compare.render, "Compare areas", "compare"),
        _page(upload.render, "Upload", "upload"),
        _page(history.render, "History", "history"),
        _page(about.render, "About", "about"),
    ]


def _priority_pages() -> Sequence[st.Page]:
    plan = current_plan()
    return [
        _page(
            partial(priority.render, plan, of_plan.code),
            of_plan.name,
            priority.address(of_plan.code),
        )
        for of_plan in priorities(plan)
    ]


def _page(render: Callable[[], None], title: str, path: str, *, default: bool = False) -> st.Page:
    return st.Page(partial(_framed, render), title=title, url_path=path, default=default)


def _framed(render: Callable[[], None]) -> None:
    """Draw a page; what a person can mend is a sentence on it, everything else is logged."""
    flash.draw()
    try:
        with as_of.looked_at():
            render()
    except UserError as problem:
        st.error(plain(problem))


def main() -> None:
    """Draw the frame and the page that the address names."""
    publish.ready()
    st.set_page_config(layout="wide", page_icon=str(ICON), initial_sidebar_state="auto")
    st.html(STYLE_SHEET)
    as_of.choose()
    page = st.navigation(menu(), position="sidebar")
    page.run()


main()
