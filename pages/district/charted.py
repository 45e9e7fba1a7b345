"""Population, pay and emissions, a tab for each: lines over time, and what they consist of."""

import streamlit as st
from markupsafe import Markup

from insights import areas
from insights.profile_charts import (
    NotHeld,
    PartFigure,
    PartsOfWhole,
    ages,
    charted,
    not_held,
    sectors,
)
from pages.district.part_bars import part_bars
from pages.shared import html_tables
from pages.shared.escaping import escaped, plain
from pages.shared.side_by_side import side_by_side
from pages.shared.statistic_panel import statistic_chart

THEMES = ("Population", "Pay", "Emissions")
PARTS = {"Population": ages, "Emissions": sectors}


def charted_themes() -> None:
    """A tab for each theme."""
    for tab, theme in zip(st.tabs(list(THEMES)), THEMES, strict=True):
        with tab:
            _theme(theme)


def _theme(theme: str) -> None:
    statistics = charted(theme)
    if not statistics:
        _, name = areas.home()
        st.info(f"No figure of this is published for {plain(name)}.")
        return
    side_by_side(statistics, statistic_chart)
    parts = PARTS[theme]() if theme in PARTS else None
    if parts is not None:
        _parts(parts)
        if parts.note:
            html_tables.quiet(parts.note)
    for missing in not_held(theme):
        _missing(missing)


def _parts(parts: PartsOfWhole) -> None:
    words = f"{parts.title}, {parts.period_label}, the latest published figures here"
    st.subheader(plain(words), anchor=False)
    part_bars(parts)
    with st.expander(f"Figures of {plain(parts.title.lower())}"):
        headings = ["Part", "Area", parts.axis, "Amount"]
        rows = [_cells(figure) for figure in parts.figures]
        html_tables.table(f"{parts.title}, {parts.period_label}", headings, rows, headings[2:])


def _missing(missing: NotHeld) -> None:
    """That no edition is held, with a link to where it is published."""
    words = Markup('<div class="dd-quiet">{} is charted here once its file is uploaded: {}.</div>')
    st.html(words.format(escaped(missing.name), html_tables.cited(missing.source)))


def _cells(figure: PartFigure) -> list[html_tables.Cell]:
    return [figure.part, figure.area_name, figure.words, figure.amount]
