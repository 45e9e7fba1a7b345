"""Statistics about the district: sentences, trends that are tested, areas to compare with."""

import pytest

from insights import district_statistics


@pytest.mark.usefixtures("only_read")
def test_a_sentence_tells_a_trend_only_where_five_yearly_intervals_allow_a_test() -> None:
    tested, untested = (
        district_statistics.statistic(code)
        for code in ("employment-rate", "greenhouse-gas-emissions")
    )
    assert tested is not None
    assert untested is not None
    assert "Over the last five years: no significant change." in tested.sentence
    assert "five years" not in untested.sentence


@pytest.mark.usefixtures("only_read")
def test_a_statistic_has_its_areas_in_order_and_a_row_for_each_period() -> None:
    employment = district_statistics.statistic("employment-rate")
    assert employment is not None
    assert list(employment.areas[:3]) == ["Harborough", "United Kingdom", "England"]
    assert list(employment.rows[0][:2]) == ["2023", "80.0%"]
    assert (employment.is_trend, employment.has_interval) == (True, True)


@pytest.mark.usefixtures("only_read")
def test_a_priority_has_the_statistics_of_its_theme() -> None:
    of_place = district_statistics.statistics_of("place")
    assert of_place
    assert {statistic.definition["theme"] for statistic in of_place} == {"place"}


@pytest.mark.usefixtures("only_read")
def test_a_statistic_that_is_not_defined_has_none() -> None:
    assert district_statistics.statistic("no-such-statistic") is None
