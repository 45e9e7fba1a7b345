"""What is to come of a KPI's year: its end, the periods until then, and how far off it may be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat

from metrics.forecast.forecast_points import ForecastPoint, within
from metrics.forecast.increments import YearSoFar
from metrics.forecast.methods import Method, method_for, prediction_limits, remaining_periods
from metrics.period import Period, PeriodKind, financial_year, year_to_date
from metrics.possible_range import Bounds
from metrics.year_to_date import part_of_year


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What is known of a year and, by one method, what each period to come adds.

    `year_bounds` are what the year can come to, and `period_bounds` what one of its periods can.
    """

    year_so_far: YearSoFar
    method: Method
    path: Sequence[float]
    year_bounds: Bounds
    period_bounds: Bounds

    def end(self) -> ForecastPoint:
        """What the year comes to."""
        ends = prediction_limits(self.method, self.year_so_far, self.path, to_date=True)
        whole = math.fsum([self.year_so_far.total, *self.path])
        year = financial_year(self.year_so_far.year)
        return within(self.year_bounds, year, whole, ends[-1] if ends else None)

    def points(self, *, to_date: bool, kind: PeriodKind) -> tuple[ForecastPoint, ...]:
        """What each period to come adds, or what the year has reached `to_date` at its end.

        `kind` is the kind of period that the figures until now have.
        """
        ends = prediction_limits(self.method, self.year_so_far, self.path, to_date=to_date)
        reached = list(accumulate(self.path, initial=self.year_so_far.total))[1:]
        values, bounds = (reached, self.year_bounds) if to_date else (self.path, self.period_bounds)
        periods = self._periods()
        if kind is PeriodKind.YEAR_TO_DATE:
            periods = list(map(year_to_date, periods))
        return tuple(map(within, repeat(bounds), periods, values, ends or repeat(None)))

    def last_error(self) -> float | None:
        """How far off the method was at this point last year, relative to what the year came to.

        None where that year is not complete, came to nothing, or had too little history itself.
        """
        then = self.year_so_far.a_year_before()
        unfinished = self.year_so_far.periods_to_come > 0
        path = remaining_periods(self.method, then) if then and unfinished else None
        outturn = math.fsum(self.year_so_far.past.get(self.year_so_far.year - 1, ()))
        if then is None or path is None or outturn == 0:
            return None
        return math.fsum([then.total, *path]) / outturn - 1

    def _periods(self) -> list[Period]:
        year, in_year = self.year_so_far.year, self.year_so_far.periods_in_year
        numbers = range(self.year_so_far.periods_reported + 1, in_year + 1)
        return [part_of_year(year, number, 12 // in_year) for number in numbers]


def year_ahead(year_so_far: YearSoFar, low: float | None, high: float | None) -> YearAhead | None:
    """What is to come by the method that history allows, between `low` and `high`.

    None where a number would mislead. A year that is known is as it is; what cannot be negative,
    and never was, does not fall below the year so far.
    """
    method = method_for(year_so_far)
    path = remaining_periods(method, year_so_far) if method else None
    if method is None or path is None:
        return None
    if not year_so_far.periods_to_come:
        return YearAhead(year_so_far, method, path, Bounds(), Bounds())
    if low is None or low < 0 or min(year_so_far.run, default=0) < 0:
        return YearAhead(year_so_far, method, path, Bounds(low, high), Bounds())
    reached = Bounds(max(low, year_so_far.total), high)
    return YearAhead(year_so_far, method, path, reached, Bounds(0.0))
