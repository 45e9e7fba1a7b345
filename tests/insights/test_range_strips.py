"""The district between the lowest and the highest council."""

import pytest

from insights.area_figures import AreaFigure
from insights.area_roles import AreaRole
from insights.distribution import Distribution
from insights.range_strips import range_strip


def councils(*values: float) -> Distribution:
    figures = [AreaFigure(str(i), value, f"{value}", i == 0) for i, value in enumerate(values)]
    in_order = sorted(figures, key=lambda figure: figure.value)
    return Distribution("Harborough", "2024", None, "few areas", None, "", in_order)


def test_places_are_shares_of_the_way_from_lowest_to_highest() -> None:
    strip = range_strip(councils(20, 10, 30, 40, 50), [(AreaRole.ENGLAND, 30.0)])
    assert strip
    assert strip.district == pytest.approx(0.25)
    ((role, share),) = strip.others
    assert role is AreaRole.ENGLAND
    assert share == pytest.approx(0.5)
    assert list(strip.middle_half) == pytest.approx([0.125, 0.875])
    assert strip.words == "Harborough 20, of 5 councils between 10 and 50"


@pytest.mark.parametrize(("value", "share"), [(9.0, 0.0), (51.0, 1.0)])
def test_what_lies_beyond_all_councils_stands_at_the_end(value: float, share: float) -> None:
    strip = range_strip(councils(20, 10, 50), [(AreaRole.ENGLAND, value)])
    assert strip
    assert strip.others == [(AreaRole.ENGLAND, share)]


def test_equal_councils_have_no_strip() -> None:
    assert range_strip(councils(5, 5, 5), []) is None
