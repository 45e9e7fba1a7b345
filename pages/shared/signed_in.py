"""Who is signed in, beside every page; and what those are told who may not see it."""

import streamlit as st
from markupsafe import Markup

from access.current_actor import current_actor, may_read
from access.people import people
from data.actor import AccessRole, KnownBy
from pages.shared.escaping import escaped, plain

SIGN_IN = Markup('<a href="/sign-in" target="_self">Sign in</a>')
SIGN_OUT = Markup('<a href="/sign-out" target="_self">Sign out</a>')


def draw() -> None:
    """Name who is signed in and lead to the end of it; nothing where nobody signs in."""
    if people() is None:
        return
    actor = current_actor()
    if actor.known_by is KnownBy.SIGNED_IN:
        who = Markup('<p class="dd-signed-in">{}, {}. {}</p>').format(
            escaped(actor.name), actor.role, SIGN_OUT
        )
        st.html(who)
    else:
        st.html(Markup("<p>{}</p>").format(SIGN_IN))


def stop_unless_readable() -> None:
    """End the page with a link to sign in where who looks at it may not read it.

    A sign-in that ended in the middle of a visit ends here, at the next click.
    """
    if not may_read():
        st.title("You are signed out")
        st.write("Your sign-in has ended, or it gives no role any more. Sign in to go on.")
        st.html(Markup("<p>{}</p>").format(SIGN_IN))
        st.stop()


def may(needed: AccessRole) -> bool:
    """Whether who looks at the page may do what takes this role."""
    return current_actor().role.includes(needed)


def is_told(needed: AccessRole, deed: str) -> bool:
    """Whether somebody may do something; who may not is told which role it takes."""
    if may(needed):
        return True
    article = "an" if needed[0] in "aeiou" else "a"
    yours = current_actor().role
    st.info(plain(f"{deed} takes the role of {article} {needed}. Your role here is {yours}."))
    return False
