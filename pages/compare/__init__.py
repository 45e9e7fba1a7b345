"""Compare: any published statistic for any areas, over time and among all of their kind."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.formatting import day, unit_words
from insights.kpi_records import period_of
from metrics.words.status_words import during
from pages.compare import distribution
from pages.shared import charts, html_tables
from pages.shared.choices import choose_many, choose_one
from pages.shared.escaping import plain
from reports.table_files import as_csv

MOST_LINES = 6
KEPT = ("area", "area_name", "period_label", "value", "state", "unit", "lower", "upper", "vintage",
        "note", "file", "sheet", "cell", "published_by", "published_at")  # fmt: skip
SHOWN_SOURCES = 200


def render() -> None:
    """The choice of a statistic and areas, then trend, distribution, table and download."""
    st.title("Compare areas")
    st.write(
        "Any published statistic, for any area that it is published for. The address of this page "
        "holds the choice: send it on, and the other person sees the same."
    )
    definitions = _definitions()
    if not definitions:
        st.info("No statistic has been published yet. Upload brings them in.")
        return
    codes = list(definitions)
    code = choose_one("Statistic", codes, "statistic", lambda c: str(definitions[c]["name"]))
    definition = definitions[code]
    values = cache.ask(stored_statistics.statistic_everywhere, code)
    values = values[values["value"].notna() | values["state"].notna()]
    names = _names(values)
    chosen = choose_many("Areas (up to six)", list(names), "areas", "stretch", "The usual ones")
    picked = [names[name] for name in chosen if name in names] or _first_areas(definition, values)
    lines = picked[:MOST_LINES]
    shown = values[values["area"].isin(lines)]
    _trend(definition, shown, lines)
    distribution.among_authorities(definition, values)
    _table(definition, shown, lines)
    _revised(definition, tuple(lines))
    _sources(definition, shown)


def _definitions() -> Mapping[str, Record]:
    """What can be chosen: statistics with figures, first those that the reference files define."""
    published = {
        str(row["code"]): row for row in records(cache.ask(stored_statistics.statistic_codes))
    }
    defined = [
        row for row in records(cache.ask(stored_statistics.statistics)) if row["code"] in published
    ]
    known = {str(row["code"]): row for row in defined}
    others = {
        code: {**row, "name": row["name"] or code, "decimals": None, "publisher": None}
        for code, row in published.items()
        if code not in known
    }
    return known | others


def _names(values: pd.DataFrame) -> Mapping[str, str]:
    """Area codes by name; where two areas share a name the code stands behind it."""
    named = values[["area", "area_name"]].drop_duplicates().sort_values("area_name")
    twice = named["area_name"].duplicated(keep=False)
    labels = named["area_name"].where(~twice, named["area_name"] + " (" + named["area"] + ")")
    return dict(zip(labels, named["area"], strict=True))


def _first_areas(definition: Record, values: pd.DataFrame) -> list[str]:
    """The district beside the areas that its pages compare it with; alone where it is a total."""
    home, _ = areas.home()
    if definition["unit"] in district_statistics.TOTALS:
        return [home]
    return list(
        district_statistics.shown_areas(records(values[values["area"].isin(areas.compared())]))
    )


def _trend(definition: Record, shown: pd.DataFrame, lines: Sequence[str]) -> None:
    st.header(plain(str(definition["name"])), anchor=False)
    valued = shown[shown["value"].notna()]
    if valued.empty:
        st.info("None of these areas has a figure of this statistic.")
        return
    latest = valued.groupby("area").tail(1)
    sentence = "; ".join(
        f"{row['area_name']} {district_statistics.figure_of(definition, row['value'])} "
        f"{during(period_of(row))}"
        for row in sorted(records(latest), key=lambda row: lines.index(str(row["area"])))
    )
    published = day(valued["vintage"].max())
    html_tables.quiet(f"{sentence}. Published {published}.")
    points = pd.DataFrame(
        [
            point
            for place, area in enumerate(lines)
            for point in district_statistics.line_points(
                definition, records(shown[shown["area"] == area]), banded=place == 0
            )
        ],
        columns=district_statistics.POINT_COLUMNS,
    )
    if points.groupby("series").size().max() > 1:
        description = f"Lines of {definition['name']} over time. {sentence}"
        charts.area_trend(
            points, district_statistics.measure(definition), description, "compare-trend"
        )


def _table(definition: Record, shown: pd.DataFrame, lines: Sequence[str]) -> None:
    st.header("Figures", anchor=False)
    names = {area: str(shown[shown["area"] == area]["area_name"].iloc[0])
             for area in lines if (shown["area"] == area).any()}  # fmt: skip
    said = {(row["area"], row["period_label"]): _said(definition, row) for row in records(shown)}
    ends = shown.groupby("period_label")["period_end"].max().sort_values(ascending=False)
    rows: list[list[html_tables.Cell]] = [
        [str(label), *(said.get((area, label), "not published") for area in names)]
        for label in ends.index
    ]
    headings = ["Period", *names.values()]
    caption = f"{definition['name']} ({unit_words(str(definition['unit']))})"
    html_tables.table(caption, headings, rows, numeric=headings[1:])
    parts = [
        definition.get(part) for part in ("publisher", "source", "licence", "method", "caveat")
    ]
    html_tables.note("\n".join(str(part) for part in parts if isinstance(part, str)))
    name = f"{definition['code']}.csv"
    st.download_button("Download these figures", as_csv(shown[list(KEPT)]), name, "text/csv")


def _revised(definition: Record, lines: tuple[str, ...]) -> None:
    revisions = records(
        cache.ask(stored_statistics.statistic_revisions, str(definition["code"]), lines)
    )
    if not revisions:
        return
    st.header("Revised since first published", anchor=False)
    rows: list[list[html_tables.Cell]] = [
        [
            f"{row['area_name']}, {row['period_label']}",
            f"{district_statistics.figure_of(definition, row['old'])} ({day(row['old_vintage'])})",
            f"{district_statistics.figure_of(definition, row['new'])} ({day(row['new_vintage'])})",
            district_statistics.figure_of(
                definition, float(str(row["new"])) - float(str(row["old"]))
            ),
        ]
        for row in revisions
    ]
    headings = ["What", "Was", "Is", "Difference"]
    html_tables.table("The newest edition counts", headings, rows, numeric=["Difference"])


def _sources(definition: Record, shown: pd.DataFrame) -> None:
    """Every figure with its file, cell and person."""
    rows: list[list[html_tables.Cell]] = [
        [
            f"{row['area_name']}, {row['period_label']}",
            _said(definition, row),
            str(row["file"]),
            f"{row['sheet']}, {row['cell']}",
            f"{day(row['published_at'])} by {row['published_by']}",
        ]
        for row in reversed(records(shown.tail(SHOWN_SOURCES)))
    ]
    with st.expander("Every figure with its file, cell and person"):
        headings = ["What", "Figure", "File", "Sheet and cell", "Brought in"]
        html_tables.table(f"{definition['name']}, newest first", headings, rows, numeric=["Figure"])


def _said(definition: Record, row: Record) -> str:
    value = row["value"]
    return (
        district_statistics.figure_of(definition, value) if pd.notna(value) else str(row["state"])
    )
