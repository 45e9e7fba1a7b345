"""What is said of invented figures: that all of them are, or some."""

import pytest

from insights.illustrative_notice import illustrative_notice
from tests.insights.plan_kpis import kpi, stored_otherwise

pytestmark = pytest.mark.usefixtures("only_read")


def test_invented_figures_are_told_and_real_ones_are_not() -> None:
    invented = kpi("CCS 06")
    real = stored_otherwise(
        invented, figures=[{**row, "illustrative": False} for row in invented.figures]
    )
    assert illustrative_notice([invented], "here").startswith("The KPI figures here were invented")
    # Real targets beside invented figures of another measure.
    some = illustrative_notice([real, invented], "here")
    assert some.startswith("Some KPI figures here were invented")
    assert illustrative_notice([real], "here") == ""
