"""A file to take away is of what stood before or after a publish, never of some of both."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from loaders import publish
from pages.shared import standing_download, table_downloads
from reports.filled_table import FilledTable
from tests.actors import ANALYST

FILES: dict[str, Callable[[standing_download.Tables], bytes]] = {
    "workbook": lambda tables: standing_download._workbook("", tables, date(2026, 11, 27), None),
    "csv": lambda tables: standing_download._csv(tables, None),
    "parquet": lambda tables: table_downloads._written(
        "parquet", lambda: standing_download._first(tables), "name", None
    ),
}


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("file", FILES)
def test_a_file_into_which_something_was_published_is_made_anew(file: str) -> None:
    store, editions = publish.ready(), list[str]()

    def tables() -> Sequence[FilledTable]:
        editions.append(store.newest_edition())
        if len(editions) == 1:
            store.withdraw(ANALYST, 2, "the figures were invented")
        return standing_download.of_activities()

    assert FILES[file](tables)
    assert editions[1:] == [store.newest_edition()]
    assert editions[0] != editions[1]
