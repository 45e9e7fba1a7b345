"""Every KPI of a plan with where it stands: questions answered, metrics applied.

Each KPI is worked out by itself: one that cannot be says so, and the others stand.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from data import audit
from data.errors import UserError
from data.questions import stored_kpis, stored_plans
from data.records import Record, Rows, records, rows
from insights import cache
from insights.answer_contents import shared
from insights.cache import remembered
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


@shared
@dataclass(frozen=True, slots=True, eq=False)
class StoredKpi:
    """A KPI as it is stored: its definition, its figures by period, and what happened to it.

    `forecasts` holds what officers expect its years to end at, which nothing is worked out of.
    """

    definition: Record
    figures: Sequence[Record]
    events: Sequence[Record]
    forecasts: Sequence[Record]


@shared
@dataclass(frozen=True, slots=True, eq=False)
class Kpi:
    """A KPI of a plan with what its stored figures say in the report of a quarter.

    It is the same for everybody who looks at it, and after a change of the store that does not
    touch it, so that answers are remembered by it. `reported` is the period of that report, None
    before the plan's first. `problem` says why nothing could be worked out of its figures, with the
    number in the log.
    """

    stored: StoredKpi
    reported: Period | None = None
    analysis: KpiAnalysis | None = None
    sentence: str = NO_FIGURE
    problem: str | None = None

    @property
    def definition(self) -> Record:
        """Its row of the plan."""
        return self.stored.definition

    @property
    def figures(self) -> Sequence[Record]:
        """Its stored figures, by period."""
        return self.stored.figures

    @property
    def events(self) -> Sequence[Record]:
        """What happened to it, by day."""
        return self.stored.events

    @property
    def forecasts(self) -> Sequence[Record]:
        """What officers expect its years to end at."""
        return self.stored.forecasts

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
        return self.position.status if self.position else State.NO_FIGURE


class NoPlan(UserError):
    """The council has no plan yet; the text says what to do."""


@remembered
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


@remembered
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


@remembered
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


class _StoredRows(NamedTuple):
    """All that is stored of a KPI, as plain values that can be compared with those of before."""

    definition: Rows
    figures: Rows
    events: Rows


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


@remembered
def _kpis_on(plan: str, day: date, reported: Period | None) -> Sequence[Kpi]:
    return [_reported(stored, reported, day) for stored in _stored_kpis(plan)]


@remembered
def _stored_kpis(plan: str) -> Sequence[StoredKpi]:
    """The KPIs of a plan as they are stored, in their order."""
    definitions = _rows(cache.ask(stored_kpis.kpis), plan)
    figures = _rows(cache.ask(stored_kpis.kpi_values), plan).by("code")
    events = _rows(cache.ask(stored_kpis.kpi_events, plan), plan).by("code")
    return [
        _stored(_StoredRows(definition, figures[code], events[code]))
        for code, definition in definitions.by("code").items()
    ]


def _rows(frame: pd.DataFrame, plan: str) -> Rows:
    return rows(frame[frame["plan"] == plan])


# Each of these is given one KPI and asks for nothing else, so that its answer stands as long as
# what is stored of that KPI does.


@remembered
def _stored(kpi: _StoredRows) -> StoredKpi:
    """The KPI as it is stored; a forecast did not happen."""
    (definition,) = kpi.definition.records()
    events = kpi.events.records()
    happened = [event for event in events if event["kind"] != FORECAST]
    forecasts = [event for event in events if event["kind"] == FORECAST]
    return StoredKpi(definition, kpi.figures.records(), happened, forecasts)


@remembered
def _read(stored: StoredKpi) -> _ReadKpi:
    try:
        return _ReadKpi(rules_of(stored.definition), [figure_of(row) for row in stored.figures])
    except Exception as problem:  # noqa: BLE001 - told and logged with the KPI
        return _ReadKpi(None, (), problem)


@remembered
def _reported(stored: StoredKpi, reported: Period | None, today: date) -> Kpi:
    """The KPI with what its figures say; where that cannot be worked out, with why."""
    kpi = Kpi(stored, reported)
    try:
        return _analysed(kpi, _read(stored), reported, today)
    except Exception as problem:  # noqa: BLE001 - one KPI stops only itself
        return replace(kpi, problem=_problem_words(kpi, problem))


def _analysed(kpi: Kpi, read: _ReadKpi, reported: Period | None, today: date) -> Kpi:
    if read.problem:
        raise read.problem
    if read.rules is None or reported is None or not read.figures:
        return kpi
    rebase_on = [date_of(event["day"]) for event in kpi.events if event["kind"] == REBASE]
    analysis = kpi_analysis(read.rules, read.figures, reported, rebase_on, today)
    # Every figure is rated now, so that what cannot be is known before a page is half drawn.
    list(analysis.position.series)
    return replace(kpi, analysis=analysis, sentence=sentence(analysis, wording_of(kpi.definition)))


@remembered
def report_quarters(plan: str) -> Sequence[Period]:
    """The periods that there are reports for, the newest first; seldom other than quarters."""
    return tuple(report_periods_of(*_known(plan)))


@remembered
def report_begun(plan: str) -> BegunReport | None:
    """The period after a plan's latest report that some figures are of, too few to report it."""
    return begun_report(*_known(plan))


def _known(plan: str) -> tuple[Sequence[Sequence[KpiFigure]], Sequence[KpiRules]]:
    """The figures and the rules of the KPIs that can be read."""
    read = map(_read, _stored_kpis(plan))
    known = [(kpi.figures, kpi.rules) for kpi in read if kpi.rules]
    return [figures for figures, _ in known], [rules for _, rules in known]


def _problem_words(kpi: Kpi, problem: Exception) -> str:
    number = audit.reference()
    log.error("The KPI %s failed", kpi.code, exc_info=problem, extra={"reference": number})
    return (
        "Its figures could not be worked out: one of them may be wrong. "
        f"It was logged as {number}; other KPIs are not affected."
    )


def reported_period(kpis: Sequence[Kpi]) -> Period | None:
    """The period of the report that they are shown in; None before their plan's first."""
    return next((kpi.reported for kpi in kpis), None)


def summary_of(kpis: Sequence[Kpi]) -> RagSummary:
    """The counts of green, amber, red and the rest."""
    return summarise(kpi.status for kpi in kpis)
