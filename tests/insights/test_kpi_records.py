"""Stored rows as the values that metrics take."""

from datetime import date

import pandas as pd
import pytest

from insights.kpi_records import number, rules_of, vintage_of, word
from metrics.status import DEFAULT_TOLERANCE, Polarity, Tolerance, ToleranceKind

STORED = {
    "polarity": "minimise", "kind": "cumulative", "frequency": "quarterly", "decimals": 1,
    "tolerance": None, "tolerance_kind": None, "unit": "number", "name": "Homes",
}  # fmt: skip


@pytest.mark.parametrize(
    ("tolerance", "kind", "expected"),
    [
        (None, None, DEFAULT_TOLERANCE),
        (2.0, "absolute", Tolerance(2, ToleranceKind.ABSOLUTE)),
        (0.0, "percent", Tolerance(0, ToleranceKind.PERCENT)),
    ],
)
def test_a_kpi_has_its_own_tolerance_or_the_usual_one(
    tolerance: float | None, kind: str | None, expected: Tolerance
) -> None:
    rules = rules_of({**STORED, "tolerance": tolerance, "tolerance_kind": kind})
    assert rules.tolerance == expected
    assert rules.polarity is Polarity.MINIMISE


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_missing_is_none(missing: object) -> None:
    assert number(missing) is None
    assert word(missing) is None
    assert vintage_of({"vintage": missing}) is None


def test_what_is_there_keeps_its_value() -> None:
    assert (number(0), word("text"), word("")) == (0.0, "text", None)
    assert vintage_of({"vintage": pd.Timestamp("2025-03-04")}) == date(2025, 3, 4)
