"""Our readers of .ods and .xls against calamine: the same values, or a difference with its reason.

Of .xlsx and .xlsm, openpyxl is the second reader (test_excel_agrees.py).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import time, timedelta
from enum import StrEnum
from functools import cache

import pytest

from loaders.workbook import CellValue, Sheet
from tests.loaders.files.second_reading import Compared, Difference, compared, differences
from tests.shared import SHARED, shared

# How many files are read in one process, which takes longer to start than most take to read.
AT_ONCE = 20


class Reason(StrEnum):
    """Why a file reads otherwise on purpose."""

    LETTERS = "text of two bytes a letter, which calamine reads as one"
    SPACES = "several spaces in XML are one; those that count are written as elements"
    CONDITIONS = "[Red][>25] is a colour and a condition, not a date"
    DURATIONS = "calamine leaves durations as they are written, PT24H0M0S"
    BEFORE_1900 = (
        "calamine makes dates of durations and of numbers below zero, where Excel has none"
    )
    SAYS_NOT_WHAT = "calamine asks for the part mimetype"
    TEXT = "plain text by another name"
    PROTECTED = "encrypted with the password that Excel tries by itself"
    SPARSE = "calamine would fill a million cells and more"


OTHERWISE = {
    "corpus/calamine/sheet_name_parsing.xls": (Reason.LETTERS, 7),
    "corpus/phpspreadsheet/data.ods": (Reason.SPACES, 1),
    "corpus/poi/ex41187-19267.xls": (Reason.LETTERS, 2),
    "corpus/sheetjs/biff5__NumberFormatCondition.xls": (Reason.CONDITIONS, 24),
    "corpus/sheetjs/number_format.ods": (Reason.DURATIONS, 49),
    "corpus/sheetjs/number_format_greek.xls": (Reason.BEFORE_1900, 68),
}
NOT_COMPARED = {
    "corpus/made/tsv_named.xls": Reason.TEXT,
    "corpus/phpspreadsheet/nomimetype.ods": Reason.SAYS_NOT_WHAT,
    "corpus/poi/50833.xls": Reason.PROTECTED,
    "corpus/poi/SharedFormulaTest.xls": Reason.SPARSE,
}


def names() -> Iterator[str]:
    for folder in ("corpus", "published"):
        for path in sorted((SHARED / folder).rglob("*")):
            if path.suffix.lower() in (".xls", ".ods"):
                yield path.relative_to(SHARED).as_posix()


NAMES = list(names())


@cache
def read_together(batch: int) -> Mapping[str, Compared]:
    """What came of a batch of the files, by name."""
    files = NAMES[batch * AT_ONCE : (batch + 1) * AT_ONCE]
    by_path = compared([shared(file) for file in files])
    return dict(zip(files, by_path.values(), strict=True))


EXPLAINED: Mapping[Reason, Callable[[Difference], bool]] = {
    Reason.LETTERS: lambda cell: "\\x00" in cell.theirs,
    Reason.SPACES: lambda cell: "  " in cell.theirs and "  " not in cell.ours,
    Reason.CONDITIONS: lambda cell: "datetime" in cell.theirs,
    Reason.DURATIONS: lambda cell: cell.theirs.startswith("'PT"),
    Reason.BEFORE_1900: lambda cell: cell.ours.startswith(("-", "datetime.timedelta")),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_reads_as_calamine_reads_it_or_differs_for_a_reason(name: str) -> None:
    comparison = read_together(NAMES.index(name) // AT_ONCE)[name]
    if comparison.outcome != "compared":
        assert (comparison.outcome == "refused by us") is (name not in NOT_COMPARED), (
            comparison.outcome
        )
        return
    if name not in OTHERWISE:
        assert comparison.differs == []
        return
    reason, count = OTHERWISE[name]
    assert [cell for cell in comparison.differs if not EXPLAINED[reason](cell)] == []
    assert len(comparison.differs) == count


def test_every_file_of_the_tables_is_there() -> None:
    shared("corpus")
    assert {*OTHERWISE, *NOT_COMPARED} <= set(NAMES)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(1, 2.0), (1, "1"), ("a", "b"), (None, 1.0), ("a", ""), (True, 1.0), (time(1), time(2))],
)
def test_a_cell_that_is_read_otherwise_is_noticed(ours: CellValue, theirs: object) -> None:
    assert [(d.row, d.column) for d in differences(Sheet("S", [[], [ours]]), [[], [theirs]])] == [
        (2, 1)
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"), [(1, 1.0), (" a", "a "), (None, ""), ("", ""), (timedelta(0), time(0))]
)
def test_what_both_tell_alike_is_no_difference(ours: CellValue, theirs: object) -> None:
    assert not list(differences(Sheet("S", [[ours]]), [[theirs]]))
