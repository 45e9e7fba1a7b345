"""One finding of a group decided by itself, otherwise than the rest."""

from collections.abc import Sequence

import streamlit as st

from loaders.checks.decisions import Choice, Decision
from loaders.findings.finding import Finding
from pages.shared import box_lengths, html_tables

WORDS = {
    Choice.ACCEPT: "Accept as read",
    Choice.CORRECT: "Correct it",
    Choice.LEAVE_OUT: "Leave out",
    Choice.ACKNOWLEDGE: "Acknowledge",
}
AS_THE_OTHERS = "As the others"
# The sheet and cell that a finding is about; None where it is about the whole.
Address = tuple[str | None, str | None]


def ask(group: Sequence[Finding], key: str) -> None:
    """One of a group of warnings acknowledged by itself, with a reason of its own."""
    singly = decided(key)
    if singly:
        rows = [
            [where(finding), _decision_text(singly[address(finding)])]
            for finding in group
            if address(finding) in singly
        ]
        html_tables.table("Decided one by one", ["Where", "What"], rows)
    words = [WORDS[Choice.ACKNOWLEDGE], *([AS_THE_OTHERS] if singly else [])]
    with st.form(f"single-{key}", clear_on_submit=True):
        number = st.selectbox(
            "One of them", range(len(group)), format_func=lambda number: where(group[number])
        )
        chosen = st.selectbox("What to do with it", words) if len(words) > 1 else words[0]
        reason = st.text_input("Reason for this one", max_chars=box_lengths.REASON)
        pressed = st.form_submit_button("Decide this one")
    if pressed:
        _keep(group[number], reason.strip(), key, takes_back=chosen == AS_THE_OTHERS)


def decided(key: str) -> dict[Address, Decision]:
    """What was decided one by one in a group; kept for the visit, as it is no widget's."""
    kept: dict[Address, Decision] = st.session_state.setdefault(f"singly-{key}", {})
    return kept


def address(finding: Finding) -> Address:
    """The sheet and cell of a finding."""
    return (finding.sheet, finding.cell)


def where(finding: Finding) -> str:
    """The sheet and cell of a finding in words."""
    return " ".join(filter(None, [finding.sheet, finding.cell])) or "the file"


def _keep(finding: Finding, reason: str, key: str, *, takes_back: bool) -> None:
    """Keep that one finding is acknowledged, or take that back."""
    if takes_back:
        decided(key).pop(address(finding), None)
        st.rerun()
    elif not reason:
        st.error("Give a reason: the history keeps it.")
    else:
        decision = Decision(finding.code, *address(finding), Choice.ACKNOWLEDGE, reason)
        decided(key)[address(finding)] = decision
        st.rerun()


def _decision_text(decision: Decision) -> str:
    return f"{WORDS[decision.choice]}: {decision.reason}"


def number(typed: str) -> float | None:
    """A figure as a person types it; None where it is none."""
    try:
        return float(typed.replace(",", "").removesuffix("%"))
    except ValueError:
        return None
