"""Who is signed in, beside every page; and what those are told who may not see it."""

from typing import NoReturn

import streamlit as st
from markupsafe import Markup

from access import settings
from access.current_actor import current_actor
from access.people import people
from access.sign_in_settings import DoorKind
from data.actor import AccessRole, KnownBy
from pages.shared.escaping import escaped, plain

SIGNED_OUT = "You are signed out"
SIGN_IN = Markup('<p><a href="/sign-in" target="_self">Sign in</a></p>')
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
        _way_in()


def _way_in() -> None:
    """The link to sign in; none where a program in front does it, at an address of its own."""
    sign_in = settings.from_environment().sign_in
    if sign_in and sign_in.door is DoorKind.OIDC:
        st.html(SIGN_IN)


def stop() -> NoReturn:
    """End the page with a link to sign in, for who may not read it.

    A sign-in that ended in the middle of a visit ends here, at the next click.
    """
    st.title(SIGNED_OUT)
    st.write("Your sign-in has ended, or it gives no role any more. Sign in to go on.")
    _way_in()
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
    role = "You are not signed in" if yours is AccessRole.PUBLIC else f"Your role here is {yours}"
    st.info(plain(f"{deed} takes the role of {article} {needed}. {role}."))
    return False
