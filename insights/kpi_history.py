"""Every figure ever published for a KPI, with its file, cell and person."""

from collections.abc import Sequence

import pandas as pd

from data.questions import stored_kpis
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.figure_sources import SourcedFigure, sourced_figure
from insights.formatting import figure_or_state
from insights.kpis import Kpi

COLUMNS = [
    "plan", "code", "period_label", "period_kind", "period_start", "period_end", "value",
    "state", "unit", "target", "reported_status", "note", "provisional", "file", "sheet",
    "cell", "published_by", "published_at", "illustrative", "withdrawn", "stands",
]  # fmt: skip


@remembered
def kpi_history(kpi: Kpi) -> Sequence[SourcedFigure]:
    """Every figure of a KPI, the newest period and upload first, with its state in words."""
    return [
        sourced_figure(
            row["period_label"],
            figure_or_state(row["value"], row["state"], kpi.unit, kpi.decimals),
            row,
            state=_state(row),
        )
        for row in records(_history(kpi))
    ]


def kpi_history_table(kpi: Kpi) -> pd.DataFrame:
    """The same as a table to download, one row a figure."""
    return _history(kpi)[COLUMNS]


def _state(row: Record) -> str:
    """`illustrative, does not count` of an invented figure beside real ones."""
    words = {
        "illustrative": row["illustrative"],
        "withdrawn": row["withdrawn"],
        "does not count": row["illustrative"] and not (row["counts"] or row["withdrawn"]),
    }
    return ", ".join(name for name, is_so in words.items() if is_so)


def _history(kpi: Kpi) -> pd.DataFrame:
    return cache.ask(stored_kpis.kpi_history, kpi.plan, kpi.code)
