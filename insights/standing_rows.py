"""Everything that stands, a row a figure, to take away: KPIs, key activities, the district.

Beside what stands are the figures that a later file replaced; those of withdrawn files are left
out. Columns go by the roles of `loaders.tables.download_headings`.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from data.questions import stored_activities, stored_kpis, stored_statistics
from data.records import Record, records
from insights import areas, cache, corporate_plans
from insights.cache import remembered
from insights.district_statistics import definitions, values_of
from insights.kpi_records import period_of
from insights.kpis import Kpi, current_plan, has_plan, kpi_table, kpis_of
from insights.ownership import OwnerRole, owners_of
from metrics.kpi_position import RatedOutturn
from metrics.period import Period

STANDS, REPLACED, WORKED_OUT = "yes", "no, replaced", "worked out here"
_SEPARATOR = "; "


@remembered
def kpi_rows(priority: str | None = None) -> pd.DataFrame:
    """Every figure of every KPI, or of those of one priority of the current plan.

    A KPI that goes on from an earlier plan is listed under the newest one alone. The sentence
    stands with the figure that it is about.
    """
    replaced = _by_kpi(records(cache.ask(stored_kpis.replaced_kpi_values)))
    rows: list[Record] = []
    for kpi in _kpis(priority):
        shared = _of_kpi(kpi)
        rated = {outturn.figure.period: outturn for outturn in _series(kpi)}
        latest = kpi.position.latest.figure.period if kpi.position and kpi.position.latest else None
        rows += [_kpi_row(row, shared, rated, latest, kpi.sentence) for row in kpi.figures]
        old = replaced.get((kpi.plan, kpi.code), ())
        rows += [{**row, **shared, "stands": REPLACED} for row in old]
    return pd.DataFrame(rows)


@remembered
def activity_rows() -> pd.DataFrame:
    """Every key activity of every plan once for each report, or once where there is none."""
    planned = cache.ask(stored_activities.activities)
    updates = cache.ask(stored_activities.activity_updates).assign(stands=STANDS)
    replaced = cache.ask(stored_activities.replaced_updates).assign(stands=REPLACED)
    reported = pd.concat([frame for frame in (updates, replaced) if len(frame)] or [updates])
    joined = planned.merge(reported, on=["plan", "code"], how="left", suffixes=("_planned", ""))
    return joined.assign(
        stands=joined["stands"].fillna(STANDS),
        position=joined["position_planned"],
        priority=joined["priority_name"],
    ).sort_values(["plan", "position", "period_end"], ascending=[False, True, True])


@remembered
def district_rows() -> pd.DataFrame:
    """Every published figure of the council's own area, those worked out of two others too."""
    home, _ = areas.home()
    defined = definitions()
    held = cache.ask(stored_statistics.statistic_codes)["code"]
    standing = records(values_of(tuple(sorted(map(str, held))), (home,)))
    replaced = records(cache.ask(stored_statistics.replaced_statistic_values, home))
    rows = [_statistic_row(row, defined, _how_it_stands(row)) for row in standing]
    rows += [_statistic_row(row, defined, REPLACED) for row in replaced]
    if not rows:
        return pd.DataFrame()
    return pd.DataFrame(rows).sort_values(["code", "period_end", "period_start"], kind="stable")


def _kpis(priority: str | None) -> Iterable[Kpi]:
    """The KPIs of the current plan, then those that only earlier plans have."""
    if not has_plan():
        return []
    current = current_plan()
    kpis = list(kpis_of(current))
    if priority is not None:
        return [kpi for kpi in kpis if priority in kpi.priorities]
    listed = {kpi.code for kpi in kpis}
    for plan in corporate_plans.plans():
        if plan.plan != current and not kpi_table(plan.plan).empty:
            earlier = [kpi for kpi in kpis_of(plan.plan) if kpi.code not in listed]
            kpis += earlier
            listed |= {kpi.code for kpi in earlier}
    return kpis


def _of_kpi(kpi: Kpi) -> Record:
    """What every row of a KPI says alike."""
    names = {known.code: known.name for known in corporate_plans.priorities(kpi.plan)}
    return {
        "plan": kpi.plan,
        "name": kpi.name,
        "priorities": _SEPARATOR.join(names.get(code, code) for code in kpi.priorities),
        "unit": kpi.unit,
        "lead": _SEPARATOR.join(owners_of(kpi, OwnerRole.LEAD).names),
        "portfolio": _SEPARATOR.join(owners_of(kpi, OwnerRole.PORTFOLIO).names),
        "service": _SEPARATOR.join(owners_of(kpi, OwnerRole.SERVICE).names),
    }


def _series(kpi: Kpi) -> Sequence[RatedOutturn]:
    return kpi.position.series if kpi.position else ()


def _kpi_row(
    row: Record,
    shared: Record,
    rated: Mapping[Period, RatedOutturn],
    latest: Period | None,
    sentence: str,
) -> Record:
    """A standing figure with its status at the KPI's frequency, and the sentence where it is."""
    period = period_of(row)
    outturn = rated.get(period)
    return {
        **row,
        **shared,
        "stands": STANDS,
        "status": str(outturn.status) if outturn else None,
        "sentence": sentence if period == latest else None,
    }


def _by_kpi(rows: Sequence[Record]) -> Mapping[tuple[str, str], Sequence[Record]]:
    by_kpi: dict[tuple[str, str], list[Record]] = {}
    for row in rows:
        by_kpi.setdefault((str(row["plan"]), str(row["code"])), []).append(row)
    return by_kpi


def _how_it_stands(row: Record) -> str:
    return STANDS if pd.isna(row["numerator"]) else WORKED_OUT


def _statistic_row(row: Record, defined: Mapping[str, Record], stands: str) -> Record:
    """A figure with the name, unit and source that its definition has, else those of its file."""
    definition = defined.get(str(row["code"]), {})
    defined_words = {name: definition[name] for name in ("name", "unit") if name in definition}
    sources = {name: definition.get(name) for name in ("publisher", "source", "licence")}
    return {**row, **defined_words, **sources, "stands": stands}
