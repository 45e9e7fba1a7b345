"""What nobody expected: logged with a reference number, and told in a sentence that has it."""

import logging

import streamlit as st

from data import audit
from data.errors import UserError
from pages.shared.escaping import plain

log = logging.getLogger("district")


def show_problem(problem: Exception) -> bool:
    """Show a problem where the page stands and say that it is dealt with.

    What a person can mend is its own sentence; everything else is logged, with a number.
    """
    if isinstance(problem, UserError):
        st.error(plain(problem))
        return True
    number = audit.reference()
    log.error("A page failed", exc_info=problem, extra={"reference": number})
    st.error(
        f"Something went wrong here that nobody expected. It was logged as {number}; "
        "the rest of the dashboard works."
    )
    return True
