"""The district beside other areas: each comparison has its facts, and a verdict or why none."""

import pytest

from data.records import Record, records
from insights import district_statistics
from insights.comparisons import ComparedArea

pytestmark = pytest.mark.usefixtures("only_read")


def beside(code: str) -> dict[str, ComparedArea]:
    shown = district_statistics.statistic(code)
    assert shown is not None
    return {str(one.row["area_name"]): one for one in shown.comparisons}


def test_every_area_and_group_stands_beside_the_district_nations_first() -> None:
    assert list(beside("adult-obesity-prevalence")) == [
        "England",
        "East Midlands",
        "Leicestershire",
        "Similar areas (ONS), median",
        "Districts of Leicestershire, median",
        "Neighbouring councils, median",
    ]


def test_a_verdict_names_its_interval_and_a_median_how_many_councils() -> None:
    found = beside("adult-obesity-prevalence")
    assert found["England"].verdict.startswith("Similar: ")
    similar = found["Similar areas (ONS), median"]
    assert similar.verdict.startswith("Worse: the 95 % interval 25.3 to 34.8 does not include")
    assert similar.facts == "median of 14 councils, year to mid-November 2025, published 6 May 2026"


def test_without_an_interval_there_is_a_difference_and_no_verdict() -> None:
    united_kingdom = beside("greenhouse-gas-emissions")["United Kingdom"]
    assert united_kingdom.verdict == "Above by 1.9 tonnes CO₂e; no verdict"
    assert not united_kingdom.sentence


def test_a_total_stands_beside_nobody() -> None:
    assert beside("fly-tipping-incidents") == {}


def test_the_chart_draws_the_first_group_and_its_sentence_has_the_first_verdict() -> None:
    shown = district_statistics.statistic("adult-obesity-prevalence")
    assert shown is not None
    assert shown.areas[-1] == "Similar areas (ONS), median"
    assert "Harborough is similar to England: " in shown.sentence


def test_a_statistic_worked_out_here_names_its_parts_and_has_byars_interval() -> None:
    code = "affordable-housing-completions-per-1000"
    row: Record = next(
        one
        for one in records(district_statistics.values_of((code,), ("E07000131",)))
        if one["period_label"] == "2011/12"
    )
    assert row["value"] == pytest.approx(1000 * row["numerator"] / row["denominator"])
    assert row["note"].startswith("Affordable homes completed, 2011/12: ")
    assert row["note"].endswith("; Population, 30 June 2011: 85,699")
    shown = district_statistics.statistic(code)
    assert shown is not None
    assert row["note"] in shown.rows[0][1]
    verdicts = [one.verdict for one in shown.comparisons]
    assert any("% interval" in verdict for verdict in verdicts), verdicts
