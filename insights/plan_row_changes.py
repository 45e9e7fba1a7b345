"""What a workbook of plans would change, or changed, row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import pandas as pd

from data.questions import stored_plans
from data.records import records
from insights import cache
from insights.cache import remembered

KINDS = ("new", "changed", "removed", "same")


@dataclass(frozen=True, slots=True)
class PlanRowChange:
    """A row of a plan: its table, its key in words, and the cells that differ.

    `change` is one of KINDS; `what` has a line for each cell that differs.
    """

    table: str
    row: str
    change: str
    what: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class PlanRowChanges:
    """The rows of plans: how many of each kind of change, and those that are not the same."""

    counts: Mapping[str, int]
    differing: Sequence[PlanRowChange]

    @property
    def summary(self) -> str:
        """`1 changed, 404 same`."""
        kinds = (kind for kind in KINDS if self.counts.get(kind))
        return ", ".join(f"{self.counts[kind]:,} {kind}" for kind in kinds)

    @property
    def tables(self) -> frozenset[str]:
        """The tables in which something differs."""
        return frozenset(change.table for change in self.differing)

    def differing_in(self, tables: Sequence[str]) -> Sequence[PlanRowChange]:
        """Those of some tables; all where none is named."""
        return [change for change in self.differing if not tables or change.table in tables]


def plan_row_changes(frame: pd.DataFrame) -> PlanRowChanges:
    """The changes in a frame that has a column for each field of PlanRowChange."""
    changes = [PlanRowChange(**row) for row in records(frame)]
    counts = Counter(change.change for change in changes)
    return PlanRowChanges(counts, [change for change in changes if change.change != "same"])


@remembered
def rows_brought(upload: int) -> Mapping[str, pd.DataFrame]:
    """The rows of plans that an upload brought, by table."""
    return stored_plans.plan_rows(cache.store(), upload)


@remembered
def rows_before(upload: int) -> Mapping[str, pd.DataFrame]:
    """The tables of plans as they were before an upload, by table."""
    return stored_plans.plans_before(cache.store(), upload)


def figures_in_need(upload: int) -> int:
    """How many figures of other uploads would be seen no more if this one were withdrawn."""
    return len(cache.ask(stored_plans.kpi_values_in_need, upload))


def as_table(changes: Sequence[PlanRowChange]) -> pd.DataFrame:
    """Changes as a table to download."""
    columns = [field.name for field in fields(PlanRowChange)]
    return pd.DataFrame([asdict(change) for change in changes], columns=columns)
