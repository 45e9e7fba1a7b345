"""The council's corporate plans: which there are, their priorities and critical outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.questions import stored_kpis, stored_plans
from data.records import records
from insights import cache
from insights.cache import remembered
from insights.kpi_records import date_of, word


@dataclass(frozen=True, slots=True)
class CorporatePlan:
    """A plan of a council with the days between which it runs, and where it was published.

    `source` is None of a plan whose file does not say where.
    """

    plan: str
    title: str
    starts: date
    ends: date
    source: str | None


@dataclass(frozen=True, slots=True)
class Priority:
    """One of a plan's priorities."""

    plan: str
    code: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class CriticalOutcome:
    """A critical outcome that a priority wants to achieve."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of the plan's summary of KPIs; `kpi` is None where the plan prints no code."""

    kpi: str | None
    text: str


@remembered
def plans() -> Sequence[CorporatePlan]:
    """Every plan, the newest that has begun first."""
    return tuple(
        CorporatePlan(
            row["plan"],
            row["title"],
            date_of(row["starts"]),
            date_of(row["ends"]),
            word(row["source"]),
        )
        for row in records(cache.ask(stored_plans.plans))
    )


@remembered
def priorities(plan: str) -> Sequence[Priority]:
    """A plan's priorities in their order."""
    return tuple(
        Priority(plan, row["code"], row["name"], str(row["description"]))
        for row in records(cache.ask(stored_plans.priorities, plan))
    )


def priority(plan: str, code: str) -> Priority:
    """One priority of a plan by its code."""
    return next(known for known in priorities(plan) if known.code == code)


@remembered
def outcomes(plan: str, priority_code: str) -> Sequence[CriticalOutcome]:
    """The critical outcomes of a priority in their order."""
    return tuple(
        CriticalOutcome(row["code"], row["title"])
        for row in records(cache.ask(stored_plans.outcomes, plan))
        if row["priority"] == priority_code
    )


def next_summary_position(plan: str) -> int:
    """The place behind the last line of a plan's own summary of KPIs."""
    lines = cache.ask(stored_kpis.kpi_summary, plan)
    return max(map(int, lines["position"]), default=0) + 1


@remembered
def kpi_summary(plan: str, priority_code: str) -> Sequence[SummaryLine]:
    """The lines of the plan's own summary of KPIs that stand under a priority, in their order."""
    return tuple(
        SummaryLine(word(row["kpi"]), str(row["text"]))
        for row in records(cache.ask(stored_kpis.kpi_summary, plan))
        if row["priority"] == priority_code
    )
