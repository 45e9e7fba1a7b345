"""Areas beside the district for one period, the highest figure first."""

from datetime import date

import pandas as pd
import pytest

from data.records import Record
from insights import area_figures, areas, district_statistics
from insights.area_figures import latest_period
from tests.pages import shipped


def row(area: str, year: int, value: float | None) -> Record:
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    return {"area": area, "value": value, "period_start": start, "period_end": end}


BOTH = [row("H", 2020, 1), row("A", 2020, 2)]


@pytest.mark.parametrize(
    ("rows", "areas_then"),
    [
        ([*BOTH, row("H", 2021, 3), row("A", 2021, 4)], ["H", "A"]),
        ([*BOTH, row("H", 2021, None), row("A", 2021, 4)], ["H", "A"]),
        ([row("H", 2020, 1), row("A", 2021, 4)], ["H"]),
        ([row("A", 2021, 4)], []),
    ],
)  # fmt: skip
def test_areas_are_compared_in_the_latest_period_that_the_district_has(
    rows: list[Record], areas_then: list[str]
) -> None:
    _, same_period = latest_period(rows, "H")
    assert [known["area"] for known in same_period] == areas_then


@pytest.mark.usefixtures("only_read")
def test_a_ranking_has_the_group_and_the_nations_the_highest_first() -> None:
    ranking = area_figures.ranking("employment-rate", areas.groups()[0])
    assert ranking is not None
    assert (ranking.period_label, ranking.vintage) == ("2023", date(2024, 4, 16))
    values = [figure.value for figure in ranking.figures]
    assert values == sorted(values, reverse=True)
    names = [figure.area_name for figure in ranking.figures]
    assert {shipped.HOME_NAME, "England", "United Kingdom"} <= set(names)
    (home,) = [figure for figure in ranking.figures if figure.is_home]
    assert (home.value, home.words) == (80.0, "80.0%")


@pytest.mark.usefixtures("only_read")
def test_a_total_stands_beside_no_nation() -> None:
    ranking = area_figures.ranking("population", areas.groups()[0])
    assert ranking is not None
    assert "England" not in [figure.area_name for figure in ranking.figures]


@pytest.mark.usefixtures("only_read")
def test_the_first_statistic_is_a_rate_that_is_better_high_or_low() -> None:
    code = area_figures.first_statistic()
    assert code == "housing-affordability-ratio-residence-based"
    assert not district_statistics.is_total(district_statistics.definitions()[code])
