"""What officers report of each key activity: by plan, quarter, status, lead and portfolio."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pandas as pd

from data.questions import stored_activities
from data.records import Record, records
from insights import cache
from insights.cache import by_edition
from insights.kpi_records import word

NOT_REPORTED = "not reported"
NO_QUARTER = "no quarter yet"
NONE_NAMED = "none named"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedActivity:
    """A key activity with what was reported of it in one quarter, if anything.

    `file`, `published_by` and `published_at` are None where nothing was reported.
    """

    plan: str
    quarter: str
    code: str | None
    title: str
    status: str
    progress: str
    next_steps: str
    lead: str
    portfolio: str
    outcomes: Sequence[str]
    file: str | None
    published_by: str | None
    published_at: datetime | None

    @property
    def name(self) -> str:
        """Code and title, or the title alone."""
        return f"{self.code} {self.title}" if self.code else self.title


class Facet(StrEnum):
    """By what activities are chosen; its value is the choice's key."""

    PLAN = "plan"
    QUARTER = "quarter"
    STATUS = "status"
    LEAD = "lead"
    PORTFOLIO = "portfolio"
    OUTCOME = "outcome"

    def values_of(self, activity: ReportedActivity) -> Sequence[str]:
        """What an activity is in this regard; of outcomes, which plans number alike, several."""
        if self is Facet.OUTCOME:
            return [f"{activity.plan} {outcome}" for outcome in activity.outcomes]
        return [str(getattr(activity, self.value))]


@dataclass(frozen=True, slots=True)
class ActivityReport:
    """The activities of one plan and quarter; `sources` is one of them for each of the files."""

    plan: str
    quarter: str
    activities: Sequence[ReportedActivity]
    sources: Sequence[ReportedActivity]


@by_edition
def reported_activities() -> Sequence[ReportedActivity]:
    """Every activity of every plan, once for each quarter that was reported.

    Reports stand before activities that nothing was reported of, the newest first.
    """
    planned = cache.ask(stored_activities.activities)
    updates = cache.ask(stored_activities.activity_updates)
    joined = planned.merge(updates, on=["plan", "code"], how="left", suffixes=("_planned", ""))
    ordered = joined.sort_values("period_start", ascending=False, na_position="last", kind="stable")
    return tuple(map(_activity, records(ordered)))


def facet_values(activities: Sequence[ReportedActivity], facet: Facet) -> Sequence[str]:
    """What can be chosen; outcomes plan by plan as they come, all else in the order of letters."""
    if facet is not Facet.OUTCOME:
        return sorted({value for activity in activities for value in facet.values_of(activity)})
    plans = dict.fromkeys(activity.plan for activity in activities)
    return list(
        dict.fromkeys(
            value
            for plan in plans
            for activity in activities
            if activity.plan == plan
            for value in facet.values_of(activity)
        )
    )


def chosen(
    activities: Sequence[ReportedActivity], choices: Mapping[Facet, Sequence[str]]
) -> Sequence[ReportedActivity]:
    """The activities that fit every choice; an empty one fits all."""
    return [
        activity
        for activity in activities
        if all(
            not wanted or not set(wanted).isdisjoint(facet.values_of(activity))
            for facet, wanted in choices.items()
        )
    ]


def counts_by_status(activities: Sequence[ReportedActivity]) -> Sequence[tuple[str, int]]:
    """How many activities have each status, the most frequent first."""
    return Counter(activity.status for activity in activities).most_common()


def by_report(activities: Sequence[ReportedActivity]) -> Sequence[ActivityReport]:
    """The activities plan by plan and quarter by quarter, in the order in which these come."""
    reports: dict[tuple[str, str], list[ReportedActivity]] = {}
    for activity in activities:
        reports.setdefault((activity.plan, activity.quarter), []).append(activity)
    return [
        ActivityReport(plan, quarter, listed, _sources(listed))
        for (plan, quarter), listed in reports.items()
    ]


def _sources(activities: Sequence[ReportedActivity]) -> Sequence[ReportedActivity]:
    by_file: dict[str, ReportedActivity] = {}
    for activity in activities:
        if activity.file is not None:
            by_file.setdefault(activity.file, activity)
    return list(by_file.values())


def _activity(row: Record) -> ReportedActivity:
    file = word(row["file"])
    return ReportedActivity(
        plan=str(row["plan"]),
        quarter=word(row["period_label"]) or NO_QUARTER,
        code=word(row["code"]),
        title=str(row["title"]),
        status=word(row["reported_status"]) or NOT_REPORTED,
        progress=word(row["note"]) or "",
        next_steps=word(row["next_steps"]) or "",
        lead=_named(row, "lead"),
        portfolio=_named(row, "portfolio"),
        outcomes=tuple(filter(None, str(row["outcomes"]).split("; "))),
        file=file,
        published_by=word(row["published_by"]),
        published_at=pd.Timestamp(row["published_at"]) if file else None,
    )


def _named(row: Record, role: str) -> str:
    """Who was reported to have a role, else who is planned to."""
    return word(row[role]) or word(row[f"{role}_planned"]) or NONE_NAMED
