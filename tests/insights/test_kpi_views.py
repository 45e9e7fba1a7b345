"""Other views of a KPI's figures."""

import pytest

from insights.kpi_views import KpiView, kpi_views
from insights.kpi_years import years_of
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def last_figures(code: str, view: KpiView) -> list[tuple[str, float | None]]:
    figures = kpi_views(kpi(code))[view].figures[-3:]
    return [(figure.period.label, figure.value) for figure in figures]


def test_what_counts_up_is_seen_by_what_each_period_added() -> None:
    assert set(kpi_views(kpi("SP 01"))) == {KpiView.ADDED, KpiView.WHOLE_YEARS}
    assert last_figures("SP 01", KpiView.ADDED) == [
        ("Q2 2024/25", 33),
        ("Q3 2024/25", 14),
        ("Q4 2024/25", 30),
    ]


def test_what_does_not_count_up_is_added_up_over_the_year() -> None:
    assert last_figures("CON 15", KpiView.YEAR_TO_DATE)[-1] == (shipped.REPORTED, 914)
    assert last_figures("CON 15", KpiView.WHOLE_YEARS)[-1] == ("2024/25", 914)


def test_a_year_to_date_begins_a_new_line_every_year() -> None:
    points = kpi_views(kpi("CON 15"))[KpiView.YEAR_TO_DATE].points
    assert [point.part for point in points[-5:]] == ["2023", "2024", "2024", "2024", "2024"]


def test_a_percentage_has_no_other_view() -> None:
    assert not kpi_views(kpi("CCS 06"))


def test_whole_years_are_known_by_their_last_count() -> None:
    assert {year.label: total for year, total in years_of(kpi("SP 01")).items()}["2023/24"] == 99
