"""Whose dashboard this is: chosen by name at the first start, where no setting says it."""

import streamlit as st

from data.actor import AccessRole
from data.errors import UserError
from insights import areas, cache, council_choice
from pages import district
from pages.shared import signed_form, signed_in
from pages.shared.escaping import plain

ADDRESS = "council"


def render() -> None:
    """Say what choosing does, then the box of names and the button."""
    st.title("Whose dashboard is this?")
    if not signed_in.is_told(AccessRole.ADMINISTRATOR, "Choosing the council"):
        return
    _, name = areas.home()
    st.write(f"It is {plain(name)}'s now. Choose another council here, until its figures arrive.")
    st.write(
        "Its own district is there at once: profile, maps and comparisons from published "
        "statistics. You then upload its plan and figures."
    )
    if council_choice.is_to_be_chosen():
        st.write(
            f"The KPI figures you see are an illustrative sample, invented for {plain(name)}'s "
            "plan. Another council starts without them."
        )
    _choose()


def _choose() -> None:
    with st.form("choose-council", border=False):
        chosen = st.selectbox(
            "Your council",
            list(council_choice.choices()),
            index=None,
            placeholder="Type its name",
            key="council-choice",
        )
        signature = signed_form.sign("Use this council", "council-by", is_primary=True)
    if not signed_form.is_signed(signature, "Give your name: the record keeps who chose it."):
        return
    if chosen is None:
        st.error("Choose a council: type a part of its name, then pick it from the list.")
        return
    try:
        cache.store().choose_council(signature.actor, council_choice.choices()[chosen])
    except UserError as problem:
        st.error(plain(str(problem)))
        return
    # The menu is made anew: another council has other priorities, or none yet.
    st.switch_page(st.Page(district.render, url_path="district"))
