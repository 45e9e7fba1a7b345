"""The figures that a cell may mean whose text is none."""

from collections.abc import Mapping

import pytest

from loaders.parsing.offered_figures import hundredth, offered_figures


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("95 / 94", {"95": 95, "94": 94}),
        ("188 (210)", {"188": 188, "210": 210}),
        ("1,204 (1,200)", {"1,204": 1204, "1,200": 1200}),
        ("about -5", {"-5": -5}),
        ("29.4p", {"29.4": 29.4}),
        ("29.000", {"29,000": 29_000, "29.000": 29}),
        ("fifty", {}),
        ("12E5", {}),
        ("#DIV/0!", {}),
        ("2024-06-03 00:00:00", {}),
    ],
)
def test_each_number_of_a_text_is_offered(text: str, offered: Mapping[str, float]) -> None:
    assert offered_figures(text, "number") == offered


def test_a_part_of_a_whole_is_a_share_where_the_kpi_is_one() -> None:
    assert list(offered_figures("3/4", "number")) == ["3", "4"]
    assert offered_figures("3/4", "percent")["3 of 4, 75.0%"] == 75
    assert list(offered_figures("4/3", "percent")) == ["4", "3"]


def test_a_hundredth_is_offered_of_what_can_be_a_share_then() -> None:
    assert hundredth(8420) == {"84.2%": 84.2}
    assert hundredth(100) == hundredth(10_001) == {}
