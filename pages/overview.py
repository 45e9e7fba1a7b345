"""Overview: how many measures are on target, what moved, and what needs attention."""

import re
from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from insights.attention import FlaggedKpi
from insights.formatting import count
from insights.illustrative_notice import illustrative_notice
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
    unmoved_words,
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
from pages.shared.prepared_html import prepared_html
from pages.shared.status_bar import bar_parts

MOVES_SHOWN, CONCERNS_SHOWN = 4, 6
_NUMBERS = re.compile(r"((?:\d+|None) of \d+|\d+ got \w+|\d+)")


@needs_plan("Overview", "there are no measures, priorities or key activities to show")
def render() -> None:
    """The answer first, then what moved, the priorities, concerns, activities, late figures."""
    view = shown.report()
    if view.headline is None:
        _nothing_yet(view)
        return
    reported = view.headline.reported
    st.title(f"{_question()} {plain(report_name(reported))}", anchor=False)
    for section in (
        _invented,
        _answer,
        _moves,
        _priorities,
        _attention,
        activity_bar.draw,
        due_table.listed,
        _take_away,
    ):
        with unexpected.on_its_own():
            section()


def _question() -> str:
    owner = shown.owner()
    return f"{plain(owner)}: how are we doing?" if owner else "How are we doing?"


def _headline() -> Headline:
    """What it says at a glance; only where there is a first figure."""
    headline = shown.report().headline
    if headline is None:
        raise LookupError("No KPI figure has been published yet.")
    return headline


@prepared_html
def _before_the_answer() -> Markup:
    """That the next report is late, or there; what there is of one, each with the way to it."""
    reported = _headline().reported
    age, begun = report_age(reported, as_of.today()), report_begun(current_plan())
    if age.latest:
        return _with_way(age.sentence, "Show the latest", age.latest)
    late = html_tables.quiet_html(age.sentence) if age.is_late else Markup("")
    if begun is None or begun.period == reported:
        return late
    way = _with_way(f"{begun_words(begun)}.", "Show it so far", begun.period)
    return html_tables.stacked(late, way)


def _with_way(sentence: str, words: str, quarter: Period) -> Markup:
    """A sentence about another report, and the link that shows it."""
    html = Markup('<p class="dd-quiet dd-link">{} {}</p>')
    return html.format(sentence, html_tables.link(words, "overview", quarter=quarter.label))


@prepared_html
def _illustrative() -> Markup:
    return escaped(
        illustrative_notice(shown.report().kpis, "on this page", activity_bar.activities())
    )


def compute(today: date) -> None:
    """Work out what the page would show on a day, so that what fails is raised and not drawn."""
    if not has_plan():
        return
    view = report_view(None, None, today)
    if view.headline:
        report_age(view.headline.reported, today)
    addresses_of_current_plan()


def _nothing_yet(view: ReportView) -> None:
    st.title(_question(), anchor=False)
    if view.kpis:
        nothing_yet("No KPI figure has been published yet.")
        due_table.listed()
    else:
        st.info("No measure of the current plan belongs to this choice. Show everyone for all.")
    activity_bar.draw()


def _invented() -> None:
    """That figures are invented, by itself: it stands whatever else on the page fails."""
    if notice := _illustrative():
        st.html(illustrative.banner_html(notice))


def _answer() -> None:
    """How many are on target, how many moved, and how old that is; before it what to know first."""
    st.html(html_tables.stacked(_before_the_answer(), _answer_html()))


@prepared_html
def _answer_html() -> Markup:
    report = _headline()
    sentences = map(_emphasised, (report.rated, report.moved))
    age = report_age(report.reported, as_of.today())
    remarks = [report.unrated, "" if age.is_late or age.latest else age.sentence]
    remark = " ".join(filter(None, remarks))
    return html_tables.stacked(
        html_tables.headline_html(*sentences),
        html_tables.bar_html(bar_parts(report.summary)),
        html_tables.quiet_html(remark) if remark else Markup(""),
    )


def _emphasised(sentence: str) -> Markup:
    """The sentence with its numbers strong."""
    strong = Markup("<strong>{}</strong>")
    return joined(
        strong.format(part) if _NUMBERS.fullmatch(part) else escaped(part)
        for part in _NUMBERS.split(sentence)
    )


def _moves() -> None:
    """What got worse and better, where anything can be compared: the answer says where not."""
    if _headline().changes.compared:
        st.html(_moves_html())


@prepared_html
def _moves_html() -> Markup:
    changes = _headline().changes
    return html_tables.beside_html(
        html_tables.headed(f"Got worse: {len(changes.worse)}", _moved(changes.worse)),
        html_tables.headed(f"Got better: {len(changes.better)}", _moved(changes.better)),
    )


def _moved(moves: Sequence[StatusMove]) -> Markup:
    if not moves:
        return Markup("<p>None this quarter.</p>")
    items = [_move(move) for move in moves]
    rest = items[MOVES_SHOWN:]
    return html_tables.stacked(
        html_tables.items_html(items[:MOVES_SHOWN]),
        html_tables.folded_html(
            f"And {count(len(rest), 'more', 'more')}", html_tables.items_html(rest)
        )
        if rest
        else Markup(""),
    )


def _move(move: StatusMove) -> Markup:
    """`off target Minor applications` and, below, the figure, its target and what it was."""
    now = f"{move.now_words}. " if move.now_words else ""
    facts = f"{now}Was {move.was_words}. {capital(answering(move.kpi))}."
    return html_tables.item(_badge(move.kpi), _link(move.kpi), facts)


def _badge(kpi: Kpi) -> Markup:
    return html_tables.badge(on_target_words(kpi.status))


def _link(kpi: Kpi) -> Markup:
    return html_tables.link(kpi.name, "kpi", kpi=kpi.code)


def _priorities() -> None:
    st.html(_priorities_html())


@prepared_html
def _priorities_html() -> Markup:
    view = shown.report()
    headings = ["Priority", "Measures", "On target", "Since last quarter"]
    rows = [_standing(standing) for standing in view.standings]
    table = html_tables.table_html("Measures of each priority", headings, rows)
    # The heading above says as much to the eye.
    table = Markup('<div class="dd-caption-hidden">{}</div>').format(table)
    several = serving_several(view.kpis)
    words = count(several, "measure counts", "measures count")
    remark = html_tables.quiet_html(f"{words} in more than one priority.")
    return html_tables.headed("By priority", table, remark if several else Markup(""))


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
        f"{summary.green} of {summary.rated}" if summary.rated else "none rated",
        ", ".join(moved) or unmoved_words(changes),
    ]


def _attention() -> None:
    """What needs attention beside what moved, the gravest first; then the other good news."""
    st.html(_attention_html())


@prepared_html
def _attention_html() -> Markup:
    report = _headline()
    none = "No other measure is off target, getting worse or late in this report."
    rest, good_news = report.attention[CONCERNS_SHOWN:], report.good_news
    return html_tables.headed(
        "Needs attention",
        _listed(report.attention[:CONCERNS_SHOWN])
        if report.attention
        else Markup("<p>{}</p>").format(none),
        html_tables.folded_html(f"Show all: {len(rest)} more", _listed(rest))
        if rest
        else Markup(""),
        html_tables.folded_html(
            f"Other good news: {count(len(good_news), 'measure')}", _listed(good_news)
        )
        if good_news
        else Markup(""),
    )


def _listed(flagged: Sequence[FlaggedKpi]) -> Markup:
    return html_tables.items_html([_flagged(item) for item in flagged])


def _flagged(item: FlaggedKpi) -> Markup:
    facts = f"{capital(item.reasons[0].words)}. {capital(answering(item.kpi))}."
    badge = html_tables.badge(on_target_words(item.status))
    return html_tables.item(badge, _link(item.kpi), facts)


def _take_away() -> None:
    standing_download.downloads(
        "Download everything",
        "The figures of every measure, whoever is chosen at the top, with status, target, lead, "
        "portfolio, sentence and source. The workbook has key activities and the district too. "
        "Upload it again and it changes nothing.",
        "everything",
        standing_download.everything,
    )
