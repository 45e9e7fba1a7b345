"""A KPI's control chart: which series may have one, on what, and what it says.

Rules of METHODS in `metrics.spc.xmr_chart`; the choice of the series is here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.derived_series import added, without_gaps
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.spc.icons import Assurance, Variation, assurance, variation
from metrics.spc.seasonality import is_seasonal
from metrics.spc.xmr_chart import Chart, Showing, seasonal_differences, unsuited, xmr
from metrics.status import is_number

SEASONS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A control chart of what each period was or added.

    `values` stand one for each of `periods`, without a gap, None where one is missing; with
    `seasonal` they are changes on the same period a year before. The two icons are None where the
    chart may not show any.
    """

    periods: tuple[Period, ...]
    values: tuple[float | None, ...]
    chart: Chart
    variation: Variation | None
    assurance: Assurance | None
    seasonal: bool

    @property
    def showing(self) -> Showing:
        """How much may be shown."""
        return self.chart.showing


def control(
    measure: KpiRules, own: Sequence[KpiFigure], rebase_on: Collection[date] = ()
) -> Control | str:
    """The control chart of a KPI's figures of one rhythm, or why it has none, in words.

    What counts up over the year is charted by what each period added. A strongly seasonal series
    is charted by its change on the same period a year before. `rebase_on` are the days on which a
    person had the limits begin anew.
    """
    each = added(measure, own)
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
    chart = xmr(charted, rebase_at=[_place(periods, day) for day in rebase_on])
    full = chart.showing is Showing.FULL
    # The latest target is the last figure's: later rows may already hold those of a year to come.
    reported = [figure for figure in each if is_number(figure.value)]
    aimed = None if seasonal or measure.kind is KpiKind.CUMULATIVE else reported[-1]
    return Control(
        periods=periods,
        values=tuple(charted),
        chart=chart,
        variation=variation(chart, measure.polarity) if full else None,
        assurance=assurance(chart, aimed.target, measure.polarity, aimed.target_upper)
        if full and aimed
        else None,
        seasonal=seasonal,
    )


def _place(periods: Sequence[Period], day: date) -> int:
    """The place of the first period that ends on a day or after it."""
    return next((place for place, period in enumerate(periods) if period.end >= day), len(periods))
