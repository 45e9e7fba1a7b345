"""Which figures are due and overdue."""

from datetime import date

import pytest

from insights.due_figures import (
    due_figures,
    late_by_owner,
    late_groups,
    longest_overdue,
    oldest_of_each,
)
from insights.kpis import kpis_of
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("today", "days_overdue"),
    [(date(2025, 4, 29), 0), (date(2025, 4, 30), 0)],
)
def test_awaited_figures_are_due_thirty_days_after_their_quarter(
    today: date, days_overdue: int
) -> None:
    due = due_figures(kpis_of(shipped.PLAN), today)
    figures = [figure for figure in due if figure.period.end <= date(2025, 3, 31)]
    assert [figure.kpi.code for figure in figures] == shipped.AWAITED_KPIS
    assert {figure.period.label for figure in figures} == {shipped.REPORTED}
    assert {figure.by for figure in figures} == {date(2025, 4, 30)}
    assert {figure.days_overdue for figure in figures} == {days_overdue}


def test_nothing_of_a_kpi_that_was_reported_is_overdue() -> None:
    assert longest_overdue(kpi("SP 01"), date(2025, 6, 30)) is None
    oldest = longest_overdue(kpi("CM 08"), date(2025, 6, 30))
    assert oldest is not None
    assert oldest.period.label == shipped.REPORTED


def test_late_figures_are_said_together_with_who_answers_for_them() -> None:
    groups = late_groups(kpis_of(shipped.PLAN), date(2026, 11, 27))
    assert sum(len(group.kpis) for group in groups) == shipped.KPIS
    first, *_ = groups
    assert first.sentence == (
        "6 quarters without figures since March 2025; last figures are 19 months old"
    )
    assert sum(first.owners.values()) == len(first.kpis)


def test_figures_are_due_after_the_plan_ended_until_another_plan_begins() -> None:
    kpis = kpis_of(shipped.PLAN)
    labels = {figure.period.label for figure in due_figures(kpis, date(2025, 11, 1))}
    assert {"Q1 2025/26", "Q2 2025/26"} <= labels
    owed = late_by_owner(due_figures(kpis, date(2025, 11, 1)))
    assert sum(row.kpis for row in owed) == len(
        oldest_of_each(due_figures(kpis, date(2025, 11, 1)))
    )
