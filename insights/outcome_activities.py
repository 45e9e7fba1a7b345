"""The outcomes of a priority, each with its key activities and the measures that they name."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights import corporate_plans
from insights.cache import by_edition
from insights.corporate_plans import CriticalOutcome
from insights.kpis import Kpi, kpis_of
from insights.planned_activities import PlannedActivity, activities_of_priority
from insights.reported_activities import ReportedActivity, reported_activities


@dataclass(frozen=True, slots=True)
class ActivityUnderOutcome:
    """A key activity with its newest report; `is_first` where it stands under its first outcome."""

    planned: PlannedActivity
    report: ReportedActivity | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class OutcomeActivities:
    """An outcome with the activities that serve it and the measures that these name.

    `outcome` is None for activities that serve none of the priority's outcomes.
    """

    outcome: CriticalOutcome | None
    activities: Sequence[ActivityUnderOutcome]
    measures: Sequence[Kpi]


@by_edition
def outcome_activities(plan: str, priority: str) -> Sequence[OutcomeActivities]:
    """The outcomes of a priority in their order, then activities that serve none of them."""
    activities = activities_of_priority(plan, priority)
    reports = _newest_reports(plan)
    kpis = {kpi.code: kpi for kpi in kpis_of(plan)}
    known = corporate_plans.outcomes(plan, priority)
    codes = [outcome.code for outcome in known]
    listed: list[OutcomeActivities] = []
    for outcome in [*known, None]:
        under = [
            ActivityUnderOutcome(
                activity,
                reports.get(activity.title),
                _first(activity, codes) == (outcome.code if outcome else None),
            )
            for activity in activities
            if (outcome.code in activity.outcomes if outcome else not _first(activity, codes))
        ]
        if outcome or under:
            listed.append(OutcomeActivities(outcome, under, _measures(under, kpis)))
    return listed


def _first(activity: PlannedActivity, codes: Sequence[str]) -> str | None:
    return next((code for code in activity.outcomes if code in codes), None)


def _measures(under: Sequence[ActivityUnderOutcome], kpis: dict[str, Kpi]) -> Sequence[Kpi]:
    named = dict.fromkeys(line.kpi for item in under for line in item.planned.lines if line.kpi)
    return [kpis[code] for code in named if code in kpis]


def _newest_reports(plan: str) -> dict[str, ReportedActivity]:
    """What was reported last of each activity of a plan, by its title."""
    newest: dict[str, ReportedActivity] = {}
    for activity in reported_activities():
        if activity.plan == plan:
            newest.setdefault(activity.title, activity)
    return newest
