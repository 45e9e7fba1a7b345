"""Measures off target or just off, one by one: sentence, chart, note and next steps."""

from collections.abc import Iterator

from charts.kpi_chart import kpi_chart
from insights import kpi_trend_points
from insights.activity_cards import ActivityCard
from insights.formatting import day
from insights.kpi_notes import kpi_notes
from insights.kpi_relations import activity_cards_of
from insights.kpi_trend_points import USUAL_LAYERS
from insights.kpi_year_lines import year_points
from insights.kpis import Kpi, plan_record
from insights.measure_rows import MeasureRow
from insights.report_scope import ReportScope
from insights.year_end_lines import year_end_lines
from metrics.words.kpi_wording import capital
from reports.committee.measure_cells import marked, named
from reports.committee.summary_section import NO_MEASURES
from reports.document import Block, Prose, ProseKind, ReportChart, ReportSection, SubHeading

_TITLE = "Measures off target or just off"


def exceptions_section(scope: ReportScope) -> ReportSection:
    """Each of them, the worst first."""
    if not scope.rows:
        return ReportSection(_TITLE, [Prose(NO_MEASURES)])
    exceptions = [row for row in scope.rows if row.is_off_target or row.kpi.problem]
    if not exceptions:
        return ReportSection(_TITLE, [Prose("No measure is off target or just off.")])
    return ReportSection(_TITLE, [block for row in exceptions for block in _exception(scope, row)])


def _exception(scope: ReportScope, row: MeasureRow) -> Iterator[Block]:
    kpi = row.kpi
    yield SubHeading(named(kpi))
    yield Prose(kpi.problem or kpi.sentence)
    for line in year_end_lines(kpi):
        yield Prose(line)
    if not kpi.problem:
        yield from measure_chart(kpi)
    note = next(iter(kpi_notes(kpi, scope.period.end)), None)
    if note is None:
        yield Prose("Note: officers wrote none.")
    else:
        yield Prose(f"Note of {note.period_label}: {note.text}")
    yield from _next_steps(scope, kpi)


def measure_chart(kpi: Kpi) -> Iterator[Block]:
    """The chart as its page first shows it, and what stands in it beside lines."""
    points, lines = kpi_trend_points.points(kpi), year_points(kpi)
    if not points:
        return
    if kpi_trend_points.has_one_figure(points):
        yield Prose("There is one figure so far. A chart is drawn from two on.", ProseKind.QUIET)
        return
    chart = kpi_chart(kpi, points, lines)
    newest = kpi.figures[-1]
    source = f"Source: {newest['file']}, published {day(newest['published_at'])}"
    whose = plan_record(kpi.plan)["council"]
    yield ReportChart(chart, marked(f"{kpi.name}: {chart.title}, {whose}", [kpi]))
    entries = [] if kpi.counts_up else kpi_trend_points.chart_key(_shown(kpi))
    events = [f"{number}: {day(e['day'])}, {e['words']}" for number, e in enumerate(kpi.events, 1)]
    key = f"{capital('; '.join([*entries, *events]))}. " if entries or events else ""
    yield Prose(f"{key}{source}.", ProseKind.QUIET)


def _shown(kpi: Kpi) -> list[kpi_trend_points.KpiPoint]:
    return list(kpi_trend_points.shown(kpi_trend_points.points(kpi), USUAL_LAYERS))


def _invented(card: ActivityCard) -> str:
    return " (illustrative)" if card.activity.illustrative else ""


def _next_steps(scope: ReportScope, kpi: Kpi) -> Iterator[Block]:
    """What officers will do next in the key activities that name the measure."""
    steps = [
        f"Next steps in {card.activity.title}{_invented(card)}: {card.activity.next_steps}"
        for card in activity_cards_of(kpi, scope.period.end)
        if card.activity.next_steps
    ]
    if not steps:
        yield Prose("Next steps: none were reported in a key activity that names this measure.")
    for step in steps:
        yield Prose(step)
