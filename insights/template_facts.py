"""What is known already of a workbook to fill in: who leads on each KPI, and its targets."""

from collections.abc import Mapping

import pandas as pd

from data.records import Record
from insights.cache import remembered
from insights.kpi_records import number, period_of, word
from insights.kpis import Kpi, current_kpis, current_plan, kpi_table
from insights.ownership import OwnerRole, owners_of
from metrics.reporting_frequency import PERIOD_OF_FREQUENCY

Target = tuple[float | None, float | None, str | None]


def kpis_to_fill_in() -> pd.DataFrame:
    """The KPIs of the current plan with the columns of `kpi`, each with its one CMT lead if any."""
    names = {kpi.code: owners_of(kpi, OwnerRole.LEAD).names for kpi in current_kpis()}
    leads = {code: leads[0] for code, leads in names.items() if len(leads) == 1}
    kpis = kpi_table(current_plan())
    pairs = zip(kpis["code"], kpis["lead"], strict=True)
    known = [word(lead) or leads.get(code) for code, lead in pairs]
    return kpis.assign(lead=pd.Series(known, index=kpis.index, dtype=object))


def targets_to_fill_in(year: int, *, with_last: bool) -> Mapping[str, Target]:
    """The known targets of a financial year; `with_last` those of the year before where none is."""
    return {**(_known_targets(year - 1) if with_last else {}), **_known_targets(year)}


@remembered
def _known_targets(year: int) -> Mapping[str, Target]:
    """The target that every period of a financial year has, by KPI: low end, high end, word.

    Illustrative ones, and those of which a year has several, are left out.
    """
    by_code = {kpi.code: _targets_in(kpi, year) for kpi in current_kpis()}
    return {code: targets.pop() for code, targets in by_code.items() if len(targets) == 1}


def _targets_in(kpi: Kpi, year: int) -> set[Target]:
    kind = PERIOD_OF_FREQUENCY[str(kpi.definition["frequency"])]
    periods = ((row, period_of(row)) for row in kpi.figures if not row["target_illustrative"])
    return {
        _target(row)
        for row, period in periods
        if period.kind is kind and period.financial_year == year and any(_target(row))
    }


def _target(row: Record) -> Target:
    return number(row["target"]), number(row["target_upper"]), word(row["target_state"])
