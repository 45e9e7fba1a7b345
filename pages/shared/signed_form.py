"""The end of a form whose deed is kept with a name: who does it, why, and the button."""

from dataclasses import dataclass

import streamlit as st

from access.current_actor import current_actor
from data.actor import Actor, KnownBy
from pages.shared import box_lengths, flash
from pages.shared.escaping import plain

_TYPED = "typed-name"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who pressed the button and the reason given, without blanks around."""

    pressed: bool
    actor: Actor
    reason: str = ""

    @property
    def name(self) -> str:
        """The name that the record keeps; empty where none was typed."""
        return self.actor.name


def sign(
    button: str,
    name_key: str,
    *,
    reason_key: str | None = None,
    is_primary: bool = False,
    is_same_person: bool = False,
) -> Signature:
    """The boxes for a name, and with `reason_key` for a reason, then the button of the form.

    Who is signed in is not asked for a name; with `is_same_person` the one that was typed before
    stands there. Raises StoreProblem for a name that only the software has, once the button is
    pressed.
    """
    actor, name = current_actor(), ""
    if actor.known_by is KnownBy.TYPED:
        box = name_box if is_same_person else _empty_box
        name = box("Your name", name_key)
    else:
        st.write(f"The record will name you: {plain(actor.name)}.")
    reason = (
        st.text_input("Why", key=reason_key, max_chars=box_lengths.REASON) if reason_key else ""
    )
    pressed = st.form_submit_button(button, type="primary" if is_primary else "secondary")
    if pressed:
        flash.note_press()
        remember_name(name)
    return Signature(pressed, actor.named(name) if pressed else actor, reason.strip())


def name_box(label: str, key: str) -> str:
    """A box for a name that holds the one which this visitor typed before, until another is."""
    if st.session_state.get(_TYPED) and not st.session_state.get(key):
        st.session_state[key] = st.session_state[_TYPED]
    return _empty_box(label, key)


def _empty_box(label: str, key: str) -> str:
    return st.text_input(label, key=key, max_chars=box_lengths.NAME)


def remember_name(name: str) -> None:
    """Keep a name for the other boxes of this visit."""
    if name.strip():
        st.session_state[_TYPED] = name


def is_signed(signature: Signature, missing: str) -> bool:
    """Whether the button was pressed with a name; without one the sentence `missing` is shown."""
    if signature.pressed and not signature.name:
        st.error(missing)
    return bool(signature.pressed and signature.name)


def asked(title: str, consequence: str, button: str, key: str = "withdraw") -> Signature | None:
    """Who does something and why, once both are given and the button is pressed.

    `key` tells one form on the page from another.
    """
    with st.form(key, clear_on_submit=True):
        st.subheader(title)
        st.write(consequence)
        signature = sign(button, f"{key}_by", reason_key=f"{key}_why")
        if not signature.pressed:
            return None
        if not (signature.name and signature.reason):
            st.error("Give your name and the reason; both are kept in the history.")
            return None
    return signature
