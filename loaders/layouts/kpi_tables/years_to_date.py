"""Which year columns are years still running, and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.period import Period, PeriodKind, year_to_date

PARTS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR)


@dataclass(frozen=True, slots=True)
class RunningYears:
    """The parts of years that a sheet has a figure for, or a word for one that is due."""

    parts: frozenset[Period] = frozenset()

    def period_of(
        self, named: Period, row_periods: Iterable[Period], *, to_date: bool = False
    ) -> Period | None:
        """What a year column holds in a row whose figures are for `row_periods`.

        The year itself once its last part is reached or where it has no parts; else the year to the
        end of the row's last part with a figure, or of the sheet's. None for a column that says
        `to date` while nothing says to which. Any other period than a year is as `named`.
        """
        if named.kind is not PeriodKind.FINANCIAL_YEAR:
            return named
        reached = [part for part in self.parts if named.start <= part.start <= named.end]
        if not reached:
            return None if to_date else named
        if any(part.end == named.end for part in reached):
            return named
        in_row = [part for part in row_periods if part in reached]
        return year_to_date(max(in_row or reached, key=lambda part: part.end))


def running_years(periods: Iterable[Period]) -> RunningYears:
    """The parts of years among periods."""
    return RunningYears(frozenset(period for period in periods if period.kind in PARTS))
