"""Every KPI of a plan with where it stands: questions answered, metrics applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.questions import stored_kpis, stored_plans
from data.records import Record, records
from insights import cache
from insights.cache import by_edition
from insights.kpi_records import date_of, figure_of, rules_of
from metrics.kpi_analysis import KpiAnalysis, kpi_analysis
from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import KpiPosition
from metrics.period import Period
from metrics.rag_summary import RagSummary, summarise
from metrics.reporting_frequency import report_period_of
from metrics.status import Rag, State

# The kind of event from which control limits begin anew.
REBASE = "rebase"


@dataclass(frozen=True, slots=True)
class LatestNote:
    """What officers wrote with a figure, and the period of that figure."""

    text: str
    period_label: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI of a plan: its definition, its stored figures, what happened and what they say."""

    definition: Record
    figures: Sequence[Record]
    events: Sequence[Record]
    analysis: KpiAnalysis | None

    @property
    def position(self) -> KpiPosition | None:
        """Where it stands; None before its first figure."""
        return self.analysis.position if self.analysis else None

    @property
    def plan(self) -> str:
        """The plan that it belongs to."""
        return str(self.definition["plan"])

    @property
    def code(self) -> str:
        """The code, unique within the plan."""
        return str(self.definition["code"])

    @property
    def name(self) -> str:
        """The name in words."""
        return str(self.definition["name"])

    @property
    def unit(self) -> str:
        """The unit its figures are counted in."""
        return str(self.definition["unit"])

    @property
    def decimals(self) -> int:
        """How many decimals its figures are shown with."""
        return int(str(self.definition["decimals"]))

    @property
    def priorities(self) -> Sequence[str]:
        """The codes of the priorities it serves."""
        return [code for code in str(self.definition["priorities"]).split("; ") if code]

    @property
    def latest_note(self) -> LatestNote | None:
        """The note of the newest figure that has one."""
        noted = [row for row in self.figures if isinstance(row["note"], str)]
        return LatestNote(noted[-1]["note"], noted[-1]["period_label"]) if noted else None

    @property
    def illustrative(self) -> bool:
        """Whether any of its figures is invented for illustration."""
        return any(bool(row["illustrative"]) for row in self.figures)

    @property
    def status(self) -> Rag | State:
        """How it counts in the report."""
        return self.position.status if self.position else State.AWAITED


@by_edition
def current_plan() -> str:
    """The newest plan that has begun and has KPIs."""
    kpis = cache.ask(stored_kpis.kpis)
    plans = cache.ask(stored_plans.plans)["plan"]
    with_kpis = set(kpis["plan"])
    return next((str(plan) for plan in plans if plan in with_kpis), str(plans.iloc[0]))


@by_edition
def plan_record(plan: str) -> Record:
    """A plan as stored: its council, its area, the days between which it runs."""
    plans = cache.ask(stored_plans.plans)
    return records(plans[plans["plan"] == plan])[0]


def kpi_table(plan: str) -> pd.DataFrame:
    """The KPIs of a plan as stored, one row each in their order, with the columns of `kpi`."""
    kpis = cache.ask(stored_kpis.kpis)
    return kpis[kpis["plan"] == plan]


def target_table(plan: str) -> pd.DataFrame:
    """The standing targets of a plan's KPIs, as stored_kpis.targets() gives them."""
    return cache.ask(stored_kpis.targets, plan)


@by_edition
def kpis_of(plan: str, today: date | None = None) -> Sequence[Kpi]:
    """Every KPI of the plan in its order, with what its figures say in the latest report.

    `today` is the reader's day: a year that has ended by then without its figure is awaited.
    """
    definitions = records(cache.ask(stored_kpis.kpis))
    by_code = _by_code(cache.ask(stored_kpis.kpi_values), plan)
    events = _by_code(cache.ask(stored_kpis.kpi_events, plan), plan)
    figures = {code: [figure_of(row) for row in rows] for code, rows in by_code.items()}
    reported = _reported(plan, definitions, figures)
    return [
        _kpi(definition, by_code, events, figures, reported, today)
        for definition in definitions
        if definition["plan"] == plan
    ]


def _reported(
    plan: str, definitions: Sequence[Record], figures: Mapping[str, Sequence[KpiFigure]]
) -> Period | None:
    """The period of the report, by how often each KPI of the plan is due."""
    of_plan = [definition for definition in definitions if definition["plan"] == plan]
    by_kpi = [figures.get(str(definition["code"]), []) for definition in of_plan]
    return report_period_of(by_kpi, [rules_of(definition) for definition in of_plan])


def _kpi(  # noqa: PLR0913, PLR0917 (a KPI, what is stored of it, the report and its reader)
    definition: Record,
    by_code: Mapping[str, Sequence[Record]],
    events: Mapping[str, Sequence[Record]],
    figures: Mapping[str, Sequence[KpiFigure]],
    reported: Period | None,
    today: date | None,
) -> Kpi:
    code = str(definition["code"])
    kpi_events = events.get(code, [])
    analysis = None
    if reported and code in figures:
        rebase_on = [date_of(event["day"]) for event in kpi_events if event["kind"] == REBASE]
        analysis = kpi_analysis(rules_of(definition), figures[code], reported, rebase_on, today)
    return Kpi(definition, by_code.get(code, []), kpi_events, analysis)


def _by_code(rows: pd.DataFrame, plan: str) -> Mapping[str, Sequence[Record]]:
    by_code: dict[str, list[Record]] = {}
    for record in records(rows[rows["plan"] == plan]):
        by_code.setdefault(str(record["code"]), []).append(record)
    return by_code


def reported_period(kpis: Sequence[Kpi]) -> Period | None:
    """The period that the latest report is about."""
    return next((kpi.position.reported for kpi in kpis if kpi.position), None)


def summary_of(kpis: Sequence[Kpi]) -> RagSummary:
    """The counts of green, amber, red and the rest."""
    return summarise(kpi.status for kpi in kpis)
