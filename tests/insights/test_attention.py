"""What to worry about, and the good news."""

from datetime import date

import pytest

from insights.attention import attention, kpi_for_review
from insights.kpis import kpis_of
from metrics.attention.reasons import ConcernKind
from metrics.status import Rag
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")
# The figures of the last quarter were due on 30 April 2025.
DUE, LATE = date(2025, 4, 30), date(2025, 5, 1)


def test_red_kpis_stand_first_then_amber_ones() -> None:
    concerns = attention(kpis_of(shipped.PLAN), LATE).concerns
    gravest = [concern.reasons[0].kind for concern in concerns]
    assert gravest == sorted(gravest, key=lambda kind: list(ConcernKind).index(ConcernKind(kind)))
    reds = [concern.kpi for concern in concerns if concern.reasons[0].kind is ConcernKind.RED]
    assert {known.code for known in reds} == {
        known.code for known in kpis_of(shipped.PLAN) if known.status is Rag.RED
    }
    assert reds[0].code == "CP HW 03"


def test_good_news_has_its_reasons_too() -> None:
    successes = attention(kpis_of(shipped.PLAN), LATE).successes
    assert "SP 01" in [success.kpi.code for success in successes]
    assert all(success.reasons for success in successes)


@pytest.mark.parametrize(("today", "days_overdue"), [(DUE, None), (LATE, 1)])
def test_a_figure_is_overdue_from_the_day_after_it_was_due(
    today: date, days_overdue: int | None
) -> None:
    review = kpi_for_review(kpi("CM 08"), today)
    assert review.days_overdue == days_overdue
