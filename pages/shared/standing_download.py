"""Everything that stands as a workbook or CSV, made when somebody presses the button."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from insights import cache
from pages.shared import as_of
from pages.shared.escaping import plain
from pages.shared.folded import folded
from pages.shared.table_downloads import table_buttons
from reports import standing_files
from reports.data_table import DataTable
from reports.filled_table import FilledTable, data_table

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the address calls the open part.
KEY = "download"
Tables = Callable[[], Sequence[FilledTable]]


def downloads(
    title: str,
    words: str,
    file: str,
    tables: Tables,
    others: Callable[[], None] | None = None,
) -> None:
    """Buttons in a folded part: a workbook of the tables, and the first of them as other files.

    `title` names it, `words` say what is in it; no file is made before it is asked for. `others`
    draws further files below them.
    """

    def buttons() -> None:
        st.write(plain(words))
        with st.container(horizontal=True):
            _buttons(title, file, tables)
        if others is not None:
            others()

    folded(plain(title), KEY, buttons, icon=":material/download:")


def _buttons(title: str, file: str, tables: Tables) -> None:
    today, past_day = cache.reader_day(), as_of.chosen()
    name = f"{file}-{today.isoformat()}"
    st.download_button(
        "Download as a workbook",
        partial(_workbook, title, tables, today, past_day),
        f"{name}.xlsx",
        EXCEL,
        key=f"workbook-{file}",
        on_click="ignore",
    )
    st.download_button(
        "Download as CSV",
        partial(_csv, tables, past_day),
        f"{name}.csv",
        "text/csv",
        key=f"csv-{file}",
        on_click="ignore",
    )
    table_buttons(name, partial(_first, tables), ("csvw", "parquet"))


def _workbook(title: str, tables: Tables, today: date, past_day: date | None) -> bytes:
    # It runs when the button is pressed, outside of the page and of the day that the page looks at.
    with cache.store().as_of(past_day):
        return standing_files.workbook_of(title, cache.in_one_edition(tables), today)


def _csv(tables: Tables, past_day: date | None) -> bytes:
    with cache.store().as_of(past_day):
        return standing_files.csv_of(cache.in_one_edition(tables)[0])


def _first(tables: Tables) -> DataTable:
    return data_table(tables()[0])


def everything() -> Sequence[FilledTable]:
    """KPIs, key activities and the district."""
    return (standing_files.kpi_figures(), standing_files.activities(), standing_files.district())


def of_priority(code: str) -> Sequence[FilledTable]:
    """The KPIs of one priority."""
    return (standing_files.kpi_figures(code),)


def of_activities() -> Sequence[FilledTable]:
    """Key activities and what was reported of them."""
    return (standing_files.activities(),)


def of_district() -> Sequence[FilledTable]:
    """The published figures of the council's area."""
    return (standing_files.district(),)
