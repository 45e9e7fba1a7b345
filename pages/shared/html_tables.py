"""Real tables: read by screen readers, copied by people, every cell plain text.

Their style sheet is tables.css.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from pages.shared.escaping import escaped

# A status is a word, a shape and a colour; the shapes stay apart in print and in grey.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "green": ("●", "good"),
    "complete": ("✔", "good"),
    "amber": ("▲", "near"),
    "red": ("■", "miss"),
    "improving": ("↗", "good"),
    "worsening": ("↘", "miss"),
    "increasing": ("↗", "quiet"),
    "decreasing": ("↘", "quiet"),
    "no change": ("→", "quiet"),
    "changed": ("≠", "near"),
    "new": ("+", "good"),
    "removed": ("✖", "miss"),
    "reject": ("■", "miss"),
    "quarantine": ("▲", "near"),
    "warn": ("▲", "near"),
}
_ADDRESS = re.compile(r"(\S.*): (https://\S+)")
# First cells longer than this keep their column wide enough to read; longer badges may be broken.
LONG_NAME = 16


# Markup is HTML of ours; anything else is text and is escaped.
Cell = str | int | float | Markup | None


def badge(word: str | None, number: int | None = None) -> Markup:
    """A status as word, shape and colour, with how many there are where a number is given."""
    if not word:
        return Markup("")
    shape, tone = _SHAPES.get(word.lower(), ("○", "quiet"))
    words = word if number is None else f"{number} {word}"
    long = " long" if len(words) > LONG_NAME else ""
    badge_html = Markup('<span class="dd-badge {}{}">{} {}</span>')
    return badge_html.format(tone, long, shape, escaped(words))


def unbroken(text: str) -> Markup:
    """Text that stays on one line, such as a period."""
    return Markup('<span class="dd-unbroken">{}</span>').format(escaped(text))


def link(text: str, page: str, **parameters: str) -> Markup:
    """A link to a page of the dashboard with its choices, and the day that is looked at."""
    if day := st.session_state.get("as_of"):
        parameters = {**parameters, "as_of": str(day)}
    query = f"?{urlencode(parameters)}" if parameters else ""
    address = f"{page}{query}"
    return Markup('<a href="{}" target="_self">{}</a>').format(address, escaped(text))


def with_facts(name: str, facts: str) -> Markup:
    """A name with what is to be known of it on a quieter line below."""
    html = Markup('{}<br><span class="dd-quiet">{}</span>')
    return html.format(escaped(name), escaped(facts))


def cited(source: str) -> Cell:
    """A source as a link where its web address follows its name: `Fly-tipping: https://...`."""
    match = _ADDRESS.fullmatch(source)
    if match is None:
        return source
    name, address = match.groups()
    html = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
    return html.format(address, name)


def link_within(text: str, anchor: str) -> Markup:
    """A link to a place on the same page, named by its anchor."""
    return Markup('<a href="#{}" target="_self">{}</a>').format(anchor, escaped(text))


def table(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numeric: Sequence[str] = (),
) -> None:
    """Draw a table with its caption; the first cell of a row is its heading.

    `numeric` names the headings whose cells stand to the right. On a phone each row becomes a card.
    """
    st.html(table_html(caption, headings, rows, numeric))


def grid(caption: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Draw cells as a spreadsheet has them: they stay a grid on a phone too, which scrolls."""
    st.html(table_html(caption, headings, rows).replace(" dd-stack", " dd-grid", 1))


def table_html(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numeric: Sequence[str] = (),
) -> Markup:
    """The table's HTML."""
    classes = ["num" if heading in numeric else "" for heading in headings]
    heading_html = Markup('<th scope="col" class="{}">{}</th>')
    head = Markup("").join(
        heading_html.format(kind, escaped(heading))
        for heading, kind in zip(headings, classes, strict=True)
    )
    body = Markup("").join(_row(row, headings, classes) for row in rows)
    # Two columns fit on a phone as they are; more become a card a row.
    stacked = " dd-stack" if len(headings) > 2 else ""
    named = " dd-named" if any(len(_text(row[0])) > LONG_NAME for row in rows) else ""
    # A table that is wider than the screen is moved by the keyboard too.
    table_of = Markup(
        '<div class="dd-scroll" tabindex="0" role="group" aria-label="{label}">'
        '<table class="dd-table{stacked}{named}"><caption>{caption}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return table_of.format(
        label=caption, stacked=stacked, named=named, caption=escaped(caption), head=head, body=body
    )


def note(text: object) -> None:
    """Text from a file, exactly as typed."""
    st.html(Markup('<div class="dd-note">{}</div>').format(escaped(text)))


def quiet(text: str) -> None:
    """A small remark below a heading or chart."""
    st.html(Markup('<div class="dd-quiet">{}</div>').format(escaped(text)))


def links(*anchors: Markup) -> None:
    """Links on a line of their own."""
    st.html(Markup('<div class="dd-link">{}</div>').format(Markup(" ").join(anchors)))


def bar(parts: Sequence[tuple[str, int]]) -> None:
    """Shares of a whole as one bar; `parts` are status words with their counts."""
    total = sum(number for _, number in parts)
    share = Markup('<span class="{}" style="width:{:.2f}%"></span>')
    shares = Markup("").join(
        share.format(_SHAPES.get(word, ("", "quiet"))[1], 100 * number / total)
        for word, number in parts
        if number
    )
    words = ", ".join(f"{number} {word}" for word, number in parts if number)
    bar_of = Markup('<div class="dd-bar" role="img" aria-label="{}">{}</div>')
    st.html(bar_of.format(words, shares))


def _row(row: Sequence[Cell], headings: Sequence[str], classes: Sequence[str]) -> Markup:
    first, *rest = (_cell(cell) for cell in row)
    cell_html = Markup('<td class="{}" data-label="{}">{}</td>')
    cells = Markup("").join(
        cell_html.format(kind, heading, cell)
        for cell, heading, kind in zip(rest, headings[1:], classes[1:], strict=True)
    )
    row_html = Markup('<tr><th scope="row" class="{}">{}</th>{}</tr>')
    return row_html.format(classes[0], first, cells)


def _text(cell: Cell) -> str:
    return re.sub("<[^>]*>", "", str(cell)) if isinstance(cell, Markup) else str(cell)


def _cell(cell: Cell) -> Markup:
    if cell is None:
        return Markup("")
    text = escaped(cell)
    # A web address may break anywhere, so that it does not push the table apart; figures never do.
    is_address = "://" in text and not isinstance(cell, Markup)
    return Markup('<span class="dd-address">{}</span>').format(text) if is_address else text
