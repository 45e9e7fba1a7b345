"""At the foot of a table: the same from the open interface, as files and for other programs."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import streamlit as st
from markupsafe import Markup

from access import settings
from insights.ownership import OwnerRole, owner_roles
from pages.shared import as_of, html_tables, shown

IMAGES = "/images"
INTERFACE, DUE_DATES, CHANGES = "/api/v1", "/feeds/due.ics", "/feeds/changes.atom"
# The tables that know who answers for their rows; the others refuse the word.
_OWNED = ("kpis", "activities")
_FORMATS: Mapping[str, str] = {
    "csv": "CSV",
    "csvw": "CSVW",
    "xlsx": "Excel",
    "parquet": "Parquet",
    "json": "JSON",
}


def address(table: str, form: str, **words: str) -> str:
    """The address of a table in a format, with the words that choose from it."""
    query = f"?{urlencode(words)}" if words else ""
    return f"{INTERFACE}/{quote(table)}.{form}{query}"


def open_links(table: str, what: str, **words: str) -> None:
    """Links to a table as files, for whom and as of which day the page shows.

    They give the latest report, so that there are none where the page shows an earlier one.
    """
    carried = _carried()
    if table not in _OWNED:
        carried = {name: word for name, word in carried.items() if name not in list(OwnerRole)}
    if shown.earlier_quarter() is not None:
        return
    chosen = {**words, **carried}
    links = [
        html_tables.link_to_file(f"{what} as {name}", address(table, form, **chosen))
        for form, name in _FORMATS.items()
    ]
    html_tables.links(*links)


def pictures(kind: str, code: str, what: str) -> None:
    """Links to a chart as pictures, its address to copy, and what another site puts in its page.

    `kind` is kpi or statistic. Pictures are of now, so that there are none for a day in the past.
    """
    if as_of.chosen():
        return
    name = quote(code, safe="")
    chosen = settings.from_environment()
    links = [
        html_tables.link_to_file(f"{what} as a picture ({form.upper()})", f"{address}.{form}")
        for address in [f"{IMAGES}/{kind}/{name}"]
        for form in ("png", "svg")
    ]
    row = html_tables.link_to_file("Its row as a picture (PNG)", f"{IMAGES}/{kind}-row/{name}.png")
    html_tables.links(*links, row)
    public = chosen.public_url
    if public is None:
        return
    page = {"kpi": f"kpi?kpi={name}", "statistic": f"compare?statistic={name}"}[kind]
    html_tables.quiet("The address of this page, to copy:")
    st.code(f"{public}/{page}", language=None)
    if chosen.embed_in:
        html_tables.quiet("To show it on another site, put this into the page there:")
        st.code(_frame(f"{public}/embed/{kind}/{name}", code), language=None)


def _frame(address: str, title: str) -> str:
    html = Markup('<iframe src="{}" title="{}" width="100%" height="480"></iframe>')
    return str(html.format(address, title))


def calendar_link() -> None:
    """A link to the due dates of those for whom the page is shown, to subscribe to."""
    owner = {name: value for name, value in _carried().items() if name in list(OwnerRole)}
    query = f"?{urlencode(owner)}" if owner else ""
    words = "Add these dates to your calendar (.ics)"
    html_tables.links(html_tables.link_to_file(words, f"{DUE_DATES}{query}"))


def feed_link() -> None:
    """A link to what changes, for feed readers and mail programs."""
    html_tables.links(html_tables.link_outside("Follow what changes (Atom feed)", CHANGES))


def _carried() -> Mapping[str, str]:
    """Owner and day under the words of the interface."""
    carried = dict(shown.carried())
    carried.pop(shown.QUARTER, None)
    owner = carried.pop(shown.FOR, None)
    return carried | ({str(owner_roles()[owner]): owner} if owner else {})
