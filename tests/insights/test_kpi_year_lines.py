"""The years of a KPI that counts up, over each other."""

import pytest

from insights.kpi_trend_points import ChartLayer
from insights.kpi_year_lines import YearLineKind, layers_of, with_layers, year_points
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")


def test_this_year_its_target_and_two_before_stand_over_each_other() -> None:
    lines = year_points(kpi("SP 01"))
    by_kind = {kind: {p.series for p in lines if p.kind is kind} for kind in YearLineKind}
    assert by_kind[YearLineKind.THIS_YEAR] == {"2024/25"}
    assert by_kind[YearLineKind.EARLIER] == {"2022/23", "2023/24"}
    assert by_kind[YearLineKind.TARGET] == {"target"}


def test_equal_parts_of_the_year_stand_at_the_same_place() -> None:
    lines = year_points(kpi("SP 01"))
    assert {(point.months, point.label) for point in lines} == {
        (3, "Q1"), (6, "Q2"), (9, "Q3"), (12, "Q4"),
    }  # fmt: skip


def test_the_newest_figure_is_named_in_full() -> None:
    newest = [p for p in year_points(kpi("SP 01")) if p.kind is YearLineKind.THIS_YEAR][-1]
    assert newest.name == "2024/25: 99"
    # What counts up is the whole year's by then, and so far before.
    assert newest.words == "2024/25: 99; target 90, on target; Illustrative: on target."
    assert "Q3 2024/25 so far: " in " ".join(p.words for p in year_points(kpi("SP 01")))


def test_the_years_stay_when_every_layer_is_taken_away() -> None:
    lines = year_points(kpi("SP 01"))
    assert layers_of(lines) == [ChartLayer.TARGET]
    bare = with_layers(lines, ())
    assert {point.kind for point in bare} == {YearLineKind.THIS_YEAR, YearLineKind.EARLIER}
    assert list(with_layers(lines, layers_of(lines))) == list(lines)
