"""The district beside others, a row a statistic: a verdict only by a test."""

import pytest

from insights.district_rows import DistrictRow, district_rows
from insights.latest_statistics import against_nation, latest_statistics

pytestmark = pytest.mark.usefixtures("only_read")


def row(theme: str, name: str) -> DistrictRow:
    return next(known for known in district_rows(theme) if known.statistic.name == name)


def test_a_tested_difference_is_better_or_worse() -> None:
    known = row("health", "Cigarette smokers")
    assert (known.word, known.standing) == ("better", "better than England")
    assert known.reason.startswith("Better: ")


@pytest.mark.parametrize(
    ("theme", "name", "figures"),
    [
        ("environment", "Greenhouse gas emissions per head", ("7.1 t CO₂e", "4.8 t CO₂e")),
        # A survey whose margin of error is not published.
        ("economy", "Median annual pay", ("£34,321", "£33,080")),
    ],
)
def test_without_a_test_a_row_only_says_which_is_above(
    theme: str, name: str, figures: tuple[str, str]
) -> None:
    known = row(theme, name)
    assert (known.district, known.nation, known.word) == (*figures, "")
    assert known.standing == "above England, not judged"
    assert known.reason.endswith("not judged")


def test_pages_say_the_same_of_one_pair_of_figures() -> None:
    for theme in ("health", "environment", "economy"):
        for known in district_rows(theme):
            latest = latest_statistics()[known.statistic.code]
            if latest.nation and known.nation_name == latest.nation["area_name"] and not known.word:
                assert against_nation(latest).words == known.standing, known.statistic.code


def test_a_total_stands_alone_and_says_why() -> None:
    known = row("place", "Population")
    assert (known.nation, known.similar, known.word, known.strip) == ("", "", "", None)
    assert "a total" in known.reason.lower()
    # A measure of the plan has the same name, and its own figures.
    homes = row("place", "Affordable homes completed")
    assert (homes.name, known.name) == ("Affordable homes completed, as published", "Population")


def test_every_row_has_its_figure_and_period() -> None:
    for theme in ("place", "health", "environment", "economy"):
        for known in district_rows(theme):
            assert known.district, known.statistic.code
            assert known.period_label
