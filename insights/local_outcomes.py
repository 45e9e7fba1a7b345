"""The national outcomes for local government as the council filled them in, and where it stands.

Nothing here is known of the framework itself: outcomes, metrics and what each is read from are
those that the council typed into its plan workbook.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.questions import stored_plans
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.district_statistics import definitions
from insights.figure_wording import outturn_words
from insights.kpi_records import word
from insights.kpis import Kpi, kpis_of
from insights.latest_statistics import (
    AgainstNation,
    LatestStatistic,
    against_nation,
    latest_statistics,
)

NO_FIGURE = "no figure here"


@dataclass(frozen=True, slots=True)
class LocalMetric:
    """A metric of an outcome: the council's figure, and what it is read from.

    `source` is the name of a statistic or KPI, empty where the council named neither. `status` is
    the KPI's, `against` how a statistic stands to the nation. Exactly one of `statistic` and `kpi`
    is a code, or both are None.
    """

    outcome: str
    metric: str
    source: str
    statistic: str | None
    kpi: str | None
    figure: str
    period_label: str
    nation: str
    against: AgainstNation
    status: str
    note: str


@remembered
def local_outcomes(plan: str) -> Mapping[str, Sequence[LocalMetric]]:
    """The metrics of a plan by outcome, in the order of the workbook."""
    by_outcome: dict[str, list[LocalMetric]] = {}
    kpis = {kpi.code: kpi for kpi in kpis_of(plan)}
    for row in records(cache.ask(stored_plans.local_outcomes, plan)):
        metric = _metric(row, kpis)
        by_outcome.setdefault(metric.outcome, []).append(metric)
    return by_outcome


def metrics_of_kpi(kpi: Kpi) -> Sequence[LocalMetric]:
    """The metrics that the council reads from a KPI."""
    every = local_outcomes(kpi.plan).values()
    return [metric for of_outcome in every for metric in of_outcome if metric.kpi == kpi.code]


def _metric(row: Record, kpis: Mapping[str, Kpi]) -> LocalMetric:
    code, kpi = word(row["statistic"]), kpis.get(word(row["kpi"]) or "")
    if kpi is not None:
        return _of_kpi(row, kpi)
    if code is not None:
        return _of_statistic(row, code, latest_statistics().get(code))
    return _plain(row, "", None)


def _of_kpi(row: Record, kpi: Kpi) -> LocalMetric:
    latest = kpi.position.latest if kpi.position else None
    marked = " (illustrative)" if kpi.illustrative else ""
    return LocalMetric(
        str(row["outcome"]),
        str(row["metric"]),
        f"{kpi.code} {kpi.name}",
        None,
        kpi.code,
        f"{outturn_words(kpi, latest)}{marked}" if latest else NO_FIGURE,
        latest.figure.period.label if latest else "",
        "",
        AgainstNation("", ""),
        str(latest.status) if latest else "",
        word(row["note"]) or "",
    )


def _of_statistic(row: Record, code: str, statistic: LatestStatistic | None) -> LocalMetric:
    if statistic is None:
        return _plain(row, str(definitions()[code]["name"]), code)
    nation = statistic.nation
    return LocalMetric(
        str(row["outcome"]),
        str(row["metric"]),
        statistic.name,
        code,
        None,
        statistic.words(statistic.value),
        str(statistic.home["period_label"]),
        f"{nation['area_name']} {statistic.words(nation['value'])}" if nation is not None else "",
        against_nation(statistic),
        "",
        word(row["note"]) or "",
    )


def _plain(row: Record, source: str, code: str | None) -> LocalMetric:
    """A metric without a figure."""
    outcome, metric, note = str(row["outcome"]), str(row["metric"]), word(row["note"]) or ""
    nothing = AgainstNation("", "")
    return LocalMetric(outcome, metric, source, code, None, NO_FIGURE, "", "", nothing, "", note)
