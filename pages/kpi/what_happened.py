"""What happened to a KPI: what officers wrote, quarter by quarter, and how its target changed."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.kpi_notes import KpiNote, kpi_notes
from insights.kpis import Kpi
from insights.target_history import TargetSpan, changes_in_words, target_history
from pages.shared import html_tables, shown
from pages.shared.escaping import escaped, plain

NEWEST_NOTES = 3


def what_happened(kpi: Kpi) -> None:
    """Notes and targets beside each other, on a phone below each other."""
    notes, targets = st.columns(2, gap="medium")
    with notes:
        st.header("What was reported", anchor=False)
        _notes(kpi)
    with targets:
        st.header("Its target", anchor=False)
        _targets(target_history(kpi))


def _notes(kpi: Kpi) -> None:
    """The newest notes, and those before folded."""
    quarter = shown.chosen_quarter()
    notes = kpi_notes(kpi, quarter.end if quarter else None)
    if not notes:
        html_tables.quiet("No file has brought a note about this measure yet.")
        return
    st.html(_list(notes[:NEWEST_NOTES]))
    earlier = notes[NEWEST_NOTES:]
    if earlier:
        with st.expander(f"Earlier notes: {len(earlier)}"):
            st.html(_list(earlier))


def _list(notes: Sequence[KpiNote]) -> Markup:
    """Notes by quarter; where they come from stands once where it is the same of all."""
    sources = {note.source for note in notes}
    once = f"All from {sources.pop()}." if len(notes) > 1 and len(sources) == 1 else ""
    item = Markup('<li><b>{}</b><div class="dd-note">{}</div><span class="dd-quiet">{}</span></li>')
    items = Markup("").join(
        item.format(
            escaped(note.period_label), escaped(note.text), escaped("" if once else note.source)
        )
        for note in notes
    )
    html = Markup('<ul class="dd-notes">{}</ul><div class="dd-quiet">{}</div>')
    return html.format(items, escaped(once))


def _targets(spans: Sequence[TargetSpan]) -> None:
    """Every target, the newest first, with the reason of each change."""
    if not spans:
        html_tables.quiet("No target has been set for it.")
        return
    if len(spans) == 1:
        (span,) = spans
        st.write(plain(f"{span.target}, for {span.periods}. {changes_in_words(spans)}"))
        html_tables.quiet(f"From {span.source}.")
        return
    html_tables.quiet(changes_in_words(spans))
    rows = [
        [span.periods, html_tables.unbroken(span.target), _reason(span), span.source]
        for span in spans
    ]
    headings = ["For", "Target", "Why it changed", "From the file"]
    html_tables.table("Its target through time", headings, rows)


def _reason(span: TargetSpan) -> str:
    return span.reason or "first one known"
