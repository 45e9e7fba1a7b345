"""The year-end forecast of a KPI: a number, how sure it is, and whether its target will be met."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from metrics.decimals import MORE_DECIMALS, rounded, without_residue
from metrics.direction import KpiKind
from metrics.forecast.forecast_points import ForecastPoint
from metrics.forecast.increments import increments_of, position_in_year
from metrics.forecast.methods import Method
from metrics.forecast.rest_of_year import YearAhead, year_ahead
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.reporting_frequency import at_reporting_frequency
from metrics.status import Polarity, display_decimals, is_number

_OFTEN = {2: "half-yearly", 4: "quarterly", 12: "monthly"}


class Chance(StrEnum):
    """Whether a target will be met, by where the whole 80 % interval lies."""

    LIKELY = "likely to meet"
    UNLIKELY = "unlikely to meet"
    UNCERTAIN = "could go either way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a KPI's year will come to, `periods_reported` of its `periods_in_year` being known.

    `history` counts the complete past years, `ahead` holds what the forecast was made of, and
    `last` is the figure it was made after; `target_summed` marks a target that is the sum of those
    of the year's periods, which nobody set for the year.
    """

    year: int
    periods_reported: int
    periods_in_year: int
    history: int
    total_to_date: float
    point: float
    lower: float | None
    upper: float | None
    method: Method
    target: float | None
    target_upper: float | None
    chance: Chance | None
    kind: KpiKind
    last: KpiFigure
    ahead: YearAhead
    target_summed: bool = False

    def target_words(self, amount: str) -> str:
        """`the year's target of 90`, `its quarterly targets, which add up to 90`."""
        if not self.target_summed:
            return f"the year's target of {amount}"
        often = _OFTEN.get(self.periods_in_year, "single")
        return f"its {often} targets, which add up to {amount}"

    def target_clause(self, amount: str) -> str:
        """`, target 90`, `; its quarterly targets add up to 90`: what follows the year's figure."""
        if not self.target_summed:
            return f", target {amount}"
        return f"; its {_OFTEN.get(self.periods_in_year, 'single')} targets add up to {amount}"

    @property
    def last_error(self) -> float | None:
        """How far off the same method was at this point last year, where it can be worked out.

        Relative to what the year came to: 0.1 is a tenth too high.
        """
        return self.ahead.last_error()

    @property
    def forecast_points(self) -> tuple[ForecastPoint, ...]:
        """The periods to come with their limits, to date for a cumulative KPI."""
        to_date = self.kind is KpiKind.CUMULATIVE
        return self.ahead.points(to_date=to_date, kind=self.last.period.kind)

    def words(
        self, decimals: int, written: Callable[[float, int], str] = lambda v, n: f"{v:,.{n}f}"
    ) -> str:
        """`likely 86 to 94 (80 %), target 90: could go either way`, as a part of a sentence.

        `written` writes a number with so many decimals in the KPI's unit.
        """
        ends = [end for end in (self.lower, self.upper) if end is not None] or [self.point]
        targets = [end for end in (self.target, self.target_upper) if end is not None]
        likely, asked_for = written_apart(ends, targets, decimals, written)
        against = self.target_clause(asked_for) if asked_for else ""
        return self._year_end_text(likely) + against + self._verdict

    def _year_end_text(self, number: str) -> str:
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
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    target: float | None,
    target_upper: float | None = None,
    possible: tuple[float | None, float | None] = (None, None),
) -> Forecast | None:
    """What the year of the last figure will come to; `target` and `possible` are the year's.

    `figures` are of one frequency: to date for a cumulative KPI, of each period for a discrete one.
    None for a KPI whose year is not the sum of its periods, with less history than any method
    needs, or with a gap in this year.
    """
    figures = at_reporting_frequency(rules, figures)
    flows = increments_of(rules, figures)
    last = next((figure for figure in reversed(figures) if is_number(figure.value)), None)
    if flows is None or last is None:
        return None
    year, number = position_in_year(last.period, 12 // flows.periods_in_year)
    counts_up = rules.kind is KpiKind.CUMULATIVE
    year_so_far = flows.year_so_far(year, number, last.value if counts_up else None)
    ahead = year_ahead(year_so_far, *possible) if year_so_far else None
    if year_so_far is None or ahead is None:
        return None
    end = ahead.end()
    target, target_upper = _number_or_none(target), _number_or_none(target_upper)
    return Forecast(
        year=year,
        periods_reported=number,
        periods_in_year=flows.periods_in_year,
        history=len(year_so_far.past),
        total_to_date=year_so_far.total,
        point=end.point,
        lower=end.lower,
        upper=end.upper,
        method=ahead.method,
        target=target,
        target_upper=target_upper,
        chance=chance_of(end, rules.polarity, target, target_upper),
        kind=rules.kind,
        last=last,
        ahead=ahead,
    )


def chance_of(
    forecast: ForecastPoint,
    polarity: Polarity,
    target: float | None,
    target_upper: float | None = None,
) -> Chance | None:
    """Whether the target will be met; None without a target, a polarity or an interval.

    `target` to `target_upper` is a range, whatever the polarity. A limit on the target meets it.
    """
    lower, upper = forecast.lower, forecast.upper
    if lower is None or upper is None or target is None or polarity is Polarity.NONE:
        return None
    lower, upper = without_residue(lower), without_residue(upper)
    least, most = map(without_residue, _range_that_meets(polarity, target, target_upper))
    if least <= lower and upper <= most:
        return Chance.LIKELY
    return Chance.UNLIKELY if upper < least or most < lower else Chance.UNCERTAIN


def written_apart(
    ends: Sequence[float],
    targets: Sequence[float],
    decimals: int,
    written: Callable[[float, int], str],
) -> tuple[str, str]:
    """What is forecast and its target in words, each one number or a range.

    Up to three decimals more are used where rounding would hide that a number is not the target.
    """
    places = decimals
    for _ in range(MORE_DECIMALS):
        needed = [display_decimals(end, target, places) for end in ends for target in targets]
        places = max(needed, default=places)
    likely, asked_for = (
        " to ".join(dict.fromkeys(written(float(rounded(n, places)), places) for n in numbers))
        for numbers in (ends, targets)
    )
    return likely, asked_for


def _number_or_none(target: float | None) -> float | None:
    return target if is_number(target) else None


def _range_that_meets(
    polarity: Polarity, target: float, target_upper: float | None
) -> tuple[float, float]:
    """The least and the most that meet a target."""
    if target_upper is not None or polarity is Polarity.RANGE:
        ends = (target, target if target_upper is None else target_upper)
        return min(ends), max(ends)
    return (target, math.inf) if polarity is Polarity.MAXIMISE else (-math.inf, target)
