"""What leaves the dashboard by itself says whose figure it is."""

import pytest

from reports.committee.exceptions_section import measure_chart
from reports.document import ReportChart
from reports.single_pictures import shown_kpi
from tests.insights.plan_kpis import kpi, stored_otherwise
from tests.pages.shipped import HOME_NAME

pytestmark = pytest.mark.usefixtures("only_read")


def test_a_picture_of_a_measure_names_its_council_with_figures_and_without() -> None:
    known = kpi("DM 02")
    for shown in (shown_kpi(known), shown_kpi(stored_otherwise(known, figures=[]))):
        assert any(HOME_NAME in line for line in shown.lines)


def test_a_chart_in_the_report_to_committee_names_its_council() -> None:
    (chart,) = [block for block in measure_chart(kpi("DM 02")) if isinstance(block, ReportChart)]
    assert HOME_NAME in chart.caption
