"""One measure or statistic to be shown elsewhere: its chart, facts, figures, source and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from charts.area_chart import area_chart
from charts.kpi_chart import kpi_chart
from charts.limits_chart import control_chart_of
from charts.map_chart import map_chart
from charts.prepared_chart import PreparedChart
from charts.strip_chart import strip_chart
from data.records import Record
from insights import (
    area_shapes,
    cache,
    control_chart_points,
    kpi_trend_points,
    kpi_year_lines,
)
from insights.area_map import AreaMap, Shading
from insights.areas_over_time import areas_over_time
from insights.distribution import distribution
from insights.district_statistics import Statistic
from insights.figure_wording import outturn_words, target_words
from insights.formatting import day
from insights.kpi_facts import kpi_facts, measure_row
from insights.kpis import Kpi, plan_record
from insights.selectable_statistics import selectable_statistics
from insights.statistic_wording import axis_title, figure_in
from metrics.spc.xmr_chart import Showing
from metrics.words.status_words import on_target_words
from reports.chart_images import HEIGHT, facts_in_lines, titled

_MAP_HEIGHT = 560
ILLUSTRATIVE = "Illustrative: the figures are invented to show the dashboard."


@dataclass(frozen=True, slots=True)
class ShownElsewhere:
    """What leaves the dashboard by itself: it says what it is, whose figures, and of which day.

    `chart` is None where there is one figure or none; `rows` are the figures, the newest first.
    """

    title: str
    lines: Sequence[str]
    chart: PreparedChart | None
    facts: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    height: int = HEIGHT

    @property
    def chart_spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite with title, source and day inside; the facts where none is."""
        return (
            titled(self.chart, self.title, self.lines, self.height) if self.chart else self.row_spec
        )

    @property
    def plot_spec(self) -> dict[str, Any]:
        """The chart with what its values measure, for a page that has the other words itself."""
        return (
            titled(self.chart, "", (), self.height)
            if self.chart
            else facts_in_lines(self.facts, "", ())
        )

    @property
    def row_spec(self) -> dict[str, Any]:
        """The row of a table in the same way."""
        return facts_in_lines(self.facts, self.title, self.lines)

    @property
    def alt(self) -> str:
        """All that the picture shows, in words."""
        shown = self.chart.alt if self.chart else "; ".join(": ".join(fact) for fact in self.facts)
        return f"{shown} {' '.join(self.lines)}"


def shown_kpi(kpi: Kpi) -> ShownElsewhere:
    """A measure of the current plan as it stands."""
    row = measure_row(kpi, cache.reader_day())
    facts = kpi_facts(kpi, row) if row else ()
    worded = [(f.label, "; ".join(filter(None, (f.status, f.value, f.remark)))) for f in facts]
    series = kpi.position.series if kpi.position else ()
    return ShownElsewhere(
        title=f"{kpi.name} ({kpi.code})",
        lines=[kpi.problem or kpi.sentence, _kpi_source(kpi)],
        chart=_kpi_chart(kpi),
        facts=worded,
        headings=("Period", "Figure", "Target", "Status"),
        rows=[
            (
                rated.figure.period.label,
                outturn_words(kpi, rated),
                target_words(kpi, rated),
                on_target_words(rated.status),
            )
            for rated in reversed(series)
        ],
    )


def _kpi_chart(kpi: Kpi) -> PreparedChart | None:
    points = kpi_trend_points.points(kpi) if kpi.position else ()
    if not points or kpi_trend_points.has_one_figure(points):
        return None
    return kpi_chart(kpi, points, kpi_year_lines.year_points(kpi) if kpi.counts_up else ())


def _kpi_source(kpi: Kpi) -> str:
    made_up = f" {ILLUSTRATIVE}" if kpi.illustrative else ""
    whose = plan_record(kpi.plan)["council"]
    if not kpi.figures:
        return f"{whose}. No figure has been published. {_as_it_stood()}"
    newest = max(kpi.figures, key=lambda row: row["published_at"])
    return (
        f"{whose}. Source: {newest['file']}, published {day(newest['published_at'])}. "
        f"{_as_it_stood()}{made_up}"
    )


def shown_statistic(statistic: Statistic) -> ShownElsewhere:
    """A published statistic of the council's area as it stands."""
    definition = statistic.definition
    chart = None
    if statistic.is_trend:
        words = f"{statistic.name}. {statistic.sentence}"
        chart = area_chart(tuple(statistic.points), axis_title(definition), words)
    compared = [
        (str(other.row["area_name"]), f"{figure_in(definition, other.row)}; {other.facts}")
        for other in statistic.comparisons
    ]
    home = statistic.areas[0]
    return ShownElsewhere(
        title=statistic.name,
        lines=[statistic.sentence, f"{_published(definition)} {_as_it_stood()}"],
        chart=chart,
        facts=[(home, "; ".join(statistic.rows[0][1::-1])), *compared],
        headings=("Period", *statistic.areas),
        rows=statistic.rows,
    )


def shown_control(kpi: Kpi) -> ShownElsewhere | None:
    """The control chart of a measure; None where it has none."""
    control = kpi.analysis.control if kpi.analysis else None
    if control is None or control.showing is Showing.LINE:
        return None
    sentence = control_chart_points.sentence(kpi, control)
    rows = [(r.period_label, r.figure, r.finding) for r in control_chart_points.rows(kpi, control)]
    return ShownElsewhere(
        title=f"{kpi.name} ({kpi.code}): is it more than usual variation?",
        lines=[sentence, control_chart_points.chart_key(kpi, control), _kpi_source(kpi)],
        chart=control_chart_of(kpi, control),
        facts=[("What it says", sentence)],
        headings=("Period", "Figure", "It is"),
        rows=rows,
    )


def shown_areas(code: str, of_areas: tuple[str, ...]) -> ShownElsewhere | None:
    """A statistic of some areas over time; None where none of them has a figure."""
    compared = areas_over_time(code, of_areas)
    if not compared.latest:
        return None
    name = str(compared.definition["name"])
    words = f"Lines of {name} over time. {compared.sentence}"
    title = axis_title(compared.definition)
    chart = area_chart(tuple(compared.points), title, words) if compared.is_trend else None
    return ShownElsewhere(
        title=name,
        lines=[f"{compared.sentence}.", f"{_published(compared.definition)} {_as_it_stood()}"],
        chart=chart,
        facts=list(zip(compared.areas, compared.rows[0][1:], strict=True)),
        headings=("Period", *compared.areas),
        rows=compared.rows,
    )


def shown_authorities(code: str) -> ShownElsewhere | None:
    """Where the district stands among local authorities; None without its own figure."""
    authorities = distribution(code)
    if authorities is None:
        return None
    definition = selectable_statistics()[code]
    return ShownElsewhere(
        title=f"{definition['name']}, {authorities.period_label}: among local authorities",
        lines=[authorities.sentence, f"{_published(definition)} {_as_it_stood()}"],
        chart=strip_chart(authorities.figures, axis_title(definition), authorities.sentence),
        facts=[("What it says", authorities.sentence)],
        headings=("Local authority", "Figure"),
        rows=[(figure.area_name, figure.words) for figure in authorities.figures],
    )


def shown_map(area_map: AreaMap, shading: Shading, *, as_hexagons: bool) -> ShownElsewhere:
    """A map of councils with its table."""
    chart = map_chart(area_map, shading, as_hexagons=as_hexagons)
    published = f"Published {day(area_map.vintage)}. " if area_map.vintage else ""
    return ShownElsewhere(
        title=f"{area_map.name}, {area_map.period_label}: {area_map.extent.name}",
        lines=[
            area_map.sentence,
            "Darker is a higher figure, not a better or worse one. Thick line: "
            f"{area_map.outlined}. Grey: no figure.",
            f"{published}{area_shapes.source()} {_as_it_stood()}",
        ],
        chart=chart,
        facts=[("What it says", area_map.sentence)],
        headings=("Council", "Figure"),
        rows=[(area.area_name, area.words) for area in area_map.listed],
        height=_MAP_HEIGHT,
    )


def _published(definition: Record) -> str:
    return f"Source: {definition['publisher']}, {definition['source']}. {definition['licence']}."


def _as_it_stood() -> str:
    today: date = cache.reader_day()
    return f"As it stood on {day(today)}."
