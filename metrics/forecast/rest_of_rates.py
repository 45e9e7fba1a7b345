"""What is to come in its year of a KPI whose year is no sum: a percentage, a rate, a stock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from metrics.decimals import without_residue
from metrics.direction import KpiKind
from metrics.forecast.forecast_points import REGULAR, ForecastPoint, next_values, unbroken
from metrics.forecast.year_end import Chance, chance_of, written_apart
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, same_period_last_year
from metrics.status import is_number
from metrics.year_to_date import months_to_date

METHOD = "seasonal Theta"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesToCome:
    """The figures to come until the financial year's end, after `figures` without a gap.

    `target` to `target_upper` is what the last of them is held against. `last_error` is how far
    off the same method was for that period of the year before, in the KPI's unit: 2 is 2 too high;
    None where there was too little history.
    """

    points: tuple[ForecastPoint, ...]
    last: KpiFigure
    figures: int
    target: float | None
    target_upper: float | None
    chance: Chance | None
    last_error: float | None

    @property
    def end(self) -> ForecastPoint:
        """The last figure of the year."""
        return self.points[-1]

    def words(self, decimals: int, written: Callable[[float, int], str]) -> str:
        """`Q4 2024/25 likely 86.0% to 94.0% (80 %), target 90.0%: could go either way`.

        `written` writes a number with so many decimals in the KPI's unit.
        """
        ends = [end for end in (self.end.lower, self.end.upper) if end is not None]
        targets = [end for end in (self.target, self.target_upper) if end is not None]
        likely, asked_for = written_apart(ends, targets, decimals, written)
        against = f", target {asked_for}" if asked_for else ""
        verdict = f": {self.chance}" if self.chance else ""
        return f"{self.end.period.label} likely {likely} (80 %){against}{verdict}"


def rates_to_come(rules: KpiRules, figures: Sequence[KpiFigure]) -> RatesToCome | None:
    """The figures to come in the year of the last one; `figures` are of one frequency, in order.

    None for a KPI whose year is the sum of its periods, for whole years, once the year is known,
    and with fewer than eight figures, or two years of them, since the last gap. All end where the
    KPI's possible range does, unless a figure was beyond it.
    """
    valued = [figure for figure in figures if is_number(figure.value)]
    is_flow = rules.kind in (KpiKind.CUMULATIVE, KpiKind.DISCRETE)
    if is_flow or not valued or valued[-1].period.kind not in REGULAR:
        return None
    last = valued[-1]
    ahead = (12 - months_to_date(last.period.end)) // last.period.months
    points = next_values(rules, figures, ahead)
    if not points:
        return None
    end = points[-1]
    # Of a period to come whose target is not known yet the last one stays.
    held = next((f for f in figures if f.period == end.period and is_number(f.target)), last)
    target = held.target if rules.rated and is_number(held.target) else None
    upper = held.range_end if target is not None else None
    return RatesToCome(
        points=points,
        last=last,
        figures=len(unbroken(figures)),
        target=target,
        target_upper=upper,
        chance=chance_of(end, rules.polarity, target, upper),
        last_error=_error_last_year(rules, valued, last.period, ahead),
    )


def _error_last_year(
    rules: KpiRules, valued: Sequence[KpiFigure], last: Period, ahead: int
) -> float | None:
    """What the same method said a year before of that year's last figure, less what it became."""
    then = same_period_last_year(last)
    known = [figure for figure in valued if figure.period.end <= then.end]
    if not known or known[-1].period != then:
        return None
    forecast = next_values(rules, known, ahead)
    became = next((f for f in valued if forecast and f.period == forecast[-1].period), None)
    if became is None or not is_number(became.value):
        return None
    return without_residue(forecast[-1].point - became.value)
