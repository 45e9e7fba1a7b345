"""A KPI's control chart as points, words and figures."""

import pytest

from insights import control_chart_points
from insights.control_chart_points import PointKind
from insights.kpis import Kpi
from metrics.spc.kpi_control_chart import KpiControlChart
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def charted(code: str) -> tuple[Kpi, KpiControlChart]:
    known = kpi(code)
    assert known.analysis is not None
    assert known.analysis.control is not None
    return known, known.analysis.control


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("SP 01", "Q4 2024/25 is within usual variation."),
        (
            "CCS 11",
            "Limits out of date: recalculate from Q2 2022/23, with the reason for the change.",
        ),
        (
            "CCS 10",
            "Limits out of date: recalculate from Q4 2022/23, with the reason for the change.",
        ),
        (
            "CP 01.1",
            "Q4 2024/25 is worse than usual: two of three close to the upper limit. "
            "Its target lies between its limits: some periods meet it.",
        ),
    ],
)
def test_the_last_point_is_said_in_words(code: str, sentence: str) -> None:
    assert control_chart_points.sentence(*charted(code)) == sentence


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("SP 01", PointKind.USUAL),
        ("CCS 11", PointKind.WORSE),
        ("CCS 06", PointKind.BETTER),
        ("CCS 10", PointKind.UNUSUAL),
    ],
)
def test_the_last_point_is_of_the_kind_that_the_sentence_says(code: str, kind: PointKind) -> None:
    assert control_chart_points.points(*charted(code))[-1].point is kind


def test_a_missing_period_is_a_gap_with_a_new_part_after_it() -> None:
    points = control_chart_points.points(*charted("CM 08"))
    assert all(point.part == "0" for point in points if point.value is not None)
    assert points[-1].words.startswith("Q3 2024/25: ")


def test_figures_stand_newest_first_with_their_rule() -> None:
    rows = control_chart_points.rows(*charted("CCS 11"))
    assert (rows[0].period_label, rows[0].finding) == (shipped.REPORTED, "Below the lower limit")


def test_the_method_names_its_limits() -> None:
    method = control_chart_points.method(charted("SP 01")[1])
    assert method.startswith("XmR chart as in Making Data Count")
    assert "Mean " in method
