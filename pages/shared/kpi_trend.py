"""A KPI as a chart with its words and its table."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from charts.kpi_chart import kpi_chart
from charts.prepared_chart import PreparedChart
from insights import kpi_trend_points, kpi_year_lines
from insights.cache import remembered
from insights.figure_wording import outturn_words, target_words
from insights.formatting import day
from insights.kpi_notes import notes_by_period
from insights.kpi_trend_points import ChartLayer, KpiPoint
from insights.kpi_year_lines import YearPoint
from insights.kpis import Kpi
from insights.ownership import kpis_for
from metrics.kpi_position import RatedOutturn
from metrics.period import Period
from metrics.words.kpi_wording import capital
from metrics.words.status_words import on_target_words
from pages.shared import html_tables, prepared_charts, shown
from pages.shared.escaping import plain
from pages.shared.nothing_yet import nothing_yet
from pages.shared.open_links import is_to_copy, pictures_html, to_copy
from pages.shared.prepared_html import prepared_html

HEADINGS = ["Period", "Figure", "Target", "Status", "The file says", "Note"]
MAY_BE_EMPTY = ("The file says", "Note")
ALL_YEARS = "All"
YEARS: Mapping[str, int | None] = {"2 years": 2, "5 years": 5, ALL_YEARS: None}


def trend(kpi: Kpi) -> None:
    """The finding, the chart with its choices, what happened, and the figures behind it.

    Paper, which has no box to choose from, says of which measure.
    """
    name = html_tables.on_paper_html(kpi.name)
    st.html(html_tables.stacked(name, html_tables.quiet_html(finding(kpi))))
    trend_chart(kpi)


def trend_chart(kpi: Kpi) -> None:
    """The chart with its choices, what happened, and the figures behind it."""
    if kpi.problem:
        return
    quarter = shown.chosen_quarter()
    known = _points(kpi.code, quarter)
    if not known:
        nothing_yet("No figure has been published for this measure yet.")
        return
    if kpi_trend_points.has_one_figure(known):
        html_tables.quiet("There is one figure so far. A chart is drawn from two on.")
        st.html(html_tables.stacked(_figures(kpi.code), *_key(kpi, ())))
        return
    if kpi.counts_up and (lines := _lines(kpi.code, quarter)):
        layers, years = _layers(kpi_year_lines.layers_of(lines), kpi.code), None
    else:
        layers, years = _choices(kpi, known)
    chart = _chart(kpi.code, layers, years, quarter)
    prepared_charts.draw(chart, f"chart-{kpi.code}")
    _below(kpi, _key(kpi, kpi_trend_points.shown(known, layers, years)))


def _below(kpi: Kpi, key: Sequence[Markup]) -> None:
    """What stands in the chart; then its figures and the chart as pictures, folded."""
    title = f"Figures behind the chart of {kpi.name}"
    if shown.chosen_quarter() is not None or not is_to_copy():
        st.html(html_tables.stacked(*key, _folded(kpi.code, title)))
        return
    if key:
        st.html(html_tables.stacked(*key))
    with st.expander(plain(title)):
        st.html(_figures_and_pictures(kpi.code))
        to_copy("kpi", kpi.code)


@prepared_html
def _folded(code: str, title: str) -> Markup:
    return html_tables.folded_html(title, _figures_and_pictures(code))


@prepared_html
def _figures_and_pictures(code: str) -> Markup:
    """The figures and, of the latest report, the chart as pictures."""
    is_latest = shown.chosen_quarter() is None
    pictures = pictures_html("kpi", code, "This chart") if is_latest else Markup("")
    return html_tables.stacked(_figures(code), pictures)


def _choices(kpi: Kpi, known: Sequence[KpiPoint]) -> tuple[tuple[ChartLayer, ...], int | None]:
    """The layers and how many years."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        years = st.segmented_control(
            "Years shown",
            list(YEARS),
            default=ALL_YEARS,
            required=True,
            key=f"years-{kpi.code}",
            label_visibility="collapsed",
        )
        layers = _layers(kpi_trend_points.available_layers(known), kpi.code)
    return layers, YEARS[years]


def _layers(available: Sequence[ChartLayer], key: str) -> tuple[ChartLayer, ...]:
    """Those of the layers that a reader wants; there is no choice of none."""
    if not available:
        return ()
    chosen = st.pills(
        "Shown in the chart",
        [layer for layer in ChartLayer if layer in available],
        selection_mode="multi",
        default=[usual for usual in kpi_trend_points.USUAL_LAYERS if usual in available],
        key=f"layers-{key}",
        label_visibility="collapsed",
    )
    return tuple(chosen)


@remembered
def _kpi(code: str, quarter: Period | None) -> Kpi:
    return next(kpi for kpi in kpis_for(None, quarter) if kpi.code == code)


@remembered
def _points(code: str, quarter: Period | None) -> Sequence[KpiPoint]:
    """Everything that the chart of a KPI can show."""
    return tuple(kpi_trend_points.points(_kpi(code, quarter)))


@remembered
def _lines(code: str, quarter: Period | None) -> Sequence[YearPoint]:
    """Everything that the chart of a KPI's years over each other can show."""
    return tuple(kpi_year_lines.year_points(_kpi(code, quarter)))


@remembered
def _chart(
    code: str, layers: tuple[ChartLayer, ...], years: int | None, quarter: Period | None
) -> PreparedChart:
    """The chart of a KPI's figures with chosen layers, of its last years or of all."""
    kpi = _kpi(code, quarter)
    return kpi_chart(kpi, _points(code, quarter), _lines(code, quarter), layers, years)


def _key(kpi: Kpi, points: Sequence[KpiPoint]) -> Sequence[Markup]:
    """What stands in the chart beside lines: shaded bands, hollow points, numbered days."""
    entries = kpi_trend_points.chart_key(points, by_year=kpi.counts_up)
    lines = [f"{capital('; '.join(entries))}."] if entries else []
    if earlier := kpi_trend_points.earlier_otherwise(kpi):
        lines.append(earlier)
    lines += [
        f"{number}  {day(event['day'])}: {event['words']}"
        for number, event in enumerate(kpi.events, 1)
    ]
    return [html_tables.quiet_html(line) for line in lines]


def finding(kpi: Kpi) -> str:
    """What the KPI's figures say, in one plain sentence or two."""
    return kpi.problem or kpi.sentence


@prepared_html
def _figures(code: str) -> Markup:
    """Every period's figure, target and status, newest first."""
    kpi = _kpi(code, shown.chosen_quarter())
    series = kpi.position.series if kpi.position else ()
    notes = notes_by_period(kpi)
    rows = [
        _figure_cells(kpi, rated, notes.get(rated.figure.period, "")) for rated in reversed(series)
    ]
    # A column of nothing is none.
    shown_columns = [
        number
        for number, heading in enumerate(HEADINGS)
        if heading not in MAY_BE_EMPTY or any(row[number] for row in rows)
    ]
    headings = [HEADINGS[number] for number in shown_columns]
    cells = [[row[number] for number in shown_columns] for row in rows]
    return html_tables.table_html(kpi.name, headings, cells, numeric=["Figure", "Target"])


def _figure_cells(kpi: Kpi, rated: RatedOutturn, note: str) -> Sequence[html_tables.Cell]:
    provisional = " (provisional)" if rated.figure.provisional else ""
    return [
        html_tables.unbroken(rated.figure.period.label),
        f"{outturn_words(kpi, rated)}{provisional}",
        target_words(kpi, rated),
        html_tables.badge(on_target_words(rated.status)),
        rated.figure.reported_status or "",
        note,
    ]
