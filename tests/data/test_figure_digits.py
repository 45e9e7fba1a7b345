"""SQL compares figures by the rule that everything else does."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.figure_digits import digits
from data.store import Store
from metrics.decimals import same_figure

FLOATS = st.floats(-1e15, 1e15) | st.none()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(Path(tmp_path_factory.mktemp("digits")) / "district.duckdb")


@given(FLOATS, FLOATS, st.integers(0, 3))
def test_two_figures_are_the_same_in_sql_where_they_are_elsewhere(
    store: Store, first: float | None, other: float | None, steps: int
) -> None:
    # Mostly a neighbour of the first, which differs in what a formula leaves behind.
    second = other if steps == 3 or first is None else first + steps * math.ulp(first)
    question = f"SELECT {digits('a::DOUBLE')} IS NOT DISTINCT FROM {digits('b::DOUBLE')} AS same"
    answer = store.ask(f"{question} FROM (SELECT ? AS a, ? AS b)", [first, second])
    assert answer["same"].tolist() == [same_figure(first, second)]


def test_a_zero_below_zero_is_zero(store: Store) -> None:
    answer = store.ask(f"SELECT {digits('a')} AS digits FROM (SELECT ?::DOUBLE AS a)", [-0.0])
    assert answer["digits"].tolist() == ["0"]
