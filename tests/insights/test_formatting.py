"""Figures and text for people."""

from datetime import date

import pandas as pd
import pytest

from insights.formatting import MINUS, age, count, day, figure, figure_or_state


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "expected"),
    [
        (83.1, "percent", 1, "83.1%"),
        (24246, "pounds", 0, "£24,246"),
        (653.5, "pounds", 1, "£653.50"),
        (5.5, "million pounds", 1, "£5.5 million"),
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


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 4, 20), "20 days"),
        (date(2025, 5, 1), "1 month"),
        (date(2029, 3, 1), "47 months"),
        (date(2029, 3, 20), "4 years"),
        (date(2029, 5, 1), "4 years and 1 month"),
        (date(2030, 3, 1), "4 years and 11 months"),
    ],
)
def test_an_age_is_told_to_the_nearest_month(today: date, words: str) -> None:
    assert age(date(2025, 3, 31), today) == words


def test_counts_read_as_words() -> None:
    assert [count(number, "KPI") for number in (0, 1, 2)] == ["0 KPIs", "1 KPI", "2 KPIs"]


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [(83.1, None, "83.1%"), (0, "awaited", "0.0%"), (None, "awaited", "awaited")],
)
def test_a_state_stands_where_there_is_no_figure(
    value: float | None, state: str | None, words: str
) -> None:
    assert figure_or_state(value, state, "percent", 1) == words


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(2.5, 0, "3%"), (0.125, 2, "0.13%"), (-2.5, 0, "\N{MINUS SIGN}3%")],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, expected: str) -> None:
    assert figure(value, "percent", places) == expected
