"""Below a table: the same as files, made when somebody presses a button."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from insights import cache
from pages.shared import as_of, html_tables
from pages.shared.escaping import plain
from reports.data_table import TABLE_FILES, DataTable

Files = Sequence[str]
ALL = tuple(TABLE_FILES)


def table_downloads(
    name: str, what: str, table: Callable[[], DataTable], key: str | None = None
) -> None:
    """A button that opens the kinds of file; `what` is in them, `name` begins their names.

    `table` is asked when a file is wanted, outside of the page: it may not look at its choices.
    `key` tells two files of one name on a page apart.
    """
    opened = st.popover(
        plain(f"Download {what}"),
        icon=":material/download:",
        key=f"files-{key or name}",
        on_change="rerun",
    )
    # Four buttons that few press are made for who opens the list.
    with opened:
        if opened.open:
            table_buttons(name, table, key=key)
        else:
            html_tables.coming("dd-files")


def table_buttons(
    name: str, table: Callable[[], DataTable], kinds: Files = ALL, key: str | None = None
) -> None:
    """A button for each kind of file."""
    past_day = as_of.chosen()
    for kind in kinds:
        file = TABLE_FILES[kind]
        st.download_button(
            plain(file.title),
            partial(_written, kind, table, name, past_day),
            f"{name}.{file.ending}",
            file.media_type,
            key=f"{kind}-{key or name}",
            on_click="ignore",
        )


def file_name(code: str) -> str:
    """A code as a part of the name of a file."""
    return code.replace("/", "-")


def _written(kind: str, table: Callable[[], DataTable], name: str, past_day: date | None) -> bytes:
    # It runs when the button is pressed, outside of the page and of the day that the page looks at.
    with cache.store().as_of(past_day):
        return TABLE_FILES[kind].write(cache.in_one_edition(table), name)
