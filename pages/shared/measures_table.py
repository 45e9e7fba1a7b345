"""The table of measures: status, figure, target, trend and what changed, the worst first."""

from collections.abc import Sequence

from markupsafe import Markup

from insights.measure_rows import MeasureRow, Travel
from insights.ownership import answering
from metrics.status import State
from pages.shared import html_tables, shown, trend_images
from pages.shared.escaping import escaped

HEADINGS = (
    "Measure", "Status", "Figure", "Target", "Three years", "On last quarter", "On last year",
)  # fmt: skip
NUMERIC = ("Figure", "Target")
NO_REPORT = "no report yet"


def worst_first_caption(report: str) -> str:
    """What the table of measures is called in the order in which they stand."""
    return f"Measures, {report or NO_REPORT}, the worst first"


def measures_table(
    caption: str,
    rows: Sequence[MeasureRow],
    report: str,
    chart_page: str | None = None,
    *,
    is_dense: bool = False,
) -> Markup:
    """The table's HTML; `report` is the period that figures are of unless their cell says another.

    With `chart_page` a trend is a link to its chart on that page. A dense table of many measures
    shows less of each on a phone.
    """
    cells = [_cells(row, report, chart_page) for row in rows]
    table = html_tables.table_html(caption, HEADINGS, cells, NUMERIC)
    dense = " dd-dense" if is_dense else ""
    return Markup('<div class="dd-measures{}">{}</div>').format(dense, table)


def _cells(row: MeasureRow, report: str, chart_page: str | None) -> Sequence[html_tables.Cell]:
    kpi = row.kpi
    answers = answering(kpi)
    # On a page of one lead's measures every row would name the lead again.
    facts = kpi.code if answers == shown.owner() else f"{kpi.code}, {answers}"
    name = Markup('{}<br><span class="dd-quiet">{}</span>')
    figure = Markup('<b class="dd-unbroken">{}</b>').format(escaped(row.figure))
    of_other_period = row.period_label and row.period_label != report
    return [
        name.format(html_tables.link(kpi.name, "kpi", kpi=kpi.code), escaped(facts)),
        html_tables.badge(row.status),
        _with_quiet(figure, row.period_label) if of_other_period else figure,
        _target(row),
        _trend(row, chart_page),
        _travel(row.on_last_quarter),
        _travel(row.on_last_year),
    ]


def _target(row: MeasureRow) -> html_tables.Cell:
    is_alone = row.target and row.kpi.status is not State.TARGET_UNCLEAR
    return html_tables.unbroken(row.target) if is_alone else row.target


def _trend(row: MeasureRow, chart_page: str | None) -> html_tables.Cell:
    if row.sparkline is None:
        return ""
    image = trend_images.sparkline(row.sparkline)
    if chart_page is None:
        return image
    return html_tables.link_around(image, chart_page, measure=row.kpi.code)


def _travel(travel: Travel) -> html_tables.Cell:
    if not travel.direction:
        return travel.reason
    way = html_tables.badge(travel.direction)
    return _with_quiet(way, f"was {travel.was}") if travel.was else way


def _with_quiet(first: Markup, second: str) -> Markup:
    html = Markup('<div class="dd-two">{}<br><span class="dd-quiet">{}</span></div>')
    return html.format(first, escaped(second))
