"""The district beside other areas: each comparison has its facts, and a verdict or why none."""

import pytest

from data.records import Record, records
from insights import comparisons, district_statistics
from insights.comparisons import ComparedArea
from metrics.comparison import benchmark

pytestmark = pytest.mark.usefixtures("only_read")


def beside(code: str) -> dict[str, ComparedArea]:
    statistic = district_statistics.statistic(code)
    assert statistic is not None
    return {str(area.row["area_name"]): area for area in statistic.comparisons}


def test_every_area_and_group_stands_beside_the_district_nations_first() -> None:
    assert list(beside("adult-obesity-prevalence")) == [
        "England",
        "East Midlands",
        "Leicestershire",
        "Similar areas (ONS), median",
        "Areas with similar residents (ONS), median",
        "Areas with a similar economy (ONS), median",
        "Neighbouring councils, median",
        "Councils of Leicestershire, median",
    ]


def test_a_verdict_names_its_interval_and_a_median_how_many_councils() -> None:
    areas = beside("adult-obesity-prevalence")
    assert areas["England"].verdict.startswith("Similar: ")
    similar = areas["Similar areas (ONS), median"]
    assert similar.verdict.startswith("Worse: the 95% interval 25.29 to 34.77 does not include")
    assert similar.facts == "median of 19 councils, year to mid-November 2025, published 6 May 2026"


def test_without_an_interval_there_is_a_difference_and_no_verdict() -> None:
    united_kingdom = beside("greenhouse-gas-emissions")["United Kingdom"]
    assert united_kingdom.verdict == "Above by 1.9 tonnes CO₂e; not judged"
    assert not united_kingdom.sentence


def test_a_total_stands_beside_nobody() -> None:
    assert beside("fly-tipping-incidents") == {}


def test_the_chart_draws_the_first_group_and_its_sentence_has_the_first_verdict() -> None:
    statistic = district_statistics.statistic("adult-obesity-prevalence")
    assert statistic is not None
    assert statistic.areas[-1] == "Similar areas (ONS), median"
    assert "Harborough is similar to England: " in statistic.sentence


def test_a_statistic_worked_out_here_names_its_parts_and_is_not_judged_when_old() -> None:
    code = "affordable-housing-completions-per-1000"
    row: Record = next(
        area
        for area in records(district_statistics.values_of((code,), ("E07000131",)))
        if area["period_label"] == "2020/21"
    )
    assert row["value"] == pytest.approx(1000 * row["numerator"] / row["denominator"])
    assert row["note"].startswith("Affordable homes completed, 2020/21: ")
    assert row["note"].endswith("; Population, 30 June 2020: 95,537")
    statistic = district_statistics.statistic(code)
    assert statistic is not None
    assert row["note"] in statistic.rows[0][1]
    assert "Harborough 2.45 per 1,000 in 2020/21; England 0.92 per 1,000." in statistic.sentence
    assert {area.verdict for area in statistic.comparisons} == {
        "2020/21 ended more than three years ago; not judged"
    }


def test_pay_comes_from_a_survey_of_earnings_and_is_tested_with_the_error_of_both_figures() -> None:
    assert beside("gross-median-weekly-pay")["United Kingdom"].verdict == (
        "Similar: the difference of two survey estimates is within what sampling explains"
    )
    definitions = district_statistics.definitions().values()
    of_earnings = [row for row in definitions if "-pay" in str(row["code"])]
    assert len(of_earnings) == 16
    assert {row["estimate"] for row in of_earnings} == {"survey"}


@pytest.mark.parametrize(
    ("unit", "per", "interval"), [("percent", 100, (21.9, 39.6)), ("per 1,000", 1000, (202, 428))]
)
def test_a_share_has_the_interval_of_a_proportion_and_a_rate_that_of_a_rate(
    unit: str, per: float, interval: tuple[float, float]
) -> None:
    definition: Record = {"code": "made", "unit": unit, "decimals": 1, "estimate": None}
    row: Record = {
        "value": 30 * per / 100, "numerator": 30, "denominator": 100, "per": per, "lower": None,
        "upper": None, "period_kind": "financial_year", "period_start": "2025-04-01",
        "period_end": "2026-03-31",
    }  # fmt: skip
    limits = benchmark._interval(comparisons._figure(definition, row), 0.95)
    assert limits is not None
    assert (limits.lower, limits.upper) == pytest.approx(interval, rel=0.01)
