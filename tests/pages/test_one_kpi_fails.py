"""A KPI whose figures cannot be worked out says so wherever it stands, and stops nothing else."""

import logging
import re

import pytest

from insights.attention import attention
from insights.kpis import kpis_of
from loaders import publish
from metrics.status import State
from pages.shared.as_of import today
from tests.actors import BY_A_TEST
from tests.pages import shipped
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("fresh", "nothing_remembered")

PROBLEM = re.compile(r"Its figures could not be worked out.* It was logged as (\w{6})")


def from_before_such_figures_were_refused(code: str) -> None:
    with publish.ready().writing(*BY_A_TEST) as cursor:
        cursor.execute("UPDATE kpi_value SET value = 1e308 WHERE code = ?", [code])


def test_the_other_kpis_have_their_figures() -> None:
    from_before_such_figures_were_refused(shipped.FIRST_KPI)
    failed, *others = kpis_of(shipped.PLAN)
    assert failed.status is State.NOT_WORKED_OUT
    assert failed.analysis is None
    assert len(others) == shipped.KPIS - 1
    assert not [kpi.code for kpi in others if kpi.problem or (not kpi.analysis and kpi.figures)]


def test_it_is_logged_with_the_number_that_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    from_before_such_figures_were_refused(shipped.FIRST_KPI)
    with caplog.at_level(logging.ERROR, "district"):
        (failed,) = (kpi for kpi in kpis_of(shipped.PLAN) if kpi.problem)
    match = PROBLEM.search(failed.problem or "")
    assert match
    assert match.group(1) in {getattr(record, "reference", None) for record in caplog.records}


def test_it_stands_in_needs_attention() -> None:
    from_before_such_figures_were_refused(shipped.FIRST_KPI)
    concerns = attention(kpis_of(shipped.PLAN), today()).concerns
    (failed,) = (item for item in concerns if item.kpi.code == shipped.FIRST_KPI)
    assert PROBLEM.search(failed.reasons[0].words)
    assert len(concerns) > 1


@pytest.mark.parametrize("page", ["overview", "kpi", "priority"])
def test_every_page_says_so_and_goes_on(page: str) -> None:
    from_before_such_figures_were_refused(shipped.FIRST_KPI)
    first, *_ = kpis_of(shipped.PLAN)
    where = f"priority-{first.priorities[0]}" if page == "priority" else page
    assert PROBLEM.search(text(opened(where, kpi=shipped.FIRST_KPI)))
