"""The end of a form whose deed is kept with a name: who does it, why, and the button."""

from dataclasses import dataclass

import streamlit as st

from pages.shared import box_lengths


@dataclass(frozen=True, slots=True)
class Signature:
    """Who pressed the button and the reason given, without blanks around."""

    pressed: bool
    name: str
    reason: str = ""


def sign(
    button: str, name_key: str, *, reason_key: str | None = None, is_primary: bool = False
) -> Signature:
    """The boxes for a name, and with `reason_key` for a reason, then the button of the form."""
    name = st.text_input("Your name", key=name_key, max_chars=box_lengths.NAME)
    reason = (
        st.text_input("Why", key=reason_key, max_chars=box_lengths.REASON) if reason_key else ""
    )
    pressed = st.form_submit_button(button, type="primary" if is_primary else "secondary")
    return Signature(pressed, name.strip(), reason.strip())


def is_signed(signature: Signature, missing: str) -> bool:
    """Whether the button was pressed with a name; without one the sentence `missing` is shown."""
    if signature.pressed and not signature.name:
        st.error(missing)
    return bool(signature.pressed and signature.name)
