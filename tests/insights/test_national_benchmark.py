"""England beside a KPI: at its rate, for one period, and never beside made-up figures."""

import pytest

from insights.kpi_trend_points import ChartLayer, TrendSeries, available_layers, points
from insights.kpi_year_lines import YearLineKind, layers_of, year_points
from insights.kpis import Kpi
from insights.national_benchmark import national_figures, of_a_figure
from tests.insights.plan_kpis import kpi, stored_otherwise

pytestmark = pytest.mark.usefixtures("only_read")


def real(code: str) -> Kpi:
    """The KPI as if an export had brought its figures."""
    known = kpi(code)
    return stored_otherwise(
        known, figures=[{**row, "illustrative": False} for row in known.figures]
    )


def test_a_count_stands_beside_the_count_at_englands_rate() -> None:
    *_, newest = national_figures(real("CON 15"))
    # Harborough had 3.2 per 1,000 in 2022/23, England 19.0: about six times as many.
    assert newest.point.label == "2022/23"
    assert 5.8 < newest.value / 324 < 6.1
    assert newest.words.startswith(
        "as many as at England's rate for Harborough's residents, Fly-tipping incidents per 1,000 "
        "people, 2022/23, published "
    )
    assert of_a_figure(real("CON 15"), newest) == pytest.approx(newest.value / 4)


def test_the_layer_is_there_for_real_figures_only() -> None:
    for known, layers in ((kpi("CON 15"), False), (real("CON 15"), True)):
        drawn = points(known)
        assert (ChartLayer.NATIONAL in available_layers(drawn)) is layers
        assert any(p.series is TrendSeries.NATIONAL for p in drawn) is layers


@pytest.mark.parametrize("code", ["PM TP 10-12", "DM 02", "CP 07", "CON 24"])
def test_what_england_does_not_count_alike_has_no_layer(code: str) -> None:
    assert national_figures(real(code)) == ()


def test_years_over_each_other_have_a_year_of_those_drawn_or_none() -> None:
    known = real("SP 01")
    newest = national_figures(known)[-1]
    drawn = year_points(known)
    is_recent = newest.point.start.year >= 2022
    assert (ChartLayer.NATIONAL in layers_of(drawn)) is is_recent
    assert any(p.kind is YearLineKind.NATIONAL for p in drawn) is is_recent
