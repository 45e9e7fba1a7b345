"""An upload that waits for a second person: what it would change, and the button that approves."""

import streamlit as st

from access.current_actor import current_actor
from insights import cache, plan_row_changes
from insights.row_changes import row_changes
from loaders import publish
from loaders.reading import RowKind
from pages.shared import figure_changes, flash, html_tables, plan_changes, signed_form
from pages.shared.escaping import plain


def changes(number: int) -> None:
    """Why it waits, and which figures and rows of plans would change if it stood now."""
    store = cache.store()
    html_tables.note(f"It waits for another person's approval: {store.waiting()[number]}.")
    for table, frame in publish.preview_of_waiting(store, number).items():
        key = f"waiting-{number}"
        figure_changes.changes(RowKind(table), row_changes(frame), key, key)
    rows = plan_row_changes.rows_brought(number)
    if rows:
        st.subheader("What approving would change of the plans")
        plan_changes.changes(publish.plans(store).texts, rows, f"waiting-{number}")


def approve(number: int) -> None:
    """The form that approves it, or why whoever looks at it may not."""
    refusal = cache.store().approval_refusal(current_actor(), number)
    if refusal:
        st.info(plain(refusal))
        return
    # What the visitor saw was made on this edition; the run of the button draws it anew.
    edition, key = cache.store().edition(), f"approval-basis-{number}"
    basis = st.session_state.get(key, edition)
    st.session_state[key] = edition
    signature = signed_form.asked(
        "Approve it", "It then stands, under both names. Say what you checked.",
        "Approve this upload", "approve",
    )  # fmt: skip
    if signature:
        cache.store().approve(signature.actor, number, signature.reason, basis)
        flash.tell(f"Upload {number} is approved. The pages show it now.")
