"""What changed since the quarter before: measures that got worse or better."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.figure_wording import figure_alone, outturn_words, target_words
from insights.kpis import Kpi, kpis_of, reported_period
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, previous
from metrics.status import Rag
from metrics.words.status_words import on_target_words

_WORSE_BY = {Rag.GREEN: 0, Rag.AMBER: 1, Rag.RED: 2}


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A measure whose status is another than in the report before; `before` is what it was then."""

    kpi: Kpi
    before: RatedOutturn
    was: Rag

    @property
    def now_words(self) -> str:
        """`83.1%, target 90.0%`; of one that counts up `£389,978 by Q4 2024/25, target ...`."""
        latest = self.kpi.position.latest if self.kpi.position else None
        return self._against_target(latest) if latest else ""

    @property
    def was_words(self) -> str:
        """`91.0%, on target`; of one that counts up `£245,732 by Q3 2024/25, target ...`."""
        return f"{self.was_figure}, {on_target_words(self.was)}"

    @property
    def was_figure(self) -> str:
        """`91.0%`; of one that counts up `£245,732 by Q3 2024/25, target £240,892`."""
        if self.kpi.counts_up:
            return self._against_target(self.before)
        return figure_alone(self.kpi, self.before)

    @property
    def now_figure(self) -> str:
        """`83.1%`; of one that counts up `£389,978 by Q4 2024/25, target £400,000`."""
        latest = self.kpi.position.latest if self.kpi.position else None
        if latest is None or self.kpi.counts_up:
            return self.now_words
        return outturn_words(self.kpi, latest)

    def _against_target(self, rated: RatedOutturn) -> str:
        """A figure beside its target; where it counts up, by when, as each has its own target."""
        by = f" by {rated.figure.period.label}" if self.kpi.counts_up else ""
        return f"{outturn_words(self.kpi, rated)}{by}, target {target_words(self.kpi, rated)}"

    @property
    def is_worse(self) -> bool:
        """Whether it got worse."""
        return _rank(self.kpi) > _WORSE_BY[self.was]


@dataclass(frozen=True, slots=True)
class QuarterChanges:
    """The measures that got worse and better since the report before; `since` is its period.

    `compared` are those that are rated in both reports: without any nothing is known of changes.
    """

    since: Period | None
    worse: Sequence[StatusMove]
    better: Sequence[StatusMove]
    compared: Sequence[Kpi]

    def of_priority(self, code: str) -> "QuarterChanges":
        """Those of one priority."""
        worse, better = (
            [move for move in moves if code in move.kpi.priorities]
            for moves in (self.worse, self.better)
        )
        compared = [kpi for kpi in self.compared if code in kpi.priorities]
        return QuarterChanges(self.since, worse, better, compared)


def quarter_changes(kpis: Sequence[Kpi]) -> QuarterChanges:
    """How the statuses of some KPIs moved since the report before theirs, the worst first.

    Only those that are rated in both count: a late figure is no change for the worse.
    """
    reported = reported_period(kpis)
    if reported is None:
        return QuarterChanges(None, (), (), ())
    since = previous(reported)
    earlier = {kpi.code: kpi for kpi in kpis_of(kpis[0].plan, quarter=since)}
    compared = [kpi for kpi in kpis if _are_rated(kpi, earlier[kpi.code])]
    moves = [move for kpi in compared if (move := _move(kpi, earlier[kpi.code]))]
    moves.sort(key=lambda move: -_rank(move.kpi))
    return QuarterChanges(
        since,
        [move for move in moves if move.is_worse],
        [move for move in moves if not move.is_worse],
        compared,
    )


def _are_rated(kpi: Kpi, earlier: Kpi) -> bool:
    return isinstance(kpi.status, Rag) and isinstance(earlier.status, Rag)


def _move(kpi: Kpi, earlier: Kpi) -> StatusMove | None:
    before = earlier.position.latest if earlier.position else None
    if before is None or not isinstance(earlier.status, Rag) or kpi.status is earlier.status:
        return None
    return StatusMove(kpi, before, earlier.status)


def _rank(kpi: Kpi) -> int:
    return _WORSE_BY[Rag(kpi.status)]
