"""A KPI's control chart: which series may have one, on what, and with which icons.

The chart is that of NHS England's Making Data Count (`metrics.spc.xmr_chart`), and so is the advice
not to chart running totals, rolling averages and yearly figures. Ours: a strongly seasonal series
is charted by its changes on the year before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.derived_series import added, without_gaps
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.spc.icons import Assurance, Variation, assurance, variation
from metrics.spc.outdated_limits import outdated_from
from metrics.spc.seasonality import is_seasonal
from metrics.spc.xmr_chart import Chart, Showing, seasonal_differences, unsuited, xmr
from metrics.status import is_number

SEASONS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiControlChart:
    """A control chart of what each period was or added.

    `values` stand one for each of `periods`, without a gap, None where one is missing; with
    `seasonal` they are changes on the same period a year before. The two icons are None where the
    chart may not show any, and where its limits are out of date: then `outdated_since` is the
    period in which the run begins that they no longer describe.
    """

    periods: tuple[Period, ...]
    values: tuple[float | None, ...]
    chart: Chart
    variation: Variation | None
    assurance: Assurance | None
    seasonal: bool
    outdated_since: Period | None = None

    @property
    def showing(self) -> Showing:
        """How much may be shown."""
        return self.chart.showing


def kpi_control_chart(
    rules: KpiRules, figures: Sequence[KpiFigure], rebase_on: Collection[date] = ()
) -> KpiControlChart | str:
    """The control chart of a KPI's figures of one frequency, or why it has none, in words.

    What counts up over the year is charted by what each period added. A strongly seasonal series
    is charted by its change on the same period a year before. `rebase_on` are the days on which a
    person had the limits begin anew.
    """
    each = added(rules, figures)
    if not each:
        return "no figures"
    kind = each[-1].period.kind
    reason = unsuited(kind, KpiKind.DISCRETE)
    if reason:
        return reason
    periods, values = without_gaps(each)
    if not periods:
        return "no figures"
    season = SEASONS.get(kind)
    seasonal = season is not None and is_seasonal(values, season)
    charted = seasonal_differences(values, season) if seasonal and season else list(values)
    chart = xmr(charted, rebase_at=[_position_on(periods, day) for day in rebase_on])
    full = chart.showing is Showing.FULL
    outdated = outdated_from(charted, chart) if full else None
    icons = full and outdated is None
    # The latest target is the last figure's: later rows may already hold those of a year to come.
    reported = [figure for figure in each if is_number(figure.value)]
    aimed = None if seasonal or rules.kind is KpiKind.CUMULATIVE else reported[-1]
    return KpiControlChart(
        periods=periods,
        values=tuple(charted),
        chart=chart,
        variation=variation(chart, rules.polarity) if icons else None,
        assurance=assurance(chart, aimed.target, rules.polarity, aimed.target_upper)
        if icons and aimed
        else None,
        seasonal=seasonal,
        outdated_since=None if outdated is None else periods[outdated],
    )


def _position_on(periods: Sequence[Period], day: date) -> int:
    """The position of the first period that ends on a day or after it."""
    ended = (position for position, period in enumerate(periods) if period.end >= day)
    return next(ended, len(periods))
