"""What nobody expected: logged with a reference number, and told in a sentence that has it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup
from streamlit.errors import FragmentHandledException

from data import audit
from data.errors import UserError
from pages.shared.escaping import escaped, plain

log = logging.getLogger("district")


def show_problem(problem: Exception, rest: str = "the rest of the dashboard") -> bool:
    """Show a problem where the page stands and say that it is dealt with."""
    st.error(plain(problem_words(problem, rest)))
    return True


def problem_words(problem: Exception, rest: str) -> str:
    """What a person can mend is its own sentence; everything else is logged, with a number."""
    if isinstance(problem, UserError):
        return str(problem)
    number = audit.reference()
    log.error("A page failed", exc_info=problem, extra={"reference": number})
    return (
        f"Something went wrong here that nobody expected. It was logged as {number}; {rest} works."
    )


def html_on_its_own(draw: Callable[[], Markup], rest: str) -> Markup:
    """A part of HTML by itself: what goes wrong in it is told in its place, beside the `rest`."""
    try:
        return draw()
    except Exception as problem:  # noqa: BLE001 - shown, and logged with a number
        html = Markup('<p class="dd-banner" role="alert">{}</p>')
        return html.format(escaped(problem_words(problem, rest)))


@contextmanager
def on_its_own() -> Iterator[None]:
    """Draw a part of a page by itself: what goes wrong in it is told in its place."""
    try:
        yield
    except FragmentHandledException:
        raise
    except Exception as problem:  # noqa: BLE001 - shown, and logged with a number
        show_problem(problem, rest="the rest of the page")
