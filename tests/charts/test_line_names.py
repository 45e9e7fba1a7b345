"""Names at the ends of lines do not cover each other."""

import pandas as pd
import pytest

from charts.line_names import LABEL_PIXELS, with_ends
from charts.point_frames import as_frame
from insights.kpi_trend_points import KpiPoint, TrendSeries


def ends(figure: float, target: float) -> list[KpiPoint]:
    return [
        KpiPoint(
            start=day, date=day, end=day, label="", series=series, part="0", value=value, words=""
        )
        for series, last in ((TrendSeries.OUTTURN, figure), (TrendSeries.TARGET, target))
        for day, value in ((pd.Timestamp(2024, 4, 1), 10.0), (pd.Timestamp(2024, 7, 1), last))
    ]


@pytest.mark.parametrize(("figure", "target"), [(50.0, 50.0), (50.0, 50.5), (50.5, 50.0)])
def test_the_names_of_lines_that_end_together_are_set_apart(figure: float, target: float) -> None:
    placed = with_ends(as_frame(ends(figure, target)), "date", None)
    labels = placed.loc[placed["last"], "label_value"]
    assert len(labels) == 2
    assert labels.max() - labels.min() > 2


def test_names_of_lines_that_end_apart_stay_at_their_ends() -> None:
    placed = with_ends(as_frame(ends(50, 20)), "date", None)
    last = placed[placed["last"]]
    assert list(last["label_value"]) == list(last["value"])


def test_a_target_that_ends_before_a_forecast_is_named_at_the_edge_clear_of_the_figure() -> None:
    days = [pd.Timestamp(2024, month, 1) for month in (4, 7, 10)]
    lines = ((TrendSeries.OUTTURN, days[:2]), (TrendSeries.TARGET, days[:2]),
             (TrendSeries.FORECAST, days))  # fmt: skip
    points = [
        KpiPoint(start=day, date=day, end=day, label="", series=series, part="0", value=50.0,
                 words="")
        for series, of_series in lines for day in of_series
    ]  # fmt: skip
    placed = with_ends(as_frame(points), "date", None, level=("Target",))
    last = placed[placed["last"]].set_index("series")
    assert list(last.loc[["Target", "Forecast"], "name_at"]) == [days[2]] * 2
    assert list(last.loc[["Figure", "Target", "Forecast"], "at_edge"]) == [False, True, True]
    names = last.loc[["Target", "Forecast"], "label_value"]
    assert names.max() > names.min()


def test_of_two_names_within_a_chart_the_lower_stands_below_its_line() -> None:
    days = [pd.Timestamp(2024, month, 1) for month in (4, 7, 10)]
    lines = ((TrendSeries.OUTTURN, 52.0, days[:2]), (TrendSeries.TARGET, 51.0, days[:2]),
             (TrendSeries.FORECAST, 60.0, days))  # fmt: skip
    points = [
        KpiPoint(start=day, date=day, end=day, label="", series=series, part="0", value=value,
                 words="")
        for series, value, of_series in lines for day in of_series
    ]  # fmt: skip
    placed = with_ends(as_frame(points), "date", None)
    last = placed[placed["last"]].set_index("series")
    assert last["below"].to_dict() == {"Figure": False, "Target": True, "Forecast": False}
    assert list(last["label_value"]) == list(last["value"])


def test_names_are_apart_on_an_axis_that_a_shaded_interval_makes_longer() -> None:
    frame = pd.DataFrame(
        {
            "series": ["A", "B"],
            "date": [1, 1],
            "value": [3.2, 3.3],
            "low": [None, 2.0],
            "high": [None, 4.4],
        }
    )
    lower, upper = with_ends(frame, "date", None, pixels=240)["label_value"].sort_values()
    assert upper - lower >= (4.4 - 2.0) * LABEL_PIXELS / 240 - 1e-9
