"""Quarantined rows, group by group: what was found, and what a person decides about them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from loaders.check import Checked, decide
from loaders.checks.codes import CODES
from loaders.checks.decisions import Choice, Decision, all_acceptable, decided_alike
from loaders.reading import Finding, Severity
from metrics.wording import capital
from pages.parts import tables
from pages.parts.words import count

LATER = "Decide later"
WORDS = {
    Choice.ACCEPT: "Accept as read",
    Choice.CORRECT: "Correct it",
    Choice.LEAVE_OUT: "Leave out",
}
Place = tuple[str | None, str | None]
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
        singly = _singly(f"{key}-{code}")
        alike = [finding for finding in group if _place(finding) not in singly]
        if chosen != LATER and reason:
            made += decided_alike(alike, _CHOICES[chosen], reason)
        made += singly.values()
    return decide(checked, made) if made else checked


def ask(checked: Checked, key: str) -> None:
    """Draw each group of quarantined findings with its choices; `checked` is not decided yet."""
    st.subheader("Figures that wait for a decision", anchor=False)
    st.write(
        "Mend the file and drop it again, or decide here. What you decide is kept with your reason."
    )
    for code, group in _groups(checked).items():
        _group(group, can_accept=all_acceptable(group, checked.rows), key=f"{key}-{code}")


def findings_table(findings: Sequence[Finding]) -> None:
    """Where each finding is, and what it says."""
    rows: list[list[tables.Cell]] = [
        [_where(finding), finding.message] for finding in findings[:SHOWN]
    ]
    cut = len(rows) < len(findings)
    caption = f"The first {SHOWN} of {len(findings):,}" if cut else count(len(rows), "row")
    tables.table(caption, ["Where", "What"], rows)


def _one_by_one(group: Sequence[Finding], *, can_accept: bool, key: str) -> None:
    """Another decision about one of the group: the right figure, or what the rest does not get."""
    singly = _singly(key)
    if singly:
        rows: list[list[tables.Cell]] = [
            [_where(finding), _said(singly[_place(finding)])]
            for finding in group
            if _place(finding) in singly
        ]
        tables.table("Decided one by one", ["Where", "What"], rows)
    choices = list(Choice) if can_accept else [Choice.LEAVE_OUT]
    with st.form(f"single-{key}", clear_on_submit=True):
        place = st.selectbox(
            "One of them", range(len(group)), format_func=lambda number: _where(group[number])
        )
        choice = st.selectbox("What to do with it", choices, format_func=WORDS.__getitem__)
        typed = st.text_input("The right figure, where it is to be corrected")
        reason = st.text_input("Reason for this one")
        pressed = st.form_submit_button("Decide this one")
    if pressed:
        _keep(group[place], choice, typed.strip(), reason.strip(), key)


def _keep(finding: Finding, choice: Choice, typed: str, reason: str, key: str) -> None:
    value = _number(typed) if choice is Choice.CORRECT else None
    if not reason:
        st.error("Give a reason: the history keeps it.")
    elif choice is Choice.CORRECT and value is None:
        st.error("Give the right figure in digits, such as 83.1: the unit is that of the row.")
    else:
        decision = Decision(finding.code, finding.sheet, finding.cell, choice, reason, value)
        _singly(key)[_place(finding)] = decision
        st.rerun()


def _singly(key: str) -> dict[Place, Decision]:
    """What was decided one by one in a group; kept for the visit, as it is no widget's."""
    kept: dict[Place, Decision] = st.session_state.setdefault(f"singly-{key}", {})
    return kept


def _place(finding: Finding) -> Place:
    return (finding.sheet, finding.cell)


def _where(finding: Finding) -> str:
    return " ".join(filter(None, [finding.sheet, finding.cell])) or "the file"


def _said(decision: Decision) -> str:
    value = "" if decision.value is None else f" to {decision.value:,.12g}"
    return f"{WORDS[decision.choice]}{value}: {decision.reason}"


def _number(typed: str) -> float | None:
    try:
        return float(typed.replace(",", "").removesuffix("%"))
    except ValueError:
        return None


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
        choices = [Choice.ACCEPT, Choice.LEAVE_OUT] if can_accept else [Choice.LEAVE_OUT]
        chosen = st.radio(
            f"What to do with {means}", [LATER, *map(WORDS.__getitem__, choices)],
            key=f"{_CHOICE}{key}", horizontal=True,
        )  # fmt: skip
        reason = st.text_input(f"Reason, for {means}", key=f"{_REASON}{key}")
        if chosen != LATER and not reason.strip():
            st.error("Give a reason: the history keeps it.")
        if len(group) > 1 or can_accept:
            _one_by_one(group, can_accept=can_accept, key=key)
