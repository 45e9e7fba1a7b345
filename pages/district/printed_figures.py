"""The plan's printed figures of its district, each beside the published one and with its check."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.district_profile import PrintedFigure, district_profile, printed_themes
from insights.kpis import current_plan, has_plan
from pages.shared import html_tables
from pages.shared.prepared_html import prepared_html

HEADINGS = ["Figure", "As printed", "Compared with, as printed", "Published", "Check"]


def printed_figures() -> None:
    """What the newest plan printed of the district, by priority; nothing where it printed none."""
    themes = printed_themes(current_plan()) if has_plan() else ()
    if not themes:
        return
    st.html(_printed(current_plan()))


@prepared_html
def _printed(plan: str) -> Markup:
    remark = (
        "Where a published figure exists it stands beside the printed one with its period, area "
        "and date of publication. Where the printed figure does not hold, the check says why."
    )
    themes = [_theme(plan, theme.code, theme.name) for theme in printed_themes(plan)]
    return html_tables.folded_html(
        f"What the {plan} plan says about the district, checked",
        html_tables.stacked(Markup("<p>{}</p>").format(remark), *themes),
    )


def _theme(plan: str, theme: str, words: str) -> Markup:
    rows = [_cells(printed) for printed in district_profile(plan, theme)]
    table = html_tables.table_html(f"{words}: {len(rows)} figures", HEADINGS, rows)
    return html_tables.stacked(Markup("<h3>{}</h3>").format(words), table)


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
