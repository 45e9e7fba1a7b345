"""Everything that one KPI's figures say together: where it stands, its signals, its year's end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.applicable_target import with_years_targets
from metrics.direction import Leads
from metrics.forecast.forecast_points import ForecastPoint
from metrics.forecast.methods import Method
from metrics.forecast.rest_of_rates import RatesToCome, rates_to_come
from metrics.forecast.year_end import Forecast, year_end
from metrics.forecast.year_target import year_target
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import KpiPosition, kpi_position
from metrics.period import Period, financial_year
from metrics.reporting_frequency import at_reporting_frequency
from metrics.spc.kpi_control_chart import KpiControlChart, kpi_control_chart
from metrics.spc.xmr_chart import Showing
from metrics.status import is_number
from metrics.year_to_date import part_of_year


@dataclass(frozen=True, slots=True)
class KpiAnalysis:
    """A KPI read as a whole.

    `control` is None where the series has no control chart, with the reason as `uncharted`.
    `forecast` is the end of a year that is the sum of its periods, `rates` what is to come of a
    percentage, a rate or a stock.
    """

    rules: KpiRules
    position: KpiPosition
    control: KpiControlChart | None
    uncharted: str | None
    forecast: Forecast | None
    rates: RatesToCome | None = None

    @property
    def signals(self) -> KpiControlChart | None:
        """The control chart where it may show signals and ends with the latest figure.

        None where its limits are out of date: then nothing is said of usual variation.
        """
        charted = self._charted_to_latest
        return None if charted is None or charted.outdated_since else charted

    @property
    def shifted(self) -> KpiControlChart | None:
        """The control chart that ends with the latest figure and whose limits are out of date."""
        charted = self._charted_to_latest
        return charted if charted is not None and charted.outdated_since else None

    @property
    def _charted_to_latest(self) -> KpiControlChart | None:
        latest, charted = self.position.latest, self.control
        if latest is None or charted is None or charted.showing is not Showing.FULL:
            return None
        last = charted.chart.last
        ends = last is not None and charted.periods[last].end == latest.figure.period.end
        return charted if ends else None

    @property
    def year_to_come(self) -> Forecast | None:
        """The forecast from the latest figure of a year not known yet, nor over by the report."""
        forecast, latest = self.forecast, self.position.latest
        if forecast is None or forecast.method is Method.OUTTURN or latest is None:
            return None
        months = 12 // forecast.periods_in_year
        last_known = part_of_year(forecast.year, forecast.periods_reported, months)
        return forecast if self._is_still_to_come(forecast.year, last_known) else None

    @property
    def rates_to_come(self) -> RatesToCome | None:
        """The same of a KPI whose year is no sum."""
        rates = self.rates
        if rates is None:
            return None
        last_known = rates.last.period
        return rates if self._is_still_to_come(last_known.financial_year, last_known) else None

    @property
    def points_to_come(self) -> Sequence[ForecastPoint]:
        """The periods to come until the year's end, as they are forecast."""
        forecast, rates = self.forecast, self.rates_to_come
        if rates is not None:
            return rates.points
        return forecast.forecast_points if forecast is not None else ()

    def _is_still_to_come(self, year: int, last_known: Period) -> bool:
        """Whether the year was not over by the report, whose figure is the last one known."""
        latest = self.position.latest
        over = financial_year(year).end <= self.position.reported.end
        return latest is not None and last_known.end == latest.figure.period.end and not over


def kpi_analysis(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    reported: Period,
    rebase_on: Collection[date] = (),
    today: date | None = None,
) -> KpiAnalysis:
    """What a KPI's current figures say in the report for a period, later ones left aside.

    `rebase_on` are the days on which a person had the control limits begin anew. Of a strongly
    seasonal series the direction against the same period last year leads. `today` is the reader's
    day, by which a period may have ended without its figure.
    """
    at_frequency = with_years_targets(
        rules, at_reporting_frequency(rules, figures, reported.end), figures
    )
    by_then = _by_then(at_frequency, reported)
    charted = kpi_control_chart(rules, by_then, rebase_on)
    chart = charted if isinstance(charted, KpiControlChart) else None
    position = kpi_position(rules, figures, reported, today)
    return KpiAnalysis(
        rules,
        _led_by_season(position) if chart and chart.seasonal else position,
        chart,
        charted if isinstance(charted, str) else None,
        _forecast(rules, figures, at_frequency, by_then),
        rates_to_come(rules, by_then),
    )


def _by_then(figures: Sequence[KpiFigure], reported: Period) -> Sequence[KpiFigure]:
    """The figures by the report's end: a later one changes nothing of what is said of it.

    All of them where there is none by then.
    """
    by_then = [figure for figure in figures if figure.period.end <= reported.end]
    return by_then if any(is_number(figure.value) for figure in by_then) else figures


def _led_by_season(position: KpiPosition) -> KpiPosition:
    if position.directions is None:
        return position
    return replace(position, directions=replace(position.directions, leads=Leads.SAME_LAST_YEAR))


def _forecast(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
    by_then: Sequence[KpiFigure],
) -> Forecast | None:
    known = [figure for figure in by_then if is_number(figure.value)]
    if not known:
        return None
    year = known[-1].period.financial_year
    target = year_target(rules, figures, figures_at_frequency, year)
    # What has been beyond its range before, a balance below 0, may be so again.
    bounds = rules.bounds.of_reported(figure.value for figure in known)
    possible = (bounds.low, bounds.high)
    forecast = year_end(rules, by_then, target.target, target.upper, possible)
    return replace(forecast, target_summed=target.summed) if forecast else None
