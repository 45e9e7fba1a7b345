"""The key activities of a plan: what each consists of, and the KPIs and outcomes it serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.questions import stored_activities, stored_kpis
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.kpi_records import word
from insights.kpis import Kpi


class LineKind(StrEnum):
    """What a line of an activity is, in the order of the plan."""

    SUB_ACTION = "sub_action"
    SERVICE_OUTPUT = "service_output"
    CUSTOMER_OUTPUT = "customer_output"
    COMMUNITY_OUTCOME = "community_outcome"


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A line of an activity, with the code of the KPI that it names, if any."""

    kind: LineKind
    text: str
    kpi: str | None


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """A key activity; `code` is None where the plan prints none, `outcomes` are their codes.

    `position` is its place in the plan, `official_title` its title as the plan prints it.
    """

    code: str | None
    title: str
    position: int
    outcomes: Sequence[str] = ()
    lines: Sequence[ActivityLine] = ()
    official_title: str | None = None

    @property
    def name(self) -> str:
        """Code and title, or the title alone."""
        return f"{self.code} {self.title}" if self.code else self.title


@remembered
def activities_of_priority(plan: str, priority_code: str) -> Sequence[PlannedActivity]:
    """The key activities of a priority in their order, each with its lines."""
    lines = records(cache.ask(stored_activities.activity_lines, plan))
    return tuple(
        _activity(row, [line for line in lines if line["activity"] == row["position"]])
        for row in records(cache.ask(stored_activities.activities))
        if (row["plan"], row["priority"]) == (plan, priority_code)
    )


@remembered
def _activities_naming(plan: str, kpi_code: str) -> Sequence[PlannedActivity]:
    return tuple(
        PlannedActivity(word(row["code"]), str(row["title"]), int(row["position"]))
        for row in records(cache.ask(stored_kpis.kpi_activities, plan, kpi_code))
    )


def activities_of_kpi(kpi: Kpi) -> Sequence[PlannedActivity]:
    """The key activities that name a KPI, without their lines."""
    return _activities_naming(kpi.plan, kpi.code)


def _activity(row: Record, lines: Sequence[Record]) -> PlannedActivity:
    return PlannedActivity(
        word(row["code"]),
        str(row["title"]),
        int(row["position"]),
        tuple(filter(None, str(row["outcomes"]).split("; "))),
        tuple(
            ActivityLine(kind, str(line["text"]), word(line["kpi"]))
            for kind in LineKind
            for line in lines
            if line["kind"] == kind
        ),
        word(row["official_title"]),
    )
