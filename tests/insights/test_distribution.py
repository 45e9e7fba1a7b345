"""Where the district stands among all local authorities."""

import pytest

from insights.distribution import distribution
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_district_has_its_fifth_among_authorities_of_the_same_period() -> None:
    employment = distribution("employment-rate")
    assert employment is not None
    assert (employment.home_name, employment.period_label) == (shipped.HOME_NAME, "2023")
    assert employment.fifth == 2
    assert len(employment.figures) == 25
    assert (employment.lowest.area_name, employment.lowest.value) == ("Leicester", 65.1)
    assert (employment.highest.area_name, employment.highest.words) == ("Rugby", "85.6%")


def test_figures_stand_in_order_and_one_of_them_is_the_district() -> None:
    population = distribution("population")
    assert population is not None
    values = [figure.value for figure in population.figures]
    assert values == sorted(values)
    (home,) = [figure for figure in population.figures if figure.is_home]
    assert (home.area_name, home.words) == (shipped.HOME_NAME, "100,481")


def test_its_sentence_gives_no_verdict() -> None:
    employment = distribution("employment-rate")
    assert employment is not None
    assert employment.sentence == (
        "Harborough is in the second lowest fifth of the 25 local authorities with a figure for "
        "2023, from 65.1% to 85.6%. A place in an order is no verdict."
    )


def test_a_statistic_without_a_figure_has_none() -> None:
    assert distribution("no-such-statistic") is None
