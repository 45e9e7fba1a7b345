"""A KPI's control chart as points, words and figures."""

import re
from dataclasses import replace

import pytest

from insights import control_chart_points
from insights.control_chart_points import PointKind
from insights.kpis import Kpi
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.status import Rag, State
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
            "CCS 06",
            "Limits out of date: recalculate from Q4 2022/23, with the reason for the change.",
        ),
        (
            "HS 12",
            "Limits out of date: recalculate from Q2 2022/23, with the reason for the change.",
        ),
        (
            "FS 03",
            "Q4 2024/25 is better than usual: one of seven in a row above the mean. "
            "Reliably above 90.0%.",
        ),
        (
            "CP 01.1",
            "Q4 2024/25 is worse than usual: two of three close to the upper limit. "
            "Hit and miss against 340; off target or just off in each of the last 13 quarters.",
        ),
    ],
)
def test_the_last_point_is_said_in_words(code: str, sentence: str) -> None:
    assert control_chart_points.sentence(*charted(code)) == sentence


@pytest.mark.parametrize(
    ("position", "status", "periods_told"),
    [
        (-3, State.AWAITED, None),
        (-5, State.AWAITED, 4),
        (-5, Rag.GREEN, 4),
        (-5, Rag.AMBER, 13),
        (-5, None, 4),
    ],
)
def test_periods_off_target_are_told_only_where_none_between_them_is_left_out(
    position: int, status: Rag | State | None, periods_told: int | None
) -> None:
    """`status` is that of a period in between, of which None leaves nothing at all."""
    known, control = charted("CP 01.1")
    assert known.analysis is not None
    analysis = known.analysis
    series = list(analysis.position.series)
    left = [] if status is None else [replace(series[position], status=status)]
    series[position : position + 1] = left
    changed = replace(analysis, position=replace(analysis.position, series=series))
    words = control_chart_points.sentence(replace(known, analysis=changed), control)
    told = re.search(r"off target or just off in each of the last (\d+) quarters", words)
    assert (told and int(told.group(1))) == periods_told


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("SP 01", PointKind.USUAL),
        ("CP 01.1", PointKind.WORSE),
        ("FS 03", PointKind.BETTER),
        ("CCS 06", PointKind.NOT_JUDGED),
        ("HS 12", PointKind.NOT_JUDGED),
    ],
)
def test_the_last_point_is_of_the_kind_that_the_sentence_says(code: str, kind: PointKind) -> None:
    assert control_chart_points.points(*charted(code))[-1].point is kind


def test_a_missing_period_is_a_gap_with_a_new_part_after_it() -> None:
    points = control_chart_points.points(*charted("CM 08"))
    assert all(point.part == "0" for point in points if point.value is not None)
    assert points[-1].words.startswith("Q3 2024/25: ")


def test_figures_stand_newest_first_with_their_rule() -> None:
    rows = control_chart_points.rows(*charted("CCS 17"))
    assert (rows[0].period_label, rows[0].finding) == (shipped.REPORTED, "Above the upper limit")


def test_limits_that_are_out_of_date_judge_no_point() -> None:
    kpi, control = charted("CCS 06")
    points = control_chart_points.points(kpi, control)
    assert {point.point for point in points} == {PointKind.NOT_JUDGED}
    assert {row.finding for row in control_chart_points.rows(kpi, control)} == {""}
    assert [icon.words for icon in control_chart_points.icons(kpi, control)] == [
        "Limits out of date"
    ]


def test_the_icons_of_making_data_count_have_words() -> None:
    icons = control_chart_points.icons(*charted("FS 03"))
    assert [(icon.letter, icon.tone, icon.words) for icon in icons] == [
        ("H", "better", "Variation: better than usual"),
        ("P", "better", "Target: reliably above 90.0%"),
    ]


def test_the_lines_of_the_chart_are_named_with_their_values() -> None:
    key = control_chart_points.chart_key(*charted("FS 03"))
    assert key.startswith("Solid line: mean ")
    assert key.endswith("; dotted: target 90.0%.")
    targets = {point.target for point in control_chart_points.points(*charted("FS 03"))}
    assert targets == {90.0}
    # What a quarter added is not what a target to date is for.
    assert {point.target for point in control_chart_points.points(*charted("SP 01"))} == {None}


def test_the_method_names_its_limits() -> None:
    method = control_chart_points.method(charted("SP 01")[1])
    assert method.startswith("XmR chart as in Making Data Count")
    assert "Mean " in method
