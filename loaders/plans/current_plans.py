"""The reference tables as checks need them: which KPIs and activities there are, and what of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from data import reference_files
from data.councils import Council
from data.listed import listed
from data.records import Record, records
from loaders.plans.plan_rows import overlaid
from metrics.period import Period


@dataclass(frozen=True)
class Plans:
    """The reference tables that rows are checked against: table name to frame, cells as text.

    Those of the files in data/reference where no others are given. `council` is whose dashboard
    it is.
    """

    texts: Mapping[str, pd.DataFrame] = field(default_factory=reference_files.texts)
    council: Council = field(default_factory=reference_files.council)

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The same with the types of schema.sql."""
        return reference_files.typed(self.texts)

    def with_rows(self, rows: Mapping[str, pd.DataFrame]) -> "Plans":
        """The plans as they would stand with the rows of a workbook of plans."""
        return Plans(overlaid(self.texts, rows), self.council)

    @cached_property
    def _by_plan(self) -> Mapping[tuple[str, str], Record]:
        return {(str(kpi["plan"]), str(kpi["code"])): kpi for kpi in records(self.tables["kpi"])}

    @cached_property
    def _plans(self) -> Sequence[Record]:
        return records(self.tables["plan"])

    def has(self, plan: str | None, code: str) -> bool:
        """Whether a plan has a KPI; every plan where none is named."""
        return plan is None or (plan, code) in self._by_plan

    def kpi(self, plan: str | None, code: str) -> Record:
        """The definition of a KPI in a plan; in the newest that has it where the plan has not."""
        return self._by_plan.get((str(plan), code)) or self.kpis[code]

    def kpi_of(self, typed: str, period: Period) -> Record | None:
        """The KPI that a code or alias names: of the plan of the period, else of the newest."""
        newest = self.kpis.get(typed)
        if newest is None:
            return None
        running = self.plan_in(period)
        return self._by_plan.get((str(running), str(newest["code"]))) or newest

    @cached_property
    def kpis(self) -> Mapping[str, Record]:
        """Every KPI by code, the newest plan that has it; aliases lead to the same KPI."""
        newest_last = self.tables["kpi"].merge(self.tables["plan"][["plan", "starts"]], on="plan")
        kpis = records(newest_last.sort_values("starts"))
        by_alias = {alias: kpi for kpi in kpis for alias in listed(kpi["aliases"])}
        return by_alias | {str(kpi["code"]): kpi for kpi in kpis}

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every KPI's code and name, an alias with the name of its KPI."""
        return tuple((code, str(kpi["name"])) for code, kpi in self.kpis.items())

    @cached_property
    def spellings(self) -> Sequence[Mapping[str, str]]:
        """Code, name, unit, members and aliases of every KPI to read files; empty where blank."""
        columns = ["code", "name", "unit", "members", "aliases"]
        return [
            {column: text_in(kpi[column]) for column in columns}
            for kpi in records(self.texts["kpi"])
        ]

    @cached_property
    def area(self) -> str:
        """The code of the area of the newest plan, empty without a plan."""
        plans = self.texts["plan"].sort_values("starts")
        return text_in(plans["area"].iloc[-1]) if len(plans) else ""

    @cached_property
    def part_of(self) -> Mapping[str, str]:
        """Single codes to the range that the plan reports them under: PM TP 11 to PM TP 10-12."""
        kpis = records(self.tables["kpi"])
        return {member: str(kpi["code"]) for kpi in kpis for member in listed(kpi["members"])}

    @cached_property
    def activities(self) -> frozenset[tuple[str, str]]:
        """Every (plan, code) of a key activity that has a code."""
        coded = self.tables["activity"].dropna(subset=["code"])
        return frozenset(zip(coded["plan"], coded["code"], strict=True))

    def current(self, today: date) -> str:
        """The newest plan with KPIs that has begun; without one the first of all."""
        plans = self.tables["plan"].sort_values("starts", ascending=False)
        with_kpis = plans[plans["plan"].isin(self.tables["kpi"]["plan"])]
        begun = with_kpis[with_kpis["starts"] <= today]
        return str(pd.concat([begun, with_kpis, plans])["plan"].iloc[0])

    def plan_in(self, period: Period) -> str | None:
        """The plan that was running when a period began."""
        for plan in self._plans:
            if plan["starts"] <= period.start <= plan["ends"]:
                return str(plan["plan"])
        return None


def text_in(value: object) -> str:
    """A cell of a reference table as text, empty where it is blank."""
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
