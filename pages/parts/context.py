"""Published statistics about the district beside other areas: sentence, chart and table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data import questions
from data.records import Record, records
from pages.parts import charts, reads, tables
from pages.parts.reads import by_edition
from pages.parts.words import capital, day, figure, plain, unit_words

# Whose line stands beside the district's, in this order; those without figures are left out.
NATIONAL = ("K02000001", "K03000001", "E92000001")
MAX_NATIONAL = 2
AROUND = ("leicestershire", "east-midlands")
# A total in one of these units says nothing beside a nation's, so the district stands alone.
TOTALS = frozenset(("number", "kilotonnes CO2e", "kilotonnes CO2"))


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic with its figures, as its chart, sentence and table need them.

    `rows` are the table's: a period, then one figure or its state for each of `areas` by name.
    """

    definition: Record
    sentence: str
    points: pd.DataFrame
    areas: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def name(self) -> str:
        """The name in words."""
        return str(self.definition["name"])


@by_edition
def home_area() -> tuple[str, str]:
    """The code and name of the district that the newest plan is for."""
    code = str(reads.ask(questions.plans).iloc[0]["area"])
    names = area_names()
    return code, names.get(code, code)


@by_edition
def area_names() -> Mapping[str, str]:
    """Every area's name by its code."""
    areas = reads.ask(questions.areas)
    return dict(zip(areas["code"], areas["name"], strict=True))


@by_edition
def compared_areas() -> tuple[str, ...]:
    """The district, then the national areas, then its county and region."""
    groups = [reads.ask(questions.comparison_group, group)["area"] for group in AROUND]
    return (home_area()[0], *NATIONAL, *(str(area) for areas in groups for area in areas))


@by_edition
def statistics_of(theme: str) -> Sequence[Statistic]:
    """The statistics that belong to a priority and have a figure for the district."""
    statistics = reads.ask(questions.statistics)
    codes = statistics[statistics["theme"] == theme]["code"]
    found = (statistic(str(code)) for code in codes)
    return [one for one in found if one is not None]


@by_edition
def statistic(code: str) -> Statistic | None:
    """A statistic ready to draw, or None where the district has no figure of it."""
    definitions = {str(row["code"]): row for row in records(reads.ask(questions.statistics))}
    values = records(values_of((code,), compared_areas()))
    home, _ = home_area()
    if code not in definitions or not any(_valued(row) for row in values if row["area"] == home):
        return None
    definition = definitions[code]
    areas = [home] if definition["unit"] in TOTALS else shown_areas(values)
    return Statistic(
        definition,
        _sentence(definition, values, areas),
        _points(definition, values, areas),
        [area_names()[area] for area in areas],
        _rows(definition, values, areas),
    )


def values_of(codes: tuple[str, ...], areas: tuple[str, ...]) -> pd.DataFrame:
    """Standing figures of statistics for some areas."""
    return reads.ask(questions.statistic_values, codes, areas)


def statistic_chart(shown: Statistic) -> None:
    """The finding as words, the trend beside England or the UK, and the figures behind it."""
    st.subheader(plain(shown.name), anchor=False)
    tables.quiet(shown.sentence)
    if shown.points.groupby("series").size().max() > 1:
        description = f"{shown.name}. {shown.sentence}"
        charts.area_trend(
            shown.points,
            measure(shown.definition),
            description,
            f"statistic-{shown.definition['code']}",
        )
    with st.expander(f"Figures and source of {plain(shown.name)}"):
        unit = unit_words(str(shown.definition["unit"]))
        headings = ["Period", *shown.areas]
        tables.table(f"{shown.name} ({unit})", headings, shown.rows, numeric=shown.areas)
        _source(shown.definition)


def latest_figure(code: str, area: str, start: object = None) -> Record | None:
    """The figure of a statistic for the period that begins at `start`, or its latest one."""
    found = [row for row in records(values_of((code,), (area,))) if _valued(row)]
    if start is not None and pd.notna(start):  # type: ignore[call-overload]
        found = [row for row in found if row["period_start"] == start]
    return found[-1] if found else None


def _sentence(definition: Record, values: Sequence[Record], areas: Sequence[str]) -> str:
    """The latest figures of the district and the national areas, with period and vintage."""
    home, name = home_area()
    latest = [row for row in values if row["area"] == home and _valued(row)][-1]
    same = {row["area"]: row for row in values if _valued(row) and _period(row) == _period(latest)}
    others = [
        f"{area_names()[code]} {_figure(definition, same[code])}"
        for code in areas
        if code in NATIONAL and code in same
    ]
    beside = f"; {', '.join(others)}" if others else ""
    return (
        f"{name} {_figure(definition, latest)} in {latest['period_label']}{beside}. "
        f"Published {day(latest['vintage'])}."
    )


def shown_areas(values: Sequence[Record]) -> Sequence[str]:
    """The district, nations and region that stand together in a chart, those that have figures."""
    present = {str(row["area"]): row for row in values if _valued(row)}
    regions = [area for area in compared_areas() if area.startswith("E12") and area in present]
    return [home_area()[0], *_national_of(present), *regions]


def _national_of(present: Mapping[str, object]) -> Sequence[str]:
    return [code for code in NATIONAL if code in present][:MAX_NATIONAL]


def _points(definition: Record, values: Sequence[Record], areas: Sequence[str]) -> pd.DataFrame:
    points = [
        {
            "date": row["period_start"],
            "series": row["area_name"],
            "value": row["value"],
            "words": f"{row['period_label']}: {_figure(definition, row)}",
        }
        for area in areas
        for row in values
        if row["area"] == area and _valued(row)
    ]
    return pd.DataFrame(points, columns=["date", "series", "value", "words"])


def _rows(
    definition: Record, values: Sequence[Record], areas: Sequence[str]
) -> Sequence[Sequence[str]]:
    by_place = {(row["area"], *_period(row)): row for row in values}
    periods = {_period(row): str(row["period_label"]) for row in values}
    newest_first = sorted(periods, key=lambda period: (period[1], period[0]), reverse=True)
    return [
        [
            periods[period],
            *(_said(definition, by_place.get((area, *period))) for area in areas),
        ]
        for period in newest_first
    ]


def _said(definition: Record, row: Record | None) -> str:
    if row is None:
        return "not published"
    return _figure(definition, row) if _valued(row) else str(row["state"] or "not published")


def figure_of(definition: Record, value: object) -> str:
    """A figure of a statistic in its unit, with its decimals where it is defined with any."""
    decimals = definition["decimals"]
    places = None if decimals is None else int(str(decimals))
    return figure(float(str(value)), str(definition["unit"]), places)


def measure(definition: Record) -> str:
    """What a statistic's axis measures."""
    return capital(unit_words(str(definition["unit"])))


def _figure(definition: Record, row: Record) -> str:
    return figure_of(definition, row["value"])


def _period(row: Record) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"])


def _valued(row: Record) -> bool:
    return bool(pd.notna(row["value"]))


def _source(definition: Record) -> None:
    parts = [f"{definition['publisher']}: {definition['source']}.", f"{definition['licence']}."]
    parts += [str(definition[name]) for name in ("method", "caveat") if definition[name]]
    tables.note("\n".join(parts))
