"""Status against target: green, amber or red, or the named state that stands in its place."""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import TypeGuard

from metrics.decimals import MORE_DECIMALS, as_decimal, decimals_needed, rounded, same_figure


class State(StrEnum):
    """Why a figure has no status; shown in words, never as zero and never as an error."""

    DATA_ONLY = "data only"
    NO_TARGET = "no target set"
    NOT_DUE = "not due"
    AWAITED = "awaited"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"
    NOT_COMPARABLE = "not comparable"
    TARGET_UNCLEAR = "target unclear"
    NOT_WORKED_OUT = "not worked out"
    BEGINS_LATER = "begins later"
    NO_FIGURE = "no figure yet"


class Polarity(StrEnum):
    """Which way is good."""

    MAXIMISE = "maximise"
    MINIMISE = "minimise"
    RANGE = "range"
    NONE = "none"


class Rag(StrEnum):
    """The three statuses against a target."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class ToleranceKind(StrEnum):
    """What a tolerance is measured in."""

    PERCENT = "percent"
    ABSOLUTE = "absolute"
    BOUNDARY = "boundary"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a target may be missed and still be amber.

    `amount` is a percentage of the target, an amount in the KPI's unit, or with kind boundary the
    last amber value itself.
    """

    amount: float = 5
    kind: ToleranceKind = ToleranceKind.PERCENT


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Where amber lies, in the KPI's unit: (low, high) intervals, two for a range target."""

    amber: tuple[tuple[Decimal, Decimal], ...]

    def words(self, decimals: int) -> str:
        """`amber 93.1 to 98.0`, with up to three decimals more where a boundary needs them.

        A boundary that needs still more is rounded inwards: all that is called amber is.
        """
        ranges = [_range_words(low, high, decimals) for low, high in self.amber]
        return "amber " + " or ".join(ranges) if ranges else "no amber"


@dataclass(frozen=True, slots=True)
class _Bound:
    """One value that a target asks for: `direction` +1 asks for at least it, -1 for at most it."""

    at: Decimal
    direction: int
    tolerance: Decimal

    def margin(self, value: Decimal) -> Decimal:
        return self.direction * (value - self.at)

    @property
    def amber(self) -> tuple[Decimal, Decimal]:
        low, high = sorted((self.at, self.at - self.direction * self.tolerance))
        return low, high


DEFAULT_TOLERANCE = Tolerance()

# Words for a target that was missed, by little or by much: amber for one council, red for another.
_MISSED = ("off target", "off track", "not met", "target not met", "target missed")
REPORTED_WORDS: dict[str, Rag | State | None] = {
    "ok": Rag.GREEN,
    "green": Rag.GREEN,
    "green star": Rag.GREEN,
    "g": Rag.GREEN,
    "warning": Rag.AMBER,
    "amber": Rag.AMBER,
    "a": Rag.AMBER,
    "alert": Rag.RED,
    "red": Rag.RED,
    "red triangle": Rag.RED,
    "r": Rag.RED,
    "🟢": Rag.GREEN,
    "🟠": Rag.AMBER,
    "🟡": Rag.AMBER,
    "🔴": Rag.RED,
    "on target": Rag.GREEN,
    "on track": Rag.GREEN,
    "met": Rag.GREEN,
    "target met": Rag.GREEN,
    **dict.fromkeys(_MISSED, Rag.RED),
    "unknown": None,
    "data only": State.DATA_ONLY,
    "no target": State.NO_TARGET,
    "no target set": State.NO_TARGET,
    "not due": State.NOT_DUE,
    "awaited": State.AWAITED,
    "n/a": State.NOT_APPLICABLE,
    "not applicable": State.NOT_APPLICABLE,
    "suppressed": State.SUPPRESSED,
    "not comparable": State.NOT_COMPARABLE,
    "target unclear": State.TARGET_UNCLEAR,
}


def rag_status(
    value: float,
    target: float,
    polarity: Polarity,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
    target_upper: float | None = None,
) -> Rag:
    """Green, amber or red; a value exactly on a boundary takes the better one.

    `target` to `target_upper` is a range, whatever the polarity. Compared as decimals, as typed,
    and never by dividing by the target. Raises ValueError for a KPI without polarity.
    A target of 0 has amber only with an absolute tolerance.
    """
    number = as_decimal(value)
    bounds = _bounds(target, polarity, tolerance, target_upper)
    missed = [bound for bound in bounds if bound.margin(number) < 0]
    if not missed:
        return Rag.GREEN
    near = all(bound.margin(number) >= -bound.tolerance for bound in missed)
    return Rag.AMBER if near else Rag.RED


def boundaries(
    target: float,
    polarity: Polarity,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
    target_upper: float | None = None,
) -> Boundaries:
    """Where amber lies; the end that is the target itself is green."""
    bounds = _bounds(target, polarity, tolerance, target_upper)
    return Boundaries(tuple(bound.amber for bound in bounds if bound.tolerance > 0))


def status_of(  # noqa: PLR0913
    value: float | None,
    state: str | None,
    *,
    target: float | None,
    target_upper: float | None,
    target_state: str | None,
    polarity: Polarity,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
) -> Rag | State:
    """The status of a figure, or the state that explains why it has none.

    A missing value without a stated reason is awaited; states are values of State.
    """
    if state or not is_number(value):
        return State(state) if state else State.AWAITED
    if polarity == Polarity.NONE:
        return State.DATA_ONLY
    if not is_number(target):
        return State(target_state) if target_state else State.NO_TARGET
    upper = target_upper if is_number(target_upper) else None
    return rag_status(value, target, polarity, tolerance, upper)


def display_decimals(
    value: float, target: float, decimals: int, status: Rag | State | None = None
) -> int:
    """Decimals to show a value with: one more where rounding hides that its target was missed.

    Without a status, any difference from the target counts as a miss.
    """
    looks_met = rounded(value, decimals) == rounded(target, decimals)
    differs = not same_figure(value, target)
    missed = differs if status is None else status in (Rag.AMBER, Rag.RED)
    return decimals + 1 if looks_met and missed and differs else decimals


def reported_status(words: str | None) -> Rag | State | str | None:
    """What a file's status words mean; None where they mean nothing, or that it is unknown.

    Words that are no status against a target, such as an activity's `Complete` or
    `Start Later in Year`, stay as they are.
    """
    typed = (words or "").strip()
    tidy = _tidy(typed)
    sign, _, word = tidy.partition(" ")
    if sign in REPORTED_WORDS and word in REPORTED_WORDS and not sign.isalpha():
        # Behind a coloured sign its word says the same, `🟠 Amber`, or less: `🟠 Off target`.
        tidy = sign if word in _MISSED else word
    return REPORTED_WORDS.get(tidy, typed or None)


def mismatch(reported: str | None, computed: Rag | State) -> bool:
    """Whether a file reports something other than the green, amber or red computed from it.

    A computed state disputes nothing: there was no figure or no target to compute from.
    """
    status = reported_status(reported)
    if not isinstance(computed, Rag) or not isinstance(status, Rag | State):
        return False
    if _tidy(reported) in _MISSED:
        return computed is Rag.GREEN
    return status != computed


def _tidy(words: str | None) -> str:
    return " ".join((words or "").casefold().replace("\ufe0f", "").split())


def is_number(value: float | None) -> TypeGuard[float]:
    """Whether a figure is there: neither None nor the not-a-number that frames use for it."""
    return value is not None and math.isfinite(value)


def _bounds(
    target: float, polarity: Polarity, tolerance: Tolerance, target_upper: float | None
) -> list[_Bound]:
    if target_upper is not None or polarity == Polarity.RANGE:
        low, high = sorted((target, target if target_upper is None else target_upper))
        return [_bound(low, 1, tolerance), _bound(high, -1, tolerance)]
    if polarity == Polarity.NONE:
        raise ValueError("a KPI without polarity has no status against a target")
    return [_bound(target, 1 if polarity == Polarity.MAXIMISE else -1, tolerance)]


def _bound(target: float, direction: int, tolerance: Tolerance) -> _Bound:
    at, amount = as_decimal(target), as_decimal(tolerance.amount)
    match tolerance.kind:
        case ToleranceKind.PERCENT:
            allowed = abs(at) * amount / 100
        case ToleranceKind.ABSOLUTE:
            allowed = amount
        case ToleranceKind.BOUNDARY:
            # A boundary on the good side of the target leaves no amber.
            allowed = max(Decimal(0), direction * (at - amount))
    return _Bound(at, direction, allowed)


def _range_words(low: Decimal, high: Decimal, decimals: int) -> str:
    places = decimals + MORE_DECIMALS
    rounded = _inwards(low, high, places)
    # Too narrow a range to hold a number of so few decimals is written with as many as it takes.
    while low < high and rounded[0] >= rounded[1]:
        places += 1
        rounded = _inwards(low, high, places)
    ends = (decimals_needed(end, decimals) for end in rounded)
    return " to ".join(
        f"{end:,.{places if needed is None else needed}f}"
        for end, needed in zip(rounded, ends, strict=True)
    )


def _inwards(low: Decimal, high: Decimal, places: int) -> tuple[Decimal, Decimal]:
    unit = Decimal(1).scaleb(-places)
    return low.quantize(unit, ROUND_CEILING), high.quantize(unit, ROUND_FLOOR)
