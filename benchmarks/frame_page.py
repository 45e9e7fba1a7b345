"""What a menu and boxes as ours cost in the framework alone: no data, and no code of ours."""

from datetime import date

import streamlit as st

# As many as ours, with the sample data.
PAGES, ENTRIES, OWNERS, QUARTERS = 21, 780, 32, 20


def _sentence() -> None:
    st.title("An empty page")


pages = [
    st.Page(_sentence, title=f"Page {number}", url_path=f"page-{number}")
    for number in range(1, PAGES + 1)
]
page = st.navigation({"": pages[:3], "More": pages[3:]}, position="top")
st.set_page_config(layout="wide", page_title=page.title)
with st.container(key="row", horizontal=True):
    st.selectbox(
        "Search",
        [f"The name of something that there is to find, {entry}" for entry in range(ENTRIES)],
        index=None,
        accept_new_options=True,
        key="search",
        width=420,
    )
    for name, options in (("For", OWNERS), ("Quarter", QUARTERS)):
        st.selectbox(
            name,
            [f"{name} {option}" for option in range(options)],
            key=name.lower(),
            bind="query-params",
            width=200,
        )
    with st.popover("Day"):
        st.date_input("Day", value=None, max_value=date(2100, 1, 1), key="day", bind="query-params")
page.run()
