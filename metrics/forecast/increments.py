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
    """What is known of a year after `known` of its `of` periods.

    `past` holds what each period of every complete year before added, by financial year; `run`
    what each one added up to now without a gap, this year's included, oldest first.
    """

    year: int
    known: int
    of: int
    so_far: float
    past: Mapping[int, tuple[float, ...]]
    run: tuple[float, ...]

    @property
    def left(self) -> int:
        """How many periods are to come."""
        return self.of - self.known

    @property
    def last_year(self) -> tuple[float, ...]:
        """What each period of the last complete year added."""
        return self.past[max(self.past)]

    def a_year_before(self) -> "YearSoFar | None":
        """What was known after as many periods of the year before, None if that is not complete."""
        before = self.past.get(self.year - 1)
        if before is None:
            return None
        past = {year: flows for year, flows in self.past.items() if year < self.year - 1}
        reached = math.fsum(before[: self.known])
        run = self.run[: -self.of]
        return YearSoFar(
            year=self.year - 1, known=self.known, of=self.of, so_far=reached, past=past, run=run
        )

    @property
    def all_positive(self) -> bool:
        """Whether the year so far and every period of the past are above 0, so shares say much.

        A hair beside the others is as good as 0.
        """
        amounts = [self.so_far, *itertools.chain.from_iterable(self.past.values())]
        return min(amounts) > HAIR * max(amounts)


@dataclass(frozen=True, slots=True)
class Flows:
    """What each period added, by financial year and number within it, where it is known."""

    of: int
    added: Mapping[tuple[int, int], float]

    def known_at(self, year: int, number: int, so_far: float | None = None) -> YearSoFar | None:
        """What was known of `year` after its period `number`; `so_far` where a file tells it.

        None where what the year had reached is not known, because of a gap in it.
        """
        this_year = self._year(year, number)
        if so_far is None and this_year is None:
            return None
        reached = so_far if so_far is not None else math.fsum(this_year or ())
        years = sorted({past for past, _ in self.added if past < year})
        complete = {past: flows for past in years if (flows := self._year(past, self.of))}
        return YearSoFar(
            year=year,
            known=number,
            of=self.of,
            so_far=reached,
            past=complete,
            run=self._run(year, number),
        )

    def _year(self, year: int, until: int) -> tuple[float, ...] | None:
        try:
            return tuple([self.added[year, number] for number in range(1, until + 1)])
        except KeyError:
            return None

    def _run(self, year: int, number: int) -> tuple[float, ...]:
        run: list[float] = []
        while (flow := self.added.get((year, number))) is not None:
            run.append(flow)
            year, number = (year, number - 1) if number > 1 else (year - 1, self.of)
        return tuple(reversed(run))


def flows_of(measure: KpiRules, own: Sequence[KpiFigure]) -> Flows | None:
    """What each period added; `own` are figures of one rhythm, to date for a cumulative KPI.

    None for a KPI whose year is not the sum of its periods, and for one of whole years.
    """
    if measure.kind is KpiKind.CUMULATIVE:
        steps = decumulate({figure.period: figure.value for figure in own})
        added = [(period, step.value) for period, step in steps.items()]
    elif measure.kind is KpiKind.DISCRETE:
        added = [(figure.period, figure.value) for figure in own]
    else:
        return None
    kinds = {period.kind for period, _ in added}
    months = MONTHS_OF.get(kinds.pop()) if len(kinds) == 1 else None
    # Quarters of another year, from May or so, are no parts of the financial year.
    if not months or any((period.start.month - 4) % months for period, _ in added):
        return None
    known = {position_in_year(period, months): value for period, value in added if is_number(value)}
    return Flows(12 // months, known)


def position_in_year(period: Period, months: int) -> tuple[int, int]:
    """The financial year of a period and its number there, `months` being each one's length."""
    end = period.end
    return end.year - (end.month < 4), ((end.month - 4) % 12 + 1) // months
