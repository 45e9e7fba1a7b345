"""A figure beside the KPI's others: jumps, unusual ones, last year's, and repeats."""

import pytest

from loaders.findings.codes import Severity
from metrics.period import month, quarter
from tests.loaders.checks.kpi_files import checked, codes, noticed, only, published, quarters, row

CRIMES, SHARE, VISITS = "CP 01", "DM 02", "CP HW 04"
# Eight figures with a median of 1,000 and a MAD of 10: four robust sigmas are 59.3.
STEADY = (980.0, 990.0, 990.0, 1000.0, 1000.0, 1010.0, 1010.0, 1020.0)


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        (420, 73_390, ["jump"]),
        (73_390, 420, ["jump"]),
        (420, 21_000, ["jump"]),
        (420, 20_999, []),
        (21_000, 420, ["jump"]),
        (20_999, 420, []),
        (0, 73_390, []),
        (73_390, 0, []),
        (1, 99, []),
        (1, 100, ["jump"]),
    ],
)
def test_fifty_times_the_figure_before_is_a_jump(
    before: float, value: float, expected: list[str]
) -> None:
    assert codes(checked(quarters(CRIMES, before, value, first=2024))) == expected


def test_signs_play_no_part_in_a_jump() -> None:
    assert codes(checked(quarters("HS 25", -2, 100, first=2024))) == ["jump"]


def test_a_jump_names_cell_kpi_period_and_both_figures() -> None:
    finding = only(checked(quarters(CRIMES, 420, 73_390, first=2024)))
    assert finding.severity is Severity.QUARANTINE
    assert finding.message == (
        "Sheet KPIs, cell CP 01-quarter-2024-09-30: CP 01 for Q2 2024/25 is 73,390, 175 times more "
        "than the figure before it, 420; expected a figure of the same size. Correct the figure or "
        "its unit, or accept it as it was read."
    )


def test_only_the_wild_figure_of_a_row_is_a_jump_wherever_it_stands() -> None:
    for position in range(5):
        values = [420.0, 410.0, 430.0, 400.0, 415.0]
        values[position] = 73_390.0
        rows = quarters(CRIMES, *values)
        jumps = [cell for code, cell in noticed(checked(rows)) if code == "jump"]
        assert jumps == [rows[position].cell]


def test_a_wild_figure_is_no_measure_for_the_next_one() -> None:
    rows = quarters(CRIMES, 420, 410, 430, 73_390, 73_400)
    jumps = [cell for code, cell in noticed(checked(rows)) if code == "jump"]
    assert jumps == [rows[3].cell, rows[4].cell]


def test_a_level_that_was_published_is_no_jump_again() -> None:
    old = quarters(CRIMES, 420, 410, 430, 400, 43_000)
    new = row(CRIMES, quarter(2024, 2), 42_500)
    assert "jump" not in codes(checked([new], published(*old)))


def test_months_and_quarters_are_not_compared() -> None:
    rows = [row(VISITS, month(2025, 3), 400), row(VISITS, quarter(2024, 4), 120_000)]
    assert codes(checked(rows)) == []


def test_a_published_figure_is_a_measure_and_is_not_judged_again() -> None:
    old = quarters(CRIMES, 420, 73_390, first=2024)
    assert "jump" not in codes(checked(old, published(*old)))
    new = row(CRIMES, quarter(2024, 2), 73_390)
    assert "jump" in codes(checked([new], published(old[0])))


def test_a_year_to_date_is_compared_with_the_same_part_of_other_years() -> None:
    first_year = quarters("CP HW 18", 500, 20_000, 40_000, 90_000)
    assert codes(checked(first_year)) == []
    next_year = row("CP HW 18", quarter(2024, 1), 52_000)
    jumps = noticed(checked([*first_year, next_year]))
    assert jumps == [("jump", next_year.cell)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1059, []), (1060, ["unusual"]), (941, []), (940, ["unusual"])],
)
def test_more_than_four_robust_sigmas_are_unusual(value: float, expected: list[str]) -> None:
    rows = quarters(CRIMES, *STEADY, value)
    assert codes(checked(rows)) == expected


def test_seven_other_figures_are_too_few_to_call_one_unusual() -> None:
    rows = quarters(CRIMES, *STEADY[1:], 1200)
    assert codes(checked(rows)) == []


def test_without_spread_nothing_is_unusual() -> None:
    assert codes(checked(quarters(CRIMES, *[1000.0] * 8, 1200))) == []


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        (100, 150, []),
        (100, 151, ["far_from_last_year"]),
        (100, 50, []),
        (100, 49, ["far_from_last_year"]),
        (9, 20, []),
        (10, 20, ["far_from_last_year"]),
        (12, 4, []),
        (0, 80, []),
    ],
)
def test_half_more_or_less_than_a_year_before_is_far(
    before: float, value: float, expected: list[str]
) -> None:
    rows = [row(CRIMES, quarter(2023, 4), before), row(CRIMES, quarter(2024, 4), value)]
    assert codes(checked(rows)) == expected


def test_the_year_before_may_be_published() -> None:
    before = published(row(SHARE, quarter(2023, 4), 40, unit="percent"))
    finding = only(checked([row(SHARE, quarter(2024, 4), 62, unit="percent")], before))
    assert finding.code == "far_from_last_year"
    assert "DM 02 for Q4 2024/25 is 62, 55 % more than a year before, 40" in finding.message


def test_a_figure_meets_only_the_most_serious_of_the_rules() -> None:
    rows = quarters(CRIMES, *STEADY, 99_000)
    assert codes(checked(rows)) == ["jump"]
    rows = quarters(CRIMES, *STEADY, 1800)
    assert codes(checked(rows)) == ["unusual"]


def test_a_figure_that_is_in_doubt_already_is_no_jump_besides() -> None:
    rows = quarters(SHARE, 83.1, 84.0, first=2024, unit="percent")
    bare = row(SHARE, quarter(2024, 3), 0.831)
    assert codes(checked([*rows, bare])) == ["bare_fraction"]


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        (CRIMES, (10, 12, 12, 12), ["three_identical"]),
        (CRIMES, (12, 12, 12, 13), []),
        (CRIMES, (11, 12, 12), []),
        (CRIMES, (0, 0, 0), []),
        ("DM 02", (100, 100, 100), []),
        ("DM 02", (90, 90, 90), ["three_identical"]),
        ("SP 04", (12, 12, 12), []),
    ],
)
def test_three_identical_figures_up_to_the_newest_are_asked_about(
    code: str, values: tuple[float, ...], expected: list[str]
) -> None:
    rows = quarters(code, *values, first=2024, unit="percent" if code == "DM 02" else None)
    assert codes(checked(rows)) == expected


def test_a_repeat_that_was_published_is_not_asked_about_again() -> None:
    rows = quarters(CRIMES, 12, 12, 12, first=2024)
    assert codes(checked(rows, published(*rows))) == []
    assert "three_identical" in codes(checked(rows[2:], published(*rows[:2])))
