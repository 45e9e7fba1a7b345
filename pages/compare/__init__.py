"""Compare: any published statistic for any areas, over time and among all of their kind."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.area_figures import first_statistic
from insights.area_parents import part_of
from insights.areas import home
from insights.areas_over_time import AreasOverTime, areas_over_time, revisions
from insights.selectable_statistics import selectable_areas, selectable_statistics, usual_areas
from pages.compare.among_authorities import among_authorities
from pages.compare.areas_by_period import areas_by_period
from pages.compare.lines import lines
from pages.compare.revised import revised
from pages.shared import html_tables, unexpected
from pages.shared.choices import choose_many, choose_one
from pages.shared.escaping import plain
from pages.shared.nothing_yet import nothing_yet
from pages.shared.prepared_html import prepared_html
from pages.shared.source_table import folded_sources, source_html

MOST_LINES = 6


def render() -> None:
    """The choice of a statistic and areas, then trend, distribution, table and download."""
    st.title("Compare areas")
    st.write(
        "Any published statistic, for any area that it is published for. The address of this page "
        "holds the choice: send it on, and the other person sees the same."
    )
    if not selectable_statistics():
        nothing_yet("No statistic has been published yet.")
        return
    code = _statistic()
    areas = _areas(code)
    compared = areas_over_time(code, areas)
    html_tables.quiet(part_of(home()[0]))
    for section in (
        partial(lines, compared, code, areas),
        partial(among_authorities, code),
        partial(areas_by_period, code, areas, compared),
        partial(_revised, compared, code, areas),
        partial(_sources, code, areas),
    ):
        with unexpected.on_its_own():
            section()


def _revised(compared: AreasOverTime, code: str, areas: tuple[str, ...]) -> None:
    revised(compared, revisions(code, areas))


def _statistic() -> str:
    statistics = selectable_statistics()
    asked = str(st.query_params.get("statistic", ""))
    if asked and asked not in statistics:
        st.warning(f"There is no statistic {plain(asked)} here. Choose one of these.")
    return choose_one(
        "Statistic",
        list(statistics),
        "statistic",
        lambda code: str(statistics[code]["name"]),
        default=first_statistic(),
    )


def _areas(code: str) -> tuple[str, ...]:
    """The areas that are chosen, else those that the pages compare the district with."""
    by_name = selectable_areas(code)
    names = choose_many(
        "Areas (up to six)",
        list(by_name),
        "areas",
        "stretch",
        "The usual areas",
    )
    chosen = [by_name[name] for name in names if name in by_name]
    return tuple((chosen or usual_areas(code))[:MOST_LINES])


def _sources(code: str, areas: tuple[str, ...]) -> None:
    st.html(_source_html(code, areas))


@prepared_html
def _source_html(code: str, areas: tuple[str, ...]) -> Markup:
    compared = areas_over_time(code, areas)
    caption = f"{compared.definition['name']}, newest first"
    return folded_sources(source_html(caption, compared.sources, "What", "Brought in"))
