"""Charts of a KPI: names that do not cover each other, every layer, prepared with their data."""

import json

import pandas as pd
import pyarrow as pa
import pytest

from charts import trend_charts
from charts.prepared_chart import PreparedChart
from insights.kpi_trend_points import KpiPoint, TrendSeries, points
from insights.kpi_year_lines import year_points
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")


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
    placed = trend_charts._frame(ends(figure, target), "date", (), None)
    labels = placed.loc[placed["last"], "label_value"]
    assert len(labels) == 2
    assert labels.max() - labels.min() > 2


def test_names_of_lines_that_end_apart_stay_at_their_ends() -> None:
    placed = trend_charts._frame(ends(50, 20), "date", (), None)
    last = placed[placed["last"]]
    assert list(last["label_value"]) == list(last["value"])


def rows(chart: PreparedChart) -> int:
    datasets = chart.spec["datasets"]
    assert isinstance(datasets, dict)
    with pa.ipc.open_stream(datasets["points"]) as reader:
        return int(reader.read_all().num_rows)


def test_a_chart_is_prepared_with_its_data_once_and_a_screen_reader_s_words() -> None:
    known = points(kpi("CON 15"))
    chart = trend_charts.timeline(known, "Number", "Fly tipping reports. On target.")
    assert rows(chart) == len(known)
    assert chart.alt.startswith("Fly tipping")
    spec = {name: part for name, part in chart.spec.items() if name != "datasets"}
    assert "datasets" not in json.dumps(spec)


def test_a_pointer_or_finger_anywhere_finds_the_nearest_figure() -> None:
    for chart in (
        trend_charts.timeline(points(kpi("CON 15")), "Number", "Words"),
        trend_charts.year_lines(year_points(kpi("SP 01")), "Number", "Words"),
    ):
        spec = {name: part for name, part in chart.spec.items() if name != "datasets"}
        assert '"nearest": true' in json.dumps(spec)
