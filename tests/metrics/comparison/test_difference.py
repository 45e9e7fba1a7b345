"""One figure less another: as typed, and never of an illustrative and a published one."""

import pytest

from metrics.comparison.difference import difference


@pytest.mark.parametrize(
    ("value", "other", "illustrative", "other_illustrative", "expected"),
    [
        (75.1, 75.0, False, False, 0.1),
        (70.0, 75.0, True, True, -5),
        (70.0, 75.0, True, False, None),
        (70.0, 75.0, False, True, None),
        (None, 75.0, False, False, None),
        (75.0, float("nan"), False, False, None),
    ],
)
def test_a_difference_is_of_two_real_or_two_illustrative_figures(
    value: float | None,
    other: float | None,
    illustrative: bool,
    other_illustrative: bool,
    expected: float | None,
) -> None:
    assert (
        difference(value, other, illustrative=illustrative, other_illustrative=other_illustrative)
        == expected
    )
