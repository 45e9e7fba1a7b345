"""Overview: how many measures are on target, what moved, and what needs attention."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.attention import FlaggedKpi
from insights.due_figures import DueFigure, late_by_owner
from insights.formatting import count
from insights.kpis import Kpi, current_plan, has_plan, report_begun
from insights.ownership import answering
from insights.quarter_changes import StatusMove
from insights.report_headline import (
    Headline,
    PriorityStanding,
    ReportView,
    begun_words,
    report_age,
    report_name,
    report_view,
    serving_several,
)
from metrics.period import Period
from metrics.words.kpi_wording import capital
from metrics.words.status_words import on_target_words
from pages.priority import addresses_of_current_plan
from pages.shared import (
    activity_bar,
    as_of,
    due_table,
    html_tables,
    illustrative,
    shown,
    standing_download,
    unexpected,
)
from pages.shared.escaping import escaped, joined, plain
from pages.shared.no_plan import needs_plan
from pages.shared.nothing_yet import nothing_yet
from pages.shared.status_bar import bar_parts

MOVES_SHOWN, CONCERNS_SHOWN = 4, 6
_NUMBERS = re.compile(r"(\d+ of \d+|\d+ got \w+|\d+)")


@needs_plan("Overview", "there are no measures, priorities or key activities to show")
def render() -> None:
    """The answer first, then what moved, the priorities, concerns, activities, late figures."""
    view = report_view(shown.owner(), shown.chosen_quarter(), as_of.today())
    kpis, report = view.kpis, view.headline
    if report is None:
        _nothing_yet(view)
        return
    st.title(f"{_question()} {plain(report_name(report.reported))}", anchor=False)
    age = report_age(report.reported, as_of.today())
    if age.is_late:
        html_tables.quiet(age.sentence)
    _begun(report.reported)
    illustrative.illustrative(kpis, activity_bar.activities())
    for section in (
        partial(_answer, report),
        partial(_moves, report),
        partial(_priorities, view),
        partial(_attention, report),
        activity_bar.draw,
        partial(_late, view.due),
        _take_away,
    ):
        with unexpected.on_its_own():
            section()


def _question() -> str:
    owner = shown.owner()
    return f"How is {plain(owner)} doing?" if owner else "How are we doing?"


def _begun(reported: Period) -> None:
    """What is there of the next report, and the way to it; nothing where that is shown."""
    begun = report_begun(current_plan())
    if begun and begun.period != reported:
        way = html_tables.link("Show it so far", "overview", quarter=begun.period.label)
        html = Markup('<p class="dd-quiet dd-link">{}. {}</p>')
        st.html(html.format(escaped(begun_words(begun)), way))


def compute(today: date) -> None:
    """Work out what the page would show on a day, so that what fails is raised and not drawn."""
    if not has_plan():
        return
    view = report_view(None, None, today)
    if view.headline:
        report_age(view.headline.reported, today)
    addresses_of_current_plan()
    late_by_owner(view.due)


def _nothing_yet(view: ReportView) -> None:
    st.title(_question(), anchor=False)
    if view.kpis:
        nothing_yet("No KPI figure has been published yet.")
        st.header("Late figures", anchor=False)
        due_table.listed(view.due, current_plan())
    else:
        st.info("No measure of the current plan belongs to this choice. Show everyone for all.")
    activity_bar.draw()


def _answer(report: Headline) -> None:
    """How many are on target, how many moved, and how old that is."""
    html_tables.headline(_emphasised(report.rated), _emphasised(report.moved))
    html_tables.bar(bar_parts(report.summary))
    age = report_age(report.reported, as_of.today())
    remarks = [report.unrated] if report.unrated else []
    if not age.is_late:
        remarks.append(age.sentence)
    if remarks:
        html_tables.quiet(" ".join(remarks))


def _emphasised(sentence: str) -> Markup:
    """The sentence with its numbers strong."""
    strong = Markup("<strong>{}</strong>")
    return joined(
        strong.format(part) if _NUMBERS.fullmatch(part) else escaped(part)
        for part in _NUMBERS.split(sentence)
    )


def _moves(report: Headline) -> None:
    worse, better = st.columns(2)
    with worse:
        _moved("Got worse", report.changes.worse)
    with better:
        _moved("Got better", report.changes.better)


def _moved(title: str, moves: Sequence[StatusMove]) -> None:
    st.header(f"{title}: {len(moves)}", anchor=False)
    if not moves:
        st.write("None this quarter.")
        return
    html_tables.items([_move(move) for move in moves[:MOVES_SHOWN]])
    rest = moves[MOVES_SHOWN:]
    if rest:
        with st.expander(f"And {count(len(rest), 'more', 'more')}"):
            html_tables.items([_move(move) for move in rest])


def _move(move: StatusMove) -> Markup:
    """`off target Minor applications` and, below, the figure, its target and what it was."""
    now = f"{move.now_words}. " if move.now_words else ""
    facts = f"{now}Was {move.was_words}. {capital(answering(move.kpi))}."
    return html_tables.item(_badge(move.kpi), _link(move.kpi), facts)


def _badge(kpi: Kpi) -> Markup:
    return html_tables.badge(on_target_words(kpi.status))


def _link(kpi: Kpi) -> Markup:
    return html_tables.link(kpi.name, "kpi", kpi=kpi.code)


def _priorities(view: ReportView) -> None:
    st.header("By priority", anchor=False)
    rows = [_standing(standing) for standing in view.standings]
    headings = ["Priority", "Measures", "On target", "Since last quarter"]
    html_tables.table("Measures of each priority", headings, rows)
    several = serving_several(view.kpis)
    if several:
        words = count(several, "measure counts", "measures count")
        html_tables.quiet(f"{words} in more than one priority.")


def _standing(standing: PriorityStanding) -> Sequence[html_tables.Cell]:
    priority, summary, changes = standing.priority, standing.summary, standing.changes
    moved = [
        f"{len(moves)} {word}"
        for word, moves in (("worse", changes.worse), ("better", changes.better))
        if moves
    ]
    return [
        html_tables.link(priority.name, addresses_of_current_plan()[priority.code]),
        html_tables.bar_html(bar_parts(summary)),
        f"{summary.green} of {summary.rated} on target" if summary.rated else "none rated",
        ", ".join(moved) or "no change",
    ]


def _attention(report: Headline) -> None:
    """What needs attention beside what moved, the gravest first; then the other good news."""
    st.header("Needs attention", anchor=False)
    if report.attention:
        _concerns(report.attention)
    else:
        st.write("No other measure is off target, getting worse or late in this report.")
    if report.good_news:
        with st.expander(f"Other good news: {count(len(report.good_news), 'measure')}"):
            html_tables.items([_flagged(item) for item in report.good_news])


def _concerns(concerns: Sequence[FlaggedKpi]) -> None:
    html_tables.items([_flagged(item) for item in concerns[:CONCERNS_SHOWN]])
    rest = concerns[CONCERNS_SHOWN:]
    if rest:
        with st.expander(f"Show all: {len(rest)} more"):
            html_tables.items([_flagged(item) for item in rest])


def _flagged(item: FlaggedKpi) -> Markup:
    facts = f"{capital(item.reasons[0].words)}. {capital(answering(item.kpi))}."
    return html_tables.item(_badge(item.kpi), _link(item.kpi), facts)


def _late(due: Sequence[DueFigure]) -> None:
    st.header("Late figures", anchor=False)
    due_table.listed(due, current_plan())


def _take_away() -> None:
    standing_download.downloads(
        "Download everything",
        "The figures of every measure, whoever is chosen at the top, with status, target, lead, "
        "portfolio, sentence and source. The workbook has key activities and the district too. "
        "Upload it again and it changes nothing.",
        "everything",
        standing_download.everything,
    )
