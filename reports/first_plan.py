"""The plan workbook of a council that has no plan yet: its first plan named, all else empty."""

from collections.abc import Mapping

import pandas as pd

from data.reference_tables import PLAN_TABLES
from reports.next_year import year_name

TARGET_COLUMNS = (
    "code", "name", "unit", "period", "target", "target_upper", "target_state", "decimals",
)  # fmt: skip


def first_plan(
    texts: Mapping[str, pd.DataFrame], area: str, name: str, year: int
) -> dict[str, pd.DataFrame]:
    """The tables of plans as text with one plan, for the financial year that begins in `year`.

    `area` and `name` are those of the council; `texts` are the reference tables, whose columns are
    kept.
    """
    empty = {table: texts[table].head(0) for table in PLAN_TABLES}
    plan = {
        "plan": year_name(year),
        "title": f"Corporate plan {year_name(year)}",
        "council": name,
        "area": area,
        "starts": f"{year}-04-01",
        "ends": f"{year + 1}-03-31",
        "reporting_from": None,
        "source": None,
    }
    return empty | {"plan": pd.DataFrame([plan], columns=list(texts["plan"]), dtype="str")}


def no_targets() -> pd.DataFrame:
    """The targets of a plan without KPIs, as stored_kpis.targets() gives them."""
    return pd.DataFrame(columns=list(TARGET_COLUMNS))
