"""Where the district stands among all local authorities."""

import pytest

from insights.distribution import distribution
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_district_has_its_place_and_fifth_among_authorities_of_the_same_period() -> None:
    pupils = distribution("gcses-in-english-and-maths")
    assert pupils is not None
    assert pupils.sentence == (
        "Harborough is 9th of 294 from the highest, in the highest fifth (high is better). 294 "
        "local authorities have a figure for 2024/25 academic, from 50.6% to 86.8%. Figures "
        "that are close may differ by chance."
    )
    assert pupils.fifth == 5
    assert len(pupils.figures) == 294


def test_an_area_that_was_replaced_counts_no_second_time() -> None:
    claimants = distribution("claimant-count")
    assert claimants is not None
    names = [figure.area_name for figure in claimants.figures]
    assert names.count("Barnsley") == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "employment-rate",
            "its margin of error covers more than a fifth of the range of all areas",
        ),
        ("population", "a total grows with the size of the area"),
    ],
)
def test_a_place_that_would_mislead_is_withheld_with_the_reason(code: str, reason: str) -> None:
    figures = distribution(code)
    assert figures is not None
    assert (figures.rank, figures.fifth) == (None, None)
    assert figures.sentence.endswith(f"No rank is given: {reason}.")


def test_figures_stand_in_order_and_one_of_them_is_the_district() -> None:
    population = distribution("population")
    assert population is not None
    values = [figure.value for figure in population.figures]
    assert values == sorted(values)
    (home,) = [figure for figure in population.figures if figure.is_home]
    assert (home.area_name, home.words) == (shipped.HOME_NAME, "100,481")


def test_a_statistic_without_a_figure_has_none() -> None:
    assert distribution("no-such-statistic") is None
