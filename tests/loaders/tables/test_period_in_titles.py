import pytest

from loaders.tables.period_in_titles import period_around
from loaders.workbook import CellValue, Sheet, Workbook
from metrics import period as spans

COMMENT = "Fewer than in Q1 2022/23, because the survey moved to July; the next one is in October"


def around(rows: list[list[CellValue]], name: str = "KPIs", row: int = 2) -> str | None:
    sheet = Sheet(name, [*rows, ["Code", "Actual"]])
    workbook = Workbook("kpis.xlsx", "xlsx", [sheet])
    period = period_around(workbook, sheet, row, None, first=2)
    return period.label if period else None


@pytest.mark.parametrize(
    ("title", "name", "label"),
    [
        ("Performance, Q1 2024/25", "KPIs", "Q1 2024/25"),
        ("Performance 2024/25", "Q2", "Q2 2024/25"),  # the sheet says which part of the year
        ("Performance 2024/25", "Q2 2024-25", "Q2 2024/25"),
        ("Performance 2024/25", "Q2 2023-24", "2024/25"),  # no part of the title's year
        ("Performance 2024/25", "KPIs", "2024/25"),
        ("Performance", "April 2024", "April 2024"),
        ("Printed on 3 July 2024", "KPIs", None),
    ],
)
def test_the_nearest_title_tells_the_period_and_a_sheet_its_part(
    title: str, name: str, label: str | None
) -> None:
    assert around([[title]], name) == label


def test_the_giver_says_the_period_where_nothing_else_does() -> None:
    sheet = Sheet("KPIs", [["Code", "Actual"]])
    workbook = Workbook("kpis.xlsx", "xlsx", [sheet])
    by_giver = spans.quarter(2024, 3)
    assert period_around(workbook, sheet, 1, by_giver, first=1) == by_giver


def test_a_comment_between_two_tables_is_no_title_of_the_second() -> None:
    rows: list[list[CellValue]] = [["Q1 2024/25"], ["Code", "Actual"], ["SP 01", 4], [COMMENT]]
    assert around(rows, row=5) == "Q1 2024/25"
    assert around([*rows[:3], ["Q2 2024/25"]], row=5) == "Q2 2024/25"
