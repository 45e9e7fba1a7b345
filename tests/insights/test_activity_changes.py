"""Each activity once, as its plan's latest report has it, beside the report before."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from insights.activity_changes import activity_changes, changed, counts_sentence, status_counts
from insights.reported_activities import NONE_NAMED, NOT_REPORTED, ReportedActivity

ENDS = [date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]


def reported(
    position: int, quarter: int | None, status: str = "Green", progress: str = "Begun."
) -> ReportedActivity:
    unreported = quarter is None
    return ReportedActivity(
        plan="2024/25",
        position=position,
        quarter="no quarter yet" if quarter is None else f"Q{quarter + 1} 2024/25",
        quarter_end=None if quarter is None else ENDS[quarter],
        code=f"KA.{position}",
        title=f"Activity {position}",
        status=NOT_REPORTED if unreported else status,
        progress="" if unreported else progress,
        next_steps="",
        lead=NONE_NAMED,
        portfolio=NONE_NAMED,
        outcomes=(),
        file=None if unreported else "a.xlsx",
        published_by=None,
        published_at=None,
    )


@given(st.lists(st.sets(st.integers(0, 2)), min_size=1, max_size=12))
def test_counts_are_of_distinct_activities_however_many_quarters_were_reported(
    quarters: list[set[int]],
) -> None:
    rows = [
        reported(position, quarter)
        for position, known in enumerate(quarters)
        for quarter in ([*sorted(known, reverse=True)] or (None,))
    ]
    changes = activity_changes(rows)
    assert len(changes) == len(quarters)
    assert sum(number for _, number in status_counts(changes)) == len(quarters)
    latest = max((quarter for known in quarters for quarter in known), default=None)
    in_latest = sum(latest in known for known in quarters) if latest is not None else 0
    assert sum(change.is_reported for change in changes) == in_latest


def test_a_status_that_moved_and_a_text_that_changed_are_changes() -> None:
    rows = [
        reported(1, 1, "Amber"), reported(1, 0, "Green"),
        reported(2, 1, progress="Done."), reported(2, 0),
        reported(3, 1), reported(3, 0),
    ]  # fmt: skip
    changes = activity_changes(rows)
    assert [change.now.position for change in changed(changes)] == [1, 2]
    assert [change.is_silent for change in changes] == [True, False, True]


def test_what_changed_is_counted_only_where_there_is_a_report_before() -> None:
    first, second = [reported(1, 0), reported(2, 0)], [reported(1, 1, "Amber"), reported(2, 1)]
    assert counts_sentence(activity_changes(first)) == "2 activities: 2 on track."
    sentence = counts_sentence(activity_changes([*second, *first]))
    assert sentence.endswith("1 at risk. Since the report before 1 has changed.")


def test_white_space_is_no_news() -> None:
    (change,) = activity_changes([reported(1, 1, progress="Begun.\n"), reported(1, 0)])
    assert change.is_silent
    assert not change.is_rewritten


def test_what_the_latest_report_leaves_out_is_not_reported() -> None:
    changes = activity_changes([reported(1, 1), reported(2, 0), reported(3, None)])
    assert [change.now.status for change in changes] == ["Green", NOT_REPORTED, NOT_REPORTED]
    assert [change.was_ever_reported for change in changes] == [True, True, False]
    assert changes[1].now.quarter == "Q2 2024/25"


def test_a_report_of_an_other_quarter_is_as_it_was_then() -> None:
    rows = [reported(1, 2, "Red"), reported(1, 1, "Amber"), reported(1, 0, "Green")]
    (change,) = activity_changes(rows, ENDS[1])
    assert (change.now.status, change.before and change.before.status) == ("Amber", "Green")
