"""Warnings, group by group: nothing is forced, and what a person can explain is acknowledged."""

from collections.abc import Sequence

import streamlit as st

from insights.formatting import count
from loaders.check import Checked
from loaders.checks.decisions import Choice, Decision, settled
from loaders.findings.codes import CODES, Severity
from loaders.findings.finding import Finding
from pages.shared import html_tables
from pages.upload import decide_group, decide_one, sheet_panel

Said = Sequence[Decision | None]


def ask(checked: Checked, key: str) -> None:
    """Draw each group of warnings and what was said of it; `checked` has the decisions so far.

    A group of which only some are acknowledged stands open, one that is acknowledged is folded.
    """
    found = decide_group.groups(checked, Severity.WARN)
    if not found:
        return
    every = checked.findings_of(Severity.WARN)
    words = f"{count(len(every), 'warning')}{_so_far(_said(every, checked))}"
    st.subheader(words, anchor=False)
    st.write(
        "A warning keeps nothing from being published. Acknowledge what you can explain by giving "
        "a reason, which is kept with the upload."
    )
    to = sheet_panel.links(checked)
    for code, group in found.items():
        _group(group, _said(group, checked), f"{key}-{code}", to)


def _group(group: Sequence[Finding], said: Said, key: str, to: sheet_panel.Links) -> None:
    label = f"{decide_group.means(group)}: {len(group):,}{_so_far(said)}"
    with st.expander(label, expanded=0 < _seen(said) < len(said)):
        _table(group, said, to)
        words = f"Reason to acknowledge {'it' if len(group) == 1 else 'all'}"
        of_what = CODES[group[0].code].means
        st.text_input(f"{words} ({of_what})", key=decide_group.reason_key(key))
        # Findings about no cell of their own cannot be told apart, so they are taken together.
        if len({decide_one.place(finding) for finding in group}) == len(group) > 1:
            decide_one.ask(group, [Choice.ACKNOWLEDGE], key)


def _table(group: Sequence[Finding], said: Said, to: sheet_panel.Links) -> None:
    """The warnings that are open, and below them those that were acknowledged."""
    in_order = sorted(zip(group, said, strict=True), key=lambda both: both[1] is not None)
    rows: list[list[html_tables.Cell]] = [
        [
            sheet_panel.where(finding, to),
            finding.message,
            f"Acknowledged: {by.reason}" if by else "Open",
        ]
        for finding, by in in_order[: decide_group.SHOWN]
    ]
    html_tables.table(decide_group.caption(group), ["Where", "What", "State"], rows)


def _said(findings: Sequence[Finding], checked: Checked) -> Said:
    return settled(findings, checked.rows, checked.decisions)


def _seen(said: Said) -> int:
    return sum(decision is not None for decision in said)


def _so_far(said: Said) -> str:
    seen = _seen(said)
    if not seen:
        return ""
    return f", {seen:,} acknowledged" if seen < len(said) else ", all acknowledged"
