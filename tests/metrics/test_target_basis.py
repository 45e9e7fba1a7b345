"""What the targets beside the periods of a year are for, by how they run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.period import Period, month, quarter
from metrics.target_basis import TargetBasis, target_basis, totals_to_date

TO_DATE, WHOLE, SINGLE, UNCLEAR = TargetBasis


def year(*targets: float | None) -> dict[Period, float | None]:
    return {quarter(2024, number): target for number, target in enumerate(targets, 1)}


@pytest.mark.parametrize(
    ("targets", "annual", "earlier", "history", "basis"),
    [
        (year(0, 1, 1, 2), None, None, False, TO_DATE),
        (year(1, 2, 2, 4), None, None, False, TO_DATE),
        (year(18_000, 19_000, 19_500, 20_000), None, None, False, TO_DATE),
        (year(90, 90, 90, 90), None, None, False, WHOLE),
        (year(90, 90), None, 400, True, WHOLE),
        (year(30, 20, 20, 20), None, None, False, SINGLE),
        (year(30, 20), 90, None, False, SINGLE),
        (year(25, 25, 25, 25), 100, None, False, SINGLE),
        (year(100, 100), 100, None, False, WHOLE),
        (year(0, 0), 90, None, False, TO_DATE),
        (year(45), 90, None, False, TO_DATE),
        (year(90), 90, 20, True, WHOLE),
        (year(45), None, 90, True, TO_DATE),
        (year(45.1), None, 90, True, WHOLE),
        (year(22), None, None, True, WHOLE),
        (year(22), None, None, False, UNCLEAR),
        (year(22), float("nan"), None, False, UNCLEAR),
        (year(None, None, None, 22), None, None, False, TO_DATE),
        (year(0.1 + 0.2, 0.3), None, None, False, WHOLE),
        ({month(2024, 4): 10.0, month(2024, 5): 20.0}, None, None, False, TO_DATE),
        (year(None), None, None, False, WHOLE),
    ],
)
def test_targets_are_for_what_they_run_like(
    targets: dict[Period, float | None],
    annual: float | None,
    earlier: float | None,
    history: bool,
    basis: TargetBasis,
) -> None:
    assert target_basis(targets, annual, earlier, has_history=history) is basis


def test_single_targets_are_added_until_one_is_missing() -> None:
    assert list(totals_to_date(year(30, 20, None, 20)).values()) == [30, 50]
    assert totals_to_date(year(None, 20)) == {}


@given(st.lists(st.integers(0, 1000), min_size=12, max_size=12))
def test_twelve_single_targets_come_to_their_sum(each: list[int]) -> None:
    months = {month(2024, 4 + n): float(target) for n, target in enumerate(each)}
    assert list(totals_to_date(dict(months)).values())[-1] == sum(each)
