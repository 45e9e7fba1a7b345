"""Sign-ins: where somebody is signed in, and the way to end it; for administrators, everybody's."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from access.current_actor import current_actor, current_session
from access.people import SignedIn, people
from data import audit
from data.actor import AccessRole, Actor
from data.audit import Action
from insights.formatting import count
from pages.shared import flash, html_tables, signed_in


def render() -> None:
    """The sign-ins that have not ended, and a form that ends one."""
    st.title("Sign-ins")
    actor, sign_ins = current_actor(), _visible()
    if not sign_ins:
        st.info("Nobody signs in here: whoever sits at this machine has every role.")
        return
    html_tables.table(
        count(len(sign_ins), "sign-in"),
        ["Sign-in", "Who", "Role", "Why this role", "Since (UTC)", "Last seen (UTC)"],
        [_cells(person) for person in sign_ins],
    )
    _end(sign_ins, actor)


def _visible() -> Sequence[SignedIn]:
    """Everybody's for an administrator, one's own for everybody else."""
    everybody = people()
    if everybody is None:
        return []
    viewer = everybody.find(current_session())
    sees_all = signed_in.may(AccessRole.ADMINISTRATOR)
    return [
        person
        for person in everybody.listed()
        if sees_all or (viewer and person.session.subject == viewer.session.subject)
    ]


def _cells(person: SignedIn) -> Sequence[html_tables.Cell]:
    session = person.session
    here = " (this one)" if session.key == current_session() else ""
    return [
        f"{session.short_key}{here}",
        session.name,
        person.decision.role,
        person.decision.why,
        _moment(session.created),
        _moment(session.last_seen),
    ]


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%d %B %Y %H:%M}"


def _end(sign_ins: Sequence[SignedIn], actor: Actor) -> None:
    by_key = {person.session.short_key: person for person in sign_ins}
    with st.form("end-sign-in"):
        st.header("End a sign-in")
        st.write("It ends at once, wherever that browser is.")
        key = st.selectbox(
            "Sign-in",
            list(by_key),
            format_func=lambda key: f"{key}: {by_key[key].session.name}",
        )
        pressed = st.form_submit_button("End this sign-in")
    everybody = people()
    # Looked for again: only what this visitor may see can be ended.
    person = by_key.get(key)
    if pressed and everybody and person:
        everybody.sessions.end(person.session.key)
        audit.record(Action.END_SIGN_IN, actor, whose=person.session.name, ended=key)
        flash.tell(f"The sign-in {key} has ended.")
