"""A deed that is kept asks for the name of the person."""

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st

from pages.shared import flash, signed_form

flash.draw()
with st.form("deed"):
    signature = signed_form.sign("Do it", "who", reason_key="why")
if signed_form.is_signed(signature, "Give your name."):
    flash.tell(f"{signature.name} did it: {signature.reason}.")
flash.put_away()
"""


@pytest.mark.parametrize("name", ["", "   "])
def test_without_a_name_it_is_asked_for_and_nothing_is_done(name: str) -> None:
    app = AppTest.from_string(PAGE).run()
    app.text_input(key="who").input(name)
    app.button[0].click().run()
    assert [error.value for error in app.error] == ["Give your name."]
    assert not app.success


def test_before_the_button_is_pressed_nothing_is_asked_for() -> None:
    app = AppTest.from_string(PAGE).run()
    assert not app.error
    assert not app.success


def test_what_was_done_is_told_once_above_the_page() -> None:
    app = AppTest.from_string(PAGE).run()
    app.text_input(key="who").input(" A. Analyst ")
    app.text_input(key="why").input(" a reason ")
    app.button[0].click().run()
    assert [element.value.replace("\\", "") for element in app.success] == [
        "A. Analyst did it: a reason."
    ]
    assert not app.run().success
