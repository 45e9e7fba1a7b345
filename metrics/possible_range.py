"""Which values a KPI can have at all, by what it is counted in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.direction import KpiKind
from metrics.status import is_number

# Units of which there can be none but not fewer: counts, durations, amounts, rates of counts.
FROM_NONE = frozenset((
    "number", "pounds", "dollars", "euros", "days", "working days", "weeks", "months", "years",
    "hours", "minutes", "seconds", "kg", "tonnes", "tonnes CO2", "tonnes CO2e", "kilotonnes CO2",
    "kilotonnes CO2e", "kWh", "MWh", "FTE", "miles", "hectares", "per 1,000", "per 100,000",
    "per 10,000", "per million",
    "per square kilometre",
))  # fmt: skip
# A net amount, a change or an index may lie anywhere, whatever its unit.
_EITHER_WAY = re.compile(
    r"\b(net|(?<!climate )change|difference|variance|balance|surplus|deficit|index|growth|gap|"
    r"under ?spend|over ?spend|against budget)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that can be: from `low` to `high`, both included, None where there is no end."""

    low: float | None = None
    high: float | None = None

    def within(self, value: float) -> float:
        """The possible value nearest to a value."""
        raised = value if self.low is None else max(value, self.low)
        return raised if self.high is None else min(raised, self.high)

    def of_reported(self, values: Iterable[float | None]) -> "Bounds":
        """These bounds without an end that a reported value lies beyond: it cannot be one."""
        known = [value for value in values if is_number(value)]
        least, most = min(known, default=0.0), max(known, default=0.0)
        below = self.low is not None and bool(known) and least < self.low
        above = self.high is not None and bool(known) and most > self.high
        return Bounds(None if below else self.low, None if above else self.high)


UNLIMITED = Bounds()


def possible_range(unit: str, kind: KpiKind, name: str = "") -> Bounds:
    """The values that a KPI of a unit and a kind can have.

    A share of a whole ends at 0 and 100, a score out of ten at 0 and 10; a count, a duration, a
    gross amount or a rate begins at 0. What is named as net, a change or an index, a percentage
    that is reported by single periods as counts are, and a unit that is not known have no end.
    """
    if _EITHER_WAY.search(name):
        return UNLIMITED
    if unit == "percent":
        return UNLIMITED if kind is KpiKind.DISCRETE else Bounds(0.0, 100.0)
    if unit == "score":
        return Bounds(0.0, 10.0)
    return Bounds(0.0) if unit in FROM_NONE else UNLIMITED
