"""Published statistics about the district beside other areas: one chart, sentence and table each."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data import questions
from pages.parts import charts, reads, tables
from pages.parts.outturns import period_of
from pages.parts.words import capital, day, figure, plain, unit_words

Record = Mapping[str, object]
# Whose line stands beside the district's, in this order; those without figures are left out.
NATIONAL = ("K02000001", "K03000001", "E92000001")
MAX_NATIONAL = 2


def home_area() -> tuple[str, str]:
    """The code and name of the district that the newest plan is for."""
    code = str(reads.ask(questions.plans).iloc[0]["area"])
    areas = reads.ask(questions.areas)
    names = areas[areas["code"] == code]["name"]
    return code, str(names.iloc[0]) if len(names) else code


def compared_areas() -> Sequence[str]:
    """The district, then its county and region, then the national areas."""
    home, _ = home_area()
    around = [
        str(code)
        for group in ("leicestershire", "east-midlands")
        for code in reads.ask(questions.comparison_group, group)["area"]
    ]
    return [home, *NATIONAL, *around]


def statistics_of(theme: str) -> Sequence[Record]:
    """The statistics that belong to a priority and have a figure for the district."""
    statistics = reads.ask(questions.statistics)
    of_theme = statistics[statistics["theme"] == theme]
    values = values_of(list(of_theme["code"]))
    known = set(values[(values["area"] == home_area()[0]) & values["value"].notna()]["code"])
    return [record for record in of_theme.to_dict("records") if record["code"] in known]


def values_of(codes: Sequence[str], areas: Sequence[str] | None = None) -> pd.DataFrame:
    """Standing figures of statistics for the compared areas, or for those given."""
    return reads.ask(
        questions.statistic_values, tuple(codes), tuple(areas or compared_areas())
    )


def statistic_chart(statistic: Record) -> None:
    """The finding as words, the trend beside England or the UK, and the figures behind it."""
    values = values_of([str(statistic["code"])])
    valued = values[values["value"].notna()]
    st.subheader(plain(statistic["name"]), anchor=False)
    tables.quiet(sentence(statistic, valued))
    shown = _shown_areas(valued)
    points = _points(statistic, valued, shown)
    if points.groupby("series").size().max() > 1:
        measure = capital(unit_words(str(statistic["unit"])))
        description = f"{statistic['name']}. {sentence(statistic, valued)}"
        charts.area_trend(points, measure, description, f"statistic-{statistic['code']}")
    with st.expander(f"Figures and source of {plain(statistic['name'])}"):
        _table(statistic, values, shown)
        _source(statistic)


def sentence(statistic: Record, valued: pd.DataFrame) -> str:
    """The latest figures of the district and the national areas, with period and vintage."""
    home, name = home_area()
    own = valued[valued["area"] == home]
    if own.empty:
        return "No figure for the district."
    latest = own.iloc[-1].to_dict()
    same = valued[
        (valued["period_start"] == latest["period_start"])
        & (valued["period_end"] == latest["period_end"])
    ]
    others = [
        f"{row['area_name']} {_figure(statistic, row)}"
        for code in _national_of(same)
        for row in same[same["area"] == code].to_dict("records")
    ]
    beside = f"; {', '.join(others)}" if others else ""
    published = f" Published {day(latest['vintage'])}." if pd.notna(latest["vintage"]) else ""
    return (
        f"{name} {_figure(statistic, latest)} in {latest['period_label']}{beside}.{published}"
    )


def latest_figure(code: str, area: str, start: object = None) -> Record | None:
    """The figure of a statistic for the period that begins at `start`, or its latest one."""
    values = values_of([code], [area])
    if start is not None and pd.notna(start):  # type: ignore[call-overload]
        values = values[values["period_start"] == pd.Timestamp(str(start))]
    valued = values[values["value"].notna()]
    return dict(valued.iloc[-1]) if len(valued) else None


def _shown_areas(valued: pd.DataFrame) -> Sequence[str]:
    home, _ = home_area()
    regional = [area for area in compared_areas()[1:] if area.startswith("E12")]
    wanted = [home, *_national_of(valued), *regional]
    return [area for area in wanted if area in set(valued["area"])]


def _national_of(valued: pd.DataFrame) -> Sequence[str]:
    present = set(valued["area"])
    return [code for code in NATIONAL if code in present][:MAX_NATIONAL]


def _points(statistic: Record, valued: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    rows = [
        {
            "date": pd.Timestamp(str(row["period_start"])),
            "series": row["area_name"],
            "value": row["value"],
            "words": f"{row['period_label']}: {_figure(statistic, row)}",
        }
        for area in areas
        for row in valued[valued["area"] == area].to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["date", "series", "value", "words"])


def _table(statistic: Record, values: pd.DataFrame, areas: Sequence[str]) -> None:
    names = [str(values[values["area"] == area]["area_name"].iloc[0]) for area in areas]
    periods = values.drop_duplicates(["period_start", "period_end"]).sort_values(
        "period_end", ascending=False
    )
    by_place = {
        (row["area"], row["period_start"], row["period_end"]): row
        for row in values.to_dict("records")
    }
    rows: list[list[tables.Cell]] = [
        [
            period_of(period).label,
            *(
                _cell(statistic, by_place.get((area, period["period_start"], period["period_end"])))
                for area in areas
            ),
        ]
        for period in periods.to_dict("records")
    ]
    unit = unit_words(str(statistic["unit"]))
    tables.table(f"{statistic['name']} ({unit})", ["Period", *names], rows, numeric=names)


def _cell(statistic: Record, row: Record | None) -> str:
    if row is None:
        return "not published"
    if isinstance(row["state"], str):
        return row["state"]
    return _figure(statistic, row)


def _figure(statistic: Record, row: Record) -> str:
    value = float(str(row["value"]))
    return figure(value, str(statistic["unit"]), int(str(statistic["decimals"])))


def _source(statistic: Record) -> None:
    parts = [f"{statistic['publisher']}: {statistic['source']}.", f"{statistic['licence']}."]
    parts += [str(statistic[name]) for name in ("method", "caveat") if statistic[name]]
    tables.note("\n".join(parts))
