"""The tartan rug: every measure once, eight quarters, each cell in words."""

import itertools

import pytest

from insights.kpis import current_plan, kpis_of
from insights.tartan_rug import NOBODY, QUARTERS, RugOrder, TartanRug, tartan_rug
from metrics.period import previous
from metrics.status import Rag, State
from tests.insights.plan_kpis import by_month_since
from tests.pages.shipped import AWAITED_KPIS, KPIS, REPORTED

pytestmark = pytest.mark.usefixtures("only_read")


def rug(order: RugOrder = RugOrder.PRIORITY) -> TartanRug:
    known = tartan_rug(kpis_of(current_plan()), order)
    assert known
    return known


@pytest.mark.parametrize("order", RugOrder)
def test_every_measure_stands_once_with_eight_quarters(order: RugOrder) -> None:
    rows = [row for group in rug(order).groups for row in group.rows]
    assert len({row.kpi.code for row in rows}) == len(rows) == KPIS
    assert {len(row.cells) for row in rows} == {QUARTERS}


def test_quarters_follow_each_other_up_to_the_report() -> None:
    quarters = rug().quarters
    assert quarters[-1].label == REPORTED
    assert all(previous(later) == quarter for quarter, later in itertools.pairwise(quarters))


def test_a_cell_has_the_status_against_the_target_of_its_quarter() -> None:
    cells = {row.kpi.code: row.cells for group in rug().groups for row in group.rows}
    assert [cell.status for cell in cells["DM 02"]][-2:] == [Rag.AMBER, Rag.RED]
    assert cells["DM 02"][-1].words == (
        "Minor and other applications decided in time, Q4 2024/25: 79.8%, off target"
    )
    yearly = [cell.status for cell in cells["SP 02"]]
    assert yearly == [None, None, None, Rag.GREEN, None, None, None, Rag.GREEN]


def test_a_measure_that_is_reported_by_the_month_since_keeps_its_quarters() -> None:
    of_one = tartan_rug([by_month_since("CCS 06")], RugOrder.PRIORITY)
    assert of_one
    (row,) = [row for group in of_one.groups for row in group.rows]
    assert [cell.status for cell in row.cells][-3:] == [Rag.GREEN, Rag.GREEN, State.NO_TARGET]
    assert "Q4 2024/25: 93.2%, on target" in row.cells[-2].words


def test_a_late_figure_is_late_in_the_newest_quarter() -> None:
    cells = {row.kpi.code: row.cells for group in rug().groups for row in group.rows}
    late = {code for code, row in cells.items() if row[-1].status is State.AWAITED}
    assert late == set(AWAITED_KPIS)


def test_the_last_cell_is_the_status_that_the_report_counts() -> None:
    for group in rug().groups:
        for row in group.rows:
            if isinstance(row.kpi.status, Rag):
                assert row.cells[-1].status is row.kpi.status, row.kpi.code


def test_measures_that_nobody_answers_for_come_last() -> None:
    names = [group.name for group in rug(RugOrder.PORTFOLIO).groups]
    assert names[:-1] == sorted(names[:-1])
    assert NOBODY not in names[:-1]


def test_without_a_figure_there_is_no_rug() -> None:
    assert tartan_rug([], RugOrder.PRIORITY) is None
