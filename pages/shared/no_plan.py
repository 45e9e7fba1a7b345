"""What a page of plans says before the council's first plan: what is missing, and what to do."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from insights import areas
from insights.kpis import has_plan
from pages.shared import html_tables
from pages.shared.escaping import plain


def needs_plan(title: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Draw a page, or under its title what to do first where the council has no plan yet."""

    def with_plan_only(render: Callable[[], None]) -> Callable[[], None]:
        @wraps(render)
        def drawn() -> None:
            if has_plan():
                render()
            else:
                _first_plan(title)

        return drawn

    return with_plan_only


def _first_plan(title: str) -> None:
    _, name = areas.home()
    st.title(plain(title))
    st.info(f"{plain(name)} has no corporate plan here yet, so there are no KPIs to show.")
    st.markdown(
        "1. On the Upload page, download the empty plan workbook.\n"
        "2. Fill in the plan, its priorities and its KPIs.\n"
        "3. Drop the workbook there, then the exports of your performance system."
    )
    html_tables.links(
        html_tables.link("Upload the plan", "upload"),
        html_tables.link(f"See {name} in published statistics", "district"),
    )
