"""Numbers as typed and as printed: fifteen digits are kept, and halves go away from zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.decimals import as_decimal, rounded, same_figure, without_residue
from metrics.direction import Direction, direction_of_travel
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import seasonal_differences, xmr
from metrics.status import Polarity, Rag, rag_status

RESIDUE = [(89.99999999999999, 90.0), (0.1 + 0.2, 0.3), (1.1 * 3, 3.3), (64.1 - 0.0 + 1e-15, 64.1)]


@pytest.mark.parametrize(("left_by_a_sum", "typed"), RESIDUE)
def test_residue_is_no_part_of_a_figure(left_by_a_sum: float, typed: float) -> None:
    assert without_residue(left_by_a_sum) == typed
    assert as_decimal(left_by_a_sum) == as_decimal(typed)
    assert same_figure(left_by_a_sum, typed)


@pytest.mark.parametrize("polarity", [Polarity.MAXIMISE, Polarity.MINIMISE])
@pytest.mark.parametrize(("left_by_a_sum", "typed"), RESIDUE)
def test_residue_neither_misses_a_target_nor_moves(
    left_by_a_sum: float, typed: float, polarity: Polarity
) -> None:
    assert rag_status(left_by_a_sum, typed, polarity) is Rag.GREEN
    assert rag_status(typed, left_by_a_sum, polarity) is Rag.GREEN
    assert rag_status(left_by_a_sum, typed, polarity, target_upper=typed) is Rag.GREEN
    assert direction_of_travel(left_by_a_sum, typed, polarity, 15) is Direction.NO_CHANGE


def test_the_sixteenth_digit_is_no_figure_and_the_fifteenth_is() -> None:
    assert same_figure(1.000000000000001, 1.0)
    assert not same_figure(1.00000000000001, 1.0)
    assert same_figure(None, None)
    assert not same_figure(None, 0.0)


def test_residue_makes_no_trend_and_no_season() -> None:
    level = [0.3, 0.1 + 0.2] * 10
    assert set(xmr(level).signals) == {Signal.COMMON_CAUSE}
    assert xmr(level).limits == xmr([0.3] * 20).limits
    assert seasonal_differences([60.0, 60.1, 60.2, 60.3], 2)[2:] == [0.2, 0.2]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (89.99999999999999, 1, "90.0"),
        (1234.5, 0, "1235"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, expected: str) -> None:
    assert str(rounded(value, places)) == expected
    assert str(rounded(Decimal(str(value)), places)) == expected


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_typed_figure_is_kept_as_it_is(typed: Decimal) -> None:
    assert as_decimal(float(typed)) == typed
    assert without_residue(float(typed)) == float(typed)


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12), st.randoms())
def test_a_total_is_on_target_in_whatever_order_it_is_added(amounts, order) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(amounts)
    order.shuffle(shuffled)
    total = 0.0
    for amount in shuffled:
        total += float(amount)
    assert rag_status(total, float(sum(amounts)), Polarity.MAXIMISE) is Rag.GREEN
    assert rag_status(total, float(sum(amounts)), Polarity.MINIMISE) is Rag.GREEN


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 5))
def test_rounding_is_as_near_as_can_be_and_the_same_on_both_sides_of_zero(
    value: Decimal, places: int
) -> None:
    result = rounded(value, places)
    assert abs(result - value) <= Decimal("0.5").scaleb(-places)
    assert rounded(-value, places) == -result
