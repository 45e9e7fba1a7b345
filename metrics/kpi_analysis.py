"""Everything that one KPI's figures say together: where it stands, its signals, its year's end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.direction import Leads
from metrics.forecast.methods import Method
from metrics.forecast.year_end import Forecast, year_end
from metrics.forecast.year_target import year_target
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import KpiPosition, kpi_position
from metrics.period import Period, financial_year
from metrics.reporting_frequency import at_reporting_frequency
from metrics.spc.kpi_control_chart import Control, control
from metrics.spc.xmr_chart import Showing
from metrics.status import is_number
from metrics.year_to_date import part_of_year


@dataclass(frozen=True, slots=True)
class KpiAnalysis:
    """A KPI read as a whole.

    `control` is None where the series has no control chart, with the reason as `uncharted`.
    """

    measure: KpiRules
    position: KpiPosition
    control: Control | None
    uncharted: str | None
    forecast: Forecast | None

    @property
    def signals(self) -> Control | None:
        """The control chart where it may show signals and ends with the latest figure."""
        latest, charted = self.position.latest, self.control
        if latest is None or charted is None or charted.showing is not Showing.FULL:
            return None
        last = charted.chart.last
        ends = last is not None and charted.periods[last].end == latest.figure.period.end
        return charted if ends else None

    @property
    def year_to_come(self) -> Forecast | None:
        """The forecast from the latest figure of a year not known yet, nor over by the report."""
        coming, latest = self.forecast, self.position.latest
        if coming is None or coming.method is Method.OUTTURN or latest is None:
            return None
        over = financial_year(coming.year).end <= self.position.reported.end
        known = part_of_year(coming.year, coming.known, 12 // coming.of)
        return coming if known.end == latest.figure.period.end and not over else None


def kpi_analysis(
    measure: KpiRules,
    figures: Sequence[KpiFigure],
    reported: Period,
    rebase_on: Collection[date] = (),
) -> KpiAnalysis:
    """What a KPI's standing figures say in the report for a period.

    `rebase_on` are the days on which a person had the control limits begin anew. Of a strongly
    seasonal series the direction against the same period last year leads.
    """
    own = at_reporting_frequency(measure, figures)
    charted = control(measure, own, rebase_on)
    found = charted if isinstance(charted, Control) else None
    stands = kpi_position(measure, figures, reported)
    return KpiAnalysis(
        measure,
        _led_by_season(stands) if found and found.seasonal else stands,
        found,
        charted if isinstance(charted, str) else None,
        _forecast(measure, figures, own),
    )


def _led_by_season(stands: KpiPosition) -> KpiPosition:
    if stands.directions is None:
        return stands
    return replace(stands, directions=replace(stands.directions, leads=Leads.SAME_LAST_YEAR))


def _forecast(
    measure: KpiRules, figures: Sequence[KpiFigure], own: Sequence[KpiFigure]
) -> Forecast | None:
    known = [figure for figure in own if is_number(figure.value)]
    if not known:
        return None
    target, upper = year_target(measure, figures, own, known[-1].period.financial_year)
    # What has been negative before, a balance or a variance, may be so again.
    negative = any(figure.value is not None and figure.value < 0 for figure in known)
    return year_end(measure, own, target, upper, possible=(None if negative else 0.0, None))
