"""Points as frames: made once, bounded, numbers as numbers."""

from charts import point_frames
from charts.point_frames import as_frame
from insights.area_roles import AreaRole
from insights.statistic_lines import LinePoint
from tests.charts.area_points import area_point


def trend_points(value: float) -> tuple[LinePoint, ...]:
    return (area_point("Harborough", AreaRole.DISTRICT, value),)


def test_the_same_points_are_made_into_a_frame_once() -> None:
    first = as_frame(trend_points(1))
    assert as_frame(list(trend_points(1))) is first
    assert as_frame(trend_points(2)) is not first
    assert list(first.columns) == [
        "start", "date", "end", "label", "series", "role", "part", "value", "low", "high", "words",
        "reading",
    ]  # fmt: skip
    assert first["low"].dtype == float


def test_no_points_are_an_empty_frame() -> None:
    assert as_frame([]).empty


def test_kept_frames_are_bounded() -> None:
    for number in range(point_frames.KEPT_FRAMES + 10):
        as_frame(trend_points(number))
    assert point_frames._frame.cache_info().currsize == point_frames.KEPT_FRAMES
