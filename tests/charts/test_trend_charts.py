"""Charts of a KPI: every layer, prepared with their data."""

import json

import pyarrow as pa
import pytest

from charts import trend_charts
from charts.prepared_chart import PreparedChart
from insights.kpi_trend_points import points
from insights.kpi_year_lines import year_points
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")


def table(chart: PreparedChart) -> pa.Table:
    datasets = chart.spec["datasets"]
    assert isinstance(datasets, dict)
    with pa.ipc.open_stream(datasets["points"]) as reader:
        return reader.read_all()


def rows(chart: PreparedChart) -> int:
    return int(table(chart).num_rows)


def test_a_chart_is_prepared_with_its_data_once_and_a_screen_reader_s_words() -> None:
    known = points(kpi("CON 15"))
    chart = trend_charts.timeline(known, "Number", "Fly tipping reports. On target.")
    assert rows(chart) == len(known)
    assert chart.alt.startswith("Fly tipping")
    spec = {name: part for name, part in chart.spec.items() if name != "datasets"}
    assert "datasets" not in json.dumps(spec)
    # Nothing is told of a point but what the chart names: no middle day of a quarter.
    assert '"mark": {"tooltip": null}' in json.dumps(spec)


def test_a_pointer_or_finger_anywhere_finds_the_nearest_figure() -> None:
    for chart in (
        trend_charts.timeline(points(kpi("CON 15")), "Number", "Words"),
        trend_charts.year_lines(year_points(kpi("SP 01")), "Number", "Words"),
    ):
        spec = {name: part for name, part in chart.spec.items() if name != "datasets"}
        assert '"nearest": true' in json.dumps(spec)
        # Until then the words of the newest stand there: no empty band.
        assert "!isDefined(nearest.words)" in json.dumps(spec)
        # Each of both has its words and its ring.
        layers = [
            layer
            for layer in json.loads(json.dumps(spec))["layer"]
            if "isDefined" in json.dumps(layer)
        ]
        assert [layer["mark"]["type"] for layer in layers] == ["point", "text"]


@pytest.mark.parametrize("is_given_up", [False, True])
def test_a_target_that_was_given_up_is_named_where_its_line_ends(*, is_given_up: bool) -> None:
    known = points(kpi("DM 02"))
    given_up = sorted({p.end for p in known if p.series == "Target"})[-3]
    kept = [p for p in known if not is_given_up or p.series != "Target" or p.end <= given_up]
    names = [
        point
        for point in table(trend_charts.timeline(kept, "%", "Words")).to_pylist()
        if point["last"] and point["series"] == "Target"
    ]
    assert [point["at_edge"] for point in names] == [not is_given_up]
