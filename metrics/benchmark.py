"""Comparison with national figures: intervals, verdicts, recent trend and bands of authorities.

Methods as in Fingertips and PHEindicatormethods 2.1.0 of the public health observatories.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from metrics.period import Period, PeriodKind
from metrics.status import Polarity, as_decimal, is_number

CONFIDENCE = 0.95
STAND_OUT_CONFIDENCE = 0.998
SMALLEST_COUNT = 5
EXACT_BELOW = 10
WIDTH_IN_STANDARD_ERRORS = 3.92
TREND_POINTS = 5
TREND_CHI_SQUARED = 9.54953570608324
PLAIN_MONTHS, MUTED_MONTHS = 12, 9


class Verdict(StrEnum):
    """How an area stands against its benchmark."""

    BETTER = "better"
    WORSE = "worse"
    SIMILAR = "similar"
    HIGHER = "higher"
    LOWER = "lower"
    NONE = "no verdict"


class BenchmarkStatistic(StrEnum):
    """What a benchmark may be; a count total is never an average, so it is not among them."""

    RATE = "rate"
    MEAN = "mean of councils"
    MEDIAN = "median of councils"


class Use(StrEnum):
    """What two periods allow: a plain verdict, a muted one, or none."""

    PLAIN = "compare"
    MUTED = "compare, muted"
    CONTEXT = "context only"


class Basis(StrEnum):
    """What a count is divided by: its own population (proportion) or an exposure (rate)."""

    PROPORTION = "proportion"
    RATE = "rate"


class TrendResult(StrEnum):
    """The recent trend of five yearly figures."""

    INCREASING = "Increasing"
    DECREASING = "Decreasing"
    NONE = "No significant change"
    UNKNOWN = "Cannot be calculated"


class Funnel(StrEnum):
    """Where an authority falls on a funnel plot."""

    LOW_STAND_OUT = "Low (0.001)"
    LOW = "Low (0.025)"
    INSIDE = "Not significant"
    HIGH = "High (0.025)"
    HIGH_STAND_OUT = "High (0.001)"


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends included."""

    lower: float
    upper: float

    @property
    def standard_error(self) -> float:
        """The standard error behind a symmetric 95 % interval."""
        return (self.upper - self.lower) / WIDTH_IN_STANDARD_ERRORS


@dataclass(frozen=True, slots=True)
class Figure:
    """One published or reported figure, with what is needed to judge it.

    `definition`, `unit` and `level` (the level of area it is built for, None for any) must be equal
    for a verdict. `interval` is at 95 %; without one, `count` over `denominator` gives it on
    `basis`, in units of `per` (100 for a percentage). `survey` marks an estimate from a sample.
    `decimals` is for the words only.
    """

    value: float | None
    period: Period
    definition: str
    unit: str
    decimals: int = 1
    level: str | None = None
    interval: Interval | None = None
    count: float | None = None
    denominator: float | None = None
    basis: Basis = Basis.PROPORTION
    per: float = 100
    survey: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The four facts that are stored and printed beside every benchmark."""

    area: str
    statistic: BenchmarkStatistic
    period: Period
    vintage: date | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A national or other areas' figure: whose it is, of which statistic, and when published."""

    figure: Figure
    area: str
    statistic: BenchmarkStatistic
    vintage: date | None

    @property
    def facts(self) -> Facts:
        """The four facts that are printed beside it."""
        return Facts(self.area, self.statistic, self.figure.period, self.vintage)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far two periods cover the same time: whole months, what that allows, and its label."""

    months: int
    use: Use
    label: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """An area beside its benchmark: a verdict or none, and why, with the four facts.

    `difference` is the area's value less the benchmark's, None where either is missing.
    """

    verdict: Verdict
    reason: str
    overlap: Overlap
    difference: float | None
    period: Period
    facts: Facts

    @property
    def muted(self) -> bool:
        """Whether the verdict is shown faintly, because the periods only partly agree."""
        return self.overlap.use is Use.MUTED


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A year's figure: a count over its population, or a value with its 95 % interval."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """A recent trend with its test; `reason` says why it could not be calculated."""

    result: TrendResult
    chi_squared: float | None = None
    slope: float | None = None
    slopes_agree: bool | None = None
    reason: str | None = None

    @property
    def p_value(self) -> float | None:
        """The probability of so large a chi-squared, with one degree of freedom, by chance."""
        return None if self.chi_squared is None else math.erfc(math.sqrt(self.chi_squared / 2))


def compare(
    area: Figure, benchmark: Benchmark, polarity: Polarity, confidence: float = CONFIDENCE
) -> Comparison:
    """How an area stands against a benchmark, with the reason in words and the four facts kept.

    A page of stand-outs asks for `confidence` STAND_OUT_CONFIDENCE.
    """
    overlap = overlap_of(area.period, benchmark.figure.period)
    refusal = _refusal(area, benchmark.figure, overlap)
    if refusal:
        verdict, reason = Verdict.NONE, refusal
    else:
        verdict, reason = _judged(area, benchmark.figure, polarity, confidence)
    difference = _difference(area, benchmark.figure)
    return Comparison(verdict, reason, overlap, difference, area.period, benchmark.facts)


def overlap_of(period: Period, other: Period) -> Overlap:
    """How far two periods agree: 12 months shared compare plainly, 9 to 11 muted, fewer do not.

    Of periods that are not years the same shares of the longer one count; equal spans always agree.
    """
    if (period.start, period.end) == (other.start, other.end):
        return Overlap(period.months, Use.PLAIN, "the same period")
    longest = max(period.months, other.months)
    shared = _months_between(max(period.start, other.start), min(period.end, other.end))
    if _months_between(*sorted((period.end, other.end))) > 12:
        return Overlap(shared, Use.CONTEXT, "more than a year apart")
    label = f"{shared} of {longest} months shared" if shared else "no months shared"
    return Overlap(shared, _use(shared, longest), label)


def wilson(count: float, population: float, confidence: float = CONFIDENCE) -> Interval:
    """The Wilson score interval of a proportion, between 0 and 1.

    Raises ValueError unless 0 <= count <= population and population > 0.
    """
    if not 0 <= count <= population or population <= 0:
        raise ValueError(f"{count} of {population} is not a proportion")
    z = _z(confidence)
    middle = 2 * count + z * z
    spread = z * math.sqrt(z * z + 4 * count * (1 - count / population))
    scale = 2 * (population + z * z)
    # Where all are counted the upper limit is 1, which rounding may miss by a hair.
    upper = 1.0 if count == population else (middle + spread) / scale
    return Interval((middle - spread) / scale, upper)


def rate_interval(count: float, exposure: float, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a rate, per unit of exposure: Byar's, or exact Poisson under 10 events.

    Raises ValueError unless count >= 0 and exposure > 0.
    """
    if count < 0 or exposure <= 0:
        raise ValueError(f"{count} events over {exposure} is not a rate")
    limits = _exact_poisson if count < EXACT_BELOW else _byar
    lower, upper = limits(count, confidence)
    return Interval(lower / exposure, upper / exposure)


@cache
def chi_squared_quantile(probability: float, degrees: float) -> float:
    """The value that a chi-squared variable with `degrees` of freedom stays under that often.

    Newton's method between bisection guards, on the smaller tail; to about 1e-13 relative.
    """
    if not 0 < probability < 1 or degrees <= 0:
        raise ValueError("a quantile needs a probability between 0 and 1 and positive degrees")
    shape, x, low, high = degrees / 2, degrees / 2, 0.0, math.inf
    for _ in range(200):
        lower, upper = _gamma_tails(shape, x)
        excess = lower - probability if probability <= 0.5 else (1 - probability) - upper
        low, high = (low, x) if excess > 0 else (x, high)
        step = x - excess / _gamma_density(shape, x)
        if not low < step < high:
            step = 2 * x if high == math.inf else (low + high) / 2
        if abs(step - x) <= 1e-15 * x:
            break
        x = step
    return 2 * x


def funnel(count: float, population: float, average: float) -> Funnel:
    """Where a proportion falls on a funnel plot around the pooled `average`, between 0 and 1.

    The limits are where the Wilson interval just reaches the average, at 95 % and 99.8 %.
    Raises ValueError for an average that has no spread.
    """
    if not 0 < average < 1 or population <= 0:
        raise ValueError("a funnel needs a population, and an average between 0 and 1")
    z = (count / population - average) / math.sqrt(average * (1 - average) / population)
    if abs(z) <= _z(CONFIDENCE):
        return Funnel.INSIDE
    if abs(z) > _z(STAND_OUT_CONFIDENCE):
        return Funnel.HIGH_STAND_OUT if z > 0 else Funnel.LOW_STAND_OUT
    return Funnel.HIGH if z > 0 else Funnel.LOW


def quantile_bands(
    values: Sequence[float | None], bands: int, *, highest_first: bool = False
) -> list[int | None]:
    """The band, 1 to `bands`, of each authority's value; ties share the lower rank.

    None for a missing value, and for all where there are fewer values than bands.
    """
    sign = -1 if highest_first else 1
    ordered = np.sort([sign * value for value in values if is_number(value)])
    return [
        _band(ordered, sign * value, bands) if is_number(value) and len(ordered) >= bands else None
        for value in values
    ]


def recent_trend(points: Mapping[Period, TrendPoint]) -> Trend:
    """The trend over the last five yearly figures, from their counts or else their intervals.

    Not calculated unless those five are whole years, each beginning as the one before ends.
    """
    periods = sorted(points)[-TREND_POINTS:]
    if len(periods) < TREND_POINTS or not _years_in_a_row(periods):
        return _no_trend("needs five yearly figures in a row, without gap or overlap")
    last = [points[period] for period in periods]
    counts = [(p.numerator, p.denominator) for p in last]
    if all(is_number(r) and is_number(n) for r, n in counts):
        return proportion_trend([r or 0 for r, _ in counts], [n or 0 for _, n in counts])
    judged = [(p.value, p.interval) for p in last if is_number(p.value) and p.interval]
    if len(judged) == TREND_POINTS:
        return value_trend([value for value, _ in judged], [interval for _, interval in judged])
    return _no_trend("needs counts or intervals for all five years")


def proportion_trend(numerators: Sequence[float], denominators: Sequence[float]) -> Trend:
    """The trend of five proportions: chi-squared for trend, slope of their logits by year."""
    r, n = np.asarray(numerators, float), np.asarray(denominators, float)
    if len(r) != TREND_POINTS or not np.all((r > 0) & (r < n)):
        return _no_trend("needs five counts, each above 0 and below its population")
    t = _years()
    total, events = n.sum(), r.sum()
    across = total * (r @ t) - events * (n @ t)
    spread = events * (total - events) * (total * (n @ t**2) - (n @ t) ** 2)
    return _trend(np.log(r / (n - r)), np.ones(TREND_POINTS), total * across**2 / spread)


def value_trend(values: Sequence[float], intervals: Sequence[Interval]) -> Trend:
    """The trend of five values with 95 % intervals: weighted least squares by year."""
    errors = np.array([interval.standard_error for interval in intervals])
    if len(values) != TREND_POINTS or len(errors) != TREND_POINTS or not np.all(errors > 0):
        return _no_trend("needs five values, each with an interval wider than 0")
    y, t, w = np.asarray(values, float), _years(), errors**-2.0
    s0, s1, s2 = w.sum(), w @ t, w @ t**2
    return _trend(y, w, _slope(t, y, w) ** 2 * (s0 * s2 - s1**2) / s0)


def _refusal(area: Figure, benchmark: Figure, overlap: Overlap) -> str | None:
    if not (is_number(area.value) and is_number(benchmark.value)):
        return "no figure for the " + ("benchmark" if is_number(area.value) else "area")
    unequal = [
        name for name in ("definition", "unit", "level") if not _agree(area, benchmark, name)
    ]
    if unequal:
        return f"not the same {' or '.join(unequal)}".replace("level", "level of area")
    if overlap.use is Use.CONTEXT:
        return f"{overlap.label}: context only"
    if area.count is not None and area.count < SMALLEST_COUNT:
        return f"fewer than {SMALLEST_COUNT} cases"
    return None


def _agree(area: Figure, benchmark: Figure, name: str) -> bool:
    ours, theirs = getattr(area, name), getattr(benchmark, name)
    return ours == theirs or (name == "level" and None in (ours, theirs))


def _judged(
    area: Figure, benchmark: Figure, polarity: Polarity, confidence: float
) -> tuple[Verdict, str]:
    difference = _difference(area, benchmark) or 0.0
    interval = _interval(area, confidence)
    if interval is None or benchmark.value is None:
        return Verdict.NONE, _apart(difference, area)
    if area.survey and benchmark.survey and area.interval and benchmark.interval:
        similar, reason = _survey_test(area.interval, benchmark.interval, difference, confidence)
    else:
        similar, reason = _interval_test(interval, benchmark.value, area.decimals, confidence)
    return (Verdict.SIMILAR if similar else _direction(difference, polarity)), reason


def _direction(difference: float, polarity: Polarity) -> Verdict:
    match polarity:
        case Polarity.MAXIMISE:
            return Verdict.BETTER if difference > 0 else Verdict.WORSE
        case Polarity.MINIMISE:
            return Verdict.BETTER if difference < 0 else Verdict.WORSE
        case _:
            return Verdict.HIGHER if difference > 0 else Verdict.LOWER


def _survey_test(
    area: Interval, benchmark: Interval, difference: float, confidence: float
) -> tuple[bool, str]:
    error = math.hypot(area.standard_error, benchmark.standard_error)
    similar = abs(difference) <= _z(confidence) * error
    chance = "within" if similar else "beyond"
    return similar, f"the difference of two survey estimates is {chance} what sampling explains"


def _interval(figure: Figure, confidence: float) -> Interval | None:
    if figure.interval is not None and figure.value is not None:
        # A published interval is at 95 %; its sides grow in proportion to the normal quantile.
        wider = 1.0 if confidence == CONFIDENCE else _z(confidence) / _z(CONFIDENCE)
        below = figure.value - (figure.value - figure.interval.lower) * wider
        above = figure.value + (figure.interval.upper - figure.value) * wider
        return figure.interval if wider == 1.0 else Interval(below, above)
    if figure.count is None or not figure.denominator:
        return None
    limits = wilson if figure.basis == Basis.PROPORTION else rate_interval
    raw = limits(figure.count, figure.denominator, confidence)
    return Interval(raw.lower * figure.per, raw.upper * figure.per)


def _difference(area: Figure, benchmark: Figure) -> float | None:
    if not (is_number(area.value) and is_number(benchmark.value)):
        return None
    return float(as_decimal(area.value) - as_decimal(benchmark.value))


def _apart(difference: float, area: Figure) -> str:
    if difference == 0:
        return "the same"
    unit = "points" if area.unit == "%" else area.unit
    side = "above" if difference > 0 else "below"
    return f"{side} by {abs(difference):,.{area.decimals}f} {unit}".rstrip()


def _interval_test(
    interval: Interval, benchmark: float, decimals: int, confidence: float
) -> tuple[bool, str]:
    similar = interval.lower <= benchmark <= interval.upper
    ends = f"{interval.lower:,.{decimals}f} to {interval.upper:,.{decimals}f}"
    holds = "includes" if similar else "does not include"
    return similar, f"the {100 * confidence:g} % interval {ends} {holds} {benchmark:,.{decimals}f}"


def _use(shared: int, longest: int) -> Use:
    if shared and shared * 12 >= PLAIN_MONTHS * longest:
        return Use.PLAIN
    return Use.MUTED if shared and shared * 12 >= MUTED_MONTHS * longest else Use.CONTEXT


def _months_between(first: date, last: date) -> int:
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return max(0, months - (after.day < first.day))


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def _byar(count: float, confidence: float) -> tuple[float, float]:
    z, more = _z(confidence), count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    return lower, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def _exact_poisson(count: float, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    lower = chi_squared_quantile(tail, 2 * count) / 2 if count else 0.0
    return lower, chi_squared_quantile(1 - tail, 2 * count + 2) / 2


def _gamma_density(shape: float, x: float) -> float:
    return math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))


def _gamma_tails(shape: float, x: float) -> tuple[float, float]:
    """The regularised incomplete gamma functions P and Q, each tail by what converges there."""
    front = x * _gamma_density(shape, x)
    if x < shape + 1:
        lower = front * _gamma_series(shape, x)
        return lower, 1 - lower
    upper = front * _gamma_fraction(shape, x)
    return 1 - upper, upper


def _gamma_series(shape: float, x: float) -> float:
    term = total = 1 / shape
    n = shape
    while term > total * 1e-17:
        n += 1
        term *= x / n
        total += term
    return total


def _gamma_fraction(shape: float, x: float) -> float:
    # Lentz's method for the continued fraction of the upper incomplete gamma function.
    b = x + 1 - shape
    c, d = math.inf, 1 / b
    total = d
    for i in range(1, 10_000):
        a, b = -i * (i - shape), b + 2
        d, c = 1 / (a * d + b), b + a / c
        total *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return total


def _band(ordered: NDArray[np.float64], value: float, bands: int) -> int:
    count = len(ordered)
    rank = int(np.searchsorted(ordered, value)) + 1
    return max(1, math.floor((bands + 1) - math.ceil((count + 1 - rank) / (count / bands))))


def _years_in_a_row(periods: Sequence[Period]) -> bool:
    whole = all(p.months == 12 and p.kind is not PeriodKind.INSTANT for p in periods)
    pairs = itertools.pairwise(periods)
    return whole and all(b.start == a.end + timedelta(days=1) for a, b in pairs)


def _years() -> NDArray[np.float64]:
    return np.arange(1.0, TREND_POINTS + 1)


def _slope(t: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> float:
    centred = t - (w @ t) / w.sum()
    return float((w * centred) @ y / ((w * centred) @ centred))


def _trend(y: NDArray[np.float64], w: NDArray[np.float64], chi_squared: float) -> Trend:
    t = _years()
    slope = _slope(t, y, w)
    others = [_slope(np.delete(t, i), np.delete(y, i), np.delete(w, i)) for i in range(len(t))]
    # A slope of 0 may come out as a hair of either sign.
    flat = 1e-12 * float(np.abs(y).max())
    agree = all(other * math.copysign(1, slope) >= -flat for other in others)
    result = TrendResult.NONE
    if chi_squared > TREND_CHI_SQUARED and agree and abs(slope) > flat:
        result = TrendResult.INCREASING if slope > 0 else TrendResult.DECREASING
    return Trend(result, float(chi_squared), slope, agree)


def _no_trend(reason: str) -> Trend:
    return Trend(TrendResult.UNKNOWN, reason=reason)
