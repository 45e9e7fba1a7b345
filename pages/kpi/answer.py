"""A KPI's answer first: its name, what its figures say, and four facts beside each other."""

import streamlit as st
from markupsafe import Markup

from insights.figure_wording import outturn_words
from insights.kpi_facts import KpiFact, kpi_facts, measure_row, newer_figure
from insights.kpi_relations import priorities_of
from insights.kpis import Kpi
from insights.ownership import answering
from metrics.status import mismatch
from metrics.words.status_words import on_target_words
from pages.priority import addresses_of_current_plan
from pages.shared import as_of, html_tables, shown
from pages.shared.escaping import escaped
from pages.shared.kpi_trend import finding
from pages.shared.prepared_html import prepared_html

# A value that is longer than any figure is a name, and is written smaller.
LONG_VALUE = 16


def answer(kpi: Kpi) -> None:
    """What the figures say in a sentence, the facts, and where the file says something else."""
    st.html(_answer(kpi))


@prepared_html
def _answer(kpi: Kpi) -> Markup:
    row = None if kpi.problem else measure_row(kpi, as_of.today(), shown.chosen_quarter())
    facts = Markup("").join(map(_fact, kpi_facts(kpi, row) if row else ()))
    return html_tables.stacked(
        html_tables.headline_html(escaped(finding(kpi))),
        Markup('<dl class="dd-facts">{}</dl>').format(facts) if facts else Markup(""),
        _newer(kpi),
        _reported_otherwise(kpi),
    )


def _newer(kpi: Kpi) -> Markup:
    """The figure that came after the report that is shown, and the way to it."""
    newest = newer_figure(kpi)
    if newest is None:
        return Markup("")
    quarter = newest.figure.period.label
    ways = {period.label for period in shown.quarters()}
    way = html_tables.link(f"Show {quarter}", "kpi", kpi=kpi.code, quarter=quarter)
    if kpi.position and kpi.position.latest == newest:
        # The first figure of all is what the facts above show.
        return Markup('<p class="dd-link">{}</p>').format(way) if quarter in ways else Markup("")
    words = f"A newer figure is here: {outturn_words(kpi, newest)} for {quarter}, "
    status = html_tables.badge(on_target_words(newest.status))
    html = Markup('<p class="dd-link">{}{}. {}</p>')
    return html.format(escaped(words), status, way if quarter in ways else "")


def belongs_to(kpi: Kpi) -> None:
    """Its code, who answers for it, and links to its priorities and to every measure."""
    st.html(_belongs_to(kpi))


@prepared_html
def _belongs_to(kpi: Kpi) -> Markup:
    pages = addresses_of_current_plan()
    parts = [escaped(part) for part in (kpi.code, answering(kpi))]
    parts += [
        html_tables.link(priority.name, pages[priority.code])
        for priority in priorities_of(kpi)
        if priority.code in pages
    ]
    parts.append(html_tables.link("Every measure", "kpi"))
    between = Markup(" \N{MIDDLE DOT} ")
    return Markup('<p class="dd-link dd-belongs">{}</p>').format(between.join(parts))


def _fact(fact: KpiFact) -> Markup:
    html = Markup(
        '<div class="dd-fact"><dt>{}</dt><dd>{}{}<span class="dd-quiet">{}</span></dd></div>'
    )
    value = Markup('<b class="{}">{}</b>')
    size = "dd-long" if len(fact.value) > LONG_VALUE else "dd-figure"
    return html.format(
        escaped(fact.label),
        value.format(size, escaped(fact.value)) if fact.value else "",
        html_tables.badge(fact.status),
        escaped(fact.remark),
    )


def _reported_otherwise(kpi: Kpi) -> Markup:
    latest = kpi.position.latest if kpi.position else None
    if latest is None or not mismatch(latest.figure.reported_status, latest.status):
        return Markup("")
    return html_tables.quiet_html(
        f"One status differs from ours: the file says {latest.figure.reported_status}, "
        f"the figure is {on_target_words(latest.status)}."
    )
