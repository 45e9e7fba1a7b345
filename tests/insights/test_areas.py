"""The areas beside the district: groups follow from it, and a median needs enough councils."""

from datetime import date

import pandas as pd
import pytest

from data.records import Record
from insights import areas
from insights.areas import ComparisonGroup

FOUR = ComparisonGroup("four", "Four councils", ["A", "B", "C", "D"], "made for this test")


def row(area: str, value: float | None, year: int = 2023, vintage: str = "2024-05-01") -> Record:
    return {
        "area": area, "area_name": area, "value": value, "lower": 1.0, "upper": 9.0, "note": "odd",
        "period_start": pd.Timestamp(date(year, 1, 1)), "period_end": pd.Timestamp(year, 12, 31),
        "vintage": pd.Timestamp(vintage), "numerator": 1.0, "denominator": 2.0, "per": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "middle", "councils"),
    [
        ((1, 2, 30, 40), 16.0, 4),
        ((1, 2, 30, None), 2.0, 3),
        ((1, 2, None, None), None, 0),
    ],
)
def test_a_median_is_the_middle_of_three_councils_at_least(
    figures: tuple[float | None, ...], middle: float | None, councils: int
) -> None:
    rows = [row(area, value) for area, value in zip(FOUR.areas, figures, strict=True)]
    medians = areas.medians([*rows, row("Z", 500)], FOUR)
    assert [(median["value"], median["councils"]) for median in medians] == (
        [(middle, councils)] if middle is not None else []
    )


def test_a_median_has_the_newest_vintage_and_no_interval_or_note_of_one_council() -> None:
    rows = [row("A", 1), row("B", 2, vintage="2025-06-01"), row("C", 3)]
    (medians,) = areas.medians(rows, FOUR)
    assert (medians["area"], medians["area_name"]) == ("four", "Four councils, median")
    assert medians["vintage"] == pd.Timestamp("2025-06-01")
    assert [medians[name] for name in ("lower", "upper", "note", "numerator")] == [None] * 4


def test_each_period_has_a_median_of_its_own_oldest_first() -> None:
    rows = [row(area, number + year, year) for year in (2024, 2023)
            for number, area in enumerate(FOUR.areas)]  # fmt: skip
    assert [median["value"] for median in areas.medians(rows, FOUR)] == [2024.5, 2025.5]


@pytest.mark.usefixtures("only_read")
def test_groups_follow_from_the_area_and_are_without_the_district_itself() -> None:
    home, name = areas.home()
    assert (home, name) == ("E07000131", "Harborough")
    medians = areas.groups()
    assert [group.code for group in medians] == [
        "ons-similar",
        "ons-similar-people",
        "ons-similar-economy",
        "chosen",
        "within-E10000018",
        "within-E12000004",
        "within-E92000001",
        "within-K02000001",
        "same-kind",
    ]
    assert [len(group.areas) for group in medians] == [20, 20, 20, 9, 6, 34, 295, 360, 163]
    assert all(home not in group.areas for group in medians)
    assert areas.compared()[0] == home
    assert {"E92000001", "E12000004", "E10000018"} <= set(areas.compared())


@pytest.mark.usefixtures("only_read")
def test_any_area_is_set_beside_the_areas_above_it_and_the_district_last() -> None:
    assert areas.compared_with("N09000003") == (
        "K02000001", "K03000001", "N92000002", "E07000131",
    )  # fmt: skip
    assert areas.nations_beside("N09000003") == ("N92000002", "K02000001", "K03000001")
    assert areas.compared_with("E09000007")[-2:] == ("E12000007", "E07000131")
    assert areas.compared_with("E07000131") == areas.compared()[1:]
