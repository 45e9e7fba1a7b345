"""Counts of statuses, each with what it is out of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.decimals import rounded
from metrics.period import Period
from metrics.status import Rag, State


@dataclass(frozen=True, slots=True)
class RagSummary:
    """How many figures are green, amber and red, and how many are not rated, by reason."""

    green: int
    amber: int
    red: int
    by_state: Mapping[State, int]

    @property
    def rated(self) -> int:
        """How many have a status."""
        return self.green + self.amber + self.red

    @property
    def not_rated(self) -> int:
        """How many have a state in place of a status."""
        return sum(self.by_state.values())

    @property
    def total(self) -> int:
        """How many there are, rated or not."""
        return self.rated + self.not_rated

    @property
    def denominators(self) -> str:
        """What the percentage rests on: `12 of 17 rated; 6 data only; 3 not due`."""
        rated = f"{self.green} of {self.rated} rated" if self.rated else "none rated"
        return "; ".join([rated, *(f"{count} {state}" for state, count in self.by_state.items())])

    @property
    def sentence(self) -> str:
        """The percentage with its counts: `71 % green: 12 of 17 rated; 6 data only; 3 not due`."""
        if not self.rated:
            return self.denominators
        return f"{_whole_percent(self.green, self.rated)} % green: {self.denominators}"


def summarise(statuses: Iterable[Rag | State]) -> RagSummary:
    """Count statuses; states are in the order of State and only those that occur."""
    counts = Counter(statuses)
    return RagSummary(
        counts[Rag.GREEN],
        counts[Rag.AMBER],
        counts[Rag.RED],
        {state: counts[state] for state in State if counts[state]},
    )


def status_in_report(status: Rag | State, period: Period, reported: Period) -> Rag | State:
    """How a figure counts in the report for `reported`: an earlier period's figure is not due.

    So last year's value of an annual KPI is shown, muted, and counted only at the year's end.
    """
    if isinstance(status, State):
        return status
    return status if period.end == reported.end else State.NOT_DUE


def _whole_percent(part: int, whole: int) -> int:
    # 100 % is written only of all of them, and 0 % only of none.
    if part in (0, whole):
        return 100 * part // whole
    return min(99, max(1, int(rounded(100 * part / whole, 0))))
