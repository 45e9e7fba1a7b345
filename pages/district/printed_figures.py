"""The plan's printed figures of its district, each beside the published one and with its check."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.district_profile import PrintedFigure, district_profile, printed_themes
from insights.kpis import current_plan, has_plan
from pages.shared import html_tables, unexpected
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html

HEADINGS = ["Figure", "As printed", "Compared with, as printed", "Published", "Check"]


def printed_figures() -> None:
    """What the newest plan printed of the district, by priority; nothing where it printed none.

    The figures of a priority that cannot be shown say so, and the others stand.
    """
    plan = current_plan() if has_plan() else ""
    themes = printed_themes(plan) if plan else ()
    if not themes:
        return
    tables = [
        unexpected.html_on_its_own(
            partial(_theme, plan, theme.code, theme.name), "the rest of this list"
        )
        for theme in themes
    ]
    parts = [
        part
        for theme, table in zip(themes, tables, strict=True)
        for part in (Markup("<h3>{}</h3>").format(escaped(theme.name)), table)
    ]
    title = f"What the {plan} plan says about the district, checked"
    st.html(html_tables.folded_html(title, html_tables.stacked(_remark(), *parts)))


def _remark() -> Markup:
    return Markup("<p>{}</p>").format(
        "Where a published figure exists it stands beside the printed one with its period, area "
        "and date of publication. Where the printed figure does not hold, the check says why."
    )


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
