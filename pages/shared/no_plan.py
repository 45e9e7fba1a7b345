"""What a page of plans says before the council's first plan: what is missing, and what to do."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from insights import areas
from insights.kpis import has_plan
from pages.shared import html_tables
from pages.shared.escaping import plain


def needs_plan(title: str, lacks: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Draw a page, or under its title what to do first where the council has no plan yet.

    `lacks` is what follows for the page, as a clause: `there are no KPIs to show`.
    """

    def with_plan_only(render: Callable[[], None]) -> Callable[[], None]:
        @wraps(render)
        def drawn() -> None:
            if has_plan():
                render()
            else:
                _first_plan(title, lacks)

        return drawn

    return with_plan_only


def _first_plan(title: str, lacks: str) -> None:
    _, name = areas.home()
    st.title(plain(title))
    st.info(f"{plain(name)} has no corporate plan here yet, so {plain(lacks)}.")
    st.markdown(
        "1. On the Upload page, download the empty plan workbook.\n"
        "2. Fill in the plan, its priorities and its KPIs.\n"
        "3. Drop the workbook there, then the exports of your performance system."
    )
    html_tables.links(
        html_tables.link("Upload the plan", "upload"),
        html_tables.link(f"See {name} in published statistics", "district"),
    )
