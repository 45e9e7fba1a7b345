"""What is said of a table that no layout knows: areas, years and figures by their columns."""

import pytest

from loaders.statistics.unknown_table import describe_columns, likely_roles
from loaders.tables.headings import Role
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.published_files import Lines, made

CODES = ["E07000131", "E07000132", "E07000133"]
NAMES = ["Harborough", "Hinckley and Bosworth", "Melton"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [["Code", "Words", 2019, 2020, 2021], *([code, "x", 1, 2, 3] for code in CODES)],
            "column A has 3 area codes such as E07000131; columns C to E have years 2019 to 2021",
        ),
        (
            [["When", "Who", "Rate"], *(["2022-23", name, 1.5] for name in NAMES)],
            "column B has 3 area names such as Harborough; column A has years 2022/23; "
            "column C has figures",
        ),
        (
            [["Code", "2020-21", "Note", "2021-22"], ["31UD", 1, "a", 2]],
            "column A has 1 area code such as 31UD; "
            "columns B and D have years 2020/21 to 2021/22",
        ),
        (
            [["Code", "A", "", "B", "C"], [CODES[0], "1,204", "n", 2, 3.5]],
            "column A has 1 area code such as E07000131; columns B and D to E have figures",
        ),
        ([["Code"], *([code] for code in CODES)], "column A has 3 area codes such as E07000131"),
        ([["Who", "2023"], [NAMES[0], 1], [NAMES[1], 2]], None),
        ([["Code", "2023"], ["E99999999", 1]], None),
        ([["Shopping", "Amount"], ["Bread", 2]], None),
        ([], None),
    ],
)  # fmt: skip
def test_each_column_is_told_for_what_stands_in_it(lines: Lines, words: str | None) -> None:
    assert describe_columns(made(lines)) == words


def test_sheets_are_named_where_there_are_several_and_hidden_ones_left_out() -> None:
    rows: list[list[CellValue]] = [["Code"], [CODES[0]]]
    sheets = [Sheet(f"S{n}", rows) for n in range(5)]
    sheets += [Sheet("Hidden", rows, visible=False), Sheet("Other", [["x"]])]
    words = describe_columns(Workbook("odd.xlsx", "xlsx", sheets)) or ""
    assert words.startswith("in sheet S0 column A has 1 area code such as E07000131; in sheet S1 ")
    assert words.endswith("; 2 more sheets alike")
    assert "Hidden" not in words


@pytest.mark.parametrize(
    ("headings", "first_cells", "likely"),
    [
        (["LA", "2022", "Rate 2023", "Why"], ["E07000131", "1", "2", "x"],
         {0: Role.AREA, 1: Role.FIGURE, 2: Role.FIGURE}),
        (["Code", "Year", "Value"], ["E07000131", "2022-23", "5"],
         {0: Role.AREA, 1: Role.PERIOD, 2: Role.FIGURE}),
        (["Ref", "2024/05", "Period"], ["31UD", "1", "Q1 2024/25"], {0: Role.AREA, 2: Role.PERIOD}),
        (["Code", "Q1 2024/25"], ["SP 01", "120"], {}),
    ],
)  # fmt: skip
def test_areas_are_known_by_their_cells_and_the_rest_by_headings(
    headings: list[str], first_cells: list[str], likely: dict[int, Role]
) -> None:
    assert likely_roles(headings, [[cell] for cell in first_cells]) == likely
