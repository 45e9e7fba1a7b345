"""The tables of text of several publishers: none takes another's, and no cell of them is lost."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.files.opening import open_workbook
from loaders.layouts import Hints, layouts
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.layouts import test_ohid_fingertips
from tests.loaders.layouts.mhclg_planning import test_mhclg_planning
from tests.loaders.layouts.nomis import test_nomis
from tests.loaders.layouts.ofcom_connected_nations import test_ofcom_connected_nations
from tests.loaders.published_files import assert_accounted
from tests.shared import SHARED

MADE: Mapping[str, str] = {
    **{f"Nomis {number}": text for number, text in enumerate(test_nomis.ALL)},
    "OHID Fingertips": test_ohid_fingertips.content([test_ohid_fingertips.PLAIN]),
    "Ofcom Connected Nations fixed": test_ofcom_connected_nations.FIXED,
    "Ofcom Connected Nations mobile": test_ofcom_connected_nations.MOBILE,
    "MHCLG planning applications PS1": test_mhclg_planning.PS1,
    "MHCLG planning applications PS2": test_mhclg_planning.ps2(test_mhclg_planning.NUMBERS),
}
PUBLISHED = [
    file
    for file in sorted((SHARED / "published").rglob("*.*"))
    if file.suffix not in (".json", ".md")
]
OURS = ("Nomis", "OHID Fingertips", "Ofcom Connected Nations", "MHCLG planning applications")
OUR_LAYOUTS = [layout for layout in layouts() if layout.name in OURS]


@pytest.mark.parametrize("name", MADE)
def test_exactly_one_layout_of_statistics_takes_a_file(name: str) -> None:
    workbook = open_workbook("download.csv", MADE[name].encode())
    # The general ones are asked last.
    asked = [layout for layout in layouts() if not layout.is_general]
    (taken,) = [layout.name for layout in asked if layout.recognises(workbook, Hints())]
    assert name.startswith(taken)


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.name)
def test_none_of_them_takes_the_file_of_another_publisher(file: Path) -> None:
    workbook = open_workbook(file.name, file.read_bytes())
    assert not [our.name for our in OUR_LAYOUTS if our.recognises(workbook, Hints())]


WORDS = ["", "-", "..", "*", "x", "many", "5", "82.7", "2023 Q2", "2022/23", "Harborough"]
WORDS += ["E07000131", "mnemonic", "conf", "Date", "Category", "Applications decided"]
CELLS: st.SearchStrategy[CellValue] = st.one_of(st.none(), st.sampled_from(WORDS), st.floats(-9, 9))
CHANGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 20), CELLS), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(MADE)), CHANGES)
def test_whatever_is_typed_into_them_every_cell_is_accounted_for(
    name: str, changes: list[tuple[int, int, CellValue]]
) -> None:
    workbook = open_workbook("202309_download.csv", MADE[name].encode())
    rows = [list(row) for row in workbook.sheets[0].rows]
    for row, column, value in changes:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
    changed = Workbook(workbook.file, "csv", [Sheet("download", rows)])
    for layout in OUR_LAYOUTS:
        if layout.recognises(changed, Hints()):
            assert_accounted(layout.read(changed, Hints()))
