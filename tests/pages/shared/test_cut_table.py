"""A long table shows its first rows and says how many there are."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.cut_table import FIRST_ROWS, caption


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "row", "0 rows"),
        (1, "figure", "1 figure"),
        (FIRST_ROWS, "row", "200 rows"),
        (FIRST_ROWS + 1, "row", "The first 200 of 201"),
        (1234, "figure", "The first 200 of 1,234"),
    ],
)
def test_the_caption_says_where_rows_are_cut_off(number: int, noun: str, words: str) -> None:
    assert caption(number, noun) == words


PAGE = """
from pages.shared.cut_table import cut_table

cut_table(range(250), ["Number"], lambda number: [f"item {number}"])
"""


def test_so_many_rows_are_drawn_and_no_more() -> None:
    body = str(AppTest.from_string(PAGE).run().get("html")[0].proto.body)
    assert body.count('<th scope="row"') == FIRST_ROWS
    assert "item 199<" in body
    assert "item 200<" not in body
