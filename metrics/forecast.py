"""The year-end forecast of a KPI: a number, how sure it is, and whether its target will be met."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, repeat

from metrics.direction import KpiKind
from metrics.fan import FanPoint, Possible
from metrics.figure import Figure, Measure
from metrics.flows import Flows, Known, flows_of, place
from metrics.ladder import Method, coming, limits, method_for
from metrics.period import Period, PeriodKind, financial_year, year_to_date
from metrics.profile import part_of_year
from metrics.rhythm import own_rhythm
from metrics.status import Polarity, display_decimals, is_number


class Chance(StrEnum):
    """Whether a target will be met, by where the whole 80 % interval lies."""

    LIKELY = "likely to meet"
    UNLIKELY = "unlikely to meet"
    UNCERTAIN = "could go either way"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a KPI's year will come to, `known` of its `of` periods being known.

    `history` counts the complete past years; `last_error` is how far off the same method was at
    this point last year, relative to what the year came to (0.1: a tenth too high). `fan` holds
    the periods to come, to date for a cumulative KPI.
    """

    year: int
    known: int
    of: int
    history: int
    so_far: float
    point: float
    lower: float | None
    upper: float | None
    method: Method
    target: float | None
    target_upper: float | None
    chance: Chance | None
    last_error: float | None
    fan: tuple[FanPoint, ...]

    def words(
        self, decimals: int, shown: Callable[[float, int], str] = lambda v, n: f"{v:,.{n}f}"
    ) -> str:
        """`likely 86 to 94 (80 %), target 90: could go either way`, as a part of a sentence.

        `shown` writes a number with so many decimals in the KPI's unit. One decimal more is used
        where rounding would hide that a number is not the target.
        """
        ends = [end for end in (self.lower, self.upper) if end is not None] or [self.point]
        targets = [one for one in (self.target, self.target_upper) if one is not None]
        places = [display_decimals(end, one, decimals) for end in ends for one in targets]
        said, asked = (
            " to ".join(dict.fromkeys(shown(one, max(places, default=decimals)) for one in numbers))
            for numbers in (ends, targets)
        )
        return self._said(said) + (f", target {asked}" if asked else "") + self._verdict

    def _said(self, number: str) -> str:
        match self.method:
            case Method.OUTTURN:
                return f"{number} for the whole year"
            case Method.RUN_RATE:
                return f"about {number} by {self.method}"
            case _:
                return f"about {number}" if self.lower is None else f"likely {number} (80 %)"

    @property
    def _verdict(self) -> str:
        if self.chance:
            return f": {self.chance}"
        too_little = self.lower is None and self.method is not Method.OUTTURN
        return ": too little history for a range" if too_little else ""


def year_end(
    measure: Measure,
    figures: Sequence[Figure],
    target: float | None,
    target_upper: float | None = None,
    possible: tuple[float | None, float | None] = (None, None),
) -> Forecast | None:
    """What the year of the last figure will come to; `target` and `possible` are the year's.

    `figures` are of one rhythm: to date for a cumulative KPI, of each period for a discrete one.
    None for a KPI whose year is not the sum of its periods, with less than the ladder needs, or
    with a gap in this year.
    """
    own = own_rhythm(measure, figures)
    flows = flows_of(measure, own)
    last = next((figure for figure in reversed(own) if is_number(figure.value)), None)
    if flows is None or last is None:
        return None
    to_date = measure.kind is KpiKind.CUMULATIVE
    year, number = place(last.period, 12 // flows.of)
    known = flows.known_at(year, number, last.value if to_date else None)
    if known is None or (method := method_for(known)) is None:
        return None
    path = coming(method, known) or []
    total, each = _possible(known, *possible)
    whole = _at_the_end(known, method, path, total)
    aimed, aimed_upper = _given(target), _given(target_upper)
    return Forecast(
        year,
        known.known,
        known.of,
        len(known.past),
        known.so_far,
        whole.point,
        whole.lower,
        whole.upper,
        method,
        aimed,
        aimed_upper,
        chance_of(whole, measure.polarity, aimed, aimed_upper),
        _last_error(flows, known, method),
        _fan_to_date(known, method, path, total, last.period)
        if to_date
        else _fan(known, method, path, each),
    )


def chance_of(
    forecast: FanPoint, polarity: Polarity, target: float | None, target_upper: float | None = None
) -> Chance | None:
    """Whether the target will be met; None without a target, a polarity or an interval.

    `target` to `target_upper` is a range, whatever the polarity. A limit on the target meets it.
    """
    lower, upper = forecast.lower, forecast.upper
    if lower is None or upper is None or target is None or polarity is Polarity.NONE:
        return None
    least, most = _asked(polarity, target, target_upper)
    if least <= lower and upper <= most:
        return Chance.LIKELY
    return Chance.UNLIKELY if upper < least or most < lower else Chance.UNCERTAIN


def _given(target: float | None) -> float | None:
    return target if is_number(target) else None


def _asked(polarity: Polarity, target: float, target_upper: float | None) -> tuple[float, float]:
    """The least and the most that meet a target."""
    if target_upper is not None or polarity is Polarity.RANGE:
        ends = (target, target if target_upper is None else target_upper)
        return min(ends), max(ends)
    return (target, math.inf) if polarity is Polarity.MAXIMISE else (-math.inf, target)


def _possible(known: Known, low: float | None, high: float | None) -> tuple[Possible, Possible]:
    """What the year, and each period of it, can come to; a year that is known is as it is.

    What cannot be negative, and never was, does not fall below the year so far.
    """
    if not known.left:
        return Possible(), Possible()
    if low is None or low < 0 or min(known.run, default=0) < 0:
        return Possible(low, high), Possible()
    return Possible(max(low, known.so_far), high), Possible(0.0)


def _at_the_end(known: Known, method: Method, path: Sequence[float], total: Possible) -> FanPoint:
    ends = limits(method, known, path, to_date=True)
    whole = math.fsum([known.so_far, *path])
    return total.point(financial_year(known.year), whole, ends[-1] if ends else None)


def _fan_to_date(
    known: Known, method: Method, path: Sequence[float], total: Possible, last: Period
) -> tuple[FanPoint, ...]:
    ends = limits(method, known, path, to_date=True)
    reached = list(accumulate(path, initial=known.so_far))[1:]
    named_to_date = last.kind is PeriodKind.YEAR_TO_DATE
    return tuple(
        total.point(year_to_date(period) if named_to_date else period, value, limit)
        for period, value, limit in zip(
            _to_come(known), reached, ends or repeat(None), strict=False
        )
    )


def _fan(
    known: Known, method: Method, path: Sequence[float], each: Possible
) -> tuple[FanPoint, ...]:
    ends = limits(method, known, path, to_date=False)
    return tuple(
        each.point(period, value, limit)
        for period, value, limit in zip(_to_come(known), path, ends or repeat(None), strict=False)
    )


def _to_come(known: Known) -> list[Period]:
    numbers = range(known.known + 1, known.of + 1)
    return [part_of_year(known.year, number, 12 // known.of) for number in numbers]


def _last_error(flows: Flows, known: Known, method: Method) -> float | None:
    """How far off the method was at this point last year, relative to what the year came to."""
    outturn = math.fsum(known.past.get(known.year - 1, ()))
    then = flows.known_at(known.year - 1, known.known)
    if not known.left or outturn == 0 or then is None:
        return None
    path = coming(method, then)
    return None if path is None else math.fsum([then.so_far, *path]) / outturn - 1
