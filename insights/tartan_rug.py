"""The tartan rug: every measure by the last eight quarters, each cell a status in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insights.corporate_plans import priorities
from insights.figure_wording import outturn_words
from insights.kpi_records import date_of, figure_of, rules_of
from insights.kpis import Kpi, current_plan, reported_period
from insights.ownership import OwnerRole, owners_of
from metrics.kpi_position import RatedOutturn, kpi_position
from metrics.period import Period, previous
from metrics.status import Rag, State, is_number
from metrics.words.status_words import on_target_words

QUARTERS = 8
NOBODY = "Nobody named"


class RugOrder(StrEnum):
    """What the rows of the rug stand under."""

    PRIORITY = "Priority"
    PORTFOLIO = "Portfolio"
    LEAD = "CMT lead"


_ROLES = {RugOrder.PORTFOLIO: OwnerRole.PORTFOLIO, RugOrder.LEAD: OwnerRole.LEAD}


@dataclass(frozen=True, slots=True)
class RugCell:
    """A measure in a quarter: its status, None where there is no figure, and all of it in words."""

    status: Rag | State | None
    words: str


@dataclass(frozen=True, slots=True)
class RugRow:
    """A measure with a cell for each quarter, the oldest first."""

    kpi: Kpi
    cells: Sequence[RugCell]


@dataclass(frozen=True, slots=True)
class RugGroup:
    """The measures that stand under a priority or a person."""

    name: str
    rows: Sequence[RugRow]


@dataclass(frozen=True, slots=True)
class TartanRug:
    """Measures by quarters, the oldest quarter first; each measure stands once."""

    quarters: Sequence[Period]
    groups: Sequence[RugGroup]

    @property
    def columns(self) -> int:
        """How many columns it has: the measure's and one for each quarter."""
        return 1 + len(self.quarters)


def tartan_rug(kpis: Sequence[Kpi], order: RugOrder) -> TartanRug | None:
    """The rug of some measures up to the report that they are shown in; None before any."""
    reported = reported_period(kpis)
    if reported is None:
        return None
    quarters = [reported]
    while len(quarters) < QUARTERS:
        quarters.insert(0, previous(quarters[0]))
    grouped = _grouped(kpis, order)
    return TartanRug(
        quarters,
        [
            RugGroup(name, [RugRow(kpi, _cells(kpi, quarters)) for kpi in listed])
            for name, listed in grouped.items()
            if listed
        ],
    )


def _grouped(kpis: Sequence[Kpi], order: RugOrder) -> Mapping[str, Sequence[Kpi]]:
    """The measures by priority in the plan's order, or by person; each under its first."""
    if order is RugOrder.PRIORITY:
        names = {known.code: known.name for known in priorities(current_plan())}
        groups: dict[str, list[Kpi]] = {name: [] for name in names.values()}
        for kpi in kpis:
            name = next((names[code] for code in kpi.priorities if code in names), NOBODY)
            groups.setdefault(name, []).append(kpi)
        return groups
    by_owner: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        by_owner.setdefault(_owner(kpi, _ROLES[order]), []).append(kpi)
    return dict(sorted(by_owner.items(), key=lambda item: (item[0] == NOBODY, item[0])))


def _owner(kpi: Kpi, role: OwnerRole) -> str:
    return next(iter(owners_of(kpi, role).names), NOBODY)


def _cells(kpi: Kpi, quarters: Sequence[Period]) -> Sequence[RugCell]:
    """A cell for each quarter, that of a period which ends with it; a late one only in the last."""
    if kpi.problem:
        return [_cell(kpi, quarter, None, quarters[-1]) for quarter in quarters]
    series = kpi.position.series if kpi.position else ()
    by_end = {rated.figure.period.end: rated for rated in series}
    stored = {date_of(row["period_end"]) for row in kpi.figures} - set(by_end)
    for quarter in quarters:
        if quarter.end in stored:
            by_end |= _at_another_frequency(kpi, quarter)
    return [_cell(kpi, quarter, by_end.get(quarter.end), quarters[-1]) for quarter in quarters]


def _at_another_frequency(kpi: Kpi, quarter: Period) -> Mapping[date, RatedOutturn]:
    """The figure of a quarter that was reported at another frequency than the newest figures are.

    Such as that of a measure that is reported by the month since, and was by the quarter.
    """
    figures = [figure_of(row) for row in kpi.figures]
    rated = kpi_position(rules_of(kpi.definition), figures, quarter).series
    return {one.figure.period.end: one for one in rated if one.figure.period.end == quarter.end}


def _cell(kpi: Kpi, quarter: Period, rated: RatedOutturn | None, last: Period) -> RugCell:
    cell_name = f"{kpi.name}, {quarter.label}"
    if kpi.status is State.NO_FIGURE:
        # Its targets stand, and no figure of it is late beside them.
        return RugCell(None, f"{cell_name}: {on_target_words(kpi.status)}")
    if rated is None and quarter == last:
        status = kpi.status
        owes_none = status in (State.NOT_DUE, State.BEGINS_LATER)
        return RugCell(None if owes_none else status, f"{cell_name}: {on_target_words(status)}")
    if rated is None:
        return RugCell(None, f"{cell_name}: no figure")
    figure = f"{outturn_words(kpi, rated)}, " if is_number(rated.figure.value) else ""
    return RugCell(rated.status, f"{cell_name}: {figure}{on_target_words(rated.status)}")
