"""How sure figures of pay are, by colour and by coefficient of variation."""

import pytest

from loaders.layouts.ons_earnings.pay_quality import colour_of, quality_by_colour, quality_of_cv
from loaders.workbook import CellPlace, Sheet
from tests.loaders.pay_tables import FIRST_LINE, KEY_COLUMN, pay_sheet

TITLE = "Table 8.7a Annual pay - Gross - For all employee jobs: United Kingdom, 2021"


def test_the_key_beside_the_table_says_what_a_colour_means() -> None:
    assert quality_by_colour(pay_sheet(TITLE)) == {
        "": "precise, CV up to 5 %",
        "CCFFFF": "reasonably precise, CV 5 to 10 %",
        "33CCCC": "acceptable, CV 10 to 20 %",
    }


def test_bands_that_share_a_colour_are_told_together() -> None:
    sheet = pay_sheet(TITLE)
    # A pattern is told as no fill, as in workbooks of 2019.
    sheet.fills = {at: c for at, c in sheet.fills.items() if at != (FIRST_LINE + 1, KEY_COLUMN)}
    assert quality_by_colour(sheet) == {
        "": "precise or reasonably precise, CV up to 10 %",
        "33CCCC": "acceptable, CV 10 to 20 %",
    }


def test_a_key_without_colours_says_nothing_of_a_figure() -> None:
    sheet = pay_sheet(TITLE)
    sheet.fills = {}
    assert quality_by_colour(sheet) == {}


def test_a_sheet_without_a_key_has_no_quality() -> None:
    assert quality_by_colour(Sheet("All", [["CV <= 5%"], ["Median"]])) == {}


@pytest.mark.parametrize(("fill", "expected"), [(None, ""), ("FFFFFF", ""), ("33CCCC", "33CCCC")])
def test_white_is_no_colour(fill: str | None, expected: str) -> None:
    sheet = Sheet("All", [[1]], fills={(1, 1): fill} if fill else {})
    assert colour_of(sheet, CellPlace(1, 1)) == expected


@pytest.mark.parametrize(
    ("cv", "words"),
    [
        (4.9, "precise, CV 4.9 %"),
        (5.0, "precise, CV 5 %"),
        (5.1, "reasonably precise, CV 5.1 %"),
        (10.0, "reasonably precise, CV 10 %"),
        (10.1, "acceptable, CV 10.1 %"),
        (20.0, "acceptable, CV 20 %"),
        (20.1, "unreliable, CV 20.1 %"),
    ],
)
def test_a_coefficient_of_variation_has_the_publishers_word(cv: float, words: str) -> None:
    assert quality_of_cv(cv) == words
