"""The published statistics beside a KPI: its years beside the same count, or context apart."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data import questions
from data.records import Record, records
from loaders.checks.plans import measure_of
from metrics.benchmark import Comparison
from metrics.period import Period
from metrics.rhythm import own_rhythm
from metrics.views import whole_years
from pages.parts import areas, beside, context, reads, tables
from pages.parts.outturns import Kpi, figure_of, period_of
from pages.parts.words import day, figure, plain

SAME = "same"
RECENT_DAYS = 2 * 366  # an older statistic says nothing about the report


def counterparts(kpi: Kpi, plan: str) -> None:
    """Each published statistic that belongs beside a KPI, with its facts and no verdict on the KPI.

    One that counts the same thing stands beside the KPI's own years; any other is context.
    """
    found = records(reads.ask(questions.kpi_counterparts, plan, kpi.code))
    if not found:
        return
    st.header("In published statistics", anchor=False)
    for one in found:
        shown = context.statistic(str(one["statistic"]))
        if shown is None:
            _nothing_here(one)
            continue
        context.statistic_chart(shown, compared_below=True)
        tables.quiet(str(one["note"]))
        if one["relation"] == SAME:
            _years(kpi, shown.definition)
        beside.table(shown.definition, shown.comparisons)


def stand_outs(kpi: Kpi, plan: str) -> Sequence[Comparison]:
    """How the published counterparts of a KPI stand at 99.8 %, those of the last two years."""
    reported = kpi.outturn.reported if kpi.outturn else None
    if reported is None:
        return ()
    found = records(reads.ask(questions.kpi_counterparts, plan, kpi.code))
    compared = (one for of in found for one in context.stand_outs(str(of["statistic"])))
    return [
        one.comparison
        for one in compared
        if (reported.end - one.comparison.period.end).days <= RECENT_DAYS
    ]


def _nothing_here(one: Record) -> None:
    definitions = reads.ask(questions.statistics).set_index("code")
    name = str(definitions.loc[str(one["statistic"]), "name"])
    st.subheader(plain(name), anchor=False)
    st.info("No figure of it for the district is published here yet. Upload brings it in.")


def _years(kpi: Kpi, definition: Record) -> None:
    home, name = areas.home()
    published = {
        period_of(row): row
        for row in records(context.values_of((str(definition["code"]),), (home,)))
        if pd.notna(row["value"])
    }
    rows: list[list[tables.Cell]] = [
        [
            year.label,
            figure(total, kpi.unit, kpi.decimals),
            context.figure_of(definition, published[year]["value"]),
            figure(total - float(str(published[year]["value"])), kpi.unit, kpi.decimals),
            day(published[year]["vintage"]),
        ]
        for year, total in _years_of(kpi).items()
        if year in published
    ]
    if not rows:
        tables.quiet("No year is known in full from both, so no figures stand beside each other.")
        return
    caption = f"{kpi.code} beside {definition['name']}, {name}"
    headings = ["Year", kpi.code, "As published", "Difference", "Published"]
    tables.table(caption, headings, rows[::-1], numeric=headings[1:4])


def _years_of(kpi: Kpi) -> Mapping[Period, float]:
    measure = measure_of(kpi.definition)
    return whole_years(measure, own_rhythm(measure, [figure_of(row) for row in kpi.figures]))
