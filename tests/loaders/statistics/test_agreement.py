from loaders.findings.codes import Severity
from loaders.layouts import Hints
from loaders.layouts import ons_explore_local_statistics as layout
from tests.loaders.ons_tables import PLAIN, finding, only, table


def test_two_lines_that_disagree_are_named_and_neither_is_kept() -> None:
    other = PLAIN | {"period": "2022-11-16/P1Y"}
    workbook = table([PLAIN, other, PLAIN | {"observation": "25.1"}])
    reading = layout.read(workbook, Hints())
    assert [row.cell for row in reading.rows] == ["F3"]
    problem = finding(reading, "lines_disagree")
    assert (problem.severity, problem.sheet, problem.cell) == (Severity.QUARANTINE, "table", "F4")
    assert "cell F2" in problem.message


def test_a_line_that_only_repeats_another_counts_once() -> None:
    assert only(layout.read(table([PLAIN, PLAIN]), Hints())).cell == "F2"


def test_counts_tell_cells_rows_and_the_rows_of_each_state() -> None:
    empty = PLAIN | {"observation": "", "period": "2022-11-16/P1Y"}
    gone = empty | {"status": "x", "period": "2021-11-16/P1Y"}
    reading = layout.read(table([PLAIN, empty, gone]), Hints())
    assert reading.counts == {
        "cells": 35, "rows": 3, "awaited": 1, "suppressed": 1,
        "loaded": 23, "quarantined": 0, "ignored": 12, "ignored: heading": 12,
    }  # fmt: skip
