"""Charts as pictures for paper: what is near on a low plot is set apart."""

import itertools

import pytest

from charts.kpi_chart import kpi_chart
from charts.line_names import LABEL_PIXELS
from charts.prepared_chart import POINTS
from insights.kpi_trend_points import points
from insights.kpi_year_lines import year_points
from reports.chart_images import FONT, spec_of
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other_on_a_low_plot() -> None:
    known = kpi("CP HW 18")
    spec = spec_of(kpi_chart(known, points(known), year_points(known)), FONT, height=165)
    rows = spec["datasets"][POINTS]
    values = [row["value"] for row in rows if row["value"] is not None]
    pixels = (spec["height"] - spec["padding"]["top"]) / (max(values) - min(values))
    names = sorted(row["label_value"] for row in rows if row["last"])
    assert len(names) == 4
    gaps = [(above - below) * pixels for below, above in itertools.pairwise(names)]
    assert min(gaps) >= LABEL_PIXELS
