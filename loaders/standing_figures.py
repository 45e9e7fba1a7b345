"""What stands beside the figures of a file: of the same period, and of the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.checks.decisions import SheetAndCell
from loaders.checks.published_figures import Published, PublishedFigure
from loaders.reading import Row, RowKind
from metrics.period import Period


@dataclass(frozen=True, slots=True)
class StandingFigure:
    """What is published of a KPI for a row's period, and the last figure of its kind before it."""

    now: PublishedFigure | None
    before: tuple[Period, PublishedFigure] | None


def standing_figures(
    rows: Sequence[Row], published: Published, *, illustrative: bool
) -> Mapping[SheetAndCell, StandingFigure]:
    """What stands of the KPI of each row, by the row's cell; rows of other kinds have none."""
    of_kpis = [row for row in rows if row.kind is RowKind.KPI_VALUE]
    keys = frozenset((row.plan or "", row.code) for row in of_kpis)
    by_key = published.figures_of(keys, illustrative=illustrative)
    beside: dict[SheetAndCell, StandingFigure] = {}
    for row in of_kpis:
        series = by_key.get((row.plan or "", row.code), {})
        before = [
            period
            for period, figure in series.items()
            if period.kind is row.period.kind and period < row.period and figure.value is not None
        ]
        last = max(before, default=None)
        beside[row.sheet, row.cell] = StandingFigure(
            series.get(row.period), (last, series[last]) if last else None
        )
    return beside
