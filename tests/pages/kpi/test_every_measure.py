"""Measures without a choice: all of them as one table, in the order that a reader chooses."""

import inspect

import pytest

from insights.measure_rows import MeasureChoice, MeasureOrder
from pages.kpi.every_measure import _table
from pages.shared import shown
from tests.pages.app import opened, text
from tests.pages.shipped import KPIS

pytestmark = pytest.mark.usefixtures("only_read")


def codes(**choices: str) -> list[str]:
    table = text(opened("kpi", **choices)).split('dd-dense">')[1].split("</table>")[0]
    return [
        row.split('"')[0] for row in table.split('<th scope="row" class=""><a href="kpi?kpi=')[1:]
    ]


def test_all_measures_are_in_the_table_and_no_chart_is_drawn() -> None:
    assert len(set(codes())) == KPIS
    assert not opened("kpi").get("vega_lite_chart")


def test_the_order_is_in_the_address() -> None:
    names = text(opened("kpi", order="Name"))
    assert names.index(">Affordable homes completed<") < names.index(
        ">Working days lost to sickness<"
    )
    assert set(codes(order="Name")) == set(codes())
    assert codes(order="Name") != codes()


def test_only_what_is_off_target_is_shown_where_that_is_chosen() -> None:
    assert "DM+02" in codes(show="Off target")
    assert "CCS+06" not in codes(show="Off target")


def test_one_measure_is_one_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown.measures()[:1]
    monkeypatch.setattr(shown, "measures", lambda: first)
    table = inspect.unwrap(_table)(MeasureChoice.ALL, MeasureOrder.WORST_FIRST)
    assert "<caption>1 measure, Q4 2024/25</caption>" in table
