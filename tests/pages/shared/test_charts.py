"""Charts: labels that do not cover each other, specifications without data."""

import re

import pandas as pd
import pytest

from insights.kpi_trend_points import KpiPoint, TrendSeries
from pages.shared import charts, kpi_charts


def points(outturn: float, target: float) -> pd.DataFrame:
    dates = [pd.Timestamp(2024, 4, 1), pd.Timestamp(2024, 7, 1)]
    return pd.DataFrame(
        {
            "date": dates * 2,
            "series": ["Outturn"] * 2 + ["Target"] * 2,
            "value": [10.0, outturn, 10.0, target],
        }
    )


@pytest.mark.parametrize(("outturn", "target"), [(50.0, 50.0), (50.0, 50.5), (50.5, 50.0)])
def test_the_names_of_lines_that_end_together_are_set_apart(outturn: float, target: float) -> None:
    placed = kpi_charts._with_label_values(points(outturn, target))
    labels = placed.loc[placed["last"], "label_value"]
    assert len(labels) == 2
    assert labels.max() - labels.min() > 2


def test_names_of_lines_that_end_apart_stay_at_their_ends() -> None:
    placed = kpi_charts._with_label_values(points(50, 20))
    last = placed[placed["last"]]
    assert list(last["label_value"]) == list(last["value"])


def test_the_name_of_an_area_is_no_part_of_an_expression() -> None:
    name = "King's Lynn and West Norfolk"
    spec = charts._area_spec((name, "England"))
    expressions = re.findall(r"'test': \"?'?([^,}]+)", str(spec))
    assert expressions == ["datum.first'"]


@pytest.mark.parametrize(
    "spec",
    [
        kpi_charts._trend_spec(),
        kpi_charts._control_spec(),
        charts._area_spec(("Harborough", "England")),
        charts._bar_spec(),
    ],
)
def test_a_kept_specification_holds_no_data(spec: dict[str, object]) -> None:
    assert "datasets" not in spec
    assert "data" not in spec


def trend_points(value: float) -> tuple[KpiPoint, ...]:
    day = pd.Timestamp(2024, 4, 1)
    return (KpiPoint(date=day, series=TrendSeries.OUTTURN, part="1", value=value, words="Q1"),)


def test_the_same_points_are_made_into_a_frame_once() -> None:
    first = charts.as_frame(trend_points(1))
    assert charts.as_frame(list(trend_points(1))) is first
    assert charts.as_frame(trend_points(2)) is not first
    assert list(first.columns) == [
        "date", "series", "part", "step", "value", "low", "high", "provisional", "words",
    ]  # fmt: skip
    assert first["low"].dtype == float


def test_no_points_are_an_empty_frame() -> None:
    assert charts.as_frame([]).empty


def test_kept_frames_and_specifications_are_bounded() -> None:
    for number in range(charts.KEPT_FRAMES + 10):
        kpi_charts._trend_frame(trend_points(number))
    for kept in (charts._frame, kpi_charts._trend_frame):
        assert kept.cache_info().currsize == charts.KEPT_FRAMES
    for number in range(charts._KEPT_SPECS + 2):
        charts._area_spec((f"Area {number}",))
    assert charts._area_spec.cache_info().currsize == charts._KEPT_SPECS
