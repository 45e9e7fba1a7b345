"""What stands around a page's content: notices that belong to what it shows."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from data.actor import AccessRole
from insights import areas, council_choice
from insights.illustrative_notice import LABEL, illustrative_notice
from insights.kpis import Kpi
from insights.reported_activities import ReportedActivity
from pages.shared import html_tables, signed_in

_NOTICE = Markup('<div class="dd-banner" role="note"><strong>{}.</strong> {}{}</div>')


def illustrative(kpis: Iterable[Kpi], activities: Iterable[ReportedActivity] = ()) -> None:
    """Say so where a figure or a report of an activity on the page is invented."""
    if notice := illustrative_html(kpis, activities):
        st.html(notice)


def illustrative_html(kpis: Iterable[Kpi], activities: Iterable[ReportedActivity] = ()) -> Markup:
    """The same as HTML; empty where nothing is invented."""
    return banner_html(illustrative_notice(kpis, "on this page", activities))


def banner_html(notice: str) -> Markup:
    """The notice where there is one, with the way to one's own council."""
    return _NOTICE.format(LABEL, notice, _choose()) if notice else Markup("")


def _choose() -> Markup:
    """The way to one's own council, for who may choose it while nobody has."""
    if not (council_choice.is_to_be_chosen() and signed_in.may(AccessRole.ADMINISTRATOR)):
        return Markup("")
    link = html_tables.link("Choose your council", "council")
    return Markup('<span class="dd-on-screen"> Not {}? {}.</span>').format(areas.home()[1], link)
