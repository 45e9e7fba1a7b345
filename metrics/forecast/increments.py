"""What each period of its years added to a KPI: the figures that a year's end is forecast from."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.status import is_number
from metrics.year_to_date import decumulate

MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}

HAIR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSoFar:
    """What is known of a year after `periods_reported` of its `periods_in_year`, `total` in all.

    `past` holds what each period of every complete year before added, by financial year; `run`
    what each one added up to now without a gap, this year's included, oldest first.
    """

    year: int
    periods_reported: int
    periods_in_year: int
    total: float
    past: Mapping[int, tuple[float, ...]]
    run: tuple[float, ...]

    @property
    def periods_to_come(self) -> int:
        """How many periods are to come."""
        return self.periods_in_year - self.periods_reported

    @property
    def last_year(self) -> tuple[float, ...]:
        """What each period of the last complete year added."""
        return self.past[max(self.past)]

    def a_year_before(self) -> "YearSoFar | None":
        """What was known after as many periods of the year before, None if that is not complete."""
        before = self.past.get(self.year - 1)
        if before is None:
            return None
        past = {year: added for year, added in self.past.items() if year < self.year - 1}
        return YearSoFar(
            year=self.year - 1,
            periods_reported=self.periods_reported,
            periods_in_year=self.periods_in_year,
            total=math.fsum(before[: self.periods_reported]),
            past=past,
            run=self.run[: -self.periods_in_year],
        )

    @property
    def all_positive(self) -> bool:
        """Whether the year so far and every period of the past are above 0, so shares say much.

        A hair beside the others is as good as 0.
        """
        amounts = [self.total, *itertools.chain.from_iterable(self.past.values())]
        return min(amounts) > HAIR * max(amounts)


@dataclass(frozen=True, slots=True)
class Increments:
    """What each period added, by financial year and number within it, where it is known."""

    periods_in_year: int
    added: Mapping[tuple[int, int], float]

    def year_so_far(self, year: int, number: int, total: float | None = None) -> YearSoFar | None:
        """What was known of `year` after its period `number`; `total` where a file has it.

        None where what the year had reached is not known, because of a gap in it.
        """
        this_year = self._year(year, number)
        if total is None and this_year is None:
            return None
        reached = math.fsum(this_year or ()) if total is None else total
        years = sorted({past for past, _ in self.added if past < year})
        added = {past: self._year(past, self.periods_in_year) for past in years}
        return YearSoFar(
            year=year,
            periods_reported=number,
            periods_in_year=self.periods_in_year,
            total=reached,
            past={past: whole for past, whole in added.items() if whole},
            run=self._run(year, number),
        )

    def _year(self, year: int, until: int) -> tuple[float, ...] | None:
        try:
            return tuple([self.added[year, number] for number in range(1, until + 1)])
        except KeyError:
            return None

    def _run(self, year: int, number: int) -> tuple[float, ...]:
        run: list[float] = []
        while (increment := self.added.get((year, number))) is not None:
            run.append(increment)
            year, number = (year, number - 1) if number > 1 else (year - 1, self.periods_in_year)
        return tuple(reversed(run))


def increments_of(rules: KpiRules, figures: Sequence[KpiFigure]) -> Increments | None:
    """What each period added; `figures` are of one frequency, to date for a cumulative KPI.

    None for a KPI whose year is not the sum of its periods, and for one of whole years.
    """
    if rules.kind is KpiKind.CUMULATIVE:
        steps = decumulate({figure.period: figure.value for figure in figures})
        added = [(period, step.value) for period, step in steps.items()]
    elif rules.kind is KpiKind.DISCRETE:
        added = [(figure.period, figure.value) for figure in figures]
    else:
        return None
    kinds = {period.kind for period, _ in added}
    months = MONTHS_OF.get(kinds.pop()) if len(kinds) == 1 else None
    # Quarters of another year, from May or so, are no parts of the financial year.
    if not months or any((period.start.month - 4) % months for period, _ in added):
        return None
    return Increments(
        12 // months,
        {position_in_year(period, months): value for period, value in added if is_number(value)},
    )


def position_in_year(period: Period, months: int) -> tuple[int, int]:
    """The financial year of a period and its number there, `months` being each one's length."""
    return period.financial_year, ((period.end.month - 4) % 12 + 1) // months
