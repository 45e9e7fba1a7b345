"""What a KPI's figure says of its target, and what its rules say of being rated."""

import pytest

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import quarter
from metrics.status import Polarity


@pytest.mark.parametrize(
    ("target", "upper", "range_end", "highest"),
    [
        (90.0, None, None, 90.0),
        (90.0, 95.0, 95.0, 95.0),
        (90.0, 0.0, 0.0, 0.0),
        (90.0, float("nan"), None, 90.0),
        (None, None, None, None),
    ],
)
def test_the_highest_target_is_the_end_of_a_range_or_the_target_itself(
    target: float | None, upper: float | None, range_end: float | None, highest: float | None
) -> None:
    figure = KpiFigure(quarter(2024, 1), 1.0, target=target, target_upper=upper)
    assert (figure.range_end, figure.highest_target) == (range_end, highest)


@pytest.mark.parametrize("polarity", Polarity)
def test_a_kpi_is_rated_unless_it_has_no_polarity(polarity: Polarity) -> None:
    rules = KpiRules(polarity, KpiKind.RATIO, "quarterly", 0)
    assert rules.rated is (polarity is not Polarity.NONE)
