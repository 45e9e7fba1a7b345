"""Key activities: the newest report of a plan, counted, chosen, searched, as cards or a table."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights import corporate_plans
from insights.activity_cards import (
    ActivityCard,
    CardGroup,
    activity_cards,
    by_outcome,
    choices,
    chosen_cards,
    report_ends,
)
from insights.formatting import age, by_whom, count, day
from insights.kpis import current_plan
from insights.reported_activities import NONE_NAMED, is_summarised, sources
from metrics.words.kpi_wording import capital
from pages.shared import (
    as_of,
    box_lengths,
    html_tables,
    illustrative,
    shown,
    standing_download,
    unexpected,
)
from pages.shared.choices import choose_one, choose_pill
from pages.shared.escaping import escaped, plain
from pages.shared.no_plan import needs_plan
from pages.shared.open_links import open_links
from pages.shared.prepared_html import prepared_html

HEADINGS = ("Key activity", "Status", "Progress", "Next steps", "CMT lead", "Portfolio")
CARDS, TABLE = "Cards", "Table"
# The address names one activity by its plan and its place in it, as a search does.
ONE = "activity"
# Longer progress is shortened on a card, with all of it behind "More".
LONG_TEXT = 90


@needs_plan("Key activities", "there are no key activities to show")
def render() -> None:
    """One activity that the address names, or the report of a plan with its choices."""
    st.title("Key activities")
    asked = str(st.query_params.get(ONE, ""))
    if asked:
        card = _asked_for(asked)
        illustrative.illustrative((), [card.activity] if card else ())
        html_tables.links(html_tables.link("Show all key activities", "activities"))
        st.html(_single(card))
        return
    plan = _plan()
    quarter, until = _report(plan)
    html_tables.on_paper(f"{_plan_words(plan)}: {quarter}" if quarter else _plan_words(plan))
    if until is None and not report_ends(plan):
        _without_report(plan)
    elif plan != current_plan() and until:
        html_tables.quiet(
            f"The report of {quarter} on an earlier plan is {age(until, as_of.today())} old. "
            "The quarter chosen at the top is the current plan's and changes nothing here."
        )
    _activities(plan, quarter, until)


def _status(counts: Mapping[str, int]) -> str | None:
    """One of the statuses that there are, as a choice; None for all."""
    return choose_pill(
        "Status", list(counts), "status", lambda word: plain(f"{capital(word)} {counts[word]}")
    )


def _plan() -> str:
    """The plan whose activities are shown; earlier ones are a choice."""
    plans = [known.plan for known in corporate_plans.plans() if activity_cards(known.plan)]
    if len(plans) < 2:
        return plans[0] if plans else current_plan()
    return choose_one("Plan", plans, "plan", _plan_words, current_plan(), width=260)


def _plan_words(plan: str) -> str:
    return f"Current plan, {plan}" if plan == current_plan() else f"Earlier plan, {plan}"


def _report(plan: str) -> tuple[str, date | None]:
    """The quarter whose report is shown: the one that every page shows, else the newest."""
    ends = report_ends(plan)
    frame = shown.chosen_quarter()
    by_then = [label for label, end in ends.items() if frame is None or end <= frame.end]
    if len(by_then) > 1:
        chosen = choose_one("Report", by_then, "report", width=260)
        return chosen, ends[chosen]
    first = next(iter(by_then), "")
    return first, ends.get(first) or (frame.end if frame else None)


def _without_report(plan: str) -> None:
    """No report of this plan yet: where there is one of an earlier plan."""
    st.info(f"No report of the plan {plain(plan)} has been published yet.")
    earlier = [known.plan for known in corporate_plans.plans() if report_ends(known.plan)]
    if earlier:
        words = f"See the last report of the plan {earlier[0]}"
        html_tables.links(html_tables.link(words, "activities", plan=earlier[0]))


def _activities(plan: str, quarter: str, until: date | None) -> None:
    cards = activity_cards(plan, until, shown.owner())
    if not cards:
        st.info("No key activity of this plan belongs to this choice. Show everyone for all.")
        return
    illustrative.illustrative((), (card.activity for card in cards))
    counts = choices(cards)
    total = count(len(cards), "activity", "activities")
    html_tables.headline(escaped(f"{total}{f' in {quarter}' if quarter else ''}"))
    choice = _status(counts) if len(counts) > 1 else None
    with st.container(horizontal=True):
        words = st.text_input(
            "Search in these activities",
            key="find",
            bind="query-params",
            max_chars=box_lengths.WORDS,
            placeholder="Such as leisure centre",
            width=320,
        )
        view = st.segmented_control(
            "Shown as",
            [CARDS, TABLE],
            default=CARDS,
            required=True,
            key="view",
            bind="query-params",
        )
    html_tables.filtered_on_paper(choice, f"with the words “{words}”" if words else None)
    with unexpected.on_its_own():
        if words:
            st.html(_listed(chosen_cards(cards, choice, words), view, is_chosen=True))
        else:
            st.html(_prepared(plan, until, choice, view))
    if any(is_summarised(card.activity) for card in cards):
        html_tables.quiet(
            "Officers' notes are summarised here; their own words are in the council's report."
        )
    for source in sources([card.activity for card in cards]):
        html_tables.quiet(
            f"From {source.file}, published {day(source.published_at)} "
            f"{by_whom(source.published_by or 'nobody named')}."
        )
    standing_download.downloads(
        "Download the key activities",
        "Every key activity of every plan, with every report of it and its source.",
        "key-activities",
        standing_download.of_activities,
        partial(open_links, "activities", "These activities", plan=plan),
    )


@prepared_html
def _prepared(plan: str, until: date | None, choice: str | None, view: str) -> Markup:
    """The list as it is sent to everybody who makes these choices."""
    cards = chosen_cards(activity_cards(plan, until, shown.owner()), choice)
    return _listed(cards, view, is_chosen=choice is not None)


def _listed(cards: Sequence[ActivityCard], view: str, *, is_chosen: bool) -> Markup:
    """The activities; outcomes without trouble or change are folded, unless chosen from."""
    if not cards:
        return Markup("<p>No key activity fits these choices. Take one away to see more.</p>")
    if view == TABLE:
        return _table(cards)
    groups = by_outcome(cards)
    first = groups[0] if all(group.is_quiet for group in groups) else None
    return Markup("").join(
        _group(group, is_open=is_chosen or group is first or not group.is_quiet) for group in groups
    )


def _group(group: CardGroup, *, is_open: bool) -> Markup:
    html = Markup(
        '<details class="dd-outcome"{}><summary><h2>{}</h2> {}</summary>'
        '<div class="dd-cards">{}</div></details>'
    )
    badges = Markup(" ").join(html_tables.badge(word, number) for word, number in group.counts)
    title = group.outcome or "Without an outcome"
    cards = Markup("").join(map(_card, group.cards))
    return html.format(Markup(" open") if is_open else "", escaped(title), badges, cards)


def _card(card: ActivityCard) -> Markup:
    activity = card.activity
    is_long = max(len(activity.progress), len(activity.next_steps)) > LONG_TEXT
    html = Markup('<article class="dd-card"><h3>{}</h3><p>{} {}</p>{}{}{}</article>')
    return html.format(
        escaped(activity.title),
        html_tables.badge(card.status),
        _history(card),
        _people(card),
        _texts(card, shortened=is_long),
        Markup("<details><summary>More</summary>{}</details>").format(_in_full(card))
        if is_long or activity.code
        else "",
    )


def _history(card: ActivityCard) -> Markup:
    """The statuses of the last reports, where there is more than this one."""
    past = [(known.quarter, known.status) for known in card.history]
    return html_tables.past_statuses(past) if len(past) > 1 else Markup("")


def _people(card: ActivityCard) -> Markup:
    named = [card.activity.lead, card.activity.portfolio]
    words = "; ".join(name for name in named if name != NONE_NAMED)
    return Markup('<p class="dd-quiet">{}</p>').format(escaped(words)) if words else Markup("")


def _texts(card: ActivityCard, *, shortened: bool) -> Markup:
    parts = (("Progress", card.activity.progress), ("Next", card.activity.next_steps))
    html = Markup('<p class="{}"><b>{}:</b>{}{}</p>')
    kind = "dd-clamp" if shortened else "dd-note"
    return Markup("").join(
        # A list begins on a line of its own.
        html.format(kind, name, "\n" if text.startswith("-") else " ", escaped(text))
        for name, text in parts
        if text
    )


def _in_full(card: ActivityCard) -> Markup:
    """The whole text, the code, and every outcome that it serves."""
    facts = [f"Code {card.activity.code}"] if card.activity.code else []
    facts += [f"Serves: {'; '.join(card.outcomes)}"] if card.outcomes else []
    quiet = Markup('<p class="dd-quiet">{}</p>').format(escaped(". ".join(facts)))
    return Markup("").join((_texts(card, shortened=False), quiet))


def _table(cards: Sequence[ActivityCard]) -> Markup:
    headings, rows = html_tables.without_empty_columns(HEADINGS, [_cells(card) for card in cards])
    return html_tables.table_html("What officers report", headings, rows)


def _cells(card: ActivityCard) -> Sequence[html_tables.Cell]:
    activity = card.activity
    return [
        activity.title,
        html_tables.badge(card.status),
        activity.progress,
        activity.next_steps,
        "" if activity.lead == NONE_NAMED else activity.lead,
        "" if activity.portfolio == NONE_NAMED else activity.portfolio,
    ]


def _asked_for(asked: str) -> ActivityCard | None:
    """The activity that an address names."""
    plan = asked.rpartition(" ")[0]
    quarter = shown.chosen_quarter()
    cards = activity_cards(plan, quarter.end if quarter else None)
    return next((card for card in cards if str(card.activity.position) in asked.split()[-1:]), None)


def _single(card: ActivityCard | None) -> Markup:
    """One activity in full."""
    if card is None:
        return Markup("<p>There is no such key activity.</p>")
    html = Markup('<article class="dd-card"><h2>{}</h2><p>{} {}</p>{}{}</article>')
    return html.format(
        escaped(card.activity.title),
        html_tables.badge(card.status),
        _history(card),
        _people(card),
        _in_full(card),
    )
