"""The measures of the plan as rows, the worst first: status, figure, target and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insights.attention import attention
from insights.cache import remembered
from insights.figure_wording import change_words, figure_alone, outturn_words, target_words
from insights.kpi_records import date_of
from insights.kpis import Kpi
from insights.ownership import kpis_for, service_of
from insights.quarter_changes import StatusMove, quarter_changes
from insights.sparklines import Sparkline, kpi_sparkline
from insights.target_history import unplaced_target
from metrics.direction import Direction
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, PeriodKind, previous, same_period_last_year
from metrics.status import Rag, State, is_number
from metrics.words.status_words import direction_words, on_target_words

WORST_FIRST = (
    Rag.RED, Rag.AMBER, State.AWAITED, State.NOT_WORKED_OUT, State.TARGET_UNCLEAR, Rag.GREEN,
    State.BEGINS_LATER, State.NOT_DUE, State.NOT_COMPARABLE, State.SUPPRESSED,
    State.NOT_APPLICABLE, State.NO_TARGET, State.DATA_ONLY, State.NO_FIGURE,
)  # fmt: skip


class MeasureChoice(StrEnum):
    """Which measures a table shows."""

    ALL = "All"
    OFF_TARGET = "Off target"
    CHANGED = "Changed"


class MeasureOrder(StrEnum):
    """In which order a table has them."""

    WORST_FIRST = "Worst first"
    NAME = "Name"
    SERVICE = "Service"
    CHANGE = "Change"


class MeasureChange(StrEnum):
    """How a status moved since the report before."""

    WORSE = "got worse"
    BETTER = "got better"


@dataclass(frozen=True, slots=True)
class Travel:
    """Which way a figure went since an earlier one, what that was, and by how much: `up 6`.

    Each is empty where it is not known; `reason` says in a few words why a figure is not compared.
    """

    direction: str
    was: str
    change: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as a table shows it, every figure in words.

    `target` is empty where there is none, and says so where the file leaves open whether it is the
    year's or to date. `change` is how its status moved since the report before, None where it did
    not.
    """

    kpi: Kpi
    status: str
    figure: str
    period_label: str
    target: str
    on_last_quarter: Travel
    on_last_year: Travel
    sparkline: Sparkline | None
    change: MeasureChange | None

    @property
    def is_off_target(self) -> bool:
        """Whether it misses its target, closely or not."""
        return self.kpi.status in (Rag.AMBER, Rag.RED)


@remembered
def measure_rows(
    today: date,
    quarter: Period | None = None,
    owner: str | None = None,
    plan: str | None = None,
) -> Sequence[MeasureRow]:
    """Every measure of a plan that somebody answers for, the worst first.

    `today` is the reader's day; without `quarter` it is the latest report, without `owner`
    everybody's, without `plan` the current one.
    """
    kpis = kpis_for(owner, quarter, plan)
    changes = quarter_changes(kpis)
    before = {move.kpi.code: move for move in (*changes.worse, *changes.better)}
    urgent = [flagged.kpi.code for flagged in attention(kpis, today).concerns]
    order = {code: number for number, code in enumerate(urgent)}
    worst_first = sorted(
        kpis, key=lambda kpi: (WORST_FIRST.index(kpi.status), order.get(kpi.code, len(order)))
    )
    return tuple(_row(kpi, _change(before.get(kpi.code))) for kpi in worst_first)


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


def in_order(rows: Sequence[MeasureRow], order: MeasureOrder) -> Sequence[MeasureRow]:
    """The rows in an order; of equals the worst first."""
    match order:
        case MeasureOrder.NAME:
            return sorted(rows, key=lambda row: row.kpi.name.casefold())
        case MeasureOrder.SERVICE:
            return sorted(rows, key=lambda row: service_of(row.kpi) or "~")
        case MeasureOrder.CHANGE:
            changes = [*MeasureChange, None]
            return sorted(rows, key=lambda row: changes.index(row.change))
        case _:
            return rows


def _change(move: StatusMove | None) -> MeasureChange | None:
    if move is None:
        return None
    return MeasureChange.WORSE if move.is_worse else MeasureChange.BETTER


@remembered
def _row(kpi: Kpi, change: MeasureChange | None) -> MeasureRow:
    position, status = kpi.position, on_target_words(kpi.status)
    if position is None or position.latest is None or position.directions is None:
        none = Travel("", "", reason="not worked out" if kpi.problem else "no figure")
        return MeasureRow(kpi, status, kpi.problem or none.reason, "", "", none, none, None, None)
    latest = position.latest
    period = latest.figure.period
    return MeasureRow(
        kpi,
        status,
        outturn_words(kpi, latest),
        period.label,
        _target(kpi, latest),
        _on_period_before(kpi, latest, position.directions.previous),
        _travel(kpi, latest, position.directions.same_last_year, same_period_last_year(period)),
        kpi_sparkline(kpi),
        change,
    )


def _target(kpi: Kpi, latest: RatedOutturn) -> str:
    if is_number(latest.target):
        return target_words(kpi, latest)
    unplaced = unplaced_target(kpi)
    return f"{unplaced} (for the year or to date)" if unplaced else ""


def _on_period_before(kpi: Kpi, latest: RatedOutturn, direction: Direction) -> Travel:
    """What counts up begins anew each year, and the period before a year is the year before."""
    period = latest.figure.period
    if kpi.counts_up or period.kind is PeriodKind.YEAR_TO_DATE:
        return Travel("", "", reason="counts up all year")
    if period.kind is PeriodKind.FINANCIAL_YEAR:
        return Travel("", "", reason="yearly")
    return _travel(kpi, latest, direction, previous(period))


def _travel(kpi: Kpi, latest: RatedOutturn, direction: Direction, earlier: Period) -> Travel:
    if direction is Direction.NO_COMPARISON:
        return Travel("", "", reason=_not_compared(kpi, latest, earlier))
    series = kpi.position.series if kpi.position else ()
    was = next((rated for rated in series if rated.figure.period == earlier), None)
    if was is None:
        return Travel(direction_words(direction), "")
    return Travel(
        direction_words(direction), figure_alone(kpi, was), change_words(kpi, was, latest)
    )


def _not_compared(kpi: Kpi, latest: RatedOutturn, earlier: Period) -> str:
    """Why there is no earlier figure to compare with."""
    # Ends, as the figures to date of one year all begin on its first day.
    ends = latest.figure.period.end
    is_first = not any(
        is_number(row["value"]) and date_of(row["period_end"]) < ends for row in kpi.figures
    )
    return "first figure" if is_first else f"no figure for {earlier.label}"
