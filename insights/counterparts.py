"""The published statistics beside a KPI: its years beside the same count, and how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd

from data.questions import stored_kpis
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.cache import remembered
from insights.district_statistics import Statistic
from insights.kpi_records import period_of, vintage_of
from insights.kpi_years import years_of
from insights.kpis import Kpi
from metrics.comparison.benchmark import Comparison
from metrics.decimals import as_decimal
from metrics.period import Period

RECENT_DAYS = 2 * 366  # an older statistic says nothing about the report
SAME = "same"


@dataclass(frozen=True, slots=True)
class CounterpartYear:
    """A financial year that is known from a KPI and from the statistic that counts the same."""

    year: Period
    outturn: float
    published: float
    vintage: date | None

    @property
    def difference(self) -> float:
        """The KPI's figure less the published one, as both are typed."""
        return float(as_decimal(self.outturn) - as_decimal(self.published))


@dataclass(frozen=True, slots=True)
class CounterpartView:
    """A published statistic beside a KPI, with the note that says how the two belong together.

    `statistic` is None where no figure of it for the district is published. `years`, newest first,
    are those known from both, where both count the same; none where the KPI's are invented.
    """

    name: str
    note: str
    counts_the_same: bool
    statistic: Statistic | None
    years: Sequence[CounterpartYear]


@remembered
def published_counterparts(kpi: Kpi) -> Sequence[CounterpartView]:
    """The published statistics beside a KPI, in their order."""
    return [_view(kpi, row) for row in _counterparts(kpi)]


def stand_outs(kpi: Kpi) -> Sequence[Comparison]:
    """How the published counterparts of a KPI stand at 99.8 %, those of the last two years."""
    reported = kpi.position.reported if kpi.position else None
    if reported is None:
        return ()
    comparisons = (
        area.comparison
        for row in _counterparts(kpi)
        for area in district_statistics.stand_outs(str(row["statistic"]))
    )
    return [
        comparison
        for comparison in comparisons
        if (reported.end - comparison.period.end).days <= RECENT_DAYS
    ]


def _counterparts(kpi: Kpi) -> Sequence[Record]:
    return _counterparts_of_plan(kpi.plan).get(kpi.code, ())


@remembered
def _counterparts_of_plan(plan: str) -> Mapping[str, Sequence[Record]]:
    """The published statistics beside each KPI of a plan that has some, by its code."""
    rows = records(cache.ask(stored_kpis.kpi_counterparts, plan))
    return {code: list(group) for code, group in groupby(rows, lambda row: str(row["kpi"]))}


def _view(kpi: Kpi, row: Record) -> CounterpartView:
    code, counts_the_same = str(row["statistic"]), row["relation"] == SAME
    statistic = district_statistics.statistic(code)
    name = str(district_statistics.definitions()[code]["name"])
    years = _years(kpi, code) if counts_the_same else []
    return CounterpartView(name, str(row["note"]), counts_the_same, statistic, years)


def _years(kpi: Kpi, code: str) -> Sequence[CounterpartYear]:
    if kpi.illustrative:
        return ()
    home, _ = areas.home()
    published = {
        period_of(row): row
        for row in records(district_statistics.values_of((code,), (home,)))
        if pd.notna(row["value"])
    }
    newest_first = reversed(years_of(kpi).items())
    return [
        CounterpartYear(year, total, float(published[year]["value"]), vintage_of(published[year]))
        for year, total in newest_first
        if year in published
    ]
