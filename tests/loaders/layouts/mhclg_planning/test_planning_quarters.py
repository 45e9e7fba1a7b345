"""Quarters with a bare number: the whole column says what it counts."""

from collections.abc import Sequence

import pytest

from loaders.layouts.mhclg_planning.planning_quarters import quarters


@pytest.mark.parametrize(
    ("column", "starts"),
    [
        (["2023-01", "2023-02"], ["2023-01-01", "2023-04-01"]),
        (["2023-1", "2023-2"], ["2023-01-01", "2023-04-01"]),
        (["202301", "202304", "202307"], ["2023-01-01", "2023-04-01", "2023-07-01"]),
        (["2023-03", "2023-12"], ["2023-01-01", "2023-10-01"]),
        # One number alone could be the third quarter or March.
        (["2023-03"], [None]),
        (["2023-01", "2023-04"], [None, None]),
        (["2023-05"], [None]),
        (["2023-01", "2023-12"], [None, None]),
        (["2023 Q3", "2023", ""], ["2023-07-01", None, None]),
    ],
)
def test_a_quarter_is_read_only_where_it_is_sure(
    column: Sequence[str], starts: Sequence[str | None]
) -> None:
    read = quarters(column)
    first_days = [period and period.start.isoformat() for period in map(read.get, column)]
    assert first_days == starts
