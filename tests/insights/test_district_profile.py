"""The printed profile beside the published figures."""

import pytest

from insights.district_profile import PrintedFigure, district_profile
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def printed(name: str) -> PrintedFigure:
    themes = ("place", "health", "environment", "economy")
    figures = (figure for theme in themes for figure in district_profile(shipped.PLAN, theme))
    return next(figure for figure in figures if figure.name == name)


def test_a_printed_figure_has_the_published_one_and_the_check() -> None:
    population = printed("Population")
    assert population.printed == "97,700"
    assert population.published is not None
    assert [fact.sentence for fact in population.published] == [
        "Harborough 100,481 on 30 June 2022; published 26 March 2024"
    ]
    assert population.check[0].startswith("A rounded count of the 2021 census")


def test_a_figure_that_nobody_publishes_has_no_counterpart() -> None:
    assert printed("Population increase between censuses").published is None


def test_a_newer_figure_stands_below_that_of_the_printed_period() -> None:
    housing = printed("Net additions to the housing stock in 2022/23")
    assert housing.published is not None
    labels = [fact.period.label for fact in housing.published]
    assert labels == ["2022/23", "2024/25"]


def test_a_comparator_stands_beside_the_district_in_the_same_period() -> None:
    compared = [
        fact
        for figure in district_profile(shipped.PLAN, "place")
        for fact in figure.published or ()
        if len(fact.figures) == 2
    ]
    assert compared
    assert {fact.figures[0][0] for fact in compared} == {shipped.HOME_NAME}
