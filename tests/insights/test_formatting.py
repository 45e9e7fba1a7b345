"""Figures and text for people."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.formatting import MINUS, count, day, figure
from pages.shared.escaping import escaped, plain


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "expected"),
    [
        (83.1, "percent", 1, "83.1%"),
        (24246, "pounds", 0, "£24,246"),
        (12.5, "days", 1, "12.5 days"),
        (1, "days", 0, "1 day"),
        (0, "number", 0, "0"),
        (-5, "number", 0, f"{MINUS}5"),
        (-0.04, "percent", 1, "0.0%"),
        (104014, "number", None, "104,014"),
        (None, "percent", 1, "no figure"),
        (float("nan"), "percent", 1, "no figure"),
    ],
)
def test_a_figure_is_written_with_its_unit(
    value: float | None, unit: str, decimals: int | None, expected: str
) -> None:
    assert figure(value, unit, decimals) == expected


def test_dates_are_written_out_and_a_missing_one_is_a_word() -> None:
    assert day(date(2025, 3, 4)) == "4 March 2025"
    assert day(None) == day(pd.NaT) == "date unknown"


@given(st.text())
def test_no_character_keeps_its_meaning_in_html(text: str) -> None:
    made = escaped(text).replace("<br>", "")
    assert "<" not in made
    assert ">" not in made


@pytest.mark.parametrize("text", ["**bold**", "![x](http://a/b.png)", ":red[x]", "$x^2$", "# a"])
def test_markdown_from_a_file_is_shown_as_typed(text: str) -> None:
    made = plain(text)
    assert made.replace("\\", "") == text
    assert "\\" in made


def test_counts_read_as_words() -> None:
    assert [count(number, "KPI") for number in (0, 1, 2)] == ["0 KPIs", "1 KPI", "2 KPIs"]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(2.5, 0, "3%"), (0.125, 2, "0.13%"), (-2.5, 0, "\N{MINUS SIGN}3%")],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, expected: str) -> None:
    assert figure(value, "percent", places) == expected
