"""Every figure with its file, cell and person."""

from streamlit.testing.v1 import AppTest

PAGE = """
from datetime import datetime

import streamlit as st

from insights.figure_sources import SourcedFigure
from pages.shared.source_table import folded_sources, source_html

number = st.session_state.get("number", 2)
published_at = datetime(2025, 3, 4)
figure = SourcedFigure("Q1", "99", "a.xlsx", "KPIs", "D14", "A. <b>", published_at, "withdrawn")
figures = [figure] * number
st.html(folded_sources(source_html("SP 01", figures, "Period", "Published", has_state=number < 3)))
"""


def test_a_figure_leads_to_its_file_cell_and_person_and_text_stays_text() -> None:
    body = str(AppTest.from_string(PAGE).run().get("html")[0].proto.body)
    assert ">KPIs, D14<" in body
    assert ">4 March 2025 by A. &lt;b&gt;<" in body
    assert body.count(">withdrawn<") == 2


def test_the_state_has_a_column_only_where_it_is_asked_for_and_a_cut_is_told() -> None:
    app = AppTest.from_string(PAGE)
    app.session_state["number"] = 201
    body = str(app.run().get("html")[0].proto.body)
    assert "withdrawn" not in body
    assert "SP 01, 200 of 201" in body
