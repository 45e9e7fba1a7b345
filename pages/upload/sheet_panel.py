"""A view of each sheet's own cells: what was read as what, and the row of each finding."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import streamlit as st
from markupsafe import Markup

from insights.formatting import count
from loaders.accounting.cell_ledger import cell_place
from loaders.check import Checked
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.reading import SheetView, SheetViewRow
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.upload.sheet_html import DrawnSheet, legend, reasons, window

# Of a sheet so many rows are drawn: those of findings and of headings, and the first.
ROWS, FIRST, NAMES = 60, 25, 20
_GRAVITY = tuple(Severity)
Links = Mapping[tuple[str | None, tuple[int, int]], str]


def draw(checked: Checked) -> None:
    """Draw what was read as what: a legend, then a window on each sheet, by its own addresses."""
    sheets = _drawn(checked)
    if not sheets:
        return
    st.subheader("What was read as what", anchor=False)
    left_out = reasons(sheets)
    marks = Markup("").join(_legend_entry(*mark) for mark in legend(sheets, left_out))
    first = next((sheet for sheet in sheets if sheet.view.is_read), sheets[0])
    windows = Markup("").join(window(sheet, left_out, is_first=sheet is first) for sheet in sheets)
    html_tables.quiet(_counts(checked.counts))
    panel = Markup('<ul class="dd-legend">{}</ul>{}{}')
    st.html(panel.format(marks, windows, _others(checked.pictures)))


def links(checked: Checked) -> Links:
    """The anchors of the findings' cells in rows that are drawn, by sheet and cell."""
    return {
        (sheet.view.sheet, cell): sheet.anchor(*cell)
        for sheet in _drawn(checked)
        for cell in sheet.linked_cells()
    }


def where(finding: Finding, anchors: Links) -> html_tables.Cell:
    """The sheet and cell of a finding in words, as a link to its row where that is drawn."""
    words = " ".join(filter(None, [finding.sheet, finding.cell])) or "the file"
    cell = cell_place(finding.cell)
    anchor = anchors.get((finding.sheet, cell)) if cell else None
    return html_tables.link_within(words, anchor) if anchor else words


def _counts(counts: Mapping[str, int]) -> str:
    """What became of all the cells that say something."""
    parts = {"loaded": "read", "quarantined": "doubtful",
             "ignored": "headings or left out"}  # fmt: skip
    outcomes = ", ".join(f"{counts.get(name, 0):,} {words}" for name, words in parts.items())
    return f"{count(counts.get('cells', 0), 'filled cell')}: {outcomes}."


def _drawn(checked: Checked) -> Sequence[DrawnSheet]:
    """The sheets of which there are rows, each with those that are drawn."""
    by_sheet = _severities(checked.findings)
    numbered = ((n, view) for n, view in enumerate(checked.pictures, 1) if view.rows)
    with_findings = ((n, view, by_sheet.get(view.sheet, {})) for n, view in numbered)
    return [
        DrawnSheet(number, view, _rows(view, findings), findings)
        for number, view, findings in with_findings
    ]


def _severities(
    findings: Sequence[Finding],
) -> Mapping[str | None, Mapping[tuple[int, int], Severity]]:
    """The gravest of what was noticed of each cell, by sheet."""
    by_sheet: dict[str | None, dict[tuple[int, int], Severity]] = {}
    for finding in sorted(findings, key=lambda noticed: _GRAVITY.index(noticed.severity)):
        cell = cell_place(finding.cell)
        if cell:
            by_sheet.setdefault(finding.sheet, {}).setdefault(cell, finding.severity)
    return by_sheet


def _rows(view: SheetView, cells: Iterable[tuple[int, int]]) -> Sequence[SheetViewRow]:
    by_number = {row.number: row for row in view.rows}
    first = [row.number for row in view.rows[:FIRST]]
    wanted = dict.fromkeys((*(row for row, _ in cells), *view.read_as, *first))
    known = (number for number in wanted if number in by_number)
    return [by_number[number] for number in sorted(islice(known, ROWS))]


def _legend_entry(mark: str, meaning: str) -> Markup:
    return Markup('<li><span class="dd-mark">{}</span> {}</li>').format(mark, escaped(meaning))


def _others(views: Sequence[SheetView]) -> Markup:
    """The sheets of which no cell is shown."""
    names = [view.sheet for view in views if not view.rows]
    if not names:
        return Markup("")
    others = len(names[NAMES:])
    more = f" and {others:,} more" if others else ""
    listed = Markup(", ").join(
        Markup("<bdi>{}</bdi>").format(escaped(name)) for name in names[:NAMES]
    )
    return Markup('<div class="dd-quiet">Not shown: {}{}.</div>').format(listed, more)
