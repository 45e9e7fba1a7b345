"""What nobody expected: logged with a reference number, and told in a sentence that has it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.errors import FragmentHandledException

from data import audit
from data.errors import UserError
from pages.shared.escaping import plain

log = logging.getLogger("district")


def show_problem(problem: Exception, rest: str = "the rest of the dashboard") -> bool:
    """Show a problem where the page stands and say that it is dealt with.

    What a person can mend is its own sentence; everything else is logged, with a number.
    """
    if isinstance(problem, UserError):
        st.error(plain(problem))
        return True
    number = audit.reference()
    log.error("A page failed", exc_info=problem, extra={"reference": number})
    st.error(
        "Something went wrong here that nobody expected. "
        f"It was logged as {plain(number)}; {rest} works."
    )
    return True


@contextmanager
def on_its_own() -> Iterator[None]:
    """Draw a part of a page by itself: what goes wrong in it is told in its place."""
    try:
        yield
    except FragmentHandledException:
        raise
    except Exception as problem:  # noqa: BLE001 - shown, and logged with a number
        show_problem(problem, rest="the rest of the page")
