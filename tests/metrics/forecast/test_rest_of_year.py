import pytest

from metrics.forecast.increments import YearSoFar
from metrics.forecast.methods import Method
from metrics.forecast.rest_of_year import YearAhead, year_ahead
from metrics.period import PeriodKind, financial_year, month, quarter, year_to_date

LAST = (10.0, 20.0, 30.0, 40.0)
BEFORE = (8.0, 18.0, 28.0, 38.0)


def ahead_of(
    *past: tuple[float, ...],
    this_year: tuple[float, ...] = (12.0, 24.0),
    low: float | None = 0,
    high: float | None = None,
) -> YearAhead:
    years = {2024 - len(past) + i: year for i, year in enumerate(past)}
    run = tuple(flow for year in (*past, this_year) for flow in year)
    ahead = year_ahead(
        YearSoFar(
            year=2024,
            periods_reported=len(this_year),
            periods_in_year=4,
            total=sum(this_year),
            past=years,
            run=run,
        ),
        low,
        high,
    )
    assert ahead is not None
    return ahead


def test_a_year_ends_in_its_flows_so_far_and_to_come() -> None:
    ahead = ahead_of(LAST)
    assert ahead.end().period == financial_year(2024)
    assert ahead.end().point == pytest.approx(36 + sum(ahead.path))
    assert (ahead.end().lower, ahead.end().upper) == (None, None)


def test_a_fan_of_flows_and_one_to_date_tell_the_same() -> None:
    ahead = ahead_of(BEFORE, LAST)
    flows = ahead.points(to_date=False, kind=PeriodKind.QUARTER)
    totals = ahead.points(to_date=True, kind=PeriodKind.QUARTER)
    assert [point.period for point in flows] == [quarter(2024, 3), quarter(2024, 4)]
    assert [point.point for point in flows] == pytest.approx(list(ahead.path))
    assert totals[0].point == pytest.approx(36 + ahead.path[0])
    end = ahead.end()
    assert (totals[-1].point, totals[-1].lower, totals[-1].upper) == (
        end.point,
        end.lower,
        end.upper,
    )


def test_years_to_date_are_named_as_the_figures_until_now() -> None:
    points = ahead_of(BEFORE, LAST).points(to_date=True, kind=PeriodKind.YEAR_TO_DATE)
    assert [point.period for point in points] == [
        year_to_date(quarter(2024, 3)),
        year_to_date(month(2025, 3)),
    ]


@pytest.mark.parametrize(
    ("this_year", "low", "least"),
    [
        # At 0 in the half of the year the limits reach below what is reached, but for a count.
        ((0.0, 0.5), 0, 0.5),
        ((0.0, 0.5), None, None),
        ((0.0, 0.5), -1000, None),
        ((-1.0, 1.5), 0, 0),
    ],
)
def test_only_what_cannot_be_negative_keeps_what_it_has_reached(
    this_year: tuple[float, ...], low: float | None, least: float | None
) -> None:
    wild = ((0.0, 90.0, 5.0, 5.0), (90.0, 0.0, 1.0, 2.0))
    end = ahead_of(*wild, this_year=this_year, low=low).end()
    assert end.lower is not None
    assert (end.lower == least) if least is not None else (end.lower < 0)


def test_a_year_that_is_known_is_as_it_is() -> None:
    ahead = ahead_of(LAST, this_year=LAST, low=0, high=50)
    assert (ahead.method, ahead.end().point) == (Method.OUTTURN, 100)
    assert ahead.points(to_date=True, kind=PeriodKind.QUARTER) == ()
    assert ahead.last_error() is None


@pytest.mark.parametrize(
    ("past", "error"),
    [
        ((), None),
        ((LAST,), None),
        # Half of last year gone it had 30: 66 more as the year before, or 92 / 26 times as much.
        ((BEFORE, LAST), (30 + 66 + 92 * 30 / 26) / 2 / 100 - 1),
        ((LAST, (1.0, -1.0, 1.0, -1.0)), None),
    ],
)
def test_how_far_off_the_method_was_last_year(
    past: tuple[tuple[float, ...], ...], error: float | None
) -> None:
    ahead = ahead_of(*past).last_error()
    assert ahead == (None if error is None else pytest.approx(error))


def test_a_year_before_that_is_absent_says_nothing_of_the_method() -> None:
    years = {2021: BEFORE, 2022: LAST}
    ahead = year_ahead(
        YearSoFar(
            year=2024, periods_reported=2, periods_in_year=4, total=36, past=years, run=(12.0, 24.0)
        ),
        0,
        None,
    )
    assert ahead is not None
    assert ahead.last_error() is None


def test_where_a_number_would_mislead_there_is_none() -> None:
    assert (
        year_ahead(
            YearSoFar(
                year=2024, periods_reported=1, periods_in_year=4, total=12, past={}, run=(12.0,)
            ),
            0,
            None,
        )
        is None
    )
