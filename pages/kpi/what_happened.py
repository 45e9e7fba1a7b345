"""What happened to a KPI: what officers wrote, quarter by quarter, and how its target changed."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.kpi_notes import KpiNote, kpi_notes
from insights.kpis import Kpi
from insights.target_history import TargetSpan, changes_in_words, target_history, unplaced_target
from pages.shared import html_tables, shown
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html

NEWEST_NOTES = 3


def what_happened(kpi: Kpi) -> None:
    """Notes and targets beside each other, on a phone below each other."""
    notes, targets = st.columns(2, gap="medium")
    with notes:
        st.header("What was reported", anchor=False)
        _notes(kpi)
    with targets:
        st.header("Its target", anchor=False)
        st.html(_targets(kpi))


def _notes(kpi: Kpi) -> None:
    """The newest notes, and those before folded."""
    st.html(_list(kpi, 0, NEWEST_NOTES))
    earlier = _shown_notes(kpi)[NEWEST_NOTES:]
    if earlier:
        with st.expander(f"Earlier notes: {len(earlier)}"):
            st.html(_list(kpi, NEWEST_NOTES, None))


def _shown_notes(kpi: Kpi) -> Sequence[KpiNote]:
    """The notes up to the report that is shown."""
    quarter = shown.chosen_quarter()
    return kpi_notes(kpi, quarter.end if quarter else None)


@prepared_html
def _list(kpi: Kpi, start: int, end: int | None) -> Markup:
    """Notes by quarter; where they come from stands once where it is the same of all."""
    notes = _shown_notes(kpi)[start:end]
    if not notes:
        return html_tables.quiet_html("No file has brought a note about this measure yet.")
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


@prepared_html
def _targets(kpi: Kpi) -> Markup:
    """Every target, the newest first, with the reason of each change."""
    spans = target_history(kpi)
    if not spans:
        return html_tables.quiet_html(_no_target(kpi))
    if len(spans) == 1:
        (span,) = spans
        html = Markup("<div>{}, for {}. {}</div>")
        sentence = html.format(span.target, span.periods, changes_in_words(spans))
        return html_tables.stacked(sentence, html_tables.quiet_html(f"From {span.source}."))
    rows = [
        [span.periods, html_tables.unbroken(span.target), _reason(span), span.source]
        for span in spans
    ]
    headings = ["For", "Target", "Why it changed", "From the file"]
    table = html_tables.table_html("Its target through time", headings, rows)
    return html_tables.stacked(html_tables.quiet_html(changes_in_words(spans)), table)


def _no_target(kpi: Kpi) -> str:
    if unplaced := unplaced_target(kpi):
        return f"The file gives {unplaced}. It does not say whether that is the year's or to date."
    return "No target has been set for it."


def _reason(span: TargetSpan) -> str:
    return span.reason or "first one known"
