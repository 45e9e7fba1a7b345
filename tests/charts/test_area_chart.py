"""A statistic's lines: areas in their colours, names that are no part of an expression."""

import ast
import re
from collections.abc import Mapping

import pyarrow as pa
import pytest

from charts.area_chart import area_chart
from charts.area_colours import COLOURS
from charts.prepared_chart import POINTS
from insights.area_roles import AreaRole
from tests.charts.area_points import area_point


def test_the_name_of_an_area_is_no_part_of_an_expression() -> None:
    name = "King's Lynn and West Norfolk"
    points = (area_point(name, AreaRole.SIMILAR), area_point("England", AreaRole.ENGLAND))
    spec = area_chart(points, "%", "Two areas").spec
    expressions = re.findall(r"'(?:test|filter)': \"?'?([^,}]+)", str(spec))
    assert not [expression for expression in expressions if "Lynn" in expression]
    assert "datum.first'" in expressions


def test_each_line_is_named_at_its_end_and_names_are_apart() -> None:
    points = tuple(
        area_point(name, role)
        for name, role in (("Harborough", AreaRole.DISTRICT), ("England", AreaRole.ENGLAND))
    )
    chart = area_chart(points, "%", "Two areas")
    assert "'legend': None" in str(chart.spec)
    datasets = chart.spec["datasets"]
    assert isinstance(datasets, dict)
    with pa.ipc.open_stream(datasets[POINTS]) as reader:
        ends = [row for row in reader.read_all().to_pylist() if row["last"]]
    assert {row["name"] for row in ends} == {"Harborough", "England"}
    low, high = sorted(row["label_value"] for row in ends)
    assert high > low


def colours_of_series(spec: Mapping[str, object]) -> dict[str, str]:
    """The colour of each series in the first scale that has any."""
    scale = next(iter(re.findall(r"\{'domain': (\[[^]]+\]), 'range': (\[[^]]+\])\}", str(spec))))
    domain, colours = map(ast.literal_eval, scale)
    return dict(zip(domain, colours, strict=True))


@pytest.mark.parametrize("others", [(), (AreaRole.UNITED_KINGDOM,), (AreaRole.SIMILAR,)])
def test_england_has_one_colour_whatever_stands_beside_it(others: tuple[AreaRole, ...]) -> None:
    drawn = [AreaRole.DISTRICT, *others, AreaRole.ENGLAND]
    points = tuple(area_point(str(role), role) for role in drawn)
    colours = colours_of_series(area_chart(points, "%", "Areas").spec)
    assert colours["england"] == COLOURS[AreaRole.ENGLAND]
    assert colours["district"] == COLOURS[AreaRole.DISTRICT]
