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


def test_red_kpis_stand_first_and_one_that_gets_worse_before_all() -> None:
    concerns = attention(kpis_of(shipped.PLAN), LATE).concerns
    reds = [concern.kpi for concern in concerns if concern.reasons[0].kind is ConcernKind.RED]
    assert [concern.kpi for concern in concerns][: len(reds)] == reds
    assert {known.code for known in reds} == {
        known.code for known in kpis_of(shipped.PLAN) if known.status is Rag.RED
    }
    kinds = [reason.kind for reason in concerns[0].reasons]
    assert kinds[:2] == [ConcernKind.RED, ConcernKind.GETTING_WORSE]


def test_domestic_violence_stands_before_a_council_tax_just_short() -> None:
    codes = [concern.kpi.code for concern in attention(kpis_of(shipped.PLAN), LATE).concerns]
    assert codes.index("CP 07") < codes.index("RB 01")


def test_good_news_has_its_reasons_too_and_needs_no_attention() -> None:
    both = attention(kpis_of(shipped.PLAN), LATE)
    assert "CCS 17" in [success.kpi.code for success in both.successes]
    assert all(success.reasons for success in both.successes)
    assert not {s.kpi.code for s in both.successes} & {c.kpi.code for c in both.concerns}


@pytest.mark.parametrize(("today", "days_overdue"), [(DUE, None), (LATE, 1)])
def test_a_figure_is_overdue_from_the_day_after_it_was_due(
    today: date, days_overdue: int | None
) -> None:
    review = kpi_for_review(kpi("CM 08"), today)
    assert review.days_overdue == days_overdue
