"""Who answers for a KPI or key activity, and which of them are somebody's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.questions import stored_activities, stored_kpis
from data.records import records
from insights import cache
from insights.activity_changes import ActivityChange, activity_changes
from insights.cache import remembered
from insights.kpi_records import word
from insights.kpis import Kpi, current_kpis, current_plan, kpis_of
from insights.reported_activities import NONE_NAMED, ReportedActivity, reported_activities
from metrics.period import Period

NOBODY = "nobody named"


class OwnerRole(StrEnum):
    """In which role somebody answers; its value is the column that says so."""

    PORTFOLIO = "portfolio"
    LEAD = "lead"
    SERVICE = "service"

    @property
    def words(self) -> str:
        """The role as screens say it."""
        return "CMT lead" if self is OwnerRole.LEAD else self.value


@dataclass(frozen=True, slots=True)
class Owners:
    """Who answers for a KPI in one role; `source` says who says so, and is empty of nobody."""

    names: Sequence[str] = ()
    source: str = ""

    @property
    def sentence(self) -> str:
        """`Finance (from the file kpis.xlsx)`; empty of nobody."""
        return f"{'; '.join(self.names)} ({self.source})" if self.names else ""


def owners_of(kpi: Kpi, role: OwnerRole) -> Owners:
    """Who answers for a KPI: as the plan says, else as the newest file does, else its activities.

    Activities name no service.
    """
    stated = word(kpi.definition[role.value])
    if stated:
        return Owners((stated,), f"from the plan {kpi.plan}")
    if role is OwnerRole.SERVICE:
        return _services_in_files().get((kpi.plan, kpi.code), Owners())
    named = (row for row in reversed(kpi.figures) if word(row[role.value]))
    row = next(named, None)
    if row is not None:
        return Owners((str(row[role.value]),), f"from the file {row['file']}")
    served = _of_served_activities(kpi.plan, role).get(kpi.code, ())
    return Owners(served, "from the key activities that it serves") if served else Owners()


def answering(kpi: Kpi) -> str:
    """Who answers for a KPI: its CMT lead, else its service, `nobody named` without either."""
    names = owners_of(kpi, OwnerRole.LEAD).names or owners_of(kpi, OwnerRole.SERVICE).names
    return "; ".join(names) or NOBODY


def service_of(kpi: Kpi) -> str:
    """The service that answers for a KPI; empty where none is named."""
    return "; ".join(owners_of(kpi, OwnerRole.SERVICE).names)


@remembered
def owner_roles() -> Mapping[str, OwnerRole]:
    """Everybody who answers for something, with the role: portfolios, then leads, then services."""
    kpis, activities = current_kpis(), reported_activities()
    roles: dict[str, OwnerRole] = {}
    for role in OwnerRole:
        names = {name for kpi in kpis for name in owners_of(kpi, role).names}
        if role is not OwnerRole.SERVICE:
            names |= {str(getattr(activity, role.value)) for activity in activities}
        for name in sorted(names - {NONE_NAMED}):
            roles.setdefault(name, role)
    return roles


@remembered
def earlier_owners() -> frozenset[str]:
    """Those who answer for something in earlier plans only."""
    named = {name for kpi in current_kpis() for name in _names_of(kpi)}
    for activity in reported_activities():
        if activity.plan == current_plan():
            named |= {activity.lead, activity.portfolio}
    return frozenset(owner_roles()) - named


@remembered
def kpis_for(
    owner: str | None, quarter: Period | None = None, plan: str | None = None
) -> Sequence[Kpi]:
    """A plan's KPIs, the current one's without `plan`, that somebody answers for in any role.

    All of them for nobody's name; in the report of `quarter`, without it in the latest.
    """
    if plan is None and quarter is None:
        kpis = current_kpis()
    else:
        kpis = kpis_of(plan or current_plan(), quarter=quarter)
    return tuple(kpi for kpi in kpis if owner is None or owner in _names_of(kpi))


@remembered
def activities_for(owner: str | None, until: date | None = None) -> Sequence[ActivityChange]:
    """Every plan's activities that somebody answers for, as its latest report by a day has them.

    All of them for nobody's name. Those of the current plan stand first.
    """
    changes = activity_changes(reported_activities(), until)
    chosen = [change for change in changes if answers_for(owner, change.now)]
    return tuple(sorted(chosen, key=lambda change: change.now.plan != current_plan()))


def answers_for(owner: str | None, activity: ReportedActivity) -> bool:
    """Whether somebody answers for an activity; nobody's name stands for everybody.

    Where no lead or portfolio is named, those of the KPIs that the activity names count; a service
    answers for the activities that name its KPIs.
    """
    return owner is None or owner in _names_of_activity(activity)


def owners_of_activity(activity: ReportedActivity, role: OwnerRole) -> frozenset[str]:
    """Who answers for an activity in one role, by the same rule."""
    through_kpis = _kpi_owners_by_activity(activity.plan).get(activity.position, {})
    named = NONE_NAMED if role is OwnerRole.SERVICE else str(getattr(activity, role.value))
    return through_kpis.get(role, frozenset()) if named == NONE_NAMED else frozenset((named,))


def without_lead(kpis: Iterable[Kpi]) -> Sequence[Kpi]:
    """The KPIs of which nothing names a CMT lead."""
    return [kpi for kpi in kpis if not owners_of(kpi, OwnerRole.LEAD).names]


def _names_of(kpi: Kpi) -> frozenset[str]:
    return frozenset(name for role in OwnerRole for name in owners_of(kpi, role).names)


def _names_of_activity(activity: ReportedActivity) -> frozenset[str]:
    return frozenset(name for role in OwnerRole for name in owners_of_activity(activity, role))


@remembered
def _services_in_files() -> Mapping[tuple[str, str], Owners]:
    """The service that the newest file with one names beside a KPI, by plan and code."""
    return {
        (str(row["plan"]), str(row["code"])): Owners(
            (str(row["service"]),), f"from the file {row['file']}"
        )
        for row in records(cache.ask(stored_kpis.kpi_services))
    }


@remembered
def _of_served_activities(plan: str, role: OwnerRole) -> Mapping[str, tuple[str, ...]]:
    """The owners of the activities that name a KPI, by the KPI's code."""
    owner_of = {
        activity.position: str(getattr(activity, role.value))
        for activity in reversed(reported_activities())
        if activity.plan == plan
    }
    served: dict[str, tuple[str, ...]] = {}
    for code, position in _links(plan):
        owner = owner_of.get(position, NONE_NAMED)
        if owner != NONE_NAMED:
            served[code] = tuple(dict.fromkeys([*served.get(code, ()), owner]))
    return served


@remembered
def _kpi_owners_by_activity(plan: str) -> Mapping[int, Mapping[OwnerRole, frozenset[str]]]:
    """The owners of the KPIs that an activity names, by the activity's position."""
    kpis = {kpi.code: kpi for kpi in kpis_of(plan)}
    owners: dict[int, dict[OwnerRole, frozenset[str]]] = {}
    for code, position in _links(plan):
        by_role = owners.setdefault(position, {})
        for role in OwnerRole:
            names = owners_of(kpis[code], role).names if code in kpis else ()
            by_role[role] = by_role.get(role, frozenset()) | frozenset(names)
    return owners


def _links(plan: str) -> Sequence[tuple[str, int]]:
    """The KPIs that lines of activities name: code and the activity's position."""
    lines = records(cache.ask(stored_activities.activity_lines, plan))
    return [(str(line["kpi"]), int(line["activity"])) for line in lines if word(line["kpi"])]
