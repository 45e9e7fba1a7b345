"""Which figures are due and overdue."""

from datetime import date

import pytest

from insights.due_figures import (
    due_figures,
    dues,
    late_groups,
    late_in_report,
    longest_overdue,
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
    figures = due_figures(kpis_of(shipped.PLAN), today)
    assert [figure.kpi.code for figure in figures] == shipped.AWAITED_KPIS
    assert {figure.period.label for figure in figures} == {shipped.REPORTED}
    assert {figure.by for figure in figures} == {date(2025, 4, 30)}
    assert {figure.days_overdue for figure in figures} == {days_overdue}


def test_nothing_of_a_kpi_that_was_reported_is_overdue() -> None:
    assert longest_overdue(kpi("SP 01"), date(2025, 6, 30)) is None
    oldest = longest_overdue(kpi("CM 08"), date(2025, 6, 30))
    assert oldest is not None
    assert (oldest.period.label, oldest.days_overdue(date(2025, 6, 30))) == (shipped.REPORTED, 61)


def test_a_plan_that_has_ended_goes_on_being_reported_until_another_has_begun() -> None:
    periods = [due.period.label for due in dues(kpi("SP 01"), date(2026, 11, 27))]
    assert periods == [
        "Q1 2025/26", "Q2 2025/26", "Q3 2025/26", "Q4 2025/26", "Q1 2026/27", "Q2 2026/27",
    ]  # fmt: skip


def test_late_figures_are_said_together_with_who_answers_for_them() -> None:
    groups = late_groups(kpis_of(shipped.PLAN), date(2026, 11, 27))
    assert sum(len(group.kpis) for group in groups) == shipped.KPIS
    first, *_ = groups
    assert first.sentence == (
        "6 quarters without figures since March 2025; last figures are 20 months old"
    )
    owners = {owner: len(kpis) for owner, kpis in first.owners.items()}
    assert owners["Contracts"] == 4
    assert sum(owners.values()) == len(first.kpis)


def test_what_every_kpi_lacks_since_the_report_puts_none_in_the_list_of_concerns() -> None:
    assert late_in_report(kpi("SP 01"), date(2026, 11, 27)) is None
    late = late_in_report(kpi("CM 08"), date(2026, 11, 27))
    assert late is not None
    assert late.period.label == shipped.REPORTED
