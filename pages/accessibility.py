"""The accessibility statement, in the form that the public sector's regulations give."""

import streamlit as st

from access import settings
from insights import areas
from pages.frame import brand
from pages.shared.escaping import plain

ADDRESS = "accessibility"
_REGULATIONS = (
    "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility "
    "Regulations 2018"
)
_EHRC = (
    "The Equality and Human Rights Commission (EHRC) is responsible for enforcing "
    f"{_REGULATIONS} (the \u2018accessibility regulations\u2019). If you are not happy with how we "
    "respond to your complaint, "
    "[contact the Equality Advisory and Support Service (EASS)]"
    "(https://www.equalityadvisoryservice.com/)."
)
_ECNI = (
    "The Equality Commission for Northern Ireland (ECNI) is responsible for enforcing "
    f"{_REGULATIONS} (the \u2018accessibility regulations\u2019) in Northern Ireland. If you are "
    "not happy with how we respond to your complaint, "
    "[contact the Equality Commission](https://www.equalityni.org/)."
)
_HOW_ACCESSIBLE = """
You should be able to:

- choose light or dark colours in your browser or system, and have less motion
- zoom in to 400% without the text running off the screen
- use every page with a keyboard alone, and see where you are
- listen to every page with a screen reader; every chart has a description and a table
- read every status as a word and a shape, and not by its colour alone

The text is as simple as we could make it.
"""
_NOT_ACCESSIBLE = """
**Non-compliance with the accessibility regulations**

- The table of eight quarters is wider than a phone and is moved sideways in its own frame. It is a
  table of two directions, which success criterion 1.4.10 (reflow) allows. Its figures stand on
  each measure's page.
- Some labels come from the framework of the pages, such as those of the buttons above a chart.
  This may fail success criterion 2.4.6 (headings and labels).
- Files that people upload, and the originals that are downloaded, are as their authors made them.
  Older ones may not meet success criterion 1.3.1 (info and relationships).

**Disproportionate burden.** None is claimed.

**Content that is not within the scope of the accessibility regulations.** The map is no aid to
finding the way. Its figures stand in the table beside it.
"""
_PREPARATION = """
This statement was prepared on 27 November 2026. It was last reviewed on 27 November 2026.

Each version is tested by automated checks: axe, with its rules for WCAG 2.2 AA, in Chromium. They
look at the pages at 1280 and 390 pixels, at some of them in dark colours too. Automated checks find
only a part of what can be wrong. People who use screen readers, magnifiers or speech have not
tested it yet. The council that runs it should ask them.
"""


def render() -> None:
    """The statement, section by section, with the council's own name and contact."""
    _, name = areas.home()
    st.title(f"Accessibility statement for {plain(brand.title())}")
    st.write(
        f"This accessibility statement applies to this dashboard of {plain(name)}. We want as many "
        "people as possible to be able to use it."
    )
    st.markdown(_HOW_ACCESSIBLE)
    st.header("Feedback and contact information", anchor=False)
    st.write(
        f"Write to us if you find a problem, or need a figure in another format. {_contact(name)}"
    )
    st.header("Enforcement procedure", anchor=False)
    st.markdown(_ECNI if areas.own_nation() == areas.NATIONS["N"] else _EHRC)
    st.header("Technical information about this dashboard\u2019s accessibility", anchor=False)
    st.write(
        f"{plain(name)} is committed to making its website accessible, in accordance with "
        f"{_REGULATIONS}."
    )
    st.subheader("Compliance status", anchor=False)
    st.markdown(
        "This dashboard is partially compliant with the [Web Content Accessibility Guidelines "
        "version 2.2](https://www.w3.org/TR/WCAG22/) AA standard, due to the non-compliances "
        "listed below."
    )
    st.subheader("Non-accessible content", anchor=False)
    st.markdown(_NOT_ACCESSIBLE)
    st.header("Preparation of this accessibility statement", anchor=False)
    st.markdown(_PREPARATION)


def _contact(name: str) -> str:
    contact = settings.from_environment().contact
    if contact:
        return f"Contact: {plain(contact)}. We answer as soon as we can."
    return f"{plain(name)} has named no contact here yet: the setting DISTRICT_CONTACT holds it."
