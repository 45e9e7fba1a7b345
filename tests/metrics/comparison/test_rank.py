"""Places in an order of areas: ties, fifths, and when none is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.intervals import Interval
from metrics.comparison.rank import Rank, fifth, ordinal, rank, withheld_reason

TEN = [float(n) for n in range(1, 11)]


@pytest.mark.parametrize(
    ("value", "values", "words"),
    [
        (10.0, TEN, "1st of 10"),
        (1.0, TEN, "10th of 10"),
        (2.0, [3.0, 2.0, 2.0, 1.0], "joint 2nd to 3rd of 4"),
        (0.1 + 0.2, [0.3, 0.4], "2nd of 2"),
    ],
)
def test_equal_figures_share_the_places_between_them(
    value: float, values: list[float], words: str
) -> None:
    assert rank(value, values).words == words


def test_a_range_of_places_is_said_as_such() -> None:
    assert Rank(59, 62, 309).words == "joint 59th to 62nd of 309"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th")]
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("values", "interval", "is_total", "reason"),
    [
        (TEN, None, False, None),
        (TEN[:9], None, False, "only 9 areas have a figure, and 10 are needed"),
        (TEN, None, True, "a total grows with the size of the area"),
        # A fifth of the range of 9 is 1.8.
        (TEN, Interval(5.0, 6.8), False, None),
        (TEN, Interval(5.0, 6.81), False, "its margin of error covers more than a fifth"),
    ],
)
def test_a_place_is_withheld_where_it_would_mislead(
    values: list[float], interval: Interval | None, is_total: bool, reason: str | None
) -> None:
    withheld = withheld_reason(values, interval, is_total=is_total)
    assert (withheld or "").startswith(reason or "")
    assert (withheld is None) == (reason is None)


@pytest.mark.parametrize(
    ("value", "values", "expected"),
    [
        (1.0, TEN, 1),
        (2.0, TEN, 1),
        (3.0, TEN, 2),
        (10.0, TEN, 5),
        (5.0, TEN[:9], None),
        # Places 2 and 3 from below lie in the first and the second fifth.
        (2.0, [1.0, 2.0, 2.0, *TEN[3:]], None),
        (3.0, [1.0, 2.0, 3.0, 3.0, *TEN[4:]], 2),
    ],
)
def test_a_fifth_is_withheld_where_equal_figures_straddle_two(
    value: float, values: list[float], expected: int | None
) -> None:
    assert fifth(value, values) == expected


@given(st.lists(st.integers(0, 20).map(float), min_size=10, max_size=40))
def test_places_fill_the_order_without_gap(values: list[float]) -> None:
    places = [rank(value, values) for value in values]
    assert sorted({n for place in places for n in range(place.first, place.last + 1)}) == list(
        range(1, len(values) + 1)
    )
