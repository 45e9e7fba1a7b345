"""The retention rule: what was withdrawn long ago is erased, and nothing else."""

from datetime import date, datetime

import pytest

from data import retention
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value

TODAY = date(2026, 11, 27)


@pytest.fixture
def withdrawn(without_figures: Store) -> Store:
    """Three uploads: one stands, one was withdrawn 30 days ago, one 29."""
    for content in (b"one", b"two", b"three"):
        without_figures.publish(ANALYST, upload(content), {"kpi_value": value(10)})
    without_figures.withdraw(ANALYST, 2, "wrong", datetime.fromisoformat("2026-10-28T23:59"))
    without_figures.withdraw(ANALYST, 3, "wrong", datetime.fromisoformat("2026-10-29T00:00"))
    return without_figures


def test_what_was_withdrawn_so_long_ago_is_erased_once(withdrawn: Store) -> None:
    assert retention.due(withdrawn, 30, TODAY) == [2]
    retention.erase_when_due(withdrawn, 30, TODAY)
    assert withdrawn.erased() == {2}
    assert retention.due(withdrawn, 30, TODAY) == []
    erasures = withdrawn.ask("SELECT erased_by, why FROM erasure")
    assert erasures.values.tolist() == [["Retention rule", "withdrawn 30 days ago or more"]]


def test_without_a_number_of_days_nothing_is(withdrawn: Store) -> None:
    retention.erase_when_due(withdrawn, None, TODAY)
    assert withdrawn.erased() == set()
