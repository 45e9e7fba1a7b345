"""Every KPI of a plan with where it stands: questions answered, metrics applied.

Each KPI is worked out by itself: one that cannot be says so, and the others stand.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from data import audit
from data.errors import UserError
from data.questions import stored_kpis, stored_plans
from data.records import Record, records
from insights import cache
from insights.cache import by_edition
from insights.kpi_records import date_of, figure_of, rules_of, wording_of
from metrics.direction import KpiKind
from metrics.kpi_analysis import KpiAnalysis, kpi_analysis
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import KpiPosition
from metrics.period import Period
from metrics.rag_summary import RagSummary, summarise
from metrics.reporting_frequency import BegunReport, begun_report, report_periods_of
from metrics.status import Rag, State
from metrics.words.kpi_sentence import sentence

log = logging.getLogger("district")

NO_FIGURE = "No figure yet."

# The kind of event from which control limits begin anew.
REBASE = "rebase"
# The kind of event that says why a target is another one from then on.
TARGET_CHANGED = "target"
# The kind of event that says what an officer expects a year to end at; its day is the year's end.
FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class LatestNote:
    """What officers wrote with a figure, and the period of that figure."""

    text: str
    period_label: str


@cache.shared
@dataclass(frozen=True, slots=True, eq=False)
class Kpi:
    """A KPI of a plan: its definition, its stored figures, what happened and what they say.

    It is the same for everybody who looks at an edition, so that answers are remembered by it.
    `forecasts` holds what officers expect its years to end at, which nothing is worked out of.
    `problem` says why nothing could be worked out of its figures, with the number in the log.
    """

    definition: Record
    figures: Sequence[Record]
    events: Sequence[Record]
    analysis: KpiAnalysis | None
    sentence: str = NO_FIGURE
    problem: str | None = None
    forecasts: Sequence[Record] = ()

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
    def counts_up(self) -> bool:
        """Whether its figures count up over the year, so that every year is a line of its own."""
        return bool(self.definition["kind"] == KpiKind.CUMULATIVE)

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
        if self.problem:
            return State.NOT_WORKED_OUT
        return self.position.status if self.position else State.AWAITED


class NoPlan(UserError):
    """The council has no plan yet; the text says what to do."""


@by_edition
def has_plan() -> bool:
    """Whether the council has a plan: published as a workbook, or shipped."""
    return not cache.ask(stored_plans.plans).empty


def is_stated(kpi: Kpi, fact: str) -> bool:
    """Whether the plan, or a workbook of it, states a KPI's unit, polarity, frequency or kind.

    What the files that the software starts with say beyond the plan was set by us.
    """
    stated = kpi.definition["stated"]
    if not isinstance(kpi.definition["official_title"], str) or kpi.definition["confirmed"]:
        return True
    return isinstance(stated, str) and fact in stated.split("; ")


@by_edition
def current_plan() -> str:
    """The newest plan that has begun and has KPIs. Raises NoPlan before the council's first."""
    kpis = cache.ask(stored_kpis.kpis)
    plans = cache.ask(stored_plans.plans)["plan"]
    if plans.empty:
        raise NoPlan("No plan of this council has been published yet. Upload its workbook first.")
    with_kpis = set(kpis["plan"])
    return next((str(plan) for plan in plans if plan in with_kpis), str(plans.iloc[0]))


def current_kpis() -> "Sequence[Kpi]":
    """Every KPI of the current plan in its latest report; none before the council's first plan."""
    return kpis_of(current_plan()) if has_plan() else ()


@by_edition
def plan_record(plan: str) -> Record:
    """A plan as stored: its council, its area, the days between which it runs."""
    plans = cache.ask(stored_plans.plans)
    return records(plans[plans["plan"] == plan])[0]


def kpi_table(plan: str) -> pd.DataFrame:
    """The KPIs of a plan as stored, one row each in their order, with the columns of `kpi`."""
    kpis = cache.ask(stored_kpis.kpis)
    return kpis[kpis["plan"] == plan]


def next_position(plan: str) -> int:
    """The place behind a plan's last KPI."""
    return max(map(int, kpi_table(plan)["position"]), default=0) + 1


def target_table(plan: str) -> pd.DataFrame:
    """The standing targets of a plan's KPIs, as stored_kpis.targets() gives them."""
    return cache.ask(stored_kpis.targets, plan)


@dataclass(frozen=True, slots=True)
class _ReadKpi:
    """A KPI's rules and figures as metrics take them; where they cannot be read, why."""

    rules: KpiRules | None
    figures: Sequence[KpiFigure]
    problem: Exception | None = None


def kpis_of(plan: str, today: date | None = None, quarter: Period | None = None) -> Sequence[Kpi]:
    """Every KPI of the plan in its order, with what its figures say in the report of a quarter.

    Without `quarter` it is the latest report.

    `today` is the reader's day, without it the one that the store is asked of: a year that has
    ended by then without its figure is awaited.
    """
    # The latest report is one answer, whether it is asked for by its quarter or not.
    reported = quarter or next(iter(report_quarters(plan)), None)
    return _kpis_on(plan, today or cache.reader_day(), reported)


@by_edition
def _kpis_on(plan: str, day: date, reported: Period | None) -> Sequence[Kpi]:
    definitions = [row for row in records(cache.ask(stored_kpis.kpis)) if row["plan"] == plan]
    rows = _by_code(cache.ask(stored_kpis.kpi_values), plan)
    events = _by_code(cache.ask(stored_kpis.kpi_events, plan), plan)
    read = [_read(row, rows.get(str(row["code"]), [])) for row in definitions]
    return [
        _kpi(_stored(row, rows.get(code, []), events.get(code, [])), kpi, reported, day)
        for row, kpi in zip(definitions, read, strict=True)
        for code in [str(row["code"])]
    ]


def _stored(definition: Record, rows: Sequence[Record], events: Sequence[Record]) -> Kpi:
    """The KPI as it is stored, before anything is worked out; a forecast did not happen."""
    happened = [event for event in events if event["kind"] != FORECAST]
    forecasts = [event for event in events if event["kind"] == FORECAST]
    return Kpi(definition, rows, happened, None, forecasts=forecasts)


@by_edition
def report_quarters(plan: str) -> Sequence[Period]:
    """The periods that there are reports for, the newest first; seldom other than quarters."""
    return tuple(_reports(_read_of(plan)))


@by_edition
def report_begun(plan: str) -> BegunReport | None:
    """The period after a plan's latest report that some figures are of, too few to report it."""
    return begun_report(*_known(_read_of(plan)))


def _read_of(plan: str) -> Sequence[_ReadKpi]:
    rows = _by_code(cache.ask(stored_kpis.kpi_values), plan)
    definitions = [row for row in records(cache.ask(stored_kpis.kpis)) if row["plan"] == plan]
    return [_read(row, rows.get(str(row["code"]), [])) for row in definitions]


def _reports(read: Sequence[_ReadKpi]) -> Sequence[Period]:
    return report_periods_of(*_known(read))


def _known(read: Sequence[_ReadKpi]) -> tuple[Sequence[Sequence[KpiFigure]], Sequence[KpiRules]]:
    """The figures and the rules of the KPIs that can be read."""
    known = [(kpi.figures, kpi.rules) for kpi in read if kpi.rules]
    return [figures for figures, _ in known], [rules for _, rules in known]


def _read(definition: Record, rows: Sequence[Record]) -> _ReadKpi:
    try:
        return _ReadKpi(rules_of(definition), [figure_of(row) for row in rows])
    except Exception as problem:  # noqa: BLE001 - told and logged with the KPI
        return _ReadKpi(None, (), problem)


def _kpi(kpi: Kpi, read: _ReadKpi, reported: Period | None, today: date) -> Kpi:
    """The KPI with what its figures say; where that cannot be worked out, with why."""
    try:
        if read.problem:
            raise read.problem
        return _analysed(kpi, read, reported, today)
    except Exception as problem:  # noqa: BLE001 - one KPI stops only itself
        return replace(kpi, problem=_problem_words(kpi, problem))


def _analysed(kpi: Kpi, read: _ReadKpi, reported: Period | None, today: date) -> Kpi:
    if read.rules is None or reported is None or not read.figures:
        return kpi
    rebase_on = [date_of(event["day"]) for event in kpi.events if event["kind"] == REBASE]
    analysis = kpi_analysis(read.rules, read.figures, reported, rebase_on, today)
    # Every figure is rated now, so that what cannot be is known before a page is half drawn.
    list(analysis.position.series)
    return replace(kpi, analysis=analysis, sentence=sentence(analysis, wording_of(kpi.definition)))


def _problem_words(kpi: Kpi, problem: Exception) -> str:
    number = audit.reference()
    log.error("The KPI %s failed", kpi.code, exc_info=problem, extra={"reference": number})
    return (
        "Its figures could not be worked out: one of them may be wrong. "
        f"It was logged as {number}; other KPIs are not affected."
    )


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
