"""Figures that were left open: listed until decided, file by file, from the original kept here."""

from dataclasses import replace

import streamlit as st

from data.admissible import shortened
from insights import cache
from insights.formatting import count, day
from insights.open_figures import FileLeftOpen, open_files
from loaders import publish
from loaders.checks.decisions import Choice
from loaders.publish import SubmittedFile
from pages.shared.cut_table import cut_table
from pages.shared.escaping import plain

_REOPENED = "reopened-upload"


def listed() -> None:
    """Each file with open figures, why they wait, and the button to decide them now."""
    files = open_files()
    if not files:
        return
    figures = [figure for file in files for figure in file.figures]
    st.header(f"Left open: {count(len(figures), 'figure')}", anchor=False)
    st.write(
        "These figures are not published. They wait for a decision, or for a later file that "
        "brings them."
    )
    for file in files:
        _file(file)


def reopened() -> SubmittedFile | None:
    """The file that is being decided again, read from its original; None without one."""
    number = st.session_state.get(_REOPENED)
    file = next((file for file in open_files() if file.upload == number), None)
    if file is None:
        return None
    submitted = publish.submitted_again(cache.store(), file.upload, file.hints)
    kept = [
        decision for decision in submitted.decisions if decision.choice is not Choice.LEAVE_OPEN
    ]
    return replace(submitted, decisions=kept)


def put_away() -> None:
    """Look at the reopened file no more."""
    st.session_state.pop(_REOPENED, None)


def _file(file: FileLeftOpen) -> None:
    waiting = count(len(file.figures), "figure")
    with st.expander(plain(f"{shortened(file.file)}, upload {file.upload}: {waiting}")):
        st.write(f"Published on {day(file.published_at)} by {plain(file.published_by)}.")
        cut_table(
            file.figures,
            ["Figure", "Where", "Why it waits"],
            lambda open_figure: [open_figure.figure, open_figure.place, open_figure.reason],
        )
        if st.session_state.get(_REOPENED) == file.upload:
            st.button("Put it away", key=f"put-away-{file.upload}", on_click=put_away)
        else:
            st.button(
                "Decide these now",
                key=f"reopen-{file.upload}",
                on_click=_reopen,
                args=[file.upload],
            )


def _reopen(number: int) -> None:
    st.session_state[_REOPENED] = number
