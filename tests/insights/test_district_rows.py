"""The district beside others, a row a statistic: a verdict only by a test."""

import pytest

from insights.district_rows import DistrictRow, district_rows

pytestmark = pytest.mark.usefixtures("only_read")


def row(theme: str, name: str) -> DistrictRow:
    return next(known for known in district_rows(theme) if known.statistic.name == name)


def test_a_tested_difference_is_better_or_worse() -> None:
    known = row("health", "Cigarette smokers")
    assert (known.word, known.beside) == ("better", "England")
    assert known.reason.startswith("Better: ")


def test_without_a_test_a_row_only_says_which_is_higher() -> None:
    known = row("environment", "Greenhouse gas emissions per head")
    assert (known.district, known.nation, known.word) == ("7.1 t CO₂e", "4.8 t CO₂e", "higher")
    assert known.reason.endswith("no verdict")


def test_a_total_stands_alone_and_says_why() -> None:
    known = row("place", "Population")
    assert (known.nation, known.similar, known.word, known.strip) == ("", "", "", None)
    assert "a total" in known.reason.lower()


def test_every_row_has_its_figure_and_period() -> None:
    for theme in ("place", "health", "environment", "economy"):
        for known in district_rows(theme):
            assert known.district, known.statistic.code
            assert known.period_label
