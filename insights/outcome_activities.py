"""The outcomes of a priority, each with its key activities and the measures that they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights import corporate_plans
from insights.activity_cards import ActivityCard, activity_cards
from insights.cache import remembered
from insights.corporate_plans import CriticalOutcome
from insights.kpis import Kpi, kpis_of
from insights.planned_activities import PlannedActivity, activities_of_priority


@dataclass(frozen=True, slots=True)
class ActivityUnderOutcome:
    """A key activity with its newest report; `is_first` where it stands under its first outcome."""

    planned: PlannedActivity
    card: ActivityCard
    is_first: bool


@dataclass(frozen=True, slots=True)
class OutcomeActivities:
    """An outcome with the activities that serve it and the measures that these name.

    `outcome` is None for activities that serve none of the priority's outcomes. Of its measures
    those `above` stand under an earlier outcome already, and `first` under none.
    """

    outcome: CriticalOutcome | None
    activities: Sequence[ActivityUnderOutcome]
    measures: Sequence[Kpi]
    first: Sequence[Kpi]
    above: Sequence[Kpi]


@remembered
def outcome_activities(
    plan: str, priority: str, until: date | None = None, owner: str | None = None
) -> Sequence[OutcomeActivities]:
    """The outcomes of a priority in their order, then activities that serve none of them.

    `until` is the last day of the quarter whose report is shown, without it the newest. With
    `owner` it is the activities that somebody answers for, and only outcomes that have any.
    """
    cards = {card.activity.position: card for card in activity_cards(plan, until, owner)}
    activities = [a for a in activities_of_priority(plan, priority) if a.position in cards]
    kpis = {kpi.code: kpi for kpi in kpis_of(plan)}
    known = corporate_plans.outcomes(plan, priority)
    codes = [outcome.code for outcome in known]
    listed: list[OutcomeActivities] = []
    seen: set[str] = set()
    for outcome in [*known, None]:
        under = [
            ActivityUnderOutcome(
                activity,
                cards[activity.position],
                _first(activity, codes) == (outcome.code if outcome else None),
            )
            for activity in activities
            if (outcome.code in activity.outcomes if outcome else not _first(activity, codes))
        ]
        if under or (outcome and owner is None):
            named = _measures(under, kpis)
            first = [kpi for kpi in named if kpi.code not in seen]
            above = [kpi for kpi in named if kpi.code in seen]
            listed.append(OutcomeActivities(outcome, under, named, first, above))
            seen |= {kpi.code for kpi in named}
    return listed


def _first(activity: PlannedActivity, codes: Sequence[str]) -> str | None:
    return next((code for code in activity.outcomes if code in codes), None)


def _measures(under: Sequence[ActivityUnderOutcome], kpis: dict[str, Kpi]) -> Sequence[Kpi]:
    named = dict.fromkeys(line.kpi for item in under for line in item.planned.lines if line.kpi)
    return [kpis[code] for code in named if code in kpis]
