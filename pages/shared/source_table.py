"""Every figure with its file, cell and person."""

from collections.abc import Sequence

from markupsafe import Markup

from insights.figure_sources import SourcedFigure
from pages.shared import html_tables
from pages.shared.cut_table import FIRST_ROWS


def folded_sources(table: Markup) -> Markup:
    """What `source_html` made, folded."""
    return html_tables.folded_html("Every figure with its file, cell and person", table)


def source_html(
    caption: str,
    figures: Sequence[SourcedFigure],
    label: str,
    publication: str,
    *,
    has_state: bool = False,
) -> Markup:
    """The first 200 of these figures; `label` and `publication` head their columns.

    With `has_state` a column says which are illustrative or withdrawn.
    """
    headings = [label, "Figure", "File", "Sheet and cell", publication]
    rows = [_cells(figure, has_state=has_state) for figure in figures[:FIRST_ROWS]]
    cut = f", {FIRST_ROWS} of {len(figures):,}" if len(figures) > FIRST_ROWS else ""
    return html_tables.table_html(
        f"{caption}{cut}",
        [*headings, "State"] if has_state else headings,
        rows,
        numeric=["Figure"],
    )


def _cells(figure: SourcedFigure, *, has_state: bool) -> Sequence[html_tables.Cell]:
    cells = [figure.label, figure.figure, figure.file, figure.address, figure.publication]
    return [*cells, figure.state] if has_state else cells
