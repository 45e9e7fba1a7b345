"""How a KPI's figures are written in a sentence: with their unit, singular or plural."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from metrics.kpi_position import RatedOutturn
from metrics.status import MORE_DECIMALS, as_decimal, decimals_needed, display_decimals, is_number

# What a difference is counted in, where that is not the unit itself.
DIFFERENCES = {
    "percent": ("percentage point", "percentage points"),
    "score": ("point", "points"),
}


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
        return f"{self.written(value, decimals)} {noun}".rstrip()

    def outturn(self, rated: RatedOutturn) -> str:
        """A figure, with more decimals where rounding would hide that its target was missed."""
        value = rated.figure.value
        if not is_number(value):
            return str(rated.figure.state or "awaited")
        targets = [end for end in (rated.target, rated.target_upper) if is_number(end)]
        places = self.decimals
        for _ in range(MORE_DECIMALS):
            needed = [display_decimals(value, target, places, rated.status) for target in targets]
            places = max(needed, default=places)
        return self.amount(value, places)

    def target(self, target: float, upper: float | None = None) -> str:
        """A target as it was set, a range as `90% to 95%`."""
        ends = [target, upper] if is_number(upper) else [target]
        return " to ".join(dict.fromkeys(self.written(end, self._places(end)) for end in ends))

    def difference(self, amount: Decimal) -> str | None:
        """How far two figures are apart: `12 percentage points`, `£1,200`, `2 days`.

        None where it is too small to be written with three decimals more than the KPI's.
        """
        size = abs(amount)
        places = 0 if size == int(size) else self.decimals
        while round(size, places) == 0 and places < self.decimals + MORE_DECIMALS:
            places += 1
        if round(size, places) == 0:
            return None
        if self.unit not in DIFFERENCES:
            return self.amount(float(size), places)
        return f"{size:,.{places}f} {_noun(float(size), places, *DIFFERENCES[self.unit])}"

    def _places(self, target: float) -> int:
        """One worked out without end has the KPI's own decimals."""
        needed = decimals_needed(target, self.decimals)
        return self.decimals if needed is None else needed


def _noun(value: float, places: int, singular: str, plural: str) -> str:
    single = places == 0 and abs(round(as_decimal(value))) == 1
    return singular if single else plural or singular


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
