"""What is to come of a KPI's year: its end, the periods until then, and how far off it may be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat

from metrics.forecast.forecast_points import Bounds, ForecastPoint
from metrics.forecast.increments import YearSoFar
from metrics.forecast.methods import Method, method_for, prediction_limits, remaining_periods
from metrics.period import Period, PeriodKind, financial_year, year_to_date
from metrics.year_to_date import part_of_year


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What is known of a year and, by one method, what each period to come adds.

    `total` is what the year can come to, and `each` what one of its periods can.
    """

    known: YearSoFar
    method: Method
    path: Sequence[float]
    total: Bounds
    each: Bounds

    def end(self) -> ForecastPoint:
        """What the year comes to."""
        ends = prediction_limits(self.method, self.known, self.path, to_date=True)
        whole = math.fsum([self.known.so_far, *self.path])
        return self.total.point(financial_year(self.known.year), whole, ends[-1] if ends else None)

    def fan(self, *, to_date: bool, named: PeriodKind) -> tuple[ForecastPoint, ...]:
        """What each period to come adds, or what the year has reached `to_date` at its end.

        `named` is the kind of period that the figures until now have.
        """
        ends = prediction_limits(self.method, self.known, self.path, to_date=to_date)
        reached = list(accumulate(self.path, initial=self.known.so_far))[1:]
        values, can_be = (reached, self.total) if to_date else (self.path, self.each)
        named_to_date = named is PeriodKind.YEAR_TO_DATE
        return tuple(
            can_be.point(year_to_date(period) if named_to_date else period, value, limit)
            for period, value, limit in zip(
                self._periods(), values, ends or repeat(None), strict=False
            )
        )

    def last_error(self) -> float | None:
        """How far off the method was at this point last year, relative to what the year came to.

        None where that year is not complete, came to nothing, or had too little history itself.
        """
        then = self.known.a_year_before()
        path = remaining_periods(self.method, then) if then and self.known.left else None
        outturn = math.fsum(self.known.past.get(self.known.year - 1, ()))
        if then is None or path is None or outturn == 0:
            return None
        return math.fsum([then.so_far, *path]) / outturn - 1

    def _periods(self) -> list[Period]:
        known = self.known
        numbers = range(known.known + 1, known.of + 1)
        return [part_of_year(known.year, number, 12 // known.of) for number in numbers]


def year_ahead(known: YearSoFar, low: float | None, high: float | None) -> YearAhead | None:
    """What is to come by the rung of the ladder that history allows, between `low` and `high`.

    None where a number would mislead. A year that is known is as it is; what cannot be negative,
    and never was, does not fall below the year so far.
    """
    method = method_for(known)
    path = remaining_periods(method, known) if method else None
    if method is None or path is None:
        return None
    if not known.left:
        return YearAhead(known, method, path, Bounds(), Bounds())
    if low is None or low < 0 or min(known.run, default=0) < 0:
        return YearAhead(known, method, path, Bounds(low, high), Bounds())
    reached = Bounds(max(low, known.so_far), high)
    return YearAhead(known, method, path, reached, Bounds(0.0))
