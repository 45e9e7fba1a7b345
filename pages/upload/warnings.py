"""Warnings, group by group: nothing is forced, and what a person can explain is acknowledged."""

from collections.abc import Sequence

import streamlit as st

from insights.formatting import count
from loaders.check import Checked
from loaders.checks.decisions import Decision
from loaders.checks.settled_findings import settled
from loaders.findings.codes import CODES, Severity
from loaders.findings.finding import Finding
from pages.shared import box_lengths, html_tables
from pages.shared.cut_table import cut_table
from pages.upload import decide_group, decide_one, sheet_panel

# What was decided of each finding of a group, in their order; None while it is open.
Decisions = Sequence[Decision | None]


def ask(checked: Checked, key: str) -> None:
    """Draw each group of warnings and what was decided; `checked` has the decisions so far.

    A group of which only some are acknowledged stands open, one that is acknowledged is folded.
    """
    groups = decide_group.groups(checked, Severity.WARN)
    if not groups:
        return
    every = checked.findings_of(Severity.WARN)
    words = f"{count(len(every), 'warning')}{_so_far(_decisions(every, checked))}"
    st.subheader(words, anchor=False)
    st.write(
        "A warning keeps nothing from being published. Acknowledge what you can explain by giving "
        "a reason, which is kept with the upload."
    )
    links = sheet_panel.links(checked)
    for code, group in groups.items():
        _group(group, _decisions(group, checked), f"{key}-{code}", links)


def _group(
    group: Sequence[Finding], decisions: Decisions, key: str, links: sheet_panel.Links
) -> None:
    label = f"{decide_group.group_title(group)}: {len(group):,}{_so_far(decisions)}"
    with st.expander(label, expanded=0 < _acknowledged(decisions) < len(decisions)):
        _table(group, decisions, links)
        words = f"Reason to acknowledge {'it' if len(group) == 1 else 'all'}"
        meaning = CODES[group[0].code].means
        st.text_input(
            f"{words} ({meaning})",
            key=decide_group.reason_key(key),
            max_chars=box_lengths.REASON,
        )
        # Findings about no cell of their own cannot be told apart, so they are taken together.
        if len({decide_one.address(finding) for finding in group}) == len(group) > 1:
            decide_one.ask(group, key)


def _table(group: Sequence[Finding], decisions: Decisions, links: sheet_panel.Links) -> None:
    """The warnings that are open, and below them those that were acknowledged."""
    both = sorted(zip(group, decisions, strict=True), key=lambda pair: pair[1] is not None)

    def cells(pair: tuple[Finding, Decision | None]) -> Sequence[html_tables.Cell]:
        finding, decision = pair
        state = f"Acknowledged: {decision.reason}" if decision else "Open"
        return [sheet_panel.where(finding, links), finding.message, state]

    cut_table(both, ["Where", "What", "State"], cells)


def _decisions(findings: Sequence[Finding], checked: Checked) -> Decisions:
    return settled(findings, checked.rows, checked.decisions, checked.answered)


def _acknowledged(decisions: Decisions) -> int:
    return sum(decision is not None for decision in decisions)


def _so_far(decisions: Decisions) -> str:
    acknowledged = _acknowledged(decisions)
    if not acknowledged:
        return ""
    return (
        f", {acknowledged:,} acknowledged"
        if acknowledged < len(decisions)
        else ", all acknowledged"
    )
