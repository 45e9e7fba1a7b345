"""One figure less another, where that says anything."""

from metrics.decimals import as_decimal
from metrics.status import is_number


def difference(
    value: float | None, other: float | None, *, illustrative: bool, other_illustrative: bool
) -> float | None:
    """One figure less another, as typed; None where either is missing or only one is real.

    Illustrative figures are never subtracted from published ones, nor the other way.
    """
    if illustrative != other_illustrative or not (is_number(value) and is_number(other)):
        return None
    return float(as_decimal(value) - as_decimal(other))
