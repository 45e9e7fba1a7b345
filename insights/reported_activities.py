"""What officers report of each key activity: by plan, quarter, status, lead and portfolio."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from data.actor import SHIPPED
from data.questions import stored_activities
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.kpi_records import date_of, word

NOT_REPORTED = "not reported"
NO_QUARTER = "no quarter yet"
NONE_NAMED = "none named"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedActivity:
    """A key activity with what was reported of it in one quarter, if anything.

    `position` is its place in the plan, `priority` the code of its priority; `illustrative` says
    that the report was invented to show the software; `quarter_start`,
    `quarter_end` and who published what file when, and where in it, are None where nothing was
    reported.
    """

    plan: str
    position: int
    quarter: str
    quarter_end: date | None
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
    official_title: str = ""
    priority: str = ""
    quarter_start: date | None = None
    upload: int | None = None
    sheet: str | None = None
    cell: str | None = None
    illustrative: bool = False

    @property
    def name(self) -> str:
        """Code and title, or the title alone."""
        return f"{self.code} {self.title}" if self.code else self.title


@remembered
def reported_activities() -> Sequence[ReportedActivity]:
    """Every activity of every plan, once for each quarter that was reported.

    Reports stand before activities that nothing was reported of, the newest first.
    """
    planned = cache.ask(stored_activities.activities)
    updates = cache.ask(stored_activities.activity_updates)
    joined = planned.merge(updates, on=["plan", "code"], how="left", suffixes=("_planned", ""))
    ordered = joined.sort_values("period_start", ascending=False, na_position="last", kind="stable")
    return tuple(map(_activity, records(ordered)))


def is_summarised(activity: ReportedActivity) -> bool:
    """Whether its notes are our summary: those that came with the software are."""
    return activity.published_by == SHIPPED.recorded_name


def sources(activities: Sequence[ReportedActivity]) -> Sequence[ReportedActivity]:
    """One of the activities for each of the files that they were reported in."""
    by_file: dict[str, ReportedActivity] = {}
    for activity in activities:
        if activity.file is not None:
            by_file.setdefault(activity.file, activity)
    return list(by_file.values())


def _activity(row: Record) -> ReportedActivity:
    file = word(row["file"])
    return ReportedActivity(
        plan=str(row["plan"]),
        position=int(row["position_planned"]),
        quarter=word(row["period_label"]) or NO_QUARTER,
        quarter_end=date_of(row["period_end"]) if file else None,
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
        official_title=word(row["official_title"]) or "",
        priority=str(row["priority"]),
        quarter_start=date_of(row["period_start"]) if file else None,
        upload=int(row["upload"]) if file else None,
        sheet=word(row["sheet"]),
        cell=word(row["cell"]),
        illustrative=bool(file) and bool(row["illustrative"]),
    )


def _named(row: Record, role: str) -> str:
    """Who was reported to have a role, else who is planned to."""
    return word(row[role]) or word(row[f"{role}_planned"]) or NONE_NAMED
