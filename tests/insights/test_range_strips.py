"""The district between the lowest and the highest council."""

import pytest

from insights.area_figures import AreaFigure
from insights.area_roles import AreaRole
from insights.distribution import Distribution
from insights.range_strips import FEWEST_COUNCILS, RangeStrip, range_strip


def councils(*values: float) -> Distribution:
    figures = [AreaFigure(str(i), value, f"{value}", i == 0) for i, value in enumerate(values)]
    lowest_first = sorted(figures, key=lambda figure: figure.value)
    return Distribution("Harborough", "2024", None, None, None, "", lowest_first)


TEN_TO_FIFTY = (20.0, *range(10, 51))


def strip_with(value: float) -> RangeStrip:
    strip = range_strip(councils(*TEN_TO_FIFTY), [(AreaRole.ENGLAND, value)])
    assert strip
    return strip


def test_places_are_shares_of_the_way_from_lowest_to_highest() -> None:
    strip = strip_with(30.0)
    assert strip.district == pytest.approx(0.25)
    ((role, share),) = strip.others
    assert (role, share) == (AreaRole.ENGLAND, 0.5)
    low, high = strip.middle_half
    assert low == pytest.approx(0.25, abs=0.02)
    assert high == pytest.approx(0.75, abs=0.02)
    assert strip.words == "Harborough 20.0, of 42 councils between 10 and 50"


@pytest.mark.parametrize(("value", "share"), [(9.0, 0.0), (51.0, 1.0)])
def test_what_lies_beyond_all_councils_stands_at_the_end(value: float, share: float) -> None:
    assert list(strip_with(value).others) == [(AreaRole.ENGLAND, share)]


def test_a_council_far_out_does_not_press_the_others_together() -> None:
    strip = range_strip(councils(*TEN_TO_FIFTY, 5000.0), [])
    assert strip
    assert strip.goes_on == (False, True)
    low, high = strip.middle_half
    assert high - low > 0.15
    assert "between 10 and 5000.0" in strip.words
    assert strip_with(30.0).goes_on == (False, False)
    # The district itself is never left out.
    furthest = range_strip(councils(5000.0, *TEN_TO_FIFTY), [])
    assert furthest
    assert (furthest.district, furthest.goes_on) == (1.0, (False, False))


def test_equal_councils_have_no_strip() -> None:
    assert range_strip(councils(*[5.0] * 20), []) is None


@pytest.mark.parametrize(
    ("number", "drawn"), [(FEWEST_COUNCILS - 1, False), (FEWEST_COUNCILS, True)]
)
def test_few_councils_have_no_strip(number: int, drawn: bool) -> None:
    assert (range_strip(councils(*range(number)), []) is not None) is drawn
