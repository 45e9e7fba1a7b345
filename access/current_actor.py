"""Who looks at a page: asked at every run, so that an ended sign-in counts at the next click."""

import streamlit as st

from access.people import NOBODY, people
from data import store as stores
from data.actor import AccessRole, Actor, KnownBy

THIS_MACHINE = "this machine"
# The name under which Streamlit hands us what the guard says of a connection.
SESSION = "session"


def current_actor() -> Actor:
    """Who runs the page.

    Without sign-in that is whoever sits at this machine, with every role and a name to be typed;
    where nothing may be written it is the public.
    """
    # Streamlit names no address for this machine itself.
    address = st.context.ip_address
    address = address if isinstance(address, str) else THIS_MACHINE
    everybody = people()
    if everybody is not None:
        person = everybody.find(current_session())
        return person.actor(address) if person else NOBODY
    is_read_only = stores.shared().write_permission.refusal is not None
    role = AccessRole.PUBLIC if is_read_only else AccessRole.ADMINISTRATOR
    return Actor("", role, KnownBy.TYPED, address)


def owner_shown() -> str | None:
    """The portfolio, lead or service that who runs the page begins with; None for everyone."""
    everybody = people()
    person = everybody.find(current_session()) if everybody else None
    return person.owner_shown if person else None


def current_session() -> str:
    """The key of the sign-in of this visit, or a text that is no key of any."""
    return str(st.user.get(SESSION) or "")


def may_read() -> bool:
    """Whether who runs the page may read it."""
    everybody = people()
    return everybody is None or everybody.may_read(current_actor())
