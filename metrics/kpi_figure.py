"""A KPI as metrics see it: what it measures, and its figures as reported."""

from dataclasses import KW_ONLY, dataclass

from metrics.direction import KpiKind
from metrics.period import Period
from metrics.possible_range import Bounds, possible_range
from metrics.status import DEFAULT_TOLERANCE, Polarity, Tolerance, is_number


@dataclass(frozen=True, slots=True)
class KpiRules:
    """What a KPI is, as far as rating its figures needs it.

    `possible` is the range of its values where its definition says so itself.
    """

    polarity: Polarity
    kind: KpiKind
    frequency: str
    decimals: int
    tolerance: Tolerance = DEFAULT_TOLERANCE
    unit: str = ""
    name: str = ""
    possible: Bounds | None = None

    @property
    def rated(self) -> bool:
        """Whether a target can be met or missed: a KPI without polarity is data only."""
        return self.polarity is not Polarity.NONE

    @property
    def bounds(self) -> Bounds:
        """The values that its figures can have, by its definition or by its unit."""
        return self.possible or possible_range(self.unit, self.kind, self.name)


@dataclass(frozen=True, slots=True)
class KpiFigure:
    """One period's figure as reported: a value, or the state that stands in its place."""

    period: Period
    value: float | None
    _: KW_ONLY
    state: str | None = None
    target: float | None = None
    target_upper: float | None = None
    target_state: str | None = None
    reported_status: str | None = None
    provisional: bool = False

    @property
    def range_end(self) -> float | None:
        """The upper end of a target that is a range, None where it is a single value."""
        return self.target_upper if is_number(self.target_upper) else None

    @property
    def highest_target(self) -> float | None:
        """The target, or the upper end of its range."""
        return self.target if self.range_end is None else self.range_end
