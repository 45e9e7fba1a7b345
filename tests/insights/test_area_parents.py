"""What an area is part of."""

import pytest

from insights.area_parents import areas_above, part_of

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("area", "above"),
    [
        ("E07000131", ["E10000018", "E12000004", "E92000001", "K02000001"]),
        ("E06000016", ["E12000004", "E92000001", "K02000001"]),
        ("E09000007", ["E12000007", "E92000001", "K02000001"]),
        ("W06000015", ["W92000004", "K02000001"]),
        ("S12000049", ["S92000003", "K02000001"]),
        ("N09000003", ["N92000002", "K02000001"]),
        ("K02000001", []),
    ],
)
def test_an_area_of_each_kind_lies_in_its_county_region_and_nation(
    area: str, above: list[str]
) -> None:
    assert areas_above(area) == above


def test_it_is_said_in_one_sentence() -> None:
    assert part_of("E07000131") == (
        "Harborough is part of Leicestershire, East Midlands, England and United Kingdom: its own "
        "figures are counted in theirs."
    )
    assert part_of("K02000001") == ""
