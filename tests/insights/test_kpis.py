"""The KPIs of a plan with where they stand."""

import pytest

from insights.kpis import current_plan, kpi_table, kpis_of, reported_period, summary_of
from metrics.period import quarter
from metrics.status import Rag, State
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_newest_plan_that_has_begun_is_the_current_one() -> None:
    assert current_plan() == shipped.PLAN


def test_every_kpi_of_the_plan_is_there_in_its_order() -> None:
    kpis = kpis_of(shipped.PLAN)
    assert len(kpis) == shipped.KPIS
    assert kpis[0].code == shipped.FIRST_KPI
    assert [known.code for known in kpis] == list(kpi_table(shipped.PLAN)["code"])
    assert {known.plan for known in kpis} == {shipped.PLAN}


def test_the_report_is_about_the_last_quarter_with_figures() -> None:
    reported = reported_period(kpis_of(shipped.PLAN))
    assert reported is not None
    assert reported.label == shipped.REPORTED


def test_a_kpi_has_its_status_figure_and_note() -> None:
    homes = kpi("SP 01")
    assert homes.status is Rag.GREEN
    assert homes.illustrative
    assert homes.position is not None
    assert homes.position.latest is not None
    assert homes.position.latest.figure.value == 99
    note = kpi("CCS 06").latest_note
    assert note is not None
    assert (note.text, note.period_label) == ("Illustrative: on target.", shipped.REPORTED)


def test_statuses_are_counted_with_those_that_have_none() -> None:
    summary = summary_of(kpis_of(shipped.PLAN))
    assert summary.total == shipped.KPIS
    assert summary.by_state[State.AWAITED] == len(shipped.AWAITED_KPIS)


def test_an_earlier_report_is_owed_no_year_and_says_whose_sum_could_go_either_way() -> None:
    known = {kpi.code: kpi.sentence for kpi in kpis_of(shipped.PLAN, quarter=quarter(2024, 3))}
    assert known["SP 02"].startswith("Not due for Q3 2024/25; 5.91 years when last reported")
    assert known["ED 31"].endswith(
        "; its quarterly targets, which add up to 180, could go either way."
    )
