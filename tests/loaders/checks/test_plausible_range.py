"""What a figure cannot be: out of range, below zero, of another time."""

from datetime import date

import pytest

from loaders.findings.codes import Severity
from metrics.period import financial_year, quarter
from tests.loaders.checks.kpi_files import checked, codes, only, row

Q1 = quarter(2024, 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, []), (-0.1, ["percent_out_of_range"]), (100, []), (100.1, ["percent_out_of_range"]),
        (None, []),
    ],
)  # fmt: skip
def test_a_share_of_a_whole_lies_between_0_and_100(
    value: float | None, expected: list[str]
) -> None:
    assert codes(checked([row("DM 02", Q1, value, unit="percent")])) == expected


def test_a_percentage_that_is_no_ratio_may_exceed_100() -> None:
    assert codes(checked([row("RB 01", Q1, 101, unit="percent")])) == []


def test_a_share_out_of_range_says_where_what_and_what_to_do() -> None:
    finding = only(checked([row("DM 02", Q1, 120, unit="percent")]))
    assert finding.severity is Severity.QUARANTINE
    assert finding.message.startswith("Sheet KPIs, cell DM 02-quarter-2024-06-30: ")
    assert "DM 02 for Q1 2024/25 is 120 %" in finding.message
    assert "expected 0 to 100 %" in finding.message


@pytest.mark.parametrize(("value", "expected"), [(-1, ["negative_count"]), (0, []), (1, [])])
def test_a_count_is_never_below_zero(value: float, expected: list[str]) -> None:
    assert codes(checked([row("CON 15", Q1, value)])) == expected


def test_money_may_be_below_zero() -> None:
    assert codes(checked([row("FS 02", Q1, -500, unit="pounds")])) == []


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1989, ["out_of_bounds"]), (1990, []), (2025, []), (2026, ["implausible_period"])],
)
def test_figures_are_of_1990_to_the_year_that_has_begun(year: int, expected: list[str]) -> None:
    rows = [row("SP 02", financial_year(year), 5, unit="years")]
    noticed_codes = codes(checked(rows, today=date(2025, 6, 1)))
    assert [code for code in noticed_codes if code != "late"] == expected


def test_a_word_for_a_figure_far_ahead_is_as_odd_as_a_figure() -> None:
    rows = [row("SP 02", financial_year(2030), state="not due")]
    assert codes(checked(rows, today=date(2025, 6, 1))) == ["implausible_period"]


@pytest.mark.parametrize(("year", "expected"), [(2034, []), (2035, ["implausible_period"])])
def test_targets_are_set_for_years_ahead(year: int, expected: list[str]) -> None:
    rows = [row("SP 02", financial_year(year), target=5)]
    assert codes(checked(rows, today=date(2025, 6, 1))) == expected
