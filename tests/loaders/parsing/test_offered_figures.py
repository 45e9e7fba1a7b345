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
        ("about \u22125", {"-5": -5}),
        ("-£5,000 est", {"-£5,000": -5000}),
        ("~0.85", {"0.85": 0.85}),
        ("95 (was 94)", {"95": 95, "94": 94}),
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


@pytest.mark.parametrize(
    "text",
    [
        *(
            "(5.2)",
            "(£5.2) est",
            "[5.2]",
            "loss (5.2)",
            "5.2-",
            "n/a-5",
            "\u2013 5.2 pts",
            "\u00b15",
        ),
        *(
            "£1.2m (est)",
            "approx 12k",
            "12 thousand",
            "12 (£m)",
            "3 dozen",
            "12 (£000s)",
            "12 000 ?",
        ),
        *("n/a - see Q1 2024/25", "95 at 3 June", "95 (2024/05)", "see 2023", "31/03/2025: 95"),
        *("approx <5", "12 345 est", "about 10:30"),
    ],
)
def test_nothing_is_offered_where_the_words_may_say_another_figure(text: str) -> None:
    assert not offered_figures(text, "number")
    assert not offered_figures(text, "percent")


def test_what_may_be_a_fraction_is_not_offered_as_so_many_percent() -> None:
    assert not offered_figures("~0.85", "percent")
    assert offered_figures("~0.85%", "percent") == {"0.85": 0.85}


def test_a_part_of_a_whole_is_a_share_where_the_kpi_is_one() -> None:
    assert list(offered_figures("3/4", "number")) == ["3", "4"]
    assert offered_figures("3/4", "percent")["3 of 4, 75.0%"] == 75
    assert list(offered_figures("4/3", "percent")) == ["4", "3"]


def test_a_hundredth_is_offered_of_what_can_be_a_share_then() -> None:
    assert hundredth(8420) == {"84.2%": 84.2}
    assert hundredth(100) == hundredth(10_001) == {}
