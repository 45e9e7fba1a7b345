"""Local outcomes: the council's position on the metrics that it filled in, outcome by outcome."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insights import areas
from insights.formatting import count
from insights.kpis import current_plan, kpis_of
from insights.local_outcomes import NO_FIGURE, LocalMetric, local_outcomes
from pages.shared import html_tables, illustrative, unexpected
from pages.shared.escaping import plain
from pages.shared.no_plan import needs_plan
from pages.shared.table_downloads import table_downloads
from reports.page_tables import local_outcomes_table

TITLE = "Local outcomes"


@needs_plan(TITLE, "there are no measures to set beside the national outcomes")
def render() -> None:
    """What the page is, then each outcome with its metrics."""
    st.title(TITLE)
    outcomes = local_outcomes(current_plan())
    if not outcomes:
        _how_to_fill_in()
        return
    metrics = [metric for of_outcome in outcomes.values() for metric in of_outcome]
    with_figure = [metric for metric in metrics if metric.figure != NO_FIGURE]
    _, name = areas.home()
    st.write(
        f"{plain(name)} has a figure here for {len(with_figure)} of "
        f"{count(len(metrics), 'metric')}. Outcomes and metrics are those of the council's plan "
        "workbook."
    )
    named = {metric.kpi for metric in metrics}
    illustrative.illustrative(kpi for kpi in kpis_of(current_plan()) if kpi.code in named)
    for outcome, of_outcome in outcomes.items():
        with unexpected.on_its_own():
            _outcome(outcome, of_outcome)
    table_downloads("local-outcomes", "these tables", partial(local_outcomes_table, outcomes))


def _how_to_fill_in() -> None:
    st.info("No outcome or metric has been filled in yet, and none is supplied.")
    st.markdown(
        "1. On the Upload page, download the plan workbook.\n"
        "2. On its sheet Local outcomes, write each priority outcome and its metrics.\n"
        "3. Beside a metric, name the statistic or the KPI that it is read from.\n"
        "4. Drop the workbook on the Upload page and publish it."
    )
    html_tables.links(html_tables.link("Go to Upload", "upload"))


def _outcome(outcome: str, metrics: Sequence[LocalMetric]) -> None:
    st.header(plain(outcome), anchor=False)
    _, name = areas.home()
    headings = ["Metric", name, "Compared", "Position", "Read from", "Note"]
    rows = [_cells(metric) for metric in metrics]
    html_tables.table(count(len(metrics), "metric"), headings, rows)


def _cells(metric: LocalMetric) -> Sequence[html_tables.Cell]:
    figure = "\n".join(part for part in (metric.figure, metric.period_label) if part)
    return [metric.metric, figure, metric.nation, _position(metric), _source(metric), metric.note]


def _position(metric: LocalMetric) -> html_tables.Cell:
    if metric.status:
        return html_tables.badge(metric.status)
    if metric.against.verdict:
        return html_tables.badge(metric.against.verdict, words=metric.against.words)
    return metric.against.words


def _source(metric: LocalMetric) -> html_tables.Cell:
    if metric.kpi:
        return html_tables.link(metric.source, "kpi", kpi=metric.kpi)
    if metric.statistic:
        return html_tables.link(metric.source, "compare", statistic=metric.statistic)
    return "not named yet"
