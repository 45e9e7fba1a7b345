"""Statistics as lines: gaps stay gaps, the district's interval is a band."""

from datetime import date

import pandas as pd
import pytest

from data.records import Record
from insights.area_roles import AreaRole
from insights.statistic_lines import is_trend, line_points

DEFINITION: Record = {"unit": "percent", "decimals": 1}


def year(number: int, value: float | None, limits: tuple[float, float] | None = None) -> Record:
    lower, upper = limits or (None, None)
    return {
        "area_name": "Harborough", "period_label": str(number), "value": value, "lower": lower,
        "upper": upper, "period_start": pd.Timestamp(date(number, 1, 1)),
        "period_end": pd.Timestamp(date(number, 12, 31)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([year(2020, 1), year(2021, 2), year(2022, 3)], ["0", "0", "0"]),
        ([year(2020, 1), year(2021, None), year(2022, 3)], ["0", "1"]),
        ([year(2011, 1), year(2022, 2), year(2023, 3)], ["0", "1", "1"]),
        ([], []),
    ],
)
def test_no_line_bridges_a_gap(rows: list[Record], parts: list[str]) -> None:
    drawn = list(line_points(DEFINITION, rows, AreaRole.DISTRICT, banded=False))
    assert [point.part for point in drawn] == parts


def test_only_the_area_with_the_band_has_limits() -> None:
    rows = [year(2020, 5, (4.0, 6.0)), year(2021, 5)]
    banded = list(line_points(DEFINITION, rows, AreaRole.DISTRICT, banded=True))
    assert [(point.low, point.high) for point in banded] == [(4.0, 6.0), (None, None)]
    plain = list(line_points(DEFINITION, rows, AreaRole.DISTRICT, banded=False))
    assert [point.low for point in plain] == [None, None]


@pytest.mark.parametrize(
    ("rows", "is_line"),
    [([], False), ([year(2020, 1)], False), ([year(2020, 1), year(2021, 2)], True)],
)
def test_a_line_needs_two_points(rows: list[Record], is_line: bool) -> None:
    assert is_trend(list(line_points(DEFINITION, rows, AreaRole.DISTRICT, banded=False))) is is_line


def test_a_figure_is_drawn_over_its_whole_period_with_its_point_in_the_middle() -> None:
    (point,) = line_points(DEFINITION, [year(2021, 5)], AreaRole.DISTRICT, banded=False)
    assert (point.start, point.end) == (pd.Timestamp("2021-01-01"), pd.Timestamp("2022-01-01"))
    assert point.date == pd.Timestamp("2021-07-02 12:00")
    assert point.label == "2021"
