"""A KPI's figures and targets in words."""

import pytest

from insights.figure_wording import outturn_words, target_words
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("code", "outturn", "target"),
    [("SP 01", "99", "90"), ("CCS 10", None, "for information")],
)
def test_a_figure_has_its_unit_and_a_target_or_why_none(
    code: str, outturn: str | None, target: str
) -> None:
    known = kpi(code)
    assert known.position is not None
    latest = known.position.latest
    assert latest is not None
    assert target_words(known, latest) == target
    if outturn:
        assert outturn_words(known, latest) == outturn
