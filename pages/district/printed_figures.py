"""The plan's printed figures of its district, each beside the published one and with its check."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.district_profile import PrintedFigure, district_profile, printed_themes
from insights.kpis import current_plan, has_plan
from pages.shared import html_tables, unexpected
from pages.shared.escaping import plain
from pages.shared.prepared_html import prepared_html

HEADINGS = ["Figure", "As printed", "Compared with, as printed", "Published", "Check"]


def printed_figures() -> None:
    """What the newest plan printed of the district, by priority; nothing where it printed none."""
    themes = printed_themes(current_plan()) if has_plan() else ()
    if not themes:
        return
    plan = current_plan()
    with st.expander(f"What the {plain(plan)} plan says about the district, checked"):
        st.write(
            "Where a published figure exists it stands beside the printed one with its period, "
            "area and date of publication. Where the printed figure does not hold, the check says "
            "why."
        )
        for theme in themes:
            with unexpected.on_its_own():
                st.subheader(plain(theme.name), anchor=False)
                st.html(_theme(plan, theme.code, theme.name))


@prepared_html
def _theme(plan: str, theme: str, words: str) -> Markup:
    rows = [_cells(printed) for printed in district_profile(plan, theme)]
    return html_tables.table_html(f"{words}: {len(rows)} figures", HEADINGS, rows)


def _cells(printed: PrintedFigure) -> Sequence[html_tables.Cell]:
    return [
        printed.name,
        printed.printed,
        _comparator(printed),
        _published(printed),
        "\n".join(printed.check),
    ]


def _comparator(printed: PrintedFigure) -> str:
    if printed.comparator is None:
        return ""
    return f"{printed.comparator}: {printed.comparator_printed or 'no figure'}"


def _published(printed: PrintedFigure) -> str:
    if printed.published is None:
        return "no national figure to compare"
    facts = "\n".join(fact.sentence for fact in printed.published)
    return facts or "no figure for this area"
