"""What a figure is held against: for a year to date what is due by then."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.applicable_target import last_years_target
from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import kpi_position
from metrics.period import financial_year, quarter
from metrics.status import Rag, State
from metrics.year_to_date import ProfileMethod
from tests.metrics.quarterly_kpis import HOMES, RATIO, VISITS, quarters

ANNUAL = KpiFigure(financial_year(2024), None, target=90)
GIVEN, POOLED, STRAIGHT = (
    ProfileMethod.FROM_FILE,
    ProfileMethod.POOLED,
    ProfileMethod.STRAIGHT_LINE,
)


def counted(
    *values_and_targets: tuple[float | None, float | None], year: int = 2024
) -> list[KpiFigure]:
    return [
        KpiFigure(quarter(year, number), value, target=target)
        for number, (value, target) in enumerate(values_and_targets, 1)
    ]


@pytest.mark.parametrize("in_its_row", [90, None])
def test_42_homes_of_90_in_the_first_quarter_are_green_by_the_straight_line(
    in_its_row: float | None,
) -> None:
    figures = [*quarters(2024, 42, target=in_its_row), ANNUAL]
    position = kpi_position(HOMES, figures, quarter(2024, 1))
    assert position.status is Rag.GREEN
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (22.5, STRAIGHT)


def test_a_lone_target_without_history_may_be_the_years_or_the_quarters() -> None:
    position = kpi_position(HOMES, quarters(2024, 42, target=90), quarter(2024, 1))
    assert position.status is State.TARGET_UNCLEAR
    assert position.latest is not None
    assert (position.latest.target, position.latest.amber) == (None, None)


@pytest.mark.parametrize(
    ("targets", "values", "statuses"),
    [
        ((0, 1, 1, 2), (0, 1, 1, 2), "green green green green"),
        ((1, 2, 2, 4), (1, 2, 2, 4), "green green green green"),
        ((1, 2, 2, 4), (1, 1, 2, 3), "green red green red"),
        (
            (18_000, 19_000, 19_500, 20_000),
            (9_000, 19_000, 19_400, 20_000),
            "red green amber green",
        ),
        ((90, 90, 90, 90), (30, 50, 60, 89), "green green red amber"),
        ((30, 20, 20, 20), (30, 50, 69, 80), "green green amber red"),
        ((0, 0, 0, 5), (0, 0, 0, 5), "green green green green"),
        ((0, 0, 3, 3), (0, 1, 2, 3), "green green red green"),
    ],
)
def test_targets_of_a_year_are_read_by_how_they_run(
    targets: tuple[float, ...], values: tuple[float, ...], statuses: str
) -> None:
    figures = counted(*zip(values, targets, strict=True))
    series = kpi_position(HOMES, figures, quarter(2024, 4)).series
    assert [str(rated.status) for rated in series] == statuses.split()


@pytest.mark.parametrize("sofar", [1, 2, 3, 4])
def test_a_profile_says_the_same_while_its_year_goes_on(sofar: int) -> None:
    targets, values = (0, 1, 1, 2), (0, 1, 1, 2)
    figures = counted(
        *((value if n < sofar else None, t) for n, (value, t) in enumerate(zip(values, targets)))  # noqa: B905
    )
    rated = kpi_position(HOMES, figures, quarter(2024, sofar)).series[:sofar]
    assert [(r.target, r.status, r.method) for r in rated] == [
        (target, Rag.GREEN, GIVEN) for target in targets[:sofar]
    ]


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_targets_to_date_that_are_just_met_are_green_and_one_less_is_not(steps: list[int]) -> None:
    targets = list(accumulate(steps))
    assume(len(set(targets)) > 1)
    met = kpi_position(HOMES, counted(*((t, t) for t in targets)), quarter(2024, 4))
    short = kpi_position(HOMES, counted(*((t - 1, t) for t in targets)), quarter(2024, 4))
    assert {rated.status for rated in met.series} == {Rag.GREEN}
    assert Rag.GREEN not in {rated.status for rated in short.series}


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_targets_of_single_quarters_come_to_their_sum_at_the_years_end(each: list[int]) -> None:
    assume(any(later < before for before, later in pairwise(each)))
    series = kpi_position(HOMES, counted(*((1, t) for t in each)), quarter(2024, 4)).series
    assert [rated.target for rated in series] == list(accumulate(each))


@given(st.lists(st.integers(1, 500), min_size=4, max_size=4), st.integers(1, 5000))
def test_a_counts_shares_of_its_years_target_add_up_to_it(past: list[int], annual: int) -> None:
    target = KpiFigure(financial_year(2024), None, target=annual)
    series = [*quarters(2023, *past), *quarters(2024, 1, 1, 1, 1)]
    rated = kpi_position(VISITS, [*series, target], quarter(2024, 4)).series[-4:]
    assert sum(r.target or 0 for r in rated) == pytest.approx(annual)
    assert all(r.share_of_year and r.method is POOLED for r in rated)


@pytest.mark.parametrize(
    ("quarter_target", "target", "method"),
    [(None, 100, STRAIGHT), (400, 100, STRAIGHT), (110, 110, None), (90, 90, None)],
)
def test_a_years_target_is_never_held_whole_against_a_quarter(
    quarter_target: float | None, target: float, method: ProfileMethod | None
) -> None:
    annual = KpiFigure(financial_year(2024), None, target=400)
    position = kpi_position(
        VISITS, [*quarters(2024, 105, target=quarter_target), annual], quarter(2024, 1)
    )
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (target, method)
    assert position.latest.share_of_year is (method is not None)


def test_a_rate_has_to_meet_its_years_target_in_each_period_that_has_none_of_its_own() -> None:
    annual = KpiFigure(financial_year(2024), None, target=95)
    position = kpi_position(RATIO, [*quarters(2024, 90), annual], quarter(2024, 1))
    assert position.latest is not None
    assert (position.latest.target, position.status) == (95, Rag.RED)
    with_its_own = [*quarters(2024, 90, target=85), annual]
    assert kpi_position(RATIO, with_its_own, quarter(2024, 1)).status is Rag.GREEN


def test_a_quarter_in_which_past_years_added_nothing_has_no_target_due() -> None:
    annual = KpiFigure(financial_year(2024), None, target=40)
    series = [*quarters(2023, 20, 0, 0, 20), *quarters(2024, 20, 0), annual]
    assert kpi_position(VISITS, series, quarter(2024, 2)).status is State.NOT_DUE


def test_a_year_to_date_is_held_against_the_share_that_past_years_had_reached() -> None:
    past = quarters(2022, 10, 20, 40, 100, target=100) + quarters(2023, 10, 30, 60, 100)
    position = kpi_position(HOMES, [*past, *quarters(2024, 11, target=100)], quarter(2024, 1))
    assert position.latest is not None
    assert position.latest.target == pytest.approx(10)
    assert position.status is Rag.GREEN


def test_targets_that_rise_through_the_year_are_each_quarters_own() -> None:
    rising = [
        KpiFigure(quarter(2024, number), value, target=target)
        for number, value, target in ((1, 5, 4), (2, 9, 10))
    ]
    position = kpi_position(HOMES, rising, quarter(2024, 2))
    assert position.latest is not None
    assert position.latest.target == 10
    assert position.status is Rag.RED


def test_a_target_of_0_that_was_given_is_met_by_0() -> None:
    figures = counted((0, 0), (9, 10))
    assert kpi_position(HOMES, figures[:2], quarter(2024, 1)).status is Rag.GREEN


def test_a_profile_of_0_so_far_is_not_due() -> None:
    figures = [*quarters(2023, 0, 10, 20, 30), *quarters(2024, 0), ANNUAL]
    assert kpi_position(HOMES, figures, quarter(2024, 1)).status is State.NOT_DUE


@pytest.mark.parametrize(
    ("last_year", "target", "method"),
    [
        (quarters(2023, 1), 7.5, ProfileMethod.STRAIGHT_LINE),
        (quarters(2023, None, None, None, 90), 30, ProfileMethod.FROM_FILE),
        (quarters(2023, None, None, None, 40), 7.5, ProfileMethod.STRAIGHT_LINE),
        ([KpiFigure(quarter(2023, 4), None, target=90)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(quarter(2023, 4), None, target=60)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(quarter(2023, 4), None, target=59.9)], 7.5, ProfileMethod.STRAIGHT_LINE),
        ([KpiFigure(financial_year(2023), None, target=90)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(financial_year(2024), None, target=90)], 30, ProfileMethod.FROM_FILE),
    ],
)
def test_a_lone_target_is_held_against_a_target_known_for_a_whole_year(
    last_year: list[KpiFigure], target: float, method: ProfileMethod
) -> None:
    position = kpi_position(HOMES, [*last_year, *quarters(2024, 20, target=30)], quarter(2024, 1))
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (target, method)


@pytest.mark.parametrize(
    ("value", "expected"), [(19, Rag.AMBER), (20, Rag.GREEN), (30, Rag.GREEN), (32, Rag.RED)]
)
def test_both_ends_of_a_range_are_scaled_to_the_year_to_date(value: float, expected: Rag) -> None:
    figures = [
        KpiFigure(quarter(2024, 1), value, target=80, target_upper=120),
        KpiFigure(financial_year(2024), None, target=80, target_upper=120),
    ]
    position = kpi_position(HOMES, figures, quarter(2024, 1))
    assert position.status is expected
    assert position.latest is not None
    assert (position.latest.target, position.latest.target_upper) == (20, 30)
    assert position.latest.amber == "amber 19 to 20 or 30 to 31.5"


def test_a_range_that_rises_through_the_year_is_each_quarters_own() -> None:
    figures = [
        KpiFigure(quarter(2024, number), value, target=low, target_upper=high)
        for number, value, low, high in ((1, 5, 0, 10), (2, 25, 0, 20))
    ]
    first, second = kpi_position(HOMES, figures, quarter(2024, 2)).series
    assert (first.target, first.target_upper, first.status) == (0, 10, Rag.GREEN)
    assert (second.target, second.target_upper, second.status) == (0, 20, Rag.RED)


def test_the_last_quarter_of_a_year_to_date_is_held_against_the_whole_target() -> None:
    position = kpi_position(HOMES, quarters(2024, 10, 30, 50, 90, target=90), quarter(2024, 4))
    assert position.latest is not None
    assert position.latest.target == pytest.approx(90)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([KpiFigure(quarter(2023, 4), None, target=90)], 90),
        ([KpiFigure(financial_year(2023), None, target=90, target_upper=95)], 95),
        ([KpiFigure(quarter(2023, 4), 1), KpiFigure(financial_year(2023), 1, target=80)], 80),
        ([KpiFigure(quarter(2023, 3), None, target=90)], None),
        ([KpiFigure(financial_year(2024), None, target=90)], None),
        ([], None),
    ],
)
def test_last_years_target_is_that_of_the_period_at_its_end(
    figures: list[KpiFigure], expected: float | None
) -> None:
    assert last_years_target(figures, 2024) == expected
