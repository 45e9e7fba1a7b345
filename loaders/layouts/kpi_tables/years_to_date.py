"""Which year columns are years still running, and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from metrics import period as spans
from metrics.period import Period, PeriodKind

PARTS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR)


@dataclass(slots=True)
class RunningYears:
    """The parts of years that a sheet has figures for."""

    reached: set[Period] = field(default_factory=set)

    def add_figure(self, period: Period) -> None:
        """Take note that a part of a year has a figure, or a word for one that is due."""
        if period.kind in PARTS:
            self.reached.add(period)

    def meant(self, year: Period, own: Iterable[Period], *, to_date: bool = False) -> Period | None:
        """What a year column holds in a row whose own figures are for `own`.

        The year itself once its last part is reached or where it has no parts; else the year to the
        end of the row's last part with a figure, or of the sheet's. None for a column that says
        `to date` while nothing says to which.
        """
        if year.kind is not PeriodKind.FINANCIAL_YEAR:
            return year
        reached = [part for part in self.reached if year.start <= part.start <= year.end]
        if not reached or any(part.end == year.end for part in reached):
            return year if reached or not to_date else None
        mine = [part for part in own if part in reached]
        return spans.year_to_date(max(mine or reached, key=lambda part: part.end))
