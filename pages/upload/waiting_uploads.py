"""What waits for a second person: said before a publish, after it, and at the foot of the page."""

from collections.abc import Sequence

import streamlit as st

from data.second_person import EVERYTHING, PLANS, REVISIONS, read_second_person
from insights import cache
from insights.formatting import count
from pages.shared import html_tables

_WORDS = {
    REVISIONS: "a change of what is published",
    PLANS: "a change of plans or definitions",
    EVERYTHING: "every upload",
}


def announce() -> None:
    """Say what waits for another person here, where the setting says so."""
    chosen = read_second_person()
    if chosen:
        words = " and ".join(words for word, words in _WORDS.items() if word in chosen)
        st.info(f"Here {words} waits until another person approves it on History.")


def sentence(numbers: Sequence[int]) -> str:
    """That uploads which were just published wait, as the end of a text; empty where none does."""
    waiting = cache.store().waiting()
    return "".join(
        f" Upload {number} waits until another person approves it on History: {waiting[number]}."
        for number in numbers
        if number in waiting
    )


def listed() -> None:
    """Links to the uploads that wait."""
    waiting = cache.store().waiting()
    if waiting:
        st.subheader(f"{count(len(waiting), 'upload waits', 'uploads wait')} for approval")
        html_tables.links(
            *(
                html_tables.link(f"Upload {number}: {reason}", "history", upload=str(number))
                for number, reason in waiting.items()
            )
        )
