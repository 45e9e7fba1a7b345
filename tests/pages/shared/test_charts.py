"""Charts: areas in their colours, specifications without data."""

import ast
import re
from collections.abc import Mapping

import pandas as pd
import pytest

from insights.area_roles import AreaRole
from insights.statistic_lines import LinePoint
from pages.shared import charts, kpi_charts
from pages.shared.area_colours import COLOURS


def test_the_name_of_an_area_is_no_part_of_an_expression() -> None:
    name = "King's Lynn and West Norfolk"
    points = (area_point(name, AreaRole.SIMILAR), area_point("England", AreaRole.ENGLAND))
    spec = charts.area_chart(points, "%", "Two areas").spec
    expressions = re.findall(r"'(?:test|filter)': \"?'?([^,}]+)", str(spec))
    assert not [expression for expression in expressions if "Lynn" in expression]
    assert "datum.first'" in expressions


def colours_of_series(spec: Mapping[str, object]) -> dict[str, str]:
    """The colour of each series in the first scale that has any."""
    scale = next(iter(re.findall(r"\{'domain': (\[[^]]+\]), 'range': (\[[^]]+\])\}", str(spec))))
    domain, colours = map(ast.literal_eval, scale)
    return dict(zip(domain, colours, strict=True))


@pytest.mark.parametrize("others", [(), (AreaRole.UNITED_KINGDOM,), (AreaRole.SIMILAR,)])
def test_england_has_one_colour_whatever_stands_beside_it(others: tuple[AreaRole, ...]) -> None:
    drawn = [AreaRole.DISTRICT, *others, AreaRole.ENGLAND]
    points = tuple(area_point(str(role), role) for role in drawn)
    colours = colours_of_series(charts.area_chart(points, "%", "Areas").spec)
    assert colours["england"] == COLOURS[AreaRole.ENGLAND]
    assert colours["district"] == COLOURS[AreaRole.DISTRICT]


@pytest.mark.parametrize(
    "spec",
    [
        kpi_charts._control_spec(tuple(kpi_charts.POINTS)),
        charts._bar_spec(),
    ],
)
def test_a_kept_specification_holds_no_data(spec: dict[str, object]) -> None:
    assert "datasets" not in spec
    assert "data" not in spec


def area_point(series: str, role: AreaRole, value: float = 1) -> LinePoint:
    start, end = pd.Timestamp(2024, 1, 1), pd.Timestamp(2025, 1, 1)
    return LinePoint(
        start=start, date=start, end=end, label="2024", series=series, role=role, part="0",
        value=value, low=None, high=None, words="2024: 1",
        reading=f"{series}, 2024: 1",
    )  # fmt: skip


def trend_points(value: float) -> tuple[LinePoint, ...]:
    return (area_point("Harborough", AreaRole.DISTRICT, value),)


def test_the_same_points_are_made_into_a_frame_once() -> None:
    first = charts.as_frame(trend_points(1))
    assert charts.as_frame(list(trend_points(1))) is first
    assert charts.as_frame(trend_points(2)) is not first
    assert list(first.columns) == [
        "start", "date", "end", "label", "series", "role", "part", "value", "low", "high", "words",
        "reading",
    ]  # fmt: skip
    assert first["low"].dtype == float


def test_no_points_are_an_empty_frame() -> None:
    assert charts.as_frame([]).empty


def test_kept_frames_are_bounded() -> None:
    for number in range(charts.KEPT_FRAMES + 10):
        charts.as_frame(trend_points(number))
    assert charts._frame.cache_info().currsize == charts.KEPT_FRAMES
