"""How fast figures are rated, charted and forecast, beside pycontrolcharts and statsforecast.

`python -m benchmarks.metrics_speed`: on one core, in time of the processor, so that other work
beside it counts little. Its requirements are its own: `pip install -r benchmarks/requirements.txt`.
"""

import random
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import process_time

import numpy as np
import pandas as pd
from pycontrolcharts import RunTestConfig, calc_xmr
from statsforecast.models import AutoETS, Theta

from metrics.direction import KpiKind
from metrics.forecast.theta import Numbers
from metrics.forecast.year_end import year_end
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import kpi_position
from metrics.period import quarter
from metrics.reporting_frequency import report_period_of
from metrics.spc.icons import assurance, variation
from metrics.spc.xmr_chart import xmr
from metrics.status import Polarity
from metrics.year_to_date import decumulate

SEED, REPEATS, PASSES = 11, 15, 40
POINTS, CHARTS, PEER_CHARTS = 30, 1_000, 50
FORECASTS, PEER_FORECASTS, YEARS, KNOWN = 300, 30, 3, 2
KPIS, PERIODS = 200, 40
CHARTS_BAR, FORECASTS_BAR, OVERVIEW_BAR = 2_000, 1_000, 0.100
# Of a plan's KPIs about half are counts of a period, a fifth count up, the rest are rates.
KINDS = [KpiKind.DISCRETE] * 5 + [KpiKind.CUMULATIVE] * 2 + [KpiKind.RATIO] * 3

Values = Sequence[float]
KpiAndFigures = tuple[KpiRules, Sequence[KpiFigure]]


@dataclass(frozen=True)
class Timed:
    """How many of a kind are done in a second."""

    who: str
    each_second: float

    def line(self, ours: float) -> str:
        """A row of the table: so many a second, and how many times as many ours are."""
        return f"| {self.who} | {self.each_second:,.0f} | {ours / self.each_second:,.1f} |"


def main() -> int:
    """Print the tables; 1 where a bar is missed."""
    warnings.simplefilter("ignore")
    chance = random.Random(SEED)
    series = [[chance.gauss(100, 10) for _ in range(POINTS)] for _ in range(CHARTS)]
    missed = [
        *print_table(f"Control charts of {POINTS} points", charts(series), CHARTS_BAR),
        *print_table(
            "Year-end forecasts: three years and two quarters", forecasts(chance), FORECASTS_BAR
        ),
        *overview(chance),
    ]
    print("Every bar is met." if not missed else f"Missed: {'; '.join(missed)}.")
    return bool(missed)


def print_table(title: str, timed: Sequence[Timed], bar: float) -> Iterator[str]:
    """Print one table, ours first."""
    ours = timed[0].each_second
    print(f"\n{title}: bar {bar:,} a second\n")
    print("| by | a second | ours / theirs |\n|---|---|---|")
    print("\n".join(timing.line(ours) for timing in timed))
    if ours < bar:
        yield f"{title} {ours:,.0f} a second, bar {bar:,}"


def charts(series: Sequence[Values]) -> Sequence[Timed]:
    """Limits, signals and icons of many series."""
    run_tests_config = RunTestConfig(test5=True, test6=False, test2_n=7, test3_n=7)
    frames = [pd.Series(values) for values in series[:PEER_CHARTS]]
    return [
        Timed("metrics", rate(lambda: [charted(values) for values in series], len(series))),
        Timed(
            "pycontrolcharts",
            rate(
                lambda: [calc_xmr(frame, run_tests=run_tests_config) for frame in frames],
                len(frames),
            ),
        ),
    ]


def charted(values: Sequence[float | None]) -> tuple[object, object]:
    """One control chart with both of its icons."""
    chart = xmr(values)
    return variation(chart, Polarity.MAXIMISE), assurance(chart, 100, Polarity.MAXIMISE)


def forecasts(chance: random.Random) -> Sequence[Timed]:
    """Year ends of many KPIs; the peers forecast the quarters to come of the same series."""
    counts = [kpi(chance, KpiKind.DISCRETE, 4 * YEARS + KNOWN) for _ in range(FORECASTS)]
    arrays = [np.array([f.value for f in figures], float) for _, figures in counts[:PEER_FORECASTS]]
    peers = [AutoETS(season_length=4), Theta(season_length=4)]
    return [
        Timed(
            "metrics",
            rate(lambda: [ended(*pair) for pair in counts], len(counts)),
        ),
        *(Timed(f"statsforecast {peer}", rate_of_peer(peer, arrays)) for peer in peers),
    ]


def rate_of_peer(model: AutoETS | Theta, arrays: Sequence[Numbers]) -> float:
    """How many series a model of statsforecast forecasts in a second."""
    return rate(lambda: [model.forecast(y=y, h=4 - KNOWN) for y in arrays], len(arrays))


def ended(rules: KpiRules, figures: Sequence[KpiFigure]) -> object:
    """A forecast in words."""
    forecast = year_end(rules, figures, 90, possible=(0, None))
    return forecast and forecast.words(rules.decimals)


def overview(chance: random.Random) -> Iterator[str]:
    """Everything that Overview says of a plan's KPIs."""
    kpis = [kpi(chance, KINDS[number % len(KINDS)], PERIODS - 2) for number in range(KPIS)]
    parts: dict[str, Callable[[], object]] = {
        "where each stands: status, target, directions": lambda: standing(kpis),
        "control charts with icons": lambda: [charted(flows(*pair)) for pair in kpis],
        "year-end forecasts in words": lambda: [ended(*pair) for pair in kpis],
    }
    passes = [{part: once(way) for part, way in parts.items()} for _ in range(PASSES)]
    seconds = min(passes, key=lambda took: sum(took.values()))
    whole = sum(seconds.values())
    print(f"\nOverview, {KPIS} KPIs of {PERIODS - 2} quarters: bar {OVERVIEW_BAR * 1000:.0f} ms\n")
    print("| part | ms |\n|---|---|")
    print("\n".join(f"| {part} | {1000 * took:.0f} |" for part, took in seconds.items()))
    print(f"| all | {1000 * whole:.0f} |\n")
    if whole > OVERVIEW_BAR:
        yield f"Overview {1000 * whole:.0f} ms, bar {OVERVIEW_BAR * 1000:.0f} ms"


def standing(kpis: Sequence[KpiAndFigures]) -> Sequence[object]:
    """Where every KPI stands in the report."""
    reported = report_period_of([figures for _, figures in kpis])
    return [kpi_position(rules, figures, reported) for rules, figures in kpis] if reported else []


def flows(rules: KpiRules, figures: Sequence[KpiFigure]) -> Sequence[float | None]:
    """What to chart: each period's figure, or what it added to the year."""
    if rules.kind is not KpiKind.CUMULATIVE:
        return [figure.value for figure in figures]
    return [step.value for step in decumulate({f.period: f.value for f in figures}).values()]


def kpi(chance: random.Random, kind: KpiKind, periods: int) -> KpiAndFigures:
    """A quarterly KPI with a season, counting up if it is cumulative."""
    rules = KpiRules(Polarity.MAXIMISE, kind, "quarterly", 0)
    figures: list[KpiFigure] = []
    reached = 0.0
    for number in range(periods):
        reached = 0.0 if number % 4 == 0 or kind is not KpiKind.CUMULATIVE else reached
        reached += round(chance.gauss((20, 25, 30, 15)[number % 4], 3))
        target = 90.0 if kind is KpiKind.CUMULATIVE else 22.0
        figures.append(
            KpiFigure(quarter(2015 + number // 4, number % 4 + 1), reached, target=target)
        )
    return rules, figures


def rate(way: Callable[[], object], count: int) -> float:
    """How many of so many are done in a second."""
    return count / best(way)


def best(way: Callable[[], object]) -> float:
    """The shortest of several times, after a first one that warms up."""
    way()
    return min(once(way) for _ in range(REPEATS))


def once(way: Callable[[], object]) -> float:
    """The seconds of the processor that something takes."""
    start = process_time()
    way()
    return process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
