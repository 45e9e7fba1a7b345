"""Series are not joined across a break, and the break is said."""

import pandas as pd
import pytest

from insights.area_roles import AreaRole
from insights.district_statistics import statistic
from insights.series_breaks import after_last_break, breaks_within
from insights.statistic_lines import line_points

pytestmark = pytest.mark.usefixtures("only_read")


def test_population_of_each_census_is_a_line_of_its_own_and_the_breaks_are_named() -> None:
    population = statistic("population")
    assert population is not None
    parts: dict[str, list[int]] = {}
    for point in population.points:
        parts.setdefault(point.part, []).append(point.date.year)
    assert list(parts.values()) == [
        list(range(2001, 2012)),
        list(range(2012, 2021)),
        [2022],
    ]
    assert [known.starts.year for known in population.breaks] == [2012, 2021]
    assert population.breaks[0].sentence.startswith("Series break at 30 June 2012. Estimates")


def rows(*years: int) -> list[dict[str, object]]:
    return [
        {
            "area_name": "Anywhere", "period_start": pd.Timestamp(year, 6, 30),
            "period_end": pd.Timestamp(year, 6, 30), "period_label": str(year), "value": 1.0,
            "lower": None, "upper": None,
        }
        for year in years
    ]  # fmt: skip


def test_only_breaks_between_the_figures_count() -> None:
    assert breaks_within("population", rows(2012, 2013)) == []
    assert [known.starts.year for known in breaks_within("population", rows(2011, 2012))] == [2012]
    assert breaks_within("population", []) == ()


def test_the_latest_figure_is_compared_with_those_of_its_own_series() -> None:
    kept = after_last_break("population", rows(2011, 2012, 2013))
    assert [row["period_label"] for row in kept] == ["2012", "2013"]


def test_without_a_break_the_line_goes_on() -> None:
    definition = {"decimals": 0, "unit": "number"}
    points = list(line_points(definition, rows(2011, 2012), AreaRole.DISTRICT, banded=False))
    assert {point.part for point in points} == {"0"}
