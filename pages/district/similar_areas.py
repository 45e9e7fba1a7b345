"""One statistic for the district and each council of a group, area by area."""

import streamlit as st

from data.records import Record
from insights import area_figures, areas, district_statistics
from insights.area_figures import AreaRanking
from insights.areas import ComparisonGroup
from insights.formatting import day, unit_words
from pages.shared import charts, html_tables
from pages.shared.choices import choose_one


def area_by_area() -> None:
    """The choice of a statistic and a group, and a bar for the district and each council."""
    statistics = district_statistics.definitions()
    code = choose_one(
        "Statistic",
        list(statistics),
        "statistic",
        lambda code: str(statistics[code]["name"]),
        default=area_figures.first_statistic(),
    )
    groups = {group.code: group for group in areas.close_groups()}
    if not groups:
        st.info("No group of areas is known for this council.")
        return
    group = groups[choose_one("Areas", list(groups), "bars", lambda code: groups[code].name)]
    ranking = area_figures.ranking(code, group)
    if ranking is None:
        st.info("This statistic has no figure for the district.")
        return
    _bars(statistics[code], ranking)
    _group_source(group, ranking)


def _bars(definition: Record, ranking: AreaRanking) -> None:
    unit = unit_words(str(definition["unit"]))
    title = f"{definition['name']}, {ranking.period_label} ({unit})"
    description = f"Bars of {title} for {len(ranking.figures)} areas"
    charts.area_bars(ranking.figures, title, description, "similar")
    rows = [[figure.area_name, figure.words] for figure in ranking.figures]
    html_tables.table(title, ["Area", "Figure"], rows, numeric=["Figure"])


def _group_source(group: ComparisonGroup, ranking: AreaRanking) -> None:
    html_tables.quiet(f"{group.name}: {group.source}. Published {day(ranking.vintage)}.")
