"""The plan of the next year, begun as a copy of one that stands."""

import re
from collections.abc import Mapping

import pandas as pd

from data.reference_tables import PLAN_TABLES

_YEAR = re.compile(r"(?P<first>\d{4})/(?P<last>\d{2})")
# What a plan prints of the district is of its own year; where it was printed too.
_NOT_COPIED = "profile_figure"


def next_year_of(plan: str) -> str | None:
    """The name of the plan a year later, `2025/26` after `2024/25`; None where it names no year."""
    match = _YEAR.fullmatch(plan)
    return year_name(int(match["first"]) + 1) if match else None


def year_name(year: int) -> str:
    """The financial year that begins in a year as people write it: `2024/25`."""
    return f"{year}/{(year + 1) % 100:02d}"


def begun_from(texts: Mapping[str, pd.DataFrame], plan: str, later: str) -> dict[str, pd.DataFrame]:
    """The reference tables as text with the rows of `plan` alone, as rows of the plan `later`."""
    return {table: _copied(table, texts[table], plan, later) for table in PLAN_TABLES}


def begun_targets(targets: pd.DataFrame, later: str) -> pd.DataFrame:
    """A row without a target for each KPI, for the year of the plan `later`.

    `targets` are those of the plan that is copied, as stored_kpis.targets() gives them.
    """
    return targets.drop_duplicates("code").assign(
        period=later, target=None, target_upper=None, target_state=None
    )


def _copied(table: str, frame: pd.DataFrame, plan: str, later: str) -> pd.DataFrame:
    if table == _NOT_COPIED:
        return frame.head(0)
    copied = frame[frame["plan"] == plan].assign(plan=later)
    if table != "plan":
        return copied
    return copied.assign(
        title=copied["title"].str.replace(plan, later, regex=False),
        starts=copied["starts"].map(_a_year_on),
        ends=copied["ends"].map(_a_year_on),
        reporting_from=None,
        source=None,
    )


def _a_year_on(day: str) -> str:
    return str((pd.Timestamp(day) + pd.DateOffset(years=1)).date())
