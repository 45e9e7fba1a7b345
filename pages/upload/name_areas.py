"""Areas of statistics that nobody knows: left out, and explained by one answer each or for all."""

from collections.abc import Sequence

import streamlit as st

from data.actor import Actor
from data.uploads import Alias
from insights import areas
from insights.formatting import count
from loaders import stored_aliases
from loaders.check import Checked
from loaders.unknown_words import UnknownArea, unknown_areas
from pages.shared.cut_table import cut_table
from pages.shared.escaping import plain
from pages.upload import name_unknown

# So many names have buttons of their own; any other is chosen from a list.
MOST_BUTTONS = 6


def ask(checked: Checked, key: str) -> None:
    """What was left out for its area, and the answers; nothing waits for them."""
    unknown = unknown_areas(checked)
    if not unknown:
        return
    lines = count(sum(area.lines for area in unknown), "line")
    # As the server keeps whether it is open, it stays so when the next answer moves the page.
    with st.expander(
        f"Areas that are not known: {count(len(unknown), 'name')}, {lines} left out",
        key=f"areas-{key}",
        on_change="rerun",
    ):
        st.write(
            "These lines are not published. Say which area a name means, or that it is none of "
            "ours. The answer is kept, and later files are read by it."
        )
        actor = name_unknown.who_answers(f"area-{key}")
        cut_table(unknown, ["In the file", "Lines"], _cells, numeric=["Lines"], noun="name")
        _suggested(unknown, actor, key)
        _any_other(unknown, actor, key)
        _all(unknown, actor, key)


def _cells(area: UnknownArea) -> Sequence[str]:
    return [_words(area), f"{area.lines:,}"]


def _words(area: UnknownArea) -> str:
    """The name as the file has it; of many codes what they begin with, and what they are."""
    return area.words if area.geography is None else f"{area.words}: {area.geography}"


def _suggested(unknown: Sequence[UnknownArea], actor: Actor, key: str) -> None:
    """One click for what a name is most like."""
    names = areas.names()
    likely = [area for area in unknown if area.suggestions]
    for number, area in enumerate(likely[:MOST_BUTTONS]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(f"**{plain(area.words)}**")
            for code in area.suggestions:
                pressed = st.button(
                    f"It is {plain(names.get(code, code))} ({plain(code)})",
                    key=f"area-{key}-{number}-{code}",
                )
                if pressed:
                    name_unknown.keep(actor, Alias(stored_aliases.AREA, area.words, code))


def _any_other(unknown: Sequence[UnknownArea], actor: Actor, key: str) -> None:
    """A name and what it means, both chosen; confirmed by a button."""
    names = areas.names()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        area = st.selectbox(
            "Name in the file", unknown, format_func=_words, key=f"area-words-{key}", width=300
        )
        meanings = [stored_aliases.NOT_OURS, *([] if area.geography else names)]
        meaning = st.selectbox(
            "What it is",
            meanings,
            format_func=lambda code: f"{names[code]} ({code})" if code else name_unknown.NOT_OURS,
            key=f"area-means-{key}",
            width=300,
        )
        if st.button("Keep this answer", key=f"area-keep-{key}"):
            name_unknown.keep(actor, Alias(stored_aliases.AREA, area.words, meaning))


def _all(unknown: Sequence[UnknownArea], actor: Actor, key: str) -> None:
    if len(unknown) < 2:
        return
    label = f"None of these {count(len(unknown), 'name')} is ours: leave all out"
    if st.button(label, key=f"areas-none-{key}"):
        name_unknown.keep(
            actor,
            *(Alias(stored_aliases.AREA, a.words, stored_aliases.NOT_OURS) for a in unknown),
        )
