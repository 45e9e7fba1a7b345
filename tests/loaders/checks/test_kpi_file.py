from datetime import date
from typing import Any

import pytest

from loaders.check import Plans
from loaders.checks.kpi_file import KpiFile, has_figure, key_of
from loaders.reading import Row
from metrics.period import Period, financial_year, quarter
from tests.loaders.checks import kpi_files
from tests.loaders.checks.kpi_files import LAYOUT, published

Q1, Q2, Q3 = (quarter(2024, number) for number in (1, 2, 3))
TODAY = date(2025, 1, 1)


def row(code: str, period: Period, value: float | None, **more: Any) -> Row:
    """A row that knows its plan, as those of a KpiFile do."""
    return kpi_files.row(code, period, value, plan="2024/25", **more)


def kpi_file(*rows: Row, before: tuple[Row, ...] = ()) -> KpiFile:
    return KpiFile(LAYOUT, rows, Plans(), TODAY, published=published(*before))


def test_what_is_published_of_a_row_is_that_of_its_period() -> None:
    file = kpi_file(row("SP 01", Q2, 30), before=(row("SP 01", Q1, 12), row("SP 01", Q2, 29)))
    (read,) = file.rows
    figure = file.published_figure(read)
    assert figure
    assert figure.value == 29
    assert list(file.published_figures(read)) == [Q1, Q2]
    assert file.published_figure(row("SP 01", Q3, 30)) is None


@pytest.mark.parametrize(("value", "is_new"), [(29.0, False), (30.0, True), (None, False)])
def test_a_number_is_new_where_another_or_none_is_published(
    value: float | None, is_new: bool
) -> None:
    file = kpi_file(row("SP 01", Q2, value), before=(row("SP 01", Q2, 29),))
    assert file.is_new(file.rows[0]) is is_new
    assert kpi_file(row("SP 01", Q2, 29)).is_new(file.rows[0]) is (value is not None)


def test_rows_of_a_kpi_go_by_period() -> None:
    later, earlier, other = row("SP 01", Q2, 30), row("SP 01", Q1, 12), row("SP 02", Q1, 5)
    file = kpi_file(later, earlier, other)
    assert file.by_kpi == {key_of(earlier): [earlier, later], key_of(other): [other]}
    assert file.codes == {"SP 01", "SP 02"}


def test_a_series_is_of_one_kind_of_period_with_published_numbers_filled_in() -> None:
    year = financial_year(2023)
    file = kpi_file(row("SP 01", Q2, 30), row("SP 01", year, 100), before=(row("SP 01", Q1, 12),))
    numbers: list[dict[Period, float]] = [dict(series.numbers) for series in file.series()]
    assert sorted(numbers, key=len) == [{year: 100}, {Q1: 12, Q2: 30}]


def test_a_cumulative_kpi_is_like_the_same_part_of_other_years() -> None:
    last_year = quarter(2023, 1)
    (series,) = kpi_file(*(row("SP 01", q, 5) for q in (last_year, Q1, Q2))).series()
    assert series.kpi["kind"] == "cumulative"
    assert dict(series.comparable(Q1)) == {last_year: 5}


@pytest.mark.parametrize(
    ("read", "brings"),
    [
        (row("SP 01", Q1, 0), True),
        (row("SP 01", Q1, None, state="awaited"), True),
        (row("SP 01", Q1, None, target=90), False),
    ],
)
def test_a_target_alone_is_no_figure(read: Row, brings: bool) -> None:
    assert has_figure(read) is brings
