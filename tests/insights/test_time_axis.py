"""Periods over their whole span, ticks under equal periods."""

import itertools

import pandas as pd
import pytest

from insights.time_axis import MOST_TICKS, span, ticks


@pytest.mark.parametrize(
    ("first", "last", "label", "short"),
    [
        ("2022-04-01", "2023-03-31", "2022/23", "2022/23"),
        ("2020-01-01", "2024-12-31", "Jan 2020 to Dec 2024", "2020-24"),
        ("2022-06-30", "2022-06-30", "30 June 2022", "Jun 2022"),
        ("2022-01-01", "2022-12-31", "calendar 2022", "2022"),
    ],
)
def test_a_label_fits_under_an_axis(first: str, last: str, label: str, short: str) -> None:
    assert span(first, last, label).label == short


def test_a_period_ends_when_the_next_one_begins() -> None:
    assert span("2022-04-01", "2023-03-31", "").end == pd.Timestamp("2023-04-01")


def test_the_middle_of_a_day_is_noon() -> None:
    assert span("2022-06-30", "2022-06-30", "").middle == pd.Timestamp("2022-06-30 12:00")


@pytest.mark.parametrize("count", [1, MOST_TICKS, MOST_TICKS + 1, 40])
def test_ticks_are_few_at_equal_steps_and_the_newest_is_among_them(count: int) -> None:
    years = [span(f"{1980 + n}-01-01", f"{1980 + n}-12-31", str(1980 + n)) for n in range(count)]
    labels = [int(tick.label) for tick in ticks(years)]
    assert labels[-1] == 1980 + count - 1
    assert len(labels) <= MOST_TICKS
    assert len({later - label for label, later in itertools.pairwise(labels)}) <= 1
