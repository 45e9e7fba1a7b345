"""A KPI's target through time: equal ones as one, a change with what was said of it."""

from collections.abc import Sequence

import pandas as pd
import pytest

from data.records import Record
from insights.kpis import Kpi
from insights.target_history import NO_REASON, changes_in_words, target_history
from tests.insights.plan_kpis import kpi, stored_otherwise

pytestmark = pytest.mark.usefixtures("only_read")


def with_target(row: Record, target: float | None) -> Record:
    return {**row, "target": target}


def raised(event_day: str = "", kind: str = "target") -> Kpi:
    """CP 06 with a target of 300 until the end of 2021/22, and of 320 from then on."""
    known = kpi("CP 06")
    change = pd.Timestamp("2022-04-01")
    rows = [
        with_target(row, None if pd.isna(row["target"]) else 300.0)
        if row["period_start"] < change
        else row
        for row in known.figures
    ]
    events = [{"day": pd.Timestamp(event_day), "kind": kind, "words": "More is recorded"}]
    return stored_otherwise(known, figures=rows, events=events if event_day else [])


def reasons(known: Kpi) -> Sequence[str]:
    return [span.reason for span in target_history(known)]


def test_equal_targets_that_follow_each_other_are_one() -> None:
    (span,) = target_history(kpi("CP 06"))
    assert (span.periods, span.target, span.reason) == ("Q1 2020/21 to Q4 2024/25", "320", "")


def test_how_often_it_changed_is_said() -> None:
    assert changes_in_words(target_history(kpi("CP 06"))) == "It has not changed."
    assert changes_in_words(target_history(raised())) == "It changed 1 time."


def test_a_change_stands_first_with_the_periods_of_both() -> None:
    spans = target_history(raised())
    assert [(span.periods, span.target) for span in spans] == [
        ("Q1 2022/23 to Q4 2024/25", "320"),
        ("Q1 2020/21 to Q4 2021/22", "300"),
    ]


@pytest.mark.parametrize(
    ("event_day", "kind", "reason"),
    [
        ("", "target", NO_REASON),
        ("2022-04-01", "target", "More is recorded"),
        ("2022-06-30", "target", "More is recorded"),
        ("2022-07-01", "target", NO_REASON),
        ("2022-02-20", "target", "More is recorded"),
        ("2020-06-30", "target", NO_REASON),
        ("2022-04-01", "note", NO_REASON),
    ],
)
def test_a_reason_is_what_was_said_of_the_target_before_its_first_period_ended(
    event_day: str, kind: str, reason: str
) -> None:
    assert reasons(raised(event_day, kind)) == [reason, ""]


def test_of_a_measure_that_counts_up_only_whole_years_targets_count() -> None:
    (span,) = target_history(kpi("SP 01"))
    assert span.target == "90"


def test_a_yearly_measure_names_years() -> None:
    (span,) = target_history(kpi("PM TP 10-12"))
    assert span.periods == "2020/21 to 2024/25"


def test_without_a_target_there_is_no_history() -> None:
    assert target_history(kpi("CP 07")) == []
