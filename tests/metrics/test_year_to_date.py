import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.period import Period, financial_year, half_year, month, quarter, year_to_date
from metrics.status import Polarity, Rag, State, rag_status
from metrics.year_to_date import (
    Discrete,
    ProfileMethod,
    ProfileTarget,
    decumulate,
    year_to_date_target,
)

Q1, Q2, Q3, Q4 = (quarter(2024, number) for number in range(1, 5))
GAP = Discrete(None)


def year(start: int, *totals: float | None) -> dict[Period, float | None]:
    """The year-to-date figures of one financial year, quarter by quarter."""
    return {quarter(start, number): total for number, total in enumerate(totals, 1)}


def test_42_affordable_homes_of_90_at_the_first_quarter_is_green() -> None:
    asked = year_to_date_target(90, Q1, {}, {})
    assert asked == ProfileTarget(22.5, ProfileMethod.STRAIGHT_LINE)
    assert asked.target is not None
    assert rag_status(42, asked.target, Polarity.MAXIMISE) is Rag.GREEN
    assert rag_status(42, 90, Polarity.MAXIMISE) is Rag.RED


@pytest.mark.parametrize(
    ("period", "target"),
    [(Q1, 30), (Q2, 60), (Q3, 90), (Q4, 120), (month(2024, 5), 20), (financial_year(2024), 120)],
)
def test_without_history_the_target_is_a_straight_line(period: Period, target: float) -> None:
    expected = ProfileTarget(target, ProfileMethod.STRAIGHT_LINE)
    assert year_to_date_target(120, period, {}, {}) == expected
    assert year_to_date_target(120, year_to_date(period), {}, {}) == expected


def test_the_files_own_target_for_the_period_comes_first() -> None:
    given_targets = year(2024, 10, 45)
    history = year(2023, 20, 40, 60, 80)
    expected = ProfileTarget(45, ProfileMethod.FROM_FILE)
    assert year_to_date_target(90, Q2, given_targets, history) == expected
    assert year_to_date_target(None, Q2, given_targets, history) == expected
    assert year_to_date_target(90, Q3, given_targets, {}).method is ProfileMethod.STRAIGHT_LINE


def test_a_profile_pools_the_last_three_complete_years() -> None:
    history = (
        year(2019, 90, 91, 92, 100)
        | year(2020, 10, 20, 30, 100)
        | year(2021, 40, 50, 60, 200)
        | year(2022, 50, None, 70, None)
        | year(2023, 10, 30, 60, 100)
    )
    # Shares of the pooled totals: (10 + 40 + 10) / 400, not the mean of 10 %, 20 % and 10 %.
    expected = ProfileTarget(15, ProfileMethod.POOLED, None, (2020, 2021, 2023))
    assert year_to_date_target(100, Q1, {}, history) == expected


@pytest.mark.parametrize(
    "history",
    [
        year(2023, 10, 30, 60),
        year(2023, None, 30, 60, 100),
        year(2024, 10, 30, 60, 100),
        year(2025, 10, 30, 60, 100),
        year(2023, 0, 0, 0, 0),
        year(2023, -5, 30, 60, 100),
    ],
)
def test_a_year_that_is_not_complete_and_past_gives_no_profile(
    history: dict[Period, float | None],
) -> None:
    result = year_to_date_target(100, Q1, {}, history)
    assert result == ProfileTarget(25, ProfileMethod.STRAIGHT_LINE)


def test_history_may_be_kept_by_year_and_by_year_to_date() -> None:
    history = {year_to_date(quarter(2023, 2)): 30.0, financial_year(2023): 120.0}
    result = year_to_date_target(100, Q2, {}, history)
    assert result == ProfileTarget(25, ProfileMethod.POOLED, None, (2023,))


def test_a_year_to_date_figure_wins_over_a_quarters_own() -> None:
    history = {**year(2023, 5, 6, 7, 8), year_to_date(quarter(2023, 4)): 20.0}
    assert year_to_date_target(100, Q1, {}, history).target == 25


def test_a_profile_that_has_not_begun_is_not_due() -> None:
    result = year_to_date_target(90, Q1, {}, year(2023, 0, 10, 20, 30))
    assert result == ProfileTarget(None, ProfileMethod.POOLED, State.NOT_DUE, (2023,))


def test_a_target_of_0_that_was_given_is_one() -> None:
    result = year_to_date_target(90, Q1, year(2024, 0, 30), {})
    assert result == ProfileTarget(0, ProfileMethod.FROM_FILE)


def test_a_target_of_none_at_all_in_the_year_is_due_from_the_start() -> None:
    assert year_to_date_target(0, Q1, {}, {}) == ProfileTarget(0, ProfileMethod.STRAIGHT_LINE)
    result = year_to_date_target(0, Q1, year(2024, 0), {})
    assert result == ProfileTarget(0, ProfileMethod.FROM_FILE)


def test_a_share_of_a_target_is_worked_out_in_decimals() -> None:
    assert year_to_date_target(90, Q1, {}, year(2023, 70, 80, 90, 100)).target == 63
    assert year_to_date_target(0.3, Q1, {}, {}).target == 0.075


@pytest.mark.parametrize("annual", [None, float("nan")])
def test_without_any_target_there_is_none_set(annual: float | None) -> None:
    result = year_to_date_target(annual, Q1, {}, year(2023, 10, 30, 60, 100))
    assert result == ProfileTarget(None, None, State.NO_TARGET)


@given(st.lists(st.integers(1, 1000), min_size=4, max_size=4), st.integers(1, 100))
def test_a_pooled_profile_does_not_depend_on_the_size_of_past_years(
    added: list[int], scale: int
) -> None:
    totals = [sum(added[: n + 1]) for n in range(4)]
    small = year_to_date_target(100, Q2, {}, year(2023, *totals))
    large = year_to_date_target(100, Q2, {}, year(2023, *(scale * total for total in totals)))
    assert small.target == pytest.approx(large.target, rel=1e-12)


@pytest.mark.parametrize(
    ("totals", "added"),
    [
        ((10, 25, 25, 60), [10, 15, 0, 35]),
        ((10, 25), [10, 15]),
        ((10, None, 45, 60), [10, None, None, 15]),
        ((None, 25, 45, 60), [None, None, 20, 15]),
        ((10, 25, None, None), [10, 15]),
        ((0.1, 0.3, 0.6, 0.7), [0.1, 0.2, 0.3, 0.1]),
        ((None,), []),
    ],
)
def test_a_period_adds_what_the_year_to_date_gained(
    totals: tuple[float | None, ...], added: list[float | None]
) -> None:
    result = decumulate(year(2024, *totals))
    assert list(result) == [Q1, Q2, Q3, Q4][: len(added)]
    assert [figure.value for figure in result.values()] == added
    assert not any(figure.revised for figure in result.values())


def test_a_fall_is_flagged_as_revised_and_not_clipped() -> None:
    result = decumulate(year(2024, 10, 8, 8, 20))
    assert result == {
        Q1: Discrete(10),
        Q2: Discrete(-2, revised=True),
        Q3: Discrete(0),
        Q4: Discrete(12),
    }


def test_each_financial_year_starts_again() -> None:
    result = decumulate(year(2023, 10, 20, 30, 40) | year(2024, 5, 9))
    assert [figure.value for figure in result.values()] == [10, 10, 10, 10, 5, 4]
    assert list(result)[-2:] == [Q1, Q2]


def test_the_order_of_the_figures_does_not_matter() -> None:
    totals = year(2023, 10, 20, 30, 40) | year(2024, 5, 9)
    assert list(decumulate(dict(reversed(totals.items()))).items()) == list(
        decumulate(totals).items()
    )


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        (
            {month(2024, 4): 1.0, month(2024, 5): 3.0, month(2024, 7): 9.0},
            {
                month(2024, 4): Discrete(1),
                month(2024, 5): Discrete(2),
                month(2024, 6): GAP,
                month(2024, 7): GAP,
            },
        ),
        (
            {half_year(2024, 1): 4.0, half_year(2024, 2): 10.0},
            {half_year(2024, 1): Discrete(4), half_year(2024, 2): Discrete(6)},
        ),
        (
            {year_to_date(Q1): 4.0, year_to_date(Q2): 10.0},
            {Q1: Discrete(4), Q2: Discrete(6)},
        ),
        (
            {Q3: 4.0, financial_year(2024): 10.0},
            {Q1: GAP, Q2: GAP, Q3: GAP, Q4: Discrete(6)},
        ),
        (
            {financial_year(2023): 4.0, financial_year(2024): 10.0},
            {financial_year(2023): Discrete(4), financial_year(2024): Discrete(10)},
        ),
        ({}, {}),
    ],
)
def test_figures_are_kept_in_the_periods_they_come_in(
    totals: dict[Period, float | None], expected: dict[Period, Discrete]
) -> None:
    assert decumulate(totals) == expected


@given(st.lists(st.integers(0, 1000), min_size=12, max_size=12))
def test_decumulating_undoes_adding_up(added: list[int]) -> None:
    totals = {month(2024, 4 + n): float(sum(added[: n + 1])) for n in range(12)}
    assert [figure.value for figure in decumulate(dict(totals)).values()] == added
