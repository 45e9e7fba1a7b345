"""What fails on a page is told in its place, and the rest of the page is drawn."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st

from data.errors import StoreProblem
from pages.shared.side_by_side import side_by_side
from pages.shared.unexpected import on_its_own

side_by_side([1, 0, 1], lambda number: st.write(f"share {1 // number}"))
with on_its_own():
    raise StoreProblem("Give the name of the person.")
st.write("the end")
"""


def test_a_part_that_fails_is_a_sentence_with_a_number_and_the_others_are_drawn() -> None:
    app = AppTest.from_string(SCRIPT).run()
    assert [element.value for element in app.markdown] == ["share 1", "share 1", "the end"]
    failed, refused = [error.value for error in app.error]
    assert "It was logged as" in failed
    assert failed.endswith("the rest of the page works.")
    assert refused == "Give the name of the person\\."
    assert not app.exception
