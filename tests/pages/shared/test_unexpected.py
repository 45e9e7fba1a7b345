"""What fails on a page is told in its place, and the rest of the page is drawn."""

import re

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
    assert failed.endswith("the rest of the page works\\.")
    assert refused == "Give the name of the person\\."
    assert not app.exception


HTML_SCRIPT = """
import streamlit as st
from markupsafe import Markup

from data.errors import StoreProblem
from pages.shared.unexpected import html_on_its_own

def refused():
    raise StoreProblem("Give the <b>name</b>.")

for draw in (lambda: Markup("<p>drawn</p>"), lambda: Markup(1 // 0), refused):
    st.html(html_on_its_own(draw, "the rest of this list"))
"""


def test_a_part_of_html_that_fails_is_a_sentence_in_its_place() -> None:
    app = AppTest.from_string(HTML_SCRIPT).run()
    drawn, failed, refused = [html.proto.body for html in app.get("html")]
    assert drawn == "<p>drawn</p>"
    assert re.search(r"It was logged as \w{6}; the rest of this list works\.", failed)
    assert "Give the &lt;b&gt;name&lt;/b&gt;." in refused
    assert not app.exception
