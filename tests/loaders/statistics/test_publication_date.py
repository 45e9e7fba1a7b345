"""When a file was published, by the words around a date in it."""

from collections.abc import Sequence
from datetime import date, datetime, time

import pytest

from loaders.statistics.publication_date import publication_day
from loaders.workbook import CellValue, Sheet, Workbook


def day_of(*rows: Sequence[CellValue], visible: bool = True) -> date | None:
    return publication_day(Workbook("a.ods", "ods", [Sheet("Cover", rows, visible=visible)]))


@pytest.mark.parametrize(
    "rows",
    [
        [["Published: 18 November 2021"]],
        [["Latest update:  18 November 2021"]],
        [["", "Latest update", datetime.combine(date(2021, 11, 18), time())]],
        [["Publication date", None, "18th Nov 2021"]],
        [["Release Date:", "17th January 2021 (original)"], [None, "18th November 2021 (Revised)"]],
        [["Published 1 July 2021"], ["Last updated 18 November 2021"], ["Next update: 1 May 2099"]],
        [
            [
                "Published: 18 November 2021",
                "Next update",
                datetime.combine(date(2022, 1, 1), time()),
            ]
        ],
    ],
)
def test_the_newest_day_that_is_said_counts(rows: Sequence[Sequence[CellValue]]) -> None:
    assert day_of(*rows) == date(2021, 11, 18)


@pytest.mark.parametrize(
    "rows",
    [
        [["Next update: 18 November 2021"]],
        [["Figures as at 18 November 2021"]],
        [["Published: November 2021"]],
        [["Published: 31 February 2021"]],
        [["Published:"], ["Source: a survey of 18 November 2021"]],
    ],
)
def test_other_days_are_none(rows: Sequence[Sequence[CellValue]]) -> None:
    assert day_of(*rows) is None


def test_what_a_hidden_sheet_says_does_not_count() -> None:
    assert day_of(["Published: 18 November 2021"], visible=False) is None


def test_a_day_below_a_long_table_counts() -> None:
    lines: list[list[CellValue]] = [["Harborough", number] for number in range(500)]
    assert day_of(*lines, ["Latest update: 18 November 2021"]) == date(2021, 11, 18)
