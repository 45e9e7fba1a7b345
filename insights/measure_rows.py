"""The measures of a plan as rows, the worst first: status, figure, target and what changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insights.attention import attention
from insights.cache import by_edition
from insights.figure_wording import outturn_words, target_words
from insights.kpi_records import rules_of
from insights.kpi_years import reported_figures
from insights.kpis import Kpi, kpis_of
from insights.sparklines import Sparkline, kpi_sparkline
from metrics.direction import Direction, KpiKind
from metrics.kpi_position import KpiPosition, kpi_position
from metrics.period import Period, previous, same_period_last_year
from metrics.status import Rag, State, is_number
from metrics.words.status_words import direction_words, on_target_words

WORST_FIRST = (
    Rag.RED, Rag.AMBER, State.AWAITED, Rag.GREEN, State.NOT_DUE, State.NO_TARGET, State.DATA_ONLY,
)  # fmt: skip
_RAG = (Rag.GREEN, Rag.AMBER, Rag.RED)


class MeasureChoice(StrEnum):
    """Which measures a table shows."""

    ALL = "All"
    OFF_TARGET = "Off target"
    CHANGED = "Changed"


class MeasureChange(StrEnum):
    """How a status moved since the report before."""

    WORSE = "got worse"
    BETTER = "got better"


@dataclass(frozen=True, slots=True)
class Travel:
    """Which way a figure went since an earlier one, and what that was; empty where unknown."""

    direction: str
    was: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as a table shows it, every figure in words.

    `status_before` is its status in the report before, None where it had none of three.
    """

    kpi: Kpi
    status: str
    figure: str
    period_label: str
    target: str
    on_last_quarter: Travel
    on_last_year: Travel
    sparkline: Sparkline | None
    status_before: Rag | None

    @property
    def change(self) -> MeasureChange | None:
        """How its status moved since the report before; None where it did not."""
        now = self.kpi.status
        if self.status_before is None or not isinstance(now, Rag) or now is self.status_before:
            return None
        is_worse = _RAG.index(now) > _RAG.index(self.status_before)
        return MeasureChange.WORSE if is_worse else MeasureChange.BETTER

    @property
    def is_off_target(self) -> bool:
        """Whether it misses its target, closely or not."""
        return self.kpi.status in (Rag.AMBER, Rag.RED)


@by_edition
def measure_rows(plan: str, today: date) -> Sequence[MeasureRow]:
    """Every measure of a plan, the worst first; `today` is the reader's day."""
    kpis = kpis_of(plan)
    urgent = [flagged.kpi.code for flagged in attention(kpis, today).concerns]
    order = {code: number for number, code in enumerate(urgent)}
    worst_first = sorted(kpis, key=lambda kpi: (_rank(kpi), order.get(kpi.code, len(order))))
    return tuple(map(_row, worst_first))


def of_priority(rows: Sequence[MeasureRow], priority: str) -> Sequence[MeasureRow]:
    """The measures that serve a priority."""
    return [row for row in rows if priority in row.kpi.priorities]


def chosen_rows(rows: Sequence[MeasureRow], choice: MeasureChoice) -> Sequence[MeasureRow]:
    """All of them, those off target, or those whose status changed since the report before."""
    match choice:
        case MeasureChoice.OFF_TARGET:
            return [row for row in rows if row.is_off_target]
        case MeasureChoice.CHANGED:
            return [row for row in rows if row.change]
        case _:
            return rows


def _rank(kpi: Kpi) -> int:
    return WORST_FIRST.index(kpi.status) if kpi.status in WORST_FIRST else len(WORST_FIRST)


def _row(kpi: Kpi) -> MeasureRow:
    position, status = kpi.position, on_target_words(kpi.status)
    if position is None or position.latest is None or position.directions is None:
        return MeasureRow(kpi, status, "no figure", "", "", _NONE, _NONE, None, None)
    latest = position.latest
    before = None if kpi.definition["kind"] == KpiKind.CUMULATIVE else previous
    return MeasureRow(
        kpi,
        status,
        outturn_words(kpi, latest),
        latest.figure.period.label,
        target_words(kpi, latest) if is_number(latest.target) else "",
        _travel(kpi, position, position.directions.previous, before),
        _travel(kpi, position, position.directions.same_last_year, same_period_last_year),
        kpi_sparkline(kpi),
        _status_before(kpi, position.reported),
    )


_NONE = Travel("", "")


def _travel(
    kpi: Kpi,
    position: KpiPosition,
    direction: Direction,
    earlier: Callable[[Period], Period] | None,
) -> Travel:
    latest = position.latest
    if latest is None or earlier is None or direction is Direction.NO_COMPARISON:
        return _NONE
    period = earlier(latest.figure.period)
    was = next((rated for rated in position.series if rated.figure.period == period), None)
    return Travel(direction_words(direction), outturn_words(kpi, was) if was else "")


def _status_before(kpi: Kpi, reported: Period) -> Rag | None:
    """The status in the report before this one."""
    figures = reported_figures(kpi)
    status = kpi_position(rules_of(kpi.definition), figures, previous(reported)).status
    return status if isinstance(status, Rag) else None
