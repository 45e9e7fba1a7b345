"""Prepared HTML is kept under the choices that it was made with."""

import pytest
import streamlit as st
from markupsafe import Markup

from pages.shared import shown
from pages.shared.prepared_html import prepared_html

pytestmark = pytest.mark.usefixtures("only_read")


def test_html_is_kept_for_nobody_under_a_choice_that_changed_its_meaning_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    latest, earlier = (quarter.label for quarter in shown.quarters()[:2])
    chosen = {shown.QUARTER: earlier}
    monkeypatch.setattr(st, "session_state", chosen)
    newly_chosen = iter([latest])

    @prepared_html
    def report() -> Markup:
        # As a publish does that makes another report the latest.
        chosen[shown.QUARTER] = next(newly_chosen, chosen[shown.QUARTER])
        quarter = shown.chosen_quarter()
        return Markup(quarter.label if quarter else latest)

    assert report() == latest
    chosen[shown.QUARTER] = earlier
    assert report() == earlier


def test_the_choices_of_a_page_are_settled_while_it_is_drawn_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    latest, earlier = (quarter.label for quarter in shown.quarters()[:2])
    chosen = {shown.QUARTER: earlier}
    monkeypatch.setattr(st, "session_state", chosen)
    with shown.settled():
        chosen[shown.QUARTER] = latest
        assert (shown.chosen_quarter() or latest) != latest
        assert shown.carried() == {shown.QUARTER: earlier}
    assert (shown.chosen_quarter(), shown.carried()) == (None, {})
