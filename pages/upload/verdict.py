"""Whether a file is fit to publish, and what was noticed in it."""

from collections.abc import Sequence

import streamlit as st

from access import settings
from insights.formatting import count
from loaders.check import STOPS_A_PUBLISH, Checked
from loaders.findings.codes import FindingCode, Severity
from pages.shared.escaping import plain
from pages.upload import decide_group, sheet_panel

SEVERITY_WORDS = {
    Severity.REJECT: ("reason to refuse the file", "reasons to refuse the file"),
    Severity.QUARANTINE: ("figure that waits for a decision", "figures that wait for a decision"),
    Severity.WARN: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


def what_is_sure(checked: Checked) -> Checked:
    """What can be published now: figures that wait are left open, unless whole files are wanted."""
    whole = settings.from_environment().whole_files_only
    return checked if whole else checked.with_rest_left_open


def verdict(checked: Checked, sure: Checked) -> None:
    """The verdict on one file, what is sure of it, and what to do where it is not fit."""
    if checked.undecided and sure.publishable:
        st.warning(
            f"Read as {plain(checked.layout)}: {count(sure.size, 'row')} can be published now. "
            f"{_waiting(checked)} for a decision below, and can stay open until then."
        )
    elif checked.publishable:
        st.success(
            f"Read as {plain(checked.layout)}: {count(checked.size, 'row')}. Fit to publish."
        )
    elif checked.findings_of(Severity.REJECT):
        st.error(f"Refused: nothing is stored. {way_on(checked)}.")
    elif checked.undecided:
        st.warning(f"Not published yet: {_waiting(checked)} for a decision below.")
    else:
        st.error("Nothing remains to be published: every figure is left out.")
    if checked.illustrative:
        st.warning("The file says that its figures are illustrative; every page will say so too.")


def way_on(checked: Checked) -> str:
    """What to do with a file that is refused: the answer on the page first, where it has one."""
    if checked.first_rows and not checked.layout:
        return "Say below what its columns hold, or correct the file and drop it again"
    if {f.code for f in checked.findings_of(Severity.REJECT)} == {FindingCode.NO_PERIOD}:
        return "Write its period in the box above, or correct the file and drop it again"
    return "Correct what is named below and drop the file again"


def verdict_words(checked: Checked, waits_for: str | None) -> str:
    """The verdict in a table; `waits_for` names a file that is to be published first."""
    refusals = checked.findings_of(Severity.REJECT)
    if refusals:
        return f"Refused. {refusals[0].message}"
    if checked.undecided:
        return f"{_waiting(checked)} for a decision"
    opened = checked.figures_left_open
    if opened and checked.size and not waits_for:
        stay = count(opened, "stays open", "stay open")
        return f"{count(checked.size, 'row')} can be published; {stay}"
    if not checked.size:
        return "Nothing remains: every figure is left out"
    if waits_for:
        return f"Publish {waits_for} first: both bring some of the same figures"
    return f"Fit to publish, read as {checked.layout}"


def findings(checked: Checked, severities: Sequence[Severity]) -> None:
    """What was noticed, a list for each severity; those that stop a publish stand open."""
    for severity in severities:
        noticed = checked.findings_of(severity)
        if noticed:
            is_open = severity in STOPS_A_PUBLISH
            with st.expander(count(len(noticed), *SEVERITY_WORDS[severity]), expanded=is_open):
                decide_group.findings_table(noticed, sheet_panel.links(checked))


def _waiting(checked: Checked) -> str:
    return count(checked.figures_waiting, "figure waits", "figures wait")
