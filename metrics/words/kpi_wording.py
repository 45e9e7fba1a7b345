"""How a KPI's figures are written in a sentence: with their unit, singular or plural."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.decimals import MORE_DECIMALS, decimals_needed, printed, rounded
from metrics.kpi_position import RatedOutturn
from metrics.status import Rag, State, display_decimals, is_number
from metrics.year_to_date import ProfileMethod

# Targets that nobody typed have no decimals of their own.
_WORKED_OUT = (ProfileMethod.POOLED, ProfileMethod.STRAIGHT_LINE)

# What a difference is counted in, where that is not the unit itself.
DIFFERENCES = {
    "percent": ("percentage point", "percentage points"),
    "score": ("point", "points"),
}


NO_FIGURE_YET = "no figure yet"
# The unit of what is counted one by one.
COUNTED = "number"


@dataclass(frozen=True, slots=True)
class Wording:
    """How the figures of one KPI are written.

    `unit` is the unit's name (`percent`, `days`) and `written` writes a value with so many decimals
    and that unit. `singular` and `plural` name what is counted where the unit does not: `home`.
    """

    unit: str
    decimals: int
    written: Callable[[float, int], str]
    singular: str = ""
    plural: str = ""

    def amount(self, value: float, places: int | None = None) -> str:
        """A value with its unit and what is counted: `42 homes`, `1 home`, `83.1%`."""
        decimals = self.decimals if places is None else places
        noun = _noun(value, decimals, self.singular, self.plural)
        return f"{self._rounded(value, decimals)} {noun}".rstrip()

    def places(self, rated: RatedOutturn) -> int:
        """The decimals that a figure, its target and their difference share.

        The KPI's own, one more where a target was set so, and up to three more where rounding
        would hide that the target was missed.
        """
        value = rated.figure.value
        targets = [end for end in (rated.target, rated.target_upper) if is_number(end)]
        first = self.decimals if rated.method in _WORKED_OUT else self._as_set(targets)
        if not is_number(value):
            return first
        last = self.decimals + MORE_DECIMALS
        return next(
            (n for n in range(first, last) if not _hides(value, targets, n, rated.status)), last
        )

    def outturn(self, rated: RatedOutturn) -> str:
        """A figure with as many decimals as its target has; a whole number of things has none."""
        value = rated.figure.value
        if not is_number(value):
            state = rated.figure.state or State.AWAITED
            return NO_FIGURE_YET if state == State.AWAITED else str(state)
        is_whole = self.unit == COUNTED and self.decimals == 0 == decimals_needed(value, 0)
        return self.amount(value, 0 if is_whole else self.places(rated))

    def target_of(self, rated: RatedOutturn) -> str:
        """The target of a figure, with as many decimals as the figure; empty where it has none."""
        if not is_number(rated.target):
            return ""
        return self._range(rated.target, rated.target_upper, self.places(rated))

    def target(self, target: float, upper: float | None = None) -> str:
        """A target by itself, with one decimal more where it was set so: `90% to 95%`."""
        ends = [target, upper] if is_number(upper) else [target]
        return self._range(target, upper, self._as_set(ends))

    def difference(self, amount: Decimal, places: int) -> str | None:
        """How far two printed figures are apart: `12.0 percentage points`, `£1,200`, `2 days`.

        None where that is nothing with so many decimals.
        """
        size = rounded(abs(amount), places)
        if size == 0:
            return None
        if self.unit not in DIFFERENCES:
            return self.amount(float(size), places)
        return f"{printed(size, places)} {_noun(float(size), places, *DIFFERENCES[self.unit])}"

    def _range(self, target: float, upper: float | None, places: int) -> str:
        ends = [target, upper] if is_number(upper) else [target]
        first, *second = dict.fromkeys(self._rounded(end, places) for end in ends)
        if not second:
            return first
        # A unit in words is written once: `0.0 to 1.5 out of 10`.
        number, _, unit = first.partition(" ")
        shared = unit and second[0].partition(" ")[2] == unit
        return f"{number if shared else first} to {second[0]}"

    def _rounded(self, value: float, places: int) -> str:
        return self.written(float(rounded(value, places)), places)

    def _as_set(self, targets: Sequence[float]) -> int:
        """One more decimal than the KPI's where a target needs it, none where it has no end."""
        needed = [decimals_needed(target, self.decimals) or self.decimals for target in targets]
        return min(max(needed, default=self.decimals), self.decimals + 1)


def _hides(value: float, targets: Sequence[float], places: int, status: Rag | State) -> bool:
    """Whether so few decimals hide that a target was missed."""
    return any(display_decimals(value, target, places, status) > places for target in targets)


def _noun(value: float, places: int, singular: str, plural: str) -> str:
    single = places == 0 and abs(rounded(value, 0)) == 1
    return singular if single else plural or singular


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
