"""District profile: the plan's printed figures, each beside the published one."""

from collections.abc import Sequence

import streamlit as st

from data.records import Record
from insights import area_figures, areas, district_statistics
from insights.area_figures import AreaRanking
from insights.areas import ComparisonGroup
from insights.district_profile import PrintedFigure, district_profile
from insights.formatting import day, unit_words
from insights.kpis import current_plan
from pages.shared import charts, html_tables, unexpected
from pages.shared.choices import choose_one
from pages.shared.escaping import plain

THEMES = {
    "place": "Place",
    "health": "Health",
    "environment": "Environment",
    "economy": "Economy",
}
HEADINGS = ["Figure", "As printed", "Compared with, as printed", "Published", "Check"]


def render() -> None:
    """The printed profile by theme, then any statistic beside similar areas."""
    plan = current_plan()
    _, name = areas.home()
    st.title("District profile")
    st.write(
        f"{plain(name)} as the plan {plain(plan)} printed it. Where a published figure exists it "
        "stands beside the printed one with its period, area and date of publication; where the "
        "printed figure does not hold, the check says why."
    )
    for theme, words in THEMES.items():
        with unexpected.on_its_own():
            _theme(plan, theme, words)
    with unexpected.on_its_own():
        _similar_areas()


def _theme(plan: str, theme: str, words: str) -> None:
    rows = [_cells(printed) for printed in district_profile(plan, theme)]
    st.header(words, anchor=False)
    html_tables.table(f"{words}: {len(rows)} figures", HEADINGS, rows)


def _cells(printed: PrintedFigure) -> Sequence[html_tables.Cell]:
    return [
        printed.name,
        printed.printed,
        _comparator(printed),
        _published(printed),
        "\n".join(printed.check),
    ]


def _comparator(printed: PrintedFigure) -> str:
    if printed.comparator is None:
        return ""
    return f"{printed.comparator}: {printed.comparator_printed or 'no figure'}"


def _published(printed: PrintedFigure) -> str:
    if printed.published is None:
        return "no counterpart"
    facts = "\n".join(fact.sentence for fact in printed.published)
    return facts or "no figure for this area"


def _similar_areas() -> None:
    """One statistic for the district and each council of a group, in the same period."""
    st.header("Beside similar areas", anchor=False)
    statistics = district_statistics.definitions()
    code = choose_one(
        "Statistic",
        list(statistics),
        "statistic",
        lambda code: str(statistics[code]["name"]),
        default=area_figures.first_statistic(),
    )
    groups = {group.code: group for group in areas.groups()}
    if not groups:
        st.info("No group of areas is chosen: data/reference/comparison_groups.csv names them.")
        return
    group = groups[choose_one("Areas", list(groups), "group", lambda code: groups[code].name)]
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
    with st.expander("Figures behind the chart"):
        rows = [[figure.area_name, figure.words] for figure in ranking.figures]
        html_tables.table(title, ["Area", "Figure"], rows, numeric=["Figure"])


def _group_source(group: ComparisonGroup, ranking: AreaRanking) -> None:
    html_tables.quiet(f"{group.name}: {group.source}. Published {day(ranking.vintage)}.")
