"""A picture of each sheet's own cells: what was read as what, and the row of each finding."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import streamlit as st

from insights.formatting import count
from loaders.accounting.cell_ledger import cell_place
from loaders.check import Checked
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.reading import SheetView, SheetViewRow
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.upload.sheet_html import Drawn, legend, reasons, window

# Of a sheet so many rows are drawn: those of findings and of headings, and the first.
ROWS, FIRST, NAMES = 60, 25, 20
_GRAVITY = tuple(Severity)
Links = Mapping[tuple[str | None, tuple[int, int]], str]


def draw(checked: Checked) -> None:
    """Draw what was read as what: a legend, then a window on each sheet, by its own addresses."""
    drawn = _drawn(checked)
    if not drawn:
        return
    st.subheader("What was read as what", anchor=False)
    left_out = reasons(drawn)
    marks = "".join(_legend_entry(*mark) for mark in legend(drawn, left_out))
    first = next((one for one in drawn if one.picture.is_read), drawn[0])
    windows = "".join(window(one, left_out, is_first=one is first) for one in drawn)
    html_tables.quiet(_counts(checked.counts))
    st.html(f'<ul class="dd-legend">{marks}</ul>{windows}{_others(checked.pictures)}')


def links(checked: Checked) -> Links:
    """The anchors of the findings' cells in rows that are drawn, by sheet and place."""
    return {
        (one.picture.sheet, place): one.anchor(*place)
        for one in _drawn(checked)
        for place in one.led_to()
    }


def where(finding: Finding, to: Links) -> html_tables.Cell:
    """The place of a finding in words, as a link to its row where that is drawn."""
    words = " ".join(filter(None, [finding.sheet, finding.cell])) or "the file"
    place = cell_place(finding.cell)
    anchor = to.get((finding.sheet, place)) if place else None
    return html_tables.link_within(words, anchor) if anchor else words


def _counts(counts: Mapping[str, int]) -> str:
    """What became of all the cells that say something."""
    parts = {"loaded": "read", "quarantined": "that cannot be believed",
             "ignored": "headings or left out"}  # fmt: skip
    said = ", ".join(f"{counts.get(name, 0):,} {words}" for name, words in parts.items())
    return f"{count(counts.get('cells', 0), 'filled cell')}: {said}."


def _drawn(checked: Checked) -> Sequence[Drawn]:
    """The sheets of which there are rows, each with those that are drawn."""
    found = _found(checked.findings)
    pictured = ((n, picture) for n, picture in enumerate(checked.pictures, 1) if picture.rows)
    of_sheets = ((n, picture, found.get(picture.sheet, {})) for n, picture in pictured)
    return [Drawn(n, picture, _rows(picture, own), own) for n, picture, own in of_sheets]


def _found(findings: Sequence[Finding]) -> Mapping[str | None, Mapping[tuple[int, int], Severity]]:
    """The gravest of what was noticed of each cell, by sheet."""
    found: dict[str | None, dict[tuple[int, int], Severity]] = {}
    for finding in sorted(findings, key=lambda one: _GRAVITY.index(one.severity)):
        place = cell_place(finding.cell)
        if place:
            found.setdefault(finding.sheet, {}).setdefault(place, finding.severity)
    return found


def _rows(picture: SheetView, found: Iterable[tuple[int, int]]) -> Sequence[SheetViewRow]:
    told = {row.number: row for row in picture.rows}
    first = [row.number for row in picture.rows[:FIRST]]
    wanted = dict.fromkeys((*(row for row, _ in found), *picture.read_as, *first))
    return [told[row] for row in sorted(islice((row for row in wanted if row in told), ROWS))]


def _legend_entry(mark: str, means: str) -> str:
    return f'<li><span class="dd-mark">{escaped(mark)}</span> {escaped(means)}</li>'


def _others(pictures: Sequence[SheetView]) -> str:
    """The sheets of which no cell is shown."""
    names = [picture.sheet for picture in pictures if not picture.rows]
    if not names:
        return ""
    more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
    said = ", ".join(f"<bdi>{escaped(name)}</bdi>" for name in names[:NAMES])
    return f'<div class="dd-quiet">Not shown: {said}{more}.</div>'
