import math
from itertools import accumulate

import pytest

from metrics.forecast.increments import YearSoFar
from metrics.forecast.methods import Method, method_for, prediction_limits, remaining_periods
from metrics.forecast.theta import theta
from metrics.student_t import student_quantile

LAST = (10.0, 20.0, 30.0, 40.0)
BEFORE = (8.0, 18.0, 28.0, 38.0)
FIRST = (9.0, 16.0, 30.0, 33.0)


def known(
    *past: tuple[float, ...], this_year: tuple[float, ...] = (12.0, 24.0), in_year: int = 4
) -> YearSoFar:
    years = {2024 - len(past) + i: year for i, year in enumerate(past)}
    run = tuple(flow for year in (*past, this_year) for flow in year)
    return YearSoFar(
        year=2024,
        periods_reported=len(this_year),
        periods_in_year=in_year,
        total=sum(this_year),
        past=years,
        run=run,
    )


def flat(result: list[tuple[float, float]] | None) -> list[float]:
    assert result is not None
    return [end for ends in result for end in ends]


@pytest.mark.parametrize(
    ("past", "this_year", "method"),
    [
        ((), (12.0,), None),
        ((), (12.0, 24.0), Method.RUN_RATE),
        ((), (0.0, 0.0), None),
        ((), (5.0, -6.0), None),
        ((), LAST, Method.OUTTURN),
        ((LAST,), (12.0,), None),
        ((LAST,), (12.0, 24.0), Method.LAST_YEAR),
        ((LAST,), (0.0, 0.0), Method.SAME_PERIODS),
        (((10.0, 0.0, 30.0, 40.0),), (12.0, 24.0), Method.SAME_PERIODS),
        ((BEFORE, LAST), (12.0,), Method.LAST_YEAR),
        ((BEFORE, LAST), (-1.0,), Method.SAME_PERIODS),
        ((FIRST, BEFORE, LAST), (12.0,), Method.THETA_AND_SHARE),
        ((FIRST, BEFORE, LAST), (0.0, 12.0), Method.THETA_AND_SHARE),
        ((FIRST, BEFORE, LAST), (0.0,), Method.SAME_PERIODS),
        (((9.0, -1.0, 30.0, 33.0), BEFORE, LAST), (12.0,), Method.SAME_PERIODS),
        ((FIRST, BEFORE, LAST), LAST, Method.OUTTURN),
    ],
)
def test_the_history_decides_the_rung(
    past: tuple[tuple[float, ...], ...], this_year: tuple[float, ...], method: Method | None
) -> None:
    assert method_for(known(*past, this_year=this_year)) is method


@pytest.mark.parametrize(
    ("in_year", "periods", "method"),
    [(12, 5, None), (12, 6, Method.RUN_RATE), (2, 1, None), (4, 2, Method.RUN_RATE)],
)
def test_a_run_rate_needs_half_the_year(in_year: int, periods: int, method: Method | None) -> None:
    assert method_for(known(this_year=(3.0,) * periods, in_year=in_year)) is method


def test_a_run_rate_goes_on_as_it_was() -> None:
    assert remaining_periods(Method.RUN_RATE, known(this_year=(12.0, 24.0))) == [18, 18]


def test_last_years_rest_is_taken_as_it_was() -> None:
    assert remaining_periods(Method.SAME_PERIODS, known(BEFORE, LAST)) == [30, 40]


def test_last_year_is_the_mean_of_its_rest_and_of_its_share() -> None:
    path = remaining_periods(Method.LAST_YEAR, known(LAST))
    assert path is not None
    as_it_was, in_proportion = 36 + 70, 100 * 36 / 30
    assert 36 + sum(path) == pytest.approx((as_it_was + in_proportion) / 2)


def test_the_share_is_pooled_over_the_last_three_years() -> None:
    old = (1000.0, 1.0, 1.0, 1.0)
    path = remaining_periods(Method.SHARE, known(old, FIRST, BEFORE, LAST))
    share = (25 + 26 + 30) / (88 + 92 + 100)
    assert path is not None
    assert 36 + sum(path) == pytest.approx(36 / share)


def test_theta_and_share_are_averaged() -> None:
    so_far = known(FIRST, BEFORE, LAST)
    both, share = (
        remaining_periods(Method.THETA_AND_SHARE, so_far),
        remaining_periods(Method.SHARE, so_far),
    )
    ahead = theta([*FIRST, *BEFORE, *LAST, 12.0, 24.0], 4, 2).mean
    assert both is not None
    assert share is not None
    assert both == pytest.approx([(a + b) / 2 for a, b in zip(ahead, share, strict=True)])


def test_with_a_gap_in_the_run_the_share_stands_alone() -> None:
    years = {2020: FIRST, 2021: BEFORE, 2023: LAST}
    seven = YearSoFar(
        year=2024,
        periods_reported=2,
        periods_in_year=4,
        total=36,
        past=years,
        run=(30.0, *LAST, 12.0, 24.0),
    )
    eight = YearSoFar(
        year=2024,
        periods_reported=2,
        periods_in_year=4,
        total=36,
        past=years,
        run=(20.0, 30.0, *LAST, 12.0, 24.0),
    )
    assert method_for(seven) is Method.SHARE
    assert method_for(eight) is Method.THETA_AND_SHARE
    assert remaining_periods(Method.THETA_AND_SHARE, seven) is None


@pytest.mark.parametrize("method", [Method.SAME_PERIODS, Method.LAST_YEAR, Method.SHARE])
def test_without_a_past_year_there_is_nothing_to_go_by(method: Method) -> None:
    assert remaining_periods(method, known()) is None


def test_a_whole_year_has_nothing_to_come() -> None:
    whole = known(LAST, BEFORE, this_year=LAST)
    assert remaining_periods(Method.OUTTURN, whole) == []
    assert prediction_limits(Method.OUTTURN, whole, [], to_date=True) is None


@pytest.mark.parametrize("past", [(), (LAST,)])
def test_under_two_years_there_are_no_limits(past: tuple[tuple[float, ...], ...]) -> None:
    assert prediction_limits(Method.LAST_YEAR, known(*past), [30, 40], to_date=True) is None


def test_two_years_limits_add_up_the_changes_between_same_periods() -> None:
    changes = [2, 2, 2, 2, 2, 4]
    spread = math.sqrt(sum(change**2 for change in changes) / 6)
    half = student_quantile(0.9, 6) * spread
    so_far = known(BEFORE, LAST)
    each = prediction_limits(Method.LAST_YEAR, so_far, [30, 40], to_date=False)
    assert flat(each) == pytest.approx([30 - half, 30 + half, 40 - half, 40 + half])
    totals = prediction_limits(Method.LAST_YEAR, so_far, [30, 40], to_date=True)
    assert flat(totals) == pytest.approx([66 - half, 66 + half, 106 - 2 * half, 106 + 2 * half])


def test_years_with_no_period_in_common_have_no_limits() -> None:
    apart = YearSoFar(
        year=2024,
        periods_reported=2,
        periods_in_year=4,
        total=36,
        past={2020: BEFORE, 2022: LAST},
        run=(12.0, 24.0),
    )
    assert prediction_limits(Method.LAST_YEAR, apart, [30, 40], to_date=True) is None


@pytest.mark.parametrize("method", [Method.SHARE, Method.THETA_AND_SHARE])
def test_limits_by_share_leave_out_one_year_after_the_other(method: Method) -> None:
    years = (FIRST, BEFORE, LAST)
    errors = []
    for left_out in years:
        others = [year for year in years if year is not left_out]
        share = sum(y[0] + y[1] for y in others) / sum(sum(y) for y in others)
        errors.append(math.log(sum(left_out) / ((left_out[0] + left_out[1]) / share)))
    root_mean_square = math.sqrt(sum(error**2 for error in errors) / 3)
    factor = math.exp(student_quantile(0.9, 3) * root_mean_square)
    result = prediction_limits(method, known(*years), [30, 40], to_date=True)
    assert result is not None
    assert result[-1] == pytest.approx((106 / factor, 106 * factor))


@pytest.mark.parametrize("to_date", [True, False])
def test_years_of_one_shape_leave_no_doubt(to_date: bool) -> None:
    half = tuple(flow / 2 for flow in LAST)
    so_far = known(half, LAST, half, this_year=(10.0,))
    path = remaining_periods(Method.THETA_AND_SHARE, so_far)
    assert path is not None
    result = prediction_limits(Method.THETA_AND_SHARE, so_far, path, to_date=to_date)
    values = list(accumulate(path, initial=10.0))[1:] if to_date else path
    assert flat(result) == pytest.approx([value for value in values for _ in ("lower", "upper")])
