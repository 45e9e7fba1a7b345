"""One priority of the plan: its measures, their trends, its outcomes, and the district compared."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain, count

import streamlit as st
from markupsafe import Markup

from insights import corporate_plans
from insights.cache import remembered
from insights.kpis import current_plan, has_plan, summary_of
from insights.measure_rows import of_priority
from insights.quarter_changes import quarter_changes
from insights.report_headline import moved_words
from metrics.words.summary_words import summary_words
from pages.priority.priority_district import district
from pages.priority.priority_measures import measures
from pages.priority.priority_outcomes import activities_listed, outcomes
from pages.priority.priority_trends import trends
from pages.shared import html_tables, illustrative, shown, standing_download, unexpected
from pages.shared.escaping import plain
from pages.shared.prepared_html import prepared_html
from pages.shared.status_bar import bar_parts

MEASURES, TRENDS, OUTCOMES, DISTRICT = "Measures", "Trends", "Outcomes and activities", "District"


def addresses(codes: Sequence[str]) -> Mapping[str, str]:
    """Where each priority's page is, by code; whatever the codes are, no two share an address.

    A code alone could be the address of something else.
    """
    by_code: dict[str, str] = {}
    for position, code in enumerate(codes, 1):
        slug = re.sub(r"[^A-Za-z0-9_-]+", "-", code).strip("-")
        wanted = f"priority-{slug or position}"
        taken = {address.lower() for address in by_code.values()}
        numbered = (f"{wanted}-{number}" for number in count(2))
        by_code[code] = next(a for a in chain([wanted], numbered) if a.lower() not in taken)
    return by_code


@remembered
def addresses_of_current_plan() -> Mapping[str, str]:
    """Where the page of each priority of the current plan is, by its code."""
    if not has_plan():
        return {}
    return addresses([known.code for known in corporate_plans.priorities(current_plan())])


def render(plan: str, code: str) -> None:
    """The priority's name and how it stands, then one tab, which alone is worked out and sent."""
    priority = corporate_plans.priority(plan, code)
    page = addresses_of_current_plan()[code]
    rows = of_priority(shown.measures(), code)
    st.title(plain(priority.name))
    invented = illustrative.illustrative_html(
        (row.kpi for row in rows), activities_listed(plan, code)
    )
    st.html(html_tables.stacked(invented, _headline(plan, code)))
    sections: Mapping[str, Callable[[], None]] = {
        MEASURES: partial(measures, code, page, rows),
        TRENDS: partial(trends, code, page),
        OUTCOMES: partial(outcomes, plan, code),
        DISTRICT: partial(district, code, page),
    }
    tabs = st.tabs([MEASURES, TRENDS, OUTCOMES, DISTRICT], key="tab", bind="query-params")
    for tab, section in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab, unexpected.on_its_own():
                section()
    standing_download.downloads(
        f"Download {priority.name}",
        "The figures of every measure of this priority with status, target, lead and source.",
        f"priority-{code}",
        partial(standing_download.of_priority, code),
    )


@prepared_html
def _headline(plan: str, code: str) -> Markup:
    """How many measures are on target and how many changed, as words and as a bar."""
    kpis = [row.kpi for row in of_priority(shown.measures(), code)]
    html = Markup('<div><p class="dd-headline">{}</p>{}<div class="dd-quiet">{}</div></div>')
    description = corporate_plans.priority(plan, code).description
    summary = summary_of(kpis)
    words = f"{summary_words(summary)} {moved_words(quarter_changes(kpis))}"
    return html.format(words, html_tables.bar_html(bar_parts(summary)), description)
