"""The least that a click can lead to in the framework: a chart of two points."""

import streamlit as st

CHART = {
    "mark": "line",
    "encoding": {
        "x": {"field": "year", "type": "quantitative"},
        "y": {"field": "figure", "type": "quantitative"},
    },
    "data": {"values": [{"year": 1, "figure": 2}, {"year": 2, "figure": 1}]},
}


def _sentence() -> None:
    st.title("An empty page")


def _chart() -> None:
    st.title("A chart")
    st.vega_lite_chart(None, CHART)


st.navigation(
    [st.Page(_sentence, title="Empty", default=True), st.Page(_chart, title="Chart")],
    position="top",
).run()
