"""The row under the menu of every page: search, for whom, which quarter, as of which day."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

import streamlit as st
from markupsafe import Markup

from access.current_actor import owner_shown
from data.admissible import on_one_line, shortened
from insights import cache
from insights.cache import remembered
from insights.formatting import day
from insights.ownership import OwnerRole, earlier_owners, owner_roles
from pages.frame import brand, search_box
from pages.shared import as_of, shown
from pages.shared.escaping import plain

ROW, BOXES = "frame-row", "frame-boxes"
_BEGUN = "show-for-begun"
_MISSING = "asked-and-not-there"
# Under which a visit knows the quarter that its box showed last, and whether as the latest.
_LAST_QUARTER = "last-quarter"
# The script of the pages writes beside each name of the list what it is the name of.
_UNSEEN = Markup('<div class="dd-quiet dd-on-paper" data-kinds="{}">{}</div>')


def draw(pages: Mapping[str, st.Page], current: str) -> None:
    """Draw the row; `pages` are those that search leads to, by address, `current` the one shown."""
    with st.container(key=ROW, horizontal=True, vertical_alignment="bottom"):
        # The day stands last and is asked first: what the boxes offer is as of then.
        boxes = st.container(key=BOXES, horizontal=True)
        past_day = as_of.chosen()
        asked = {name: st.query_params.get(name) for name in (shown.FOR, shown.QUARTER)}
        words = f"As of {day(past_day) if past_day else 'today'}"
        with st.popover(words, icon=":material/event:", width=170):
            as_of.choose()
    with cache.as_of(past_day):
        with boxes:
            entries = search_box.box(pages)
            _show_for()
            _quarter()
            search_box.answer(entries, current)
        st.html(_unseen(past_day))
        _not_there(asked, current)
        _chip()


def _unseen(past_day: date | None) -> Markup:
    """What a sheet of paper says of itself, and for the script of the pages what each owner is."""
    report = shown.chosen_quarter() or next(iter(shown.quarters()), None)
    facts = [brand.title(), shown.owner() or shown.EVERYONE.lower()]
    facts += [f"KPI report {report.label}"] if report else []
    facts += [f"as of {day(past_day)}"] if past_day else []
    words = f"{', '.join(facts)}. Printed {day(datetime.now(UTC))}."
    return _UNSEEN.format(_kinds(), words)


@remembered
def _kinds() -> str:
    """What everybody is whom the pages may be shown for, by name, as JSON."""
    earlier = earlier_owners()
    return json.dumps(
        {
            name: f"{role.words}{' in earlier plans' if name in earlier else ''}"
            for name, role in owner_roles().items()
        }
    )


def _show_for() -> None:
    """The choice of whose measures are shown, where anybody is named."""
    _begin_with_own()
    if not owner_roles():
        return
    st.selectbox(
        "Show for",
        [shown.EVERYONE, *owner_roles()],
        key=shown.FOR,
        bind="query-params",
        persist_state="session",
        width=240,
    )


def _not_there(asked: Mapping[str, str | None], current: str) -> None:
    """Say on the page whose address asks for somebody or a report not there that all is shown.

    Otherwise who follows a link that was sent takes everyone's figures for somebody's. The lists
    take what they do not know out of the address, so it is kept as long as the page is shown.
    """
    sentences = {shown.FOR: _no_owner(asked[shown.FOR])}
    sentences[shown.QUARTER] = _no_report(asked[shown.QUARTER])
    if any(sentences.values()):
        st.session_state[_MISSING] = (current, sentences)
    page, sentences = st.session_state.get(_MISSING, (current, {}))
    if page != current:
        del st.session_state[_MISSING]
        return
    # Each until that choice is made, whatever else is chosen.
    chosen = {shown.FOR: shown.owner(), shown.QUARTER: shown.chosen_quarter()}
    for choice, sentence in sentences.items():
        if chosen[choice]:
            sentences[choice] = None
        elif sentence:
            st.info(plain(sentence))


def _no_owner(asked: str | None) -> str | None:
    """The sentence about somebody asked for who is not there; None where that is not so."""
    if not asked or asked in (shown.EVERYONE, *owner_roles()):
        return None
    return f"Nothing here belongs to {_quoted(asked)} now: everyone's are shown."


def _no_report(asked: str | None) -> str | None:
    """The sentence about a report asked for that is not there; None where that is not so."""
    labels = [known.label for known in shown.quarters()]
    if not asked or asked in labels:
        return None
    shown_instead = "the latest is shown" if labels else "there is none yet"
    return f"There is no report of {_quoted(asked)}: {shown_instead}."


def _quoted(words: str) -> str:
    return f"“{shortened(on_one_line(words))}”"


def _begin_with_own() -> None:
    """Begin a visit with what is the visitor's own, where its address does not say for whom."""
    if _BEGUN in st.session_state:
        return
    st.session_state[_BEGUN] = True
    owner = owner_shown()
    if owner in owner_roles() and shown.FOR not in st.query_params:
        st.session_state[shown.FOR] = owner


def _quarter() -> None:
    """The choice of a report, where there is one."""
    labels = [quarter.label for quarter in shown.quarters()]
    if not labels:
        return
    last, was_latest = st.session_state.get(_LAST_QUARTER, (None, False))
    if was_latest and st.session_state.get(shown.QUARTER) == last:
        # The box keeps what it offers: who was shown the latest would stay behind at a newer one.
        st.session_state[shown.QUARTER] = labels[0]
        last = labels[0]
    quarter = st.selectbox(
        "Quarter",
        labels,
        key=shown.QUARTER,
        bind="query-params",
        persist_state="session",
        width=150,
    )
    # Who chose an earlier one keeps it, also where it is the latest of a day in the past.
    is_latest = was_latest if quarter == last else quarter == labels[0]
    st.session_state[_LAST_QUARTER] = (quarter, is_latest)


def _chip() -> None:
    """For whom and which quarter the page is, where that is not the usual; one press ends it."""
    owner, quarter = shown.owner(), shown.chosen_quarter()
    if not owner and not quarter:
        return
    role = owner_roles()[owner] if owner else None
    words = [f"{role.words if role is OwnerRole.LEAD else role} {owner}"] if role else []
    words += [quarter.label] if quarter else []
    st.button(
        f"Showing {plain(', '.join(words))} only",
        key="frame-chip",
        icon=":material/close:",
        type="tertiary",
        help="Show everyone and the latest quarter again",
        on_click=_show_all,
    )


def _show_all() -> None:
    st.session_state[shown.FOR] = shown.EVERYONE
    with cache.as_of(as_of.chosen()):
        quarters = shown.quarters()
    if quarters:
        st.session_state[shown.QUARTER] = quarters[0].label
