"""What columns of a table of areas likely hold, before a person says it."""

import pytest

from loaders.statistics.unknown_table import likely_of_areas
from loaders.tables.headings import Role


@pytest.mark.parametrize(
    ("headings", "first_cells", "likely"),
    [
        (["LA", "2022", "Rate 2023", "Why"], ["E07000131", "1", "2", "x"],
         {0: Role.AREA, 1: Role.FIGURE, 2: Role.FIGURE}),
        (["Code", "Year", "Value"], ["E07000131", "2022-23", "5"], {0: Role.AREA, 1: Role.PERIOD}),
        (["Ref", "2024/05", "Period"], ["31UD", "1", "Q1 2024/25"], {0: Role.AREA, 2: Role.PERIOD}),
        (["Code", "Q1 2024/25"], ["SP 01", "120"], {}),
    ],
)  # fmt: skip
def test_areas_are_known_by_their_cells_and_the_rest_by_headings(
    headings: list[str], first_cells: list[str], likely: dict[int, Role]
) -> None:
    assert likely_of_areas(headings, [[cell] for cell in first_cells]) == likely
