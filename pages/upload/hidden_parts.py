"""What is hidden in a file, named before it is published: it stays in the original."""

from collections.abc import Sequence

import streamlit as st

from loaders.check import Checked
from loaders.findings.codes import FindingCode
from pages.shared.escaping import plain

_PARTS = {
    FindingCode.HIDDEN_SHEET: "the sheet {}",
    FindingCode.HIDDEN_ROWS: "rows of the sheet {}",
    FindingCode.HIDDEN_COLUMNS: "columns of the sheet {}",
    FindingCode.COMMENTS: "comments on the sheet {}",
}
# Of many so many are named here, and all of them below.
_NAMED = 10


def warn(checked: Checked) -> None:
    """Name what people do not see on opening the file; nothing where there is none."""
    words = in_words(checked)
    if not words:
        return
    st.warning(
        f"Parts of this file are hidden in the spreadsheet itself: {plain(words)}. "
        "They are kept with the original, which every analyst can download. "
        "If they should not be kept, take them out and upload the file again."
    )


def in_words(checked: Checked) -> str:
    """`the sheet Notes, rows of the sheet KPIs`; empty where nothing is hidden."""
    parts = hidden_parts(checked)
    return f"{', '.join(parts[:_NAMED])}{' and others' if parts[_NAMED:] else ''}"


def hidden_parts(checked: Checked) -> Sequence[str]:
    """What is hidden in a file, each part in words with the name of its sheet."""
    parts = (
        words.format(finding.sheet)
        for code, words in _PARTS.items()
        for finding in checked.findings
        if finding.code is code
    )
    return list(dict.fromkeys(parts))
