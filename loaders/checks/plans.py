"""The reference tables as checks need them: which KPIs and activities there are, and what of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from data import reference
from data.records import Record, records
from loaders.reading import Row
from metrics.direction import KpiKind
from metrics.figure import Measure
from metrics.status import DEFAULT_TOLERANCE, Polarity, Tolerance, ToleranceKind


@dataclass(frozen=True)
class Plans:
    """The reference tables that rows are checked against: table name to frame."""

    tables: Mapping[str, pd.DataFrame] = field(default_factory=reference.tables)

    @cached_property
    def kpis(self) -> Mapping[str, Record]:
        """Every KPI by code, the newest plan that has it; aliases lead to the same KPI."""
        newest_last = self.tables["kpi"].merge(self.tables["plan"][["plan", "starts"]], on="plan")
        kpis = records(newest_last.sort_values("starts"))
        by_alias = {alias: kpi for kpi in kpis for alias in _listed(kpi["aliases"])}
        return by_alias | {str(kpi["code"]): kpi for kpi in kpis}

    @cached_property
    def part_of(self) -> Mapping[str, str]:
        """Single codes to the range that the plan reports them under: PM TP 11 to PM TP 10-12."""
        kpis = records(self.tables["kpi"])
        return {member: str(kpi["code"]) for kpi in kpis for member in _listed(kpi["members"])}

    @cached_property
    def activities(self) -> frozenset[tuple[str, str]]:
        """Every (plan, code) of a key activity that has a code."""
        coded = self.tables["activity"].dropna(subset=["code"])
        return frozenset(zip(coded["plan"], coded["code"], strict=True))

    def plan_of(self, row: Row) -> str | None:
        """The plan that was running in the row's period."""
        for plan in records(self.tables["plan"]):
            if plan["starts"] <= row.period.start <= plan["ends"]:
                return str(plan["plan"])
        return None


def measure_of(kpi: Record) -> Measure:
    """A KPI's definition as metrics need it."""
    amount = kpi["tolerance"]
    tolerance = DEFAULT_TOLERANCE
    if not pd.isna(amount):
        tolerance = Tolerance(float(amount), ToleranceKind(str(kpi["tolerance_kind"])))
    polarity, kind = Polarity(str(kpi["polarity"])), KpiKind(str(kpi["kind"]))
    return Measure(polarity, kind, str(kpi["frequency"]), int(kpi["decimals"]), tolerance)


def text_in(value: object) -> str:
    """A cell of a reference table as text, empty where it is blank."""
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _listed(text: object) -> Sequence[str]:
    return [part.strip() for part in text_in(text).split(";") if part.strip()]
