"""Some areas' figures of a statistic over time: latest figures, lines, table and revisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import cache, district_statistics
from insights.area_roles import role_of
from insights.cache import remembered
from insights.figure_sources import SourcedFigure, sourced_figure
from insights.kpi_records import date_of, period_of, vintage_of
from insights.selectable_statistics import selectable_statistics
from insights.series_breaks import SeriesBreak, breaks_within, starts_of
from insights.statistic_lines import LinePoint, is_trend, line_points
from insights.statistic_wording import figure_of
from metrics.words.status_words import during

TABLE_COLUMNS = [
    "area", "area_name", "period_label", "value", "state", "unit", "lower", "upper", "vintage",
    "note", "file", "sheet", "cell", "published_by", "published_at",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AreasOverTime:
    """A statistic for some areas: `areas` are the names of those with figures, in their order.

    `latest` has the stored figure of each, and `vintage` is the newest edition of any figure.
    `rows` are the table's, the newest period first: its label, then each area's figure or state.
    """

    definition: Record
    areas: Sequence[str]
    latest: Sequence[Record]
    vintage: date | None
    points: Sequence[LinePoint]
    rows: Sequence[Sequence[str]]
    sources: Sequence[SourcedFigure]
    breaks: Sequence[SeriesBreak] = ()

    @property
    def banded(self) -> str:
        """The area whose interval is drawn; empty where none is."""
        return next((point.series for point in self.points if point.low is not None), "")

    @property
    def is_trend(self) -> bool:
        """Whether there is a line to draw."""
        return is_trend(self.points)

    @property
    def sentence(self) -> str:
        """The latest figure of each area with its period."""
        return "; ".join(
            f"{row['area_name']} {figure_of(self.definition, row['value'])} "
            f"{during(period_of(row))}"
            for row in self.latest
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that a later edition published otherwise."""

    area_name: str
    period_label: str
    old: float
    old_vintage: date
    new: float
    new_vintage: date

    @property
    def difference(self) -> float:
        """By how much it was revised."""
        return self.new - self.old


@remembered
def areas_over_time(code: str, areas: tuple[str, ...]) -> AreasOverTime:
    """A statistic for some areas, the first of them with its interval."""
    definition = selectable_statistics()[code]
    by_area: dict[str, list[Record]] = {area: [] for area in areas}
    chosen = [row for row in records(_in_period_order(code, areas)) if _has_figure(row)]
    for row in chosen:
        by_area[str(row["area"])].append(row)
    lines = {area: rows for area, rows in by_area.items() if rows}
    valued = {area: [row for row in rows if pd.notna(row["value"])] for area, rows in lines.items()}
    return AreasOverTime(
        definition,
        [str(rows[0]["area_name"]) for rows in lines.values()],
        [rows[-1] for rows in valued.values() if rows],
        _newest(row for rows in valued.values() for row in rows),
        [
            point
            for area, rows in lines.items()
            for point in line_points(
                definition,
                rows,
                role_of(area),
                banded=area == areas[0],
                breaks=starts_of(code),
            )
        ],
        _rows(definition, lines, chosen),
        [_source(definition, row) for row in reversed(chosen)],
        breaks_within(code, chosen),
    )


def areas_table(code: str, areas: Sequence[str]) -> pd.DataFrame:
    """The figures of some areas as a table to download, in period order."""
    values = _in_period_order(code, areas)
    published = values["value"].notna() | values["state"].notna()
    return values[published][TABLE_COLUMNS]


@remembered
def revisions(code: str, areas: tuple[str, ...]) -> Sequence[Revision]:
    """The figures of some areas that a later edition published otherwise, newest period first."""
    return [
        Revision(
            str(row["area_name"]),
            str(row["period_label"]),
            float(row["old"]),
            date_of(row["old_vintage"]),
            float(row["new"]),
            date_of(row["new_vintage"]),
        )
        for row in records(cache.ask(stored_statistics.statistic_revisions, code, areas))
    ]


def _in_period_order(code: str, areas: Sequence[str]) -> pd.DataFrame:
    values = district_statistics.values_of((code,), tuple(areas))
    return values.sort_values(["period_end", "period_start", "area_name"], kind="stable")


def _has_figure(row: Record) -> bool:
    return bool(pd.notna(row["value"]) or pd.notna(row["state"]))


def _newest(rows: Iterable[Record]) -> date | None:
    return max(filter(None, map(vintage_of, rows)), default=None)


def _rows(
    definition: Record, lines: Mapping[str, Sequence[Record]], chosen: Sequence[Record]
) -> Sequence[Sequence[str]]:
    texts = {(row["area"], row["period_label"]): _text(definition, row) for row in chosen}
    ends: dict[str, pd.Timestamp] = {}
    for row in chosen:
        label = str(row["period_label"])
        ends[label] = max(row["period_end"], ends.get(label, row["period_end"]))
    newest_first = sorted(sorted(ends), key=ends.__getitem__, reverse=True)
    return [
        [label, *(texts.get((area, label), "not published") for area in lines)]
        for label in newest_first
    ]


def _source(definition: Record, row: Record) -> SourcedFigure:
    label = f"{row['area_name']}, {row['period_label']}"
    return sourced_figure(label, _text(definition, row), row)


def _text(definition: Record, row: Record) -> str:
    return figure_of(definition, row["value"]) if pd.notna(row["value"]) else str(row["state"])
