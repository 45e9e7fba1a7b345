"""Quarantined rows, group by group: what was found, and what a person decides about them."""

from collections.abc import Sequence

import streamlit as st

from loaders.check import Checked, decide
from loaders.checks.codes import CODES
from loaders.checks.decisions import Choice, Decision, all_acceptable, decided_alike
from loaders.reading import Finding, Severity
from pages.parts import tables
from pages.parts.words import capital, count

LATER = "Decide later"
WORDS = {Choice.ACCEPT: "Accept as read", Choice.LEAVE_OUT: "Leave out"}
SHOWN = 200


def decided(checked: Checked, key: str) -> Checked:
    """Draw each group of quarantined findings with its choices; what was checked, so decided.

    `key` tells one file's choices from another's.
    """
    st.subheader("Figures that wait for a decision", anchor=False)
    st.write(
        "Mend the file and drop it again, or decide here. What you decide is kept with your reason."
    )
    waiting = checked.of(Severity.QUARANTINE)
    made: list[Decision] = []
    for code in dict.fromkeys(finding.code for finding in waiting):
        group = [finding for finding in waiting if finding.code == code]
        made += _group(group, can_accept=all_acceptable(group, checked.rows), key=f"{key}-{code}")
    return decide(checked, made)


def findings_table(findings: Sequence[Finding]) -> None:
    """Where each finding is, and what it says."""
    rows: list[list[tables.Cell]] = [
        [" ".join(filter(None, [finding.sheet, finding.cell])) or "the file", finding.message]
        for finding in findings[:SHOWN]
    ]
    cut = len(rows) < len(findings)
    caption = f"The first {SHOWN} of {len(findings):,}" if cut else count(len(rows), "row")
    tables.table(caption, ["Where", "What"], rows)


def _group(group: Sequence[Finding], *, can_accept: bool, key: str) -> Sequence[Decision]:
    means = CODES[group[0].code].means
    with st.expander(f"{capital(means)}: {len(group):,}", expanded=True):
        findings_table(group)
        choices = [choice for choice in Choice if can_accept or choice is Choice.LEAVE_OUT]
        chosen = st.radio(
            f"What to do with {means}", [LATER, *map(WORDS.__getitem__, choices)],
            key=f"choice-{key}", horizontal=True,
        )  # fmt: skip
        reason = st.text_input(f"Reason, for {means}", key=f"reason-{key}")
        if chosen == LATER:
            return []
        if not reason.strip():
            st.error("Give a reason: the history keeps it.")
            return []
        choice = next(choice for choice in choices if WORDS[choice] == chosen)
        return decided_alike(group, choice, reason.strip())
