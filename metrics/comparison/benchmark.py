"""Comparison with national figures: figures, their facts, and verdicts with a reason.

Method as in Fingertips of the public health observatories.
"""

import math
from dataclasses import KW_ONLY, dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from metrics.comparison.difference import difference
from metrics.comparison.intervals import (
    CONFIDENCE,
    Interval,
    normal_quantile,
    rate_interval,
    wilson,
)
from metrics.decimals import MORE_DECIMALS, as_decimal, printed, rounded
from metrics.period import Period
from metrics.status import Polarity, is_number

SMALLEST_COUNT = 5
PLAIN_MONTHS, MUTED_MONTHS = 12, 9
YEARS_OF_VERDICTS = 3


class Verdict(StrEnum):
    """How an area stands against its benchmark."""

    BETTER = "better"
    WORSE = "worse"
    SIMILAR = "similar"
    HIGHER = "higher"
    LOWER = "lower"
    NONE = "not judged"


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


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One published or reported figure, with what is needed to compare it.

    `definition`, `unit` and `level` (the level of area it is built for, None for any) must be equal
    for a verdict. `interval` is at 95 %; without one, `count` over `denominator` gives it on
    `basis`, in units of `per` (100 for a percentage). `survey` marks an estimate from a sample,
    `illustrative` one that was made up to show. `decimals` is for the words only.
    """

    value: float | None
    period: Period
    definition: str
    unit: str
    _: KW_ONLY
    decimals: int = 1
    level: str | None = None
    interval: Interval | None = None
    count: float | None = None
    denominator: float | None = None
    basis: Basis = Basis.PROPORTION
    per: float = 100
    survey: bool = False
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class BenchmarkFacts:
    """The four facts that are stored and printed beside every benchmark."""

    area: str
    statistic: BenchmarkStatistic
    period: Period
    vintage: date | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A national or other areas' figure: whose it is, of which statistic, and when published."""

    figure: ComparedFigure
    area: str
    statistic: BenchmarkStatistic
    vintage: date | None

    @property
    def facts(self) -> BenchmarkFacts:
        """The four facts that are printed beside it."""
        return BenchmarkFacts(self.area, self.statistic, self.figure.period, self.vintage)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far two periods cover the same time: whole months, what that allows, and its label."""

    months: int
    use: Use
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An area beside its benchmark: a verdict or none, and why, with the four facts.

    `difference` is the area's value less the benchmark's, None where either is missing.
    """

    verdict: Verdict
    reason: str
    overlap: Overlap
    difference: float | None
    period: Period
    facts: BenchmarkFacts

    @property
    def muted(self) -> bool:
        """Whether the verdict is shown faintly, because the periods only partly agree."""
        return self.overlap.use is Use.MUTED


def compare(
    area: ComparedFigure,
    benchmark: Benchmark,
    polarity: Polarity,
    confidence: float = CONFIDENCE,
    today: date | None = None,
) -> Comparison:
    """How an area stands against a benchmark, with the reason in words and the four facts kept.

    A page of stand-outs asks for `confidence` metrics.comparison.intervals.STAND_OUT_CONFIDENCE.
    There is no verdict on a period that ended more than three years before `today`, the reader's
    day, and neither verdict nor difference between illustrative and published figures.
    """
    overlap = overlap_of(area.period, benchmark.figure.period)
    refusal = _refusal(area, benchmark.figure, overlap) or _too_old(area.period, today)
    if refusal:
        verdict, reason = Verdict.NONE, refusal
    else:
        verdict, reason = _tested(area, benchmark.figure, polarity, confidence)
    return Comparison(
        verdict=verdict,
        reason=reason,
        overlap=overlap,
        difference=_difference(area, benchmark.figure),
        period=area.period,
        facts=benchmark.facts,
    )


def overlap_of(period: Period, other: Period) -> Overlap:
    """How far two periods agree: 12 months shared compare plainly, 9 to 11 muted, fewer do not.

    Of periods that are not years the same shares of the longer one count; equal ones always agree.
    """
    if (period.start, period.end) == (other.start, other.end):
        return Overlap(period.months, Use.PLAIN, "the same period")
    longest = max(period.months, other.months)
    shared = _months_between(max(period.start, other.start), min(period.end, other.end))
    if _months_between(*sorted((period.end, other.end))) > 12:
        return Overlap(shared, Use.CONTEXT, "more than a year apart")
    label = f"{shared} of {longest} months shared" if shared else "no months shared"
    return Overlap(shared, _use(shared, longest), label)


def _refusal(area: ComparedFigure, benchmark: ComparedFigure, overlap: Overlap) -> str | None:
    if not (is_number(area.value) and is_number(benchmark.value)):
        return "no figure for the " + ("benchmark" if is_number(area.value) else "area")
    if area.illustrative != benchmark.illustrative:
        return "illustrative figures are not compared with published ones"
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


def _too_old(period: Period, today: date | None) -> str | None:
    """Why there is no verdict on a period that the reader would take for the present."""
    if today is None or period.end >= _years_before(today, YEARS_OF_VERDICTS):
        return None
    return f"{period.label} ended more than three years ago"


def _agree(area: ComparedFigure, benchmark: ComparedFigure, name: str) -> bool:
    values = getattr(area, name), getattr(benchmark, name)
    return values[0] == values[1] or (name == "level" and None in values)


def _tested(
    area: ComparedFigure, benchmark: ComparedFigure, polarity: Polarity, confidence: float
) -> tuple[Verdict, str]:
    apart = _difference(area, benchmark) or 0.0
    interval = _interval(area, confidence)
    if interval is None or benchmark.value is None:
        return Verdict.NONE, _apart(area, benchmark)
    if area.survey and benchmark.survey and area.interval and benchmark.interval:
        similar, reason = _survey_test(area.interval, benchmark.interval, apart, confidence)
    else:
        similar, reason = _interval_test(interval, benchmark.value, area.decimals, confidence)
    return (Verdict.SIMILAR if similar else _direction(apart, polarity)), reason


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
    similar = abs(difference) <= normal_quantile(confidence) * error
    chance = "within" if similar else "beyond"
    return similar, f"the difference of two survey estimates is {chance} what sampling explains"


def _interval_test(
    interval: Interval, benchmark: float, decimals: int, confidence: float
) -> tuple[bool, str]:
    similar = as_decimal(interval.lower) <= as_decimal(benchmark) <= as_decimal(interval.upper)
    places = _places_that_show(interval, benchmark, decimals, similar=similar)
    ends = f"{printed(interval.lower, places)} to {printed(interval.upper, places)}"
    holds = "includes" if similar else "does not include"
    value = printed(benchmark, places)
    return similar, f"the {100 * confidence:g}% interval {ends} {holds} {value}"


def _places_that_show(interval: Interval, benchmark: float, decimals: int, *, similar: bool) -> int:
    """The fewest decimals, up to three more, that show on which side of an end a figure lies."""
    last = decimals + MORE_DECIMALS

    def shows(places: int) -> bool:
        low, value, high = (
            rounded(end, places) for end in (interval.lower, benchmark, interval.upper)
        )
        return (low <= value <= high) is similar

    return next((places for places in range(decimals, last) if shows(places)), last)


def _interval(figure: ComparedFigure, confidence: float) -> Interval | None:
    if figure.interval is not None and figure.value is not None:
        return _possible(figure.interval, figure.interval.widened(figure.value, confidence), figure)
    if figure.count is None or not figure.denominator:
        return None
    limits = wilson if figure.basis == Basis.PROPORTION else rate_interval
    raw = limits(figure.count, figure.denominator, confidence)
    return Interval(raw.lower * figure.per, raw.upper * figure.per)


def _possible(published: Interval, widened: Interval, figure: ComparedFigure) -> Interval:
    """An interval that ends at 0, or for a percentage at 100, where the published one does."""
    low = 0.0 if published.lower >= 0 else -math.inf
    high = 100.0 if figure.unit == "%" and published.upper <= 100 else math.inf
    return Interval(max(low, widened.lower), min(high, widened.upper))


def _difference(area: ComparedFigure, other: ComparedFigure) -> float | None:
    return difference(
        area.value,
        other.value,
        illustrative=area.illustrative,
        other_illustrative=other.illustrative,
    )


def _years_before(day: date, years: int) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)


def _apart(area: ComparedFigure, benchmark: ComparedFigure) -> str:
    """By how much two figures differ as they are printed, with up to three decimals more."""
    signed = _difference(area, benchmark) or 0.0
    if signed == 0 or area.value is None or benchmark.value is None:
        return "the same"
    unit = "points" if area.unit == "%" else area.unit
    side = "above" if signed > 0 else "below"
    for more in range(MORE_DECIMALS + 1):
        places = area.decimals + more, benchmark.decimals + more
        apart = abs(rounded(area.value, places[0]) - rounded(benchmark.value, places[1]))
        if apart:
            return f"{side} by {_written(apart, max(places), unit)}"
    return f"just {side}"


def _written(amount: Decimal, places: int, unit: str) -> str:
    """An amount in its unit; pounds have pence or none."""
    if unit == "pounds":
        return f"£{printed(amount, 2 if places == 1 else places)}"
    return f"{printed(amount, places)} {unit}".rstrip()


def _use(shared: int, longest: int) -> Use:
    if shared and shared * 12 >= PLAIN_MONTHS * longest:
        return Use.PLAIN
    return Use.MUTED if shared and shared * 12 >= MUTED_MONTHS * longest else Use.CONTEXT


def _months_between(first: date, last: date) -> int:
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return max(0, months - (after.day < first.day))
