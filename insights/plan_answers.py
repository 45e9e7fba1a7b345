"""Plans, outcomes, key activities and areas as plain values with fixed names, for programs.

docs/interface.md describes every name; names are only ever added.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from data.questions import stored_statistics
from data.records import records
from insights import areas, cache, corporate_plans
from insights.activity_cards import activity_cards
from insights.activity_changes import status_words
from insights.answer_values import Answer
from insights.cache import remembered
from insights.kpi_records import word
from insights.kpis import current_plan, kpis_of
from insights.outcome_activities import outcome_activities
from insights.ownership import OwnerRole, owners_of_activity
from insights.reported_activities import (
    NONE_NAMED,
    ReportedActivity,
    is_summarised,
    reported_activities,
)


@remembered
def plan_answers() -> Sequence[Answer]:
    """Every plan with its priorities and how much it holds, the newest that has begun first."""
    activities = [(card.plan, card.position) for card in reported_activities()]
    current = current_plan() if corporate_plans.plans() else None
    return tuple(
        {
            "plan": plan.plan,
            "title": plan.title,
            "starts": plan.starts.isoformat(),
            "ends": plan.ends.isoformat(),
            "current": plan.plan == current,
            "source": plan.source,
            "priorities": [
                {"code": priority.code, "name": priority.name}
                for priority in corporate_plans.priorities(plan.plan)
            ],
            "kpis": len(kpis_of(plan.plan)),
            "activities": len({position for code, position in activities if code == plan.plan}),
        }
        for plan in corporate_plans.plans()
    )


@remembered
def outcome_answers() -> Sequence[Answer]:
    """Every critical outcome of every plan with the activities and KPIs that serve it."""
    return tuple(
        answer
        for plan in corporate_plans.plans()
        for priority in corporate_plans.priorities(plan.plan)
        for answer in _outcomes_of(priority)
    )


def _outcomes_of(priority: corporate_plans.Priority) -> Iterator[Answer]:
    for listed in outcome_activities(priority.plan, priority.code):
        if listed.outcome is not None:
            yield {
                "code": listed.outcome.code,
                "title": listed.outcome.title,
                "plan": priority.plan,
                "priority": priority.code,
                "priority_name": priority.name,
                "activities": [under.planned.name for under in listed.activities],
                "kpis": [kpi.code for kpi in listed.measures],
            }


@remembered
def activity_answers(
    years: tuple[int, int] | None = None, owners: tuple[tuple[OwnerRole, str], ...] = ()
) -> Sequence[Answer]:
    """Each key activity of every plan as its latest report has it, in the order of the plans.

    With `years` instead every report of the quarters that end in them, the newest first. `owners`
    are names with the role in which they answer for it.
    """
    if years is None:
        activities: Iterable[ReportedActivity] = (
            card.activity for plan in corporate_plans.plans() for card in activity_cards(plan.plan)
        )
    else:
        first, last = years
        activities = (
            activity
            for activity in reported_activities()
            if activity.quarter_end and first <= activity.quarter_end.year <= last
        )
    return tuple(
        _activity_answer(activity)
        for activity in activities
        if all(name in owners_of_activity(activity, role) for role, name in owners)
    )


def _activity_answer(activity: ReportedActivity) -> Answer:
    is_reported = activity.quarter_end is not None
    return {
        "code": activity.code,
        "position": activity.position,
        "title": activity.title,
        "official_title": word(activity.official_title),
        "plan": activity.plan,
        "priority": activity.priority,
        "outcomes": list(activity.outcomes),
        "period": _quarter_answer(activity) if is_reported else None,
        "status": status_words(activity),
        "reported_status": activity.status if is_reported else None,
        "progress": word(activity.progress),
        "next_steps": word(activity.next_steps),
        "lead": _named(activity.lead),
        "portfolio": _named(activity.portfolio),
        "summarised": is_summarised(activity),
        "illustrative": activity.illustrative,
        "source": _activity_source(activity) if is_reported else None,
    }


def _quarter_answer(activity: ReportedActivity) -> Answer:
    days = {"start": activity.quarter_start, "end": activity.quarter_end}
    return {"label": activity.quarter, **{name: _iso(day) for name, day in days.items()}}


def _activity_source(activity: ReportedActivity) -> Answer:
    return {
        "upload": activity.upload,
        "file": activity.file,
        "sheet": activity.sheet,
        "cell": activity.cell,
        "published_at": activity.published_at.isoformat() if activity.published_at else None,
        "published_by": activity.published_by,
    }


@remembered
def area_answers() -> Sequence[Answer]:
    """Every area with its kind and the one that it lies in, by name."""
    home, _ = areas.home()
    return tuple(
        {
            "code": str(row["code"]),
            "name": str(row["name"]),
            "kind": word(row["kind"]),
            "parent": word(row["parent"]),
            "is_home": row["code"] == home,
        }
        for row in records(cache.ask(stored_statistics.areas))
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _named(name: str) -> str | None:
    return None if name == NONE_NAMED else name
