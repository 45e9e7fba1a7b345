"""Two answers are the same in every value, and their size is about what they take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from insights.answer_contents import is_same, shared, size_of
from loaders.reading import Reading, Row, RowKind
from metrics.period import quarter


@shared
@dataclass(frozen=True)
class Measure:
    """What many answers have."""

    name: str


def row(note: str) -> Row:
    """One figure of a file; a struct, where other answers are of dataclasses."""
    return Row(RowKind.KPI_VALUE, "SP 01", quarter(2024, 1), "KPIs", "D2", value=1.0, note=note)


@pytest.mark.parametrize(
    ("make", "least", "most"),
    [
        (lambda: "x" * 1_000, 1_000, 1_100),
        (lambda: ["x" * 1_000 for _ in range(500)], 500_000, 560_000),
        (lambda: {number: f"{number:1000}" for number in range(500)}, 500_000, 600_000),
        (lambda: pd.DataFrame({"value": [0.0] * 1_000}), 8_000, 9_000),
        (
            lambda: Reading("any", [row(f"{number:1000}") for number in range(500)]),
            500_000,
            1_100_000,
        ),
        (lambda: None, 1, 100),
    ],
)
def test_the_size_of_an_answer_is_about_what_it_takes(
    make: Callable[[], object], least: int, most: int
) -> None:
    assert least <= size_of(make()) <= most


def test_what_many_answers_have_is_counted_where_it_is_the_answer() -> None:
    measures = [Measure("x" * 1_000) for _ in range(50)]
    assert size_of(measures[0]) > 1_000
    assert size_of({"report": measures, "late": measures}) < 2_000


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (1, 1.0, False),
        (True, 1, False),
        (0.0, -0.0, False),
        (float("nan"), float("nan"), True),
        ([1, "a"], (1, "a"), False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ({"a": [date(2026, 1, 1)]}, {"a": [date(2026, 1, 1)]}, True),
        (Measure("a"), Measure("a"), True),
        (Measure("a"), Measure("b"), False),
        (row("a note"), row("a note"), True),
        (row("a note"), row("another"), False),
        (object(), object(), False),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 2]}), True),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1.0, 2.0]}), False),
        (pd.DataFrame({"a": [None, "x"]}), pd.DataFrame({"a": [None, "x"]}), True),
    ],
)
def test_answers_are_the_same_in_every_value_its_type_and_its_order(
    before: object, now: object, *, same: bool
) -> None:
    assert is_same(before, now) is same
