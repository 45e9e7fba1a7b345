"""How far a figure is off its target, in its unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import RatedOutturn
from metrics.period import quarter
from metrics.status import (
    DEFAULT_TOLERANCE,
    Polarity,
    Rag,
    State,
    Tolerance,
    ToleranceKind,
    rag_status,
)
from metrics.variance import Variance, variance_from_target
from tests.metrics.any_kpi import wording

ABSOLUTE, BOUNDARY, PERCENT = ToleranceKind.ABSOLUTE, ToleranceKind.BOUNDARY, ToleranceKind.PERCENT
MORE, LESS, RANGE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE


def variance(
    value: float,
    target: float,
    polarity: Polarity = MORE,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
    upper: float | None = None,
) -> Variance | None:
    status = rag_status(value, target, polarity, tolerance, upper)
    rated = RatedOutturn(KpiFigure(quarter(2024, 1), value), target, status, target_upper=upper)
    return variance_from_target(rated, KpiRules(polarity, KpiKind.RATIO, "quarterly", 1, tolerance))


@pytest.mark.parametrize(
    ("value", "target", "polarity", "expected"),
    [
        (83, 95, MORE, ("12", False)),
        (94.9, 95, MORE, ("0.1", False)),
        (12, 10, LESS, ("2", True)),
        (1, 0, LESS, ("1", True)),
        (-12, -10, MORE, ("2", False)),
    ],
)
def test_a_miss_is_measured_in_the_kpis_unit(
    value: float, target: float, polarity: Polarity, expected: tuple[str, bool]
) -> None:
    result = variance(value, target, polarity)
    assert result is not None
    assert (result.amount, result.above) == (Decimal(expected[0]), expected[1])


@pytest.mark.parametrize(("value", "expected"), [(89, ("1", False)), (97, ("2", True))])
def test_a_range_is_missed_at_one_end(value: float, expected: tuple[str, bool]) -> None:
    for low, high in ((90, 95), (95, 90)):
        result = variance(value, low, RANGE, upper=high)
        assert result is not None
        assert (result.amount, result.above) == (Decimal(expected[0]), expected[1])


def test_a_range_of_one_value_is_missed_above_and_below() -> None:
    above, below = variance(12, 10, RANGE), variance(8, 10, RANGE)
    assert above is not None
    assert below is not None
    assert (above.above, below.above) == (True, False)


def test_what_met_its_target_has_no_gap() -> None:
    assert variance(95, 95) is None
    rated = RatedOutturn(KpiFigure(quarter(2024, 1), 80), None, State.NO_TARGET)
    assert variance_from_target(rated, KpiRules(MORE, KpiKind.RATIO, "quarterly", 1)) is None


def test_a_gap_in_words() -> None:
    kpi_wording = wording("percent", 1)
    missed = Variance(Decimal(83), Decimal(95))
    assert missed.words(kpi_wording, 1) == "12.0 percentage points below"
    assert Variance(Decimal("95.00001"), Decimal(95)).words(kpi_wording, 4) == "just above"


@given(
    st.floats(-1e6, 1e6),
    st.one_of(st.just(0.0), st.floats(-1e6, 1e6)),
    st.sampled_from([MORE, LESS, RANGE]),
    st.builds(Tolerance, st.sampled_from([0.0, 0.5, 5.0]), st.sampled_from(ToleranceKind)),
)
def test_only_what_missed_its_target_is_off_and_on_the_side_it_lies(
    value: float, target: float, polarity: Polarity, tolerance: Tolerance
) -> None:
    result = variance(value, target, polarity, tolerance)
    status = rag_status(value, target, polarity, tolerance)
    assert (result is None) is (status is Rag.GREEN)
    if result:
        assert result.above is (value > target)
        assert result.amount > 0
