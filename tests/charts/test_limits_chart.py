"""The control chart's specification stands without data."""

from charts import limits_chart


def test_a_kept_specification_holds_no_rows_and_every_kind_of_point() -> None:
    spec = limits_chart._control_spec(tuple(limits_chart.POINTS))
    assert "datasets" not in spec
    assert spec["data"] == {"name": "points"}
