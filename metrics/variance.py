"""How far a figure is off its target, in its unit."""

from dataclasses import dataclass
from decimal import Decimal

from metrics.decimals import as_decimal, rounded
from metrics.kpi_figure import KpiRules
from metrics.kpi_position import RatedOutturn
from metrics.status import Polarity, Rag, is_number
from metrics.words.kpi_wording import Wording


@dataclass(frozen=True, slots=True)
class Variance:
    """How far a figure, `number`, is off the target, or the end of its range, that it `missed`."""

    number: Decimal
    missed: Decimal

    @property
    def amount(self) -> Decimal:
        """How far apart the two are."""
        return abs(self.number - self.missed)

    @property
    def above(self) -> bool:
        """Whether the figure is above what it missed."""
        return self.number > self.missed

    def words(self, wording: Wording, places: int) -> str:
        """`12.0 percentage points below`, `just above`: of the two as they are printed."""
        apart = rounded(self.number, places) - rounded(self.missed, places)
        side = "above" if self.above else "below"
        return f"{wording.difference(apart, places) or 'just'} {side}"


def variance_from_target(rated: RatedOutturn, rules: KpiRules) -> Variance | None:
    """How far an amber or red figure is off its target; None for any other."""
    value, target = rated.figure.value, rated.target
    if rated.status not in (Rag.AMBER, Rag.RED) or not (is_number(value) and is_number(target)):
        return None
    number = as_decimal(value)
    missed = _missed(number, as_decimal(target), rated.target_upper, rules.polarity)
    return Variance(number, missed)


def _missed(number: Decimal, target: Decimal, upper: float | None, polarity: Polarity) -> Decimal:
    """The target, or that end of its range which the figure lies beyond."""
    if upper is None and polarity is not Polarity.RANGE:
        return target
    low, high = sorted((target, target if upper is None else as_decimal(upper)))
    return low if number < low else high
