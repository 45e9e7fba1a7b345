"""What publishing would do to the picture: which KPIs turn from one status to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from data.records import Record, records
from insights.formatting import count
from insights.kpi_records import figure_of, rules_of
from insights.kpis import Kpi, current_plan, kpis_of, reported_period
from loaders.plans.current_plans import Plans
from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import kpi_position
from metrics.period import Period
from metrics.reporting_frequency import report_period_of
from metrics.status import Rag, State, is_number
from metrics.words.kpi_wording import capital
from pages.shared import html_tables
from pages.shared.escaping import plain


@dataclass(frozen=True, slots=True)
class Turn:
    """A KPI whose status in the report would be another one."""

    code: str
    name: str
    before: Rag | State
    after: Rag | State

    @property
    def sentence(self) -> str:
        """`SP 01 turns from green to amber`."""
        return f"{self.code} turns from {self.before} to {self.after}"


def effect(changes: pd.DataFrame | None, plans: Plans) -> None:
    """Say what `changes`, the preview of KPI values, would do to the report of the current plan.

    `plans` are the plans as they would stand.
    """
    plan = current_plan()
    kpis = kpis_of(plan)
    incoming = [] if changes is None else [r for r in records(changes) if r["plan"] == plan]
    _another_plan(plan, plans)
    after = _figures_after(kpis, incoming)
    reported, before = report_period_of(list(after.values())), reported_period(kpis)
    if reported is None:
        return
    if incoming:
        _left_alone(kpis, incoming)
    if before is not None and before != reported:
        st.write(f"The report moves from {before.label} to {reported.label}.")
    turned = list(turns(kpis, after, reported, plans))
    if not turned:
        st.write("No KPI's status in the report would change.")
        return
    rows: list[list[html_tables.Cell]] = [
        [
            f"{turn.code} {turn.name}",
            html_tables.badge(str(turn.before)),
            html_tables.badge(str(turn.after)),
        ]
        for turn in turned
    ]
    st.write(f"{capital('; '.join(turn.sentence for turn in turned[:3]))}"
             f"{' ...' if len(turned) > 3 else '.'}")  # fmt: skip
    with st.expander(f"Statuses that would change: {count(len(turned), 'KPI')}"):
        html_tables.table(f"In the report for {reported.label}", ["KPI", "Now", "Then"], rows)


def _another_plan(plan: str, plans: Plans) -> None:
    then = plans.current(datetime.now(UTC).date())
    if then != plan:
        st.write(f"The pages move from the plan {plain(plan)} to the plan {plain(then)}.")


def _left_alone(kpis: Sequence[Kpi], incoming: Sequence[Record]) -> None:
    """Say which KPIs have figures for the file's periods and are not in it."""
    in_file = {str(row["code"]) for row in incoming}
    ends = {row["period_end"] for row in incoming}
    others = [
        kpi.code
        for kpi in kpis
        if kpi.code not in in_file and any(figure["period_end"] in ends for figure in kpi.figures)
    ]
    if others:
        words = count(len(others), "KPI with figures for these periods is",
                      "KPIs with figures for these periods are")  # fmt: skip
        st.write(f"{words} not in this file, and so left as they are: {plain(', '.join(others))}.")


def turns(
    kpis: Sequence[Kpi], after: dict[str, list[KpiFigure]], reported: Period, plans: Plans
) -> Iterator[Turn]:
    """The KPIs whose status in the report for a period would be another than it is now."""
    for kpi in kpis:
        figures = after.get(kpi.code)
        if not (figures and plans.has(str(kpi.definition["plan"]), kpi.code)):
            continue
        definition = plans.kpi(str(kpi.definition["plan"]), kpi.code)
        then = kpi_position(rules_of(definition), figures, reported).status
        if then != kpi.status:
            yield Turn(kpi.code, kpi.name, kpi.status, then)


def _figures_after(kpis: Sequence[Kpi], incoming: Sequence[Record]) -> dict[str, list[KpiFigure]]:
    """Every KPI's figures as they would stand, by code."""
    found = {kpi.code: {f.period: f for f in map(figure_of, kpi.figures)} for kpi in kpis}
    for row in incoming:
        figure = figure_of(row)
        standing = found.setdefault(str(row["code"]), {})
        standing[figure.period] = _merged(standing.get(figure.period), figure)
    return {code: list(figures.values()) for code, figures in found.items() if figures}


def _merged(standing: KpiFigure | None, new: KpiFigure) -> KpiFigure:
    """What a blank leaves standing: the figure where only a target comes, and the other way."""
    if standing is None:
        return new
    figure = new if is_number(new.value) or new.state else standing
    aim = new if is_number(new.target) or new.target_state else standing
    return KpiFigure(
        new.period,
        figure.value,
        state=figure.state,
        target=aim.target,
        target_upper=aim.target_upper,
        target_state=aim.target_state,
        reported_status=figure.reported_status,
        provisional=figure.provisional,
    )
