"""What a person decides about quarantined rows: figure by figure, or all of a kind at once."""

from collections.abc import Mapping, Sequence

import streamlit as st

from loaders.check import Checked, decide
from loaders.checks.decisions import Choice, Decision, all_acceptable, decided_alike, joined
from loaders.findings.codes import CODES, FindingCode, Severity
from loaders.findings.finding import Finding
from metrics.words.kpi_wording import capital
from pages.shared import box_lengths, html_tables
from pages.shared.cut_table import cut_table
from pages.upload import decide_figure, decide_one, sheet_panel

LATER = "Decide later"
_CHOICES = {words: choice for choice, words in decide_one.WORDS.items()}
_CHOICE, _REASON = "choice-", "reason-"


def keep_choices() -> None:
    """Keep what was chosen for files that are not looked at now.

    Streamlit forgets a choice that a run does not draw, unless it is said again.
    """
    for key in list(st.session_state):
        if str(key).startswith((_CHOICE, _REASON)):
            st.session_state[key] = st.session_state[key]


def decided(checked: Checked, key: str) -> Checked:
    """What was checked, with what the visitor said so far; `key` tells one file from another."""
    made: list[Decision] = []
    by_figure = decide_figure.decided(key)
    # Of a figure that is half decided the group's answer is for the other half.
    half = set(decide(checked, decide_figure.decisions(key)).undecided) if by_figure else set()
    for code, group in groups(checked, Severity.QUARANTINE, Severity.WARN).items():
        choice = _choice(group, f"{key}-{code}")
        reason = str(st.session_state.get(reason_key(f"{key}-{code}"), "")).strip()
        singly = decide_one.decided(f"{key}-{code}")
        apart = {**singly, **by_figure}
        alike = [f for f in group if f in half or decide_one.address(f) not in apart]
        if choice and reason:
            made += decided_alike(alike, choice, reason)
        made += singly.values()
    left_out = {d.sheet_and_cell for d in made if d.choice is Choice.LEAVE_OUT}
    made += [d for d in decide_figure.decisions(key) if d.sheet_and_cell not in left_out]
    return decide(checked, joined(made, checked.decisions)) if made else checked


def ask(checked: Checked, key: str) -> None:
    """Draw each group of quarantined findings with its choices; `checked` is not decided yet."""
    waiting = groups(checked, Severity.QUARANTINE)
    if not waiting:
        return
    links = sheet_panel.links(checked)
    heading = st.container()
    has_rows = decide_figure.ask(checked, key)
    if has_rows:
        heading.subheader("Figures that wait for a decision", anchor=False)
        heading.write(
            "Correct the file and upload it again, or decide here. What you decide is kept with "
            "your name and reason."
        )
    several = {
        code: left
        for code, group in waiting.items()
        if (left := _left(group, checked, f"{key}-{code}", key))
        and (len(left) > 1 or code in decide_figure.ASKED_BY_NAME)
    }
    if several:
        st.write(f"{'Or decide' if has_rows else 'Decide'} all of a kind at once:")
    for code, left in several.items():
        with st.expander(f"{group_title(left)}: {len(left):,}"):
            findings_table(left, links)
            is_sure = all_acceptable(left, checked.rows) and code != FindingCode.CONFLICT
            for_all = [Choice.ACCEPT, Choice.LEAVE_OUT] if is_sure else [Choice.LEAVE_OUT]
            _ask_alike(left, for_all, f"{key}-{code}")


def _left(
    group: Sequence[Finding], checked: Checked, group_key: str, key: str
) -> Sequence[Finding]:
    """The findings of a group that the answer for all is for: those not decided by themselves."""
    by_figure = decide_figure.decided(key)
    if not by_figure or _choice(group, group_key):
        return group
    waiting = set(decide(checked, decide_figure.decisions(key)).undecided)
    return [finding for finding in group if finding in waiting]


def findings_table(findings: Sequence[Finding], links: sheet_panel.Links) -> None:
    """Where each finding is, as a link to its row in the sheet's view, and what it says."""

    def cells(finding: Finding) -> Sequence[html_tables.Cell]:
        return [sheet_panel.where(finding, links), finding.message]

    cut_table(findings, ["Where", "What"], cells)


def groups(checked: Checked, *severities: Severity) -> Mapping[str, Sequence[Finding]]:
    """The findings of some severities by their code."""
    by_code: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if finding.severity in severities:
            by_code.setdefault(finding.code, []).append(finding)
    return by_code


def group_title(group: Sequence[Finding]) -> str:
    """What the findings of a group are, as a heading."""
    return capital(CODES[group[0].code].means)


def reason_key(key: str) -> str:
    """Under which the reason for a whole group is kept; `key` is the file's with the code."""
    return f"{_REASON}{key}"


def _choice(group: Sequence[Finding], key: str) -> Choice | None:
    """What was chosen for a whole group; giving a reason for warnings is acknowledging them."""
    if group[0].severity is Severity.WARN:
        return Choice.ACKNOWLEDGE
    return _CHOICES.get(st.session_state.get(f"{_CHOICE}{key}", LATER))


def _ask_alike(group: Sequence[Finding], choices: Sequence[Choice], key: str) -> None:
    options = [LATER, *(decide_one.WORDS[choice] for choice in choices)]
    meaning = CODES[group[0].code].means
    chosen = st.radio(f"What to do with {meaning}", options, key=f"{_CHOICE}{key}", horizontal=True)
    reason = st.text_input(
        f"Reason, for {meaning}", key=reason_key(key), max_chars=box_lengths.REASON
    )
    if chosen != LATER and not reason.strip():
        st.error("Give a reason: the history keeps it.")
