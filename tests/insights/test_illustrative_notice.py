"""What is said of invented figures: of all of them, or up to when real ones came."""

import pytest

from insights.illustrative_notice import illustrative_notice
from tests.insights.plan_kpis import by_month_since, kpi, stored_otherwise

pytestmark = pytest.mark.usefixtures("only_read")


def test_real_figures_after_the_invented_ones_are_told_from_them() -> None:
    invented, other = kpi("CCS 06"), by_month_since("CON 15")
    assert illustrative_notice([invented], "here").startswith("The KPI figures here were")
    # No real figure stands beside an invented one of the same measure.
    months = [row for row in other.figures if row["period_kind"] == "month"]
    real = [{**row, "illustrative": False} for row in months]
    words = "The KPI figures up to Q4 2024/25 here were invented"
    later = stored_otherwise(other, figures=real)
    assert illustrative_notice([later, invented], "here").startswith(words)
    assert illustrative_notice([later], "here") == ""
    # A real figure of the same time as the invented ones, and no day between them.
    among = stored_otherwise(other, figures=[*real, {**invented.figures[0], "illustrative": False}])
    words = "Some KPI figures here were invented"
    assert illustrative_notice([among, invented], "here").startswith(words)
