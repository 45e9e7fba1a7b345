"""The figures of several areas for one period, in the order of their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.records import Record, records
from insights import areas, district_statistics
from insights.areas import ComparisonGroup
from insights.cache import remembered
from insights.district_statistics import is_total
from insights.kpi_records import vintage_of
from insights.latest_statistics import latest_statistics
from insights.statistic_wording import figure_of
from metrics.status import Polarity


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """An area's figure of a statistic, as a number and in words with its unit."""

    area_name: str
    value: float
    words: str
    is_home: bool


@dataclass(frozen=True, slots=True)
class AreaRanking:
    """The district and other areas in the district's latest period, the highest figure first."""

    period_label: str
    vintage: date | None
    figures: Sequence[AreaFigure]


@remembered
def first_statistic() -> str | None:
    """The statistic to begin with: a rate of which more or less is better.

    A total says nothing beside a nation's, and nobody can act on what is neither good nor bad.
    """
    definitions, known = district_statistics.definitions(), latest_statistics()
    rates = {code: definitions[code] for code in known if not is_total(definitions[code])}
    better = (code for code, row in rates.items() if row["polarity"] != Polarity.NONE)
    return next(better, next(iter(rates), None))


def ranking(code: str, group: ComparisonGroup) -> AreaRanking | None:
    """The district beside each council of a group and the nations; None without its own figure."""
    definition = district_statistics.definitions()[code]
    home, _ = areas.home()
    nations = () if is_total(definition) else areas.national()
    values = district_statistics.values_of((code,), (home, *group.areas, *nations))
    latest, rows = latest_period(records(values), home)
    if latest is None:
        return None
    highest_first = sorted(rows, key=lambda row: -float(row["value"]))
    return AreaRanking(
        str(latest["period_label"]), vintage_of(latest), area_figures(definition, highest_first)
    )


def latest_period(rows: Sequence[Record], home: str) -> tuple[Record | None, Sequence[Record]]:
    """The district's latest figure, and the figures of all areas for that period.

    `rows` are figures of one statistic in period order.
    """
    valued = [row for row in rows if pd.notna(row["value"])]
    latest = next((row for row in reversed(valued) if row["area"] == home), None)
    if latest is None:
        return None, ()
    return latest, [row for row in valued if _span(row) == _span(latest)]


def area_figures(definition: Record, rows: Sequence[Record]) -> Sequence[AreaFigure]:
    """Stored figures of areas with their words."""
    home, _ = areas.home()
    return [
        AreaFigure(
            str(row["area_name"]),
            float(row["value"]),
            figure_of(definition, row["value"]),
            row["area"] == home,
        )
        for row in rows
    ]


def _span(row: Record) -> tuple[object, object]:
    return row["period_start"], row["period_end"]
