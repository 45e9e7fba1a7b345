"""Every chart is a specification that Vega-Lite knows; none is looked at when it is drawn."""

import altair as alt
import jsonschema
import pytest

from charts.area_chart import area_chart
from charts.kpi_chart import kpi_chart
from charts.prepared_chart import PreparedChart, share_ends
from insights.area_roles import AreaRole
from insights.kpi_trend_points import ChartLayer, points
from insights.kpi_year_lines import year_points
from tests.charts.area_points import area_point
from tests.insights.plan_kpis import kpi


def drawn(code: str) -> PreparedChart:
    known = kpi(code)
    return kpi_chart(known, points(known), year_points(known), list(ChartLayer))


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize("code", ["CON 15", "SP 01", "RB 01", "ED 31", "CP 07"])
def test_the_chart_of_a_kpi_with_all_its_layers_is_valid(code: str) -> None:
    assert_valid(drawn(code))


def test_the_chart_of_areas_is_valid() -> None:
    points = (
        area_point("Harborough", AreaRole.DISTRICT),
        area_point("England", AreaRole.ENGLAND),
    )
    assert_valid(area_chart(points, "Per 1,000 people", "Words"))


def test_a_chart_that_vega_does_not_know_is_seen() -> None:
    with pytest.raises(jsonschema.ValidationError):
        assert_valid(PreparedChart({"layer": [{"mark": "no such mark"}]}, "", ""))


def assert_valid(chart: PreparedChart) -> None:
    specification = {name: part for name, part in chart.spec.items() if name != "datasets"}
    alt.Chart.from_dict(specification, validate=True)


@pytest.mark.parametrize(
    ("values", "title", "ends"),
    [
        ([97.2, None, 98.4, 98.0], "%, since April of each year", None),
        ([30.1, 98.0], "%", (20, 100)),
        ([96.0, 99.9], "%", (96, 100)),
        ([100.0, 100.0], "%", None),
        ([40.0, 100.1], "%", None),
        ([30.1, 98.0], "Number", None),
        ([50.0], "%", None),
    ],
)
def test_an_axis_of_shares_never_ends_beyond_100(
    values: list[float | None], title: str, ends: tuple[float, float] | None
) -> None:
    assert share_ends(values, title) == ends
