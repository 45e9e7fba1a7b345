"""What is held of each statistic, and when its next edition comes."""

from datetime import date

import pytest

from insights.held_statistics import held_statistics, overdue, sources_not_held

pytestmark = pytest.mark.usefixtures("only_read")
TODAY = date(2026, 7, 1)


def test_a_statistic_says_what_is_held_how_old_it_is_and_where_the_next_will_be() -> None:
    (claimants,) = [held for held in held_statistics(TODAY) if held.code == "claimant-count"]
    assert claimants.held == "10,193 figures of 413 areas, 361 councils among them"
    assert (claimants.latest, claimants.vintage) == ("2025", date(2026, 1, 20))
    assert claimants.standing == "Up to date: expected about 20 January 2027"
    assert claimants.link.startswith("https://www.ons.gov.uk/")
    assert claimants.comparators[:2] == ["the UK and nations", "regions"]


def test_what_is_expected_stands_first_by_its_day() -> None:
    statistics = held_statistics(TODAY)
    days = [held.next.expected for held in statistics]
    expected = [day for day in days if day]
    assert days == sorted(expected) + [None] * (len(days) - len(expected))
    late = overdue(statistics)
    assert list(late) == list(statistics[: len(late)])


def test_one_that_is_paused_expects_nothing() -> None:
    (rate,) = [held for held in held_statistics(TODAY) if held.code == "employment-rate"]
    assert rate.standing == "No next edition expected: paused by its publisher"


def test_what_no_edition_is_held_of_says_where_to_get_it() -> None:
    by_source = {missing.source: missing for missing in sources_not_held()}
    workplace = next(m for s, m in by_source.items() if "table 7.7a" in s)
    assert workplace.names[0] == "Median annual pay, where people work"
    assert workplace.cadence == "yearly"
    assert "https://www.ons.gov.uk/" in workplace.source
    held = {statistic.name for statistic in held_statistics(TODAY)}
    assert held.isdisjoint(name for missing in by_source.values() for name in missing.names)
