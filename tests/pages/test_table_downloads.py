"""Every table that a page gives to download is there as CSV, CSVW, Parquet and a workbook."""

import ast
import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import pyarrow.parquet as pq
import pytest
import streamlit as st
from openpyxl import load_workbook

from reports.data_table import TABLE_FILES
from tests.pages.app import open_popovers, opened
from tests.shared import ROOT

PAGES = ROOT / "pages"
COMPONENT = "shared/table_downloads.py"
# The modules that give something else to download, and what.
NO_TABLES = {
    "report.py": "a report",
    "upload/plan_download.py": "a workbook to fill in, which is uploaded again",
    "upload/template_download.py": "a workbook to fill in, which is uploaded again",
    "upload/__init__.py": "the sample files, as they were read",
    "about/next_editions.py": "a calendar",
    "shared/standing_download.py": "workbook and CSV to upload again, beside the other files",
}
# Pages of tables, and which of them the files are of: what their names begin with.
PAGES_OF_TABLES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "overview": ({"late": "true"}, "due"),
    "rug": ({}, "eight-quarters"),
    "map": ({"statistic": "anxiety"}, "map-"),
    "compare": ({"statistic": "anxiety"}, "anxiety"),
    "kpi": ({"kpi": "CON 15"}, "CON 15"),
}


def with_buttons() -> Iterator[str]:
    for path in PAGES.rglob("*.py"):
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        if "download_button" in names:
            yield path.relative_to(PAGES).as_posix()


def test_only_one_place_gives_tables_to_download() -> None:
    assert set(with_buttons()) == {COMPONENT, *NO_TABLES}
    standing = (PAGES / "shared" / "standing_download.py").read_text(encoding="utf-8")
    assert '("csvw", "parquet")' in standing


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes]:
    """What the buttons of the pages that are drawn give, by the names of the files."""
    contents: dict[str, bytes] = {}
    draw = st.download_button

    def kept(label: str, data: Callable[[], bytes], name: str, *args: Any, **options: Any) -> Any:
        contents[name] = data()
        return draw(label, data, name, *args, **options)

    monkeypatch.setattr(st, "download_button", kept)
    open_popovers(monkeypatch)
    return contents


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize("page", PAGES_OF_TABLES)
def test_the_files_of_a_table_hold_the_same_rows(page: str, files: Mapping[str, bytes]) -> None:
    choices, beginning = PAGES_OF_TABLES[page]
    opened(page, **choices)
    stems = {name.removesuffix(".csv") for name in files if name.endswith(".csv")}
    assert any(stem.startswith(beginning) for stem in stems)
    for stem in stems:
        assert {f"{stem}.{file.ending}" for file in TABLE_FILES.values()} <= set(files)
        head, *rows = csv.reader(io.StringIO(files[f"{stem}.csv"].decode("utf-8-sig"), newline=""))
        described = json.loads(files[f"{stem}.csv-metadata.json"])
        assert unquote(described["url"]) == f"{stem}.csv"
        assert [column["titles"] for column in described["tableSchema"]["columns"]] == head
        parquet = pq.read_table(io.BytesIO(files[f"{stem}.parquet"]))
        assert (parquet.num_rows, parquet.column_names) == (len(rows), head)
        assert rows
        sheet = load_workbook(io.BytesIO(files[f"{stem}.xlsx"])).worksheets[-1]
        assert [cell.value for cell in next(sheet.iter_rows())] == head
        assert sheet.max_row == len(rows) + 1
