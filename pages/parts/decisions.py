"""Quarantined rows, group by group: what was found, and what a person decides about them."""

from collections.abc import Mapping, Sequence

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
_CHOICES = {words: choice for choice, words in WORDS.items()}
_CHOICE, _REASON = "choice-", "reason-"


def keep_choices() -> None:
    """Keep what was chosen for files that are not looked at now.

    Streamlit forgets a choice that a run does not draw, unless it is said again.
    """
    for key in list(st.session_state):
        if str(key).startswith((_CHOICE, _REASON)):
            st.session_state[key] = st.session_state[key]


def decided(checked: Checked, key: str) -> Checked:
    """What was checked, with what the visitor decided so far; `key` tells one file from another."""
    made: list[Decision] = []
    for code, group in _groups(checked).items():
        chosen = st.session_state.get(f"{_CHOICE}{key}-{code}", LATER)
        reason = str(st.session_state.get(f"{_REASON}{key}-{code}", "")).strip()
        if chosen != LATER and reason:
            made += decided_alike(group, _CHOICES[chosen], reason)
    return decide(checked, made) if made else checked


def ask(checked: Checked, key: str) -> None:
    """Draw each group of quarantined findings with its choices."""
    st.subheader("Figures that wait for a decision", anchor=False)
    st.write(
        "Mend the file and drop it again, or decide here. What you decide is kept with your reason."
    )
    for code, group in _groups(checked).items():
        _group(group, can_accept=all_acceptable(group, checked.rows), key=f"{key}-{code}")


def findings_table(findings: Sequence[Finding]) -> None:
    """Where each finding is, and what it says."""
    rows: list[list[tables.Cell]] = [
        [" ".join(filter(None, [finding.sheet, finding.cell])) or "the file", finding.message]
        for finding in findings[:SHOWN]
    ]
    cut = len(rows) < len(findings)
    caption = f"The first {SHOWN} of {len(findings):,}" if cut else count(len(rows), "row")
    tables.table(caption, ["Where", "What"], rows)


def _groups(checked: Checked) -> Mapping[str, Sequence[Finding]]:
    """The quarantined findings by their code."""
    groups: dict[str, list[Finding]] = {}
    for finding in checked.of(Severity.QUARANTINE):
        groups.setdefault(finding.code, []).append(finding)
    return groups


def _group(group: Sequence[Finding], *, can_accept: bool, key: str) -> None:
    means = CODES[group[0].code].means
    with st.expander(f"{capital(means)}: {len(group):,}", expanded=True):
        findings_table(group)
        choices = [choice for choice in Choice if can_accept or choice is Choice.LEAVE_OUT]
        chosen = st.radio(
            f"What to do with {means}", [LATER, *map(WORDS.__getitem__, choices)],
            key=f"{_CHOICE}{key}", horizontal=True,
        )  # fmt: skip
        reason = st.text_input(f"Reason, for {means}", key=f"{_REASON}{key}")
        if chosen != LATER and not reason.strip():
            st.error("Give a reason: the history keeps it.")
