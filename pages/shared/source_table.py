"""Every figure with its file, cell and person."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.figure_sources import SourcedFigure
from pages.shared import html_tables
from pages.shared.cut_table import FIRST_ROWS
from pages.shared.prepared_html import prepared_html


def source_table(
    caption: str,
    figures: Sequence[SourcedFigure],
    label: str,
    publication: str,
    *,
    has_state: bool = False,
) -> None:
    """The first 200 of these figures, folded; `label` and `publication` head their columns.

    With `has_state` a column says which are withdrawn.
    """
    cut = f", {FIRST_ROWS} of {len(figures):,}" if len(figures) > FIRST_ROWS else ""
    headings = (label, "Figure", "File", "Sheet and cell", publication)
    shown = tuple(figures[:FIRST_ROWS])
    with st.expander("Every figure with its file, cell and person"):
        st.html(_table(f"{caption}{cut}", headings, shown, has_state=has_state))


@prepared_html
def _table(
    caption: str,
    headings: tuple[str, ...],
    figures: tuple[SourcedFigure, ...],
    *,
    has_state: bool,
) -> Markup:
    rows = [_cells(figure, has_state=has_state) for figure in figures]
    columns = [*headings, "State"] if has_state else headings
    return html_tables.table_html(caption, columns, rows, numeric=["Figure"])


def _cells(figure: SourcedFigure, *, has_state: bool) -> Sequence[html_tables.Cell]:
    cells = [figure.label, figure.figure, figure.file, figure.address, figure.publication]
    return [*cells, "withdrawn" if figure.withdrawn else ""] if has_state else cells
