"""At the foot of a table: the same from the open interface, as files and for other programs."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

import streamlit as st
from markupsafe import Markup

from access import settings
from insights import areas
from insights.ownership import OwnerRole, owner_roles
from pages.shared import as_of, html_tables, shown
from pages.shared.prepared_html import prepared_html

IMAGES = "/images"
INTERFACE, DUE_DATES, CHANGES = "/api/v1", "/feeds/due.ics", "/feeds/changes.atom"
# The page of each kind of picture, and what its address calls the parts of a picture's own.
_PAGES: Mapping[str, Sequence[str]] = {
    "kpi": ("kpi", "kpi"),
    "control": ("kpi", "kpi"),
    "statistic": ("compare", "statistic"),
    "authorities": ("compare", "statistic"),
    "compare": ("compare", "statistic", "areas"),
    "map": ("map", "statistic", "extent", "colour", "shape"),
}
_WITH_ROW, _OF_SEVERAL = ("kpi", "statistic"), ("compare", "map")
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
    if links := open_links_html(table, what, **words):
        st.html(links)


@prepared_html
def open_links_html(table: str, what: str, **words: str) -> Markup:
    """The links' HTML; empty where there are none."""
    carried = _carried()
    if table not in _OWNED:
        carried = {name: word for name, word in carried.items() if name not in list(OwnerRole)}
    if shown.chosen_quarter() is not None:
        return Markup("")
    chosen = {**words, **carried}
    # Each link has its whole name for who hears it alone.
    named = Markup('<span class="dd-hidden">{} as </span>{}')
    links = [
        html_tables.link_to_file(named.format(what, name), address(table, form, **chosen))
        for form, name in _FORMATS.items()
    ]
    heard_otherwise = Markup('<span aria-hidden="true">{} as</span>')
    return html_tables.links_html(heard_otherwise.format(what), *links)


def pictures(kind: str, code: str, what: str) -> None:
    """Links to a chart as pictures, its address to copy, and what another site puts in its page.

    `kind` is one of api.pictures; `code` names what it is of. Pictures are of now, so that there
    are none for a day in the past.
    """
    if links := pictures_html(kind, code, what):
        st.html(links)
    to_copy(kind, code)


@prepared_html
def pictures_html(kind: str, code: str, what: str) -> Markup:
    """The links' HTML; empty where there are none."""
    if as_of.chosen():
        return Markup("")
    name = _part(kind, code)
    links = [
        html_tables.link_to_file(
            f"{what} as a picture ({form.upper()})", f"{IMAGES}/{kind}/{name}.{form}"
        )
        for form in ("png", "svg")
    ]
    if kind in _WITH_ROW:
        row = f"{IMAGES}/{kind}-row/{name}.png"
        links.append(html_tables.link_to_file("Its row as a picture (PNG)", row))
    return html_tables.links_html(*links)


def _part(kind: str, code: str) -> str:
    """The part of a picture's address that names what it is of."""
    return quote(code, safe="/," if kind in _OF_SEVERAL else "")


def is_to_copy() -> bool:
    """Whether others reach the dashboard, so that there are addresses to copy."""
    return settings.from_environment().public_url is not None and not as_of.chosen()


def to_copy(kind: str, code: str) -> None:
    """What another site needs to lead to a chart or to show it; nothing where none reaches it."""
    if not is_to_copy():
        return
    chosen = settings.from_environment()
    _above("The address of this page, to copy:")
    st.code(f"{chosen.public_url}/{_page(kind, code)}", language=None)
    if chosen.embed_in:
        _above("To show it on another site, put this into the page there:")
        address_there = f"{chosen.public_url}/embed/{kind}/{_part(kind, code)}"
        st.code(_frame(address_there, code), language=None)


def _above(words: str) -> None:
    """What stands above an address; on paper there is none."""
    st.html(Markup('<p class="dd-quiet dd-on-screen">{}</p>').format(words))


def _page(kind: str, code: str) -> str:
    """Where the page of a picture is."""
    page, *names = _PAGES[kind]
    parts = code.split("/") if kind in _OF_SEVERAL else [code]
    words: dict[str, str | list[str]] = dict(zip(names, parts, strict=True))
    if kind == "compare":
        # The page calls areas by their names, each a parameter of its own.
        words["areas"] = [areas.names()[area] for area in str(words["areas"]).split(",")]
    return f"{page}?{urlencode(words, doseq=True)}"


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
