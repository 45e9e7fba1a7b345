"""What to worry about, and the good news."""

from dataclasses import replace
from datetime import date

import pytest

from insights.attention import FlaggedKpi, attention, kpi_for_review
from insights.kpis import kpis_of
from insights.report_headline import headline
from insights.report_scope import report_scope
from metrics.attention.reasons import ConcernKind, Reason
from metrics.period import quarter
from metrics.status import Rag, State
from reports.committee.attention_section import attention_section
from reports.document import ReportTable, StatusCell
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


def yearly_not_due(kind: ConcernKind) -> FlaggedKpi:
    kpis = kpis_of(shipped.PLAN, quarter=quarter(2024, 2))
    yearly = next(known for known in kpis if known.code == "SP 02")
    assert yearly.status is State.NOT_DUE
    return FlaggedKpi(yearly, [Reason(kind, "its figure is 577 days overdue")])


def test_a_yearly_measure_whose_last_year_is_late_is_not_called_not_due() -> None:
    assert yearly_not_due(ConcernKind.OVERDUE).status is State.AWAITED
    assert yearly_not_due(ConcernKind.GETTING_WORSE).status is State.NOT_DUE


def test_the_report_to_committee_calls_what_is_late_as_the_overview_does() -> None:
    scope = report_scope("2024/25-Q2", LATE)
    answer = headline(scope.kpis, LATE)
    assert answer is not None
    # Its two lists are written in the same way.
    answer = replace(answer, good_news=[yearly_not_due(ConcernKind.OVERDUE)])
    *_, table = attention_section(scope, answer).blocks
    assert isinstance(table, ReportTable)
    assert table.rows[0][1] == StatusCell("figure late")
