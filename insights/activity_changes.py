"""Key activities as the report of a quarter has them, beside what the report before said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from insights.formatting import count
from insights.reported_activities import NO_QUARTER, NOT_REPORTED, ReportedActivity

# What officers' words for a status mean to a reader; any other word stays as it is.
STATUS_WORDS = {
    "green": "on track",
    "amber": "at risk",
    "red": "off track",
    "complete": "done",
    "start later in year": "starts later",
    "start later": "starts later",
}


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """An activity beside what was reported of it before, or without any report before."""

    now: ReportedActivity
    before: ReportedActivity | None
    # Whether any report by that day has it, however long ago.
    was_ever_reported: bool = True

    @property
    def is_reported(self) -> bool:
        """Whether the latest report has it."""
        return self.now.status != NOT_REPORTED

    @property
    def is_moved(self) -> bool:
        """Whether its status is another one."""
        return self.before is not None and self.before.status != self.now.status

    @property
    def is_rewritten(self) -> bool:
        """Whether its progress or next steps say something else."""
        return self.before is not None and _text(self.before) != _text(self.now)

    @property
    def is_silent(self) -> bool:
        """Whether there is no news: nothing written, or the same as in the quarter before."""
        return not self.now.progress or (self.before is not None and not self.is_rewritten)


def activity_changes(
    activities: Sequence[ReportedActivity], until: date | None = None
) -> Sequence[ActivityChange]:
    """Each activity once, as its plan's latest report by a day has it, beside the one before.

    `activities` have one for each quarter that was reported. One that the latest report leaves out
    is not reported, however often it was before.
    """
    quarters = _quarters(activities, until)
    reports: dict[tuple[str, int], list[ReportedActivity]] = {}
    for activity in activities:
        reports.setdefault((activity.plan, activity.position), []).append(activity)
    return [_change(listed, quarters.get(plan, {})) for (plan, _), listed in reports.items()]


def changed(changes: Sequence[ActivityChange]) -> Sequence[ActivityChange]:
    """Those whose status or text is another than in the report before."""
    return [change for change in changes if change.is_moved or change.is_rewritten]


def status_words(activity: ReportedActivity) -> str:
    """The status as a reader understands it: `on track` for Green."""
    return STATUS_WORDS.get(activity.status.lower(), activity.status)


def status_counts(changes: Sequence[ActivityChange]) -> Sequence[tuple[str, int]]:
    """How many activities have each status, in words, the usual ones in their order."""
    counts = Counter(status_words(change.now) for change in changes)
    usual = list(dict.fromkeys(STATUS_WORDS.values()))
    return sorted(counts.items(), key=lambda c: usual.index(c[0]) if c[0] in usual else len(usual))


def counts_sentence(changes: Sequence[ActivityChange]) -> str:
    """`37 activities: 32 on track, 2 at risk. Since the report before 5 have changed.`

    What changed is left out where there is no report before.
    """
    words = ", ".join(f"{number} {status}" for status, number in status_counts(changes))
    moved = count(len(changed(changes)), "has changed", "have changed")
    total = count(len(changes), "activity", "activities")
    if all(change.before is None for change in changes):
        return f"{total}: {words}."
    return f"{total}: {words}. Since the report before {moved}."


def _quarters(
    activities: Sequence[ReportedActivity], until: date | None
) -> Mapping[str, Mapping[date, str]]:
    """The ends and labels of each plan's reports by a day, the newest first."""
    ends: dict[str, dict[date, str]] = {}
    for activity in activities:
        end = activity.quarter_end
        if end is not None and (until is None or end <= until):
            ends.setdefault(activity.plan, {})[end] = activity.quarter
    return {plan: dict(sorted(known.items(), reverse=True)) for plan, known in ends.items()}


def _change(listed: Sequence[ReportedActivity], quarters: Mapping[date, str]) -> ActivityChange:
    by_end = {activity.quarter_end: activity for activity in listed}
    latest, before, *_ = [*quarters, None, None]
    now = by_end.get(latest) or _unreported(listed[0], quarters[latest] if latest else NO_QUARTER)
    return ActivityChange(
        now,
        by_end.get(before) if before else None,
        was_ever_reported=any(end in by_end for end in quarters),
    )


def _unreported(activity: ReportedActivity, quarter: str) -> ReportedActivity:
    return replace(
        activity,
        quarter=quarter,
        quarter_end=None,
        status=NOT_REPORTED,
        progress="",
        next_steps="",
        quarter_start=None,
        file=None,
        published_by=None,
        published_at=None,
        upload=None,
        sheet=None,
        cell=None,
        illustrative=False,
    )


def _text(activity: ReportedActivity) -> tuple[str, str]:
    progress, steps = (" ".join(text.split()) for text in (activity.progress, activity.next_steps))
    return progress, steps
