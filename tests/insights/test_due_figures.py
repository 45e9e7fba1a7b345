"""Which figures are due and overdue."""

from datetime import date

import pytest

from insights.due_figures import due_figures, longest_overdue
from insights.kpis import kpis_of
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("today", "days_overdue"),
    [(date(2025, 4, 29), 0), (date(2025, 4, 30), 0), (date(2025, 5, 1), 1), (date(2025, 8, 1), 93)],
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
    assert longest_overdue(kpi("SP 01"), date(2025, 8, 1)) is None
    oldest = longest_overdue(kpi("CM 08"), date(2025, 8, 1))
    assert oldest is not None
    assert oldest.period.label == shipped.REPORTED
