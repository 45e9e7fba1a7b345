"""Real tables: read by screen readers, copied by people, every cell plain text.

Their style sheet is tables.css.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from charts.status_signs import mark_of
from insights.control_chart_points import ControlIcon
from pages.shared import shown
from pages.shared.escaping import escaped, joined

_ADDRESS = re.compile(r"(\S.*): (https://\S+)")
# First cells longer than this keep their column wide enough to read; longer badges may be broken.
LONG_NAME = 16
_LONG_WORD = re.compile(r"\S{40}")


# Markup is HTML of ours; anything else is text and is escaped.
Cell = str | int | float | Markup | None


def badge(word: str | None, number: int | None = None, words: str | None = None) -> Markup:
    """A status as word, shape and colour, with how many there are where a number is given.

    `words` stand in place of the status's own.
    """
    if not word:
        return Markup("")
    shape, tone = mark_of(word)
    words = words or (word if number is None else f"{number} {word}")
    long = " long" if len(words) > LONG_NAME else ""
    badge_html = Markup('<span class="dd-badge {}{}">{} {}</span>')
    return badge_html.format(tone, long, shape, escaped(words))


def past_statuses(past: Sequence[tuple[str, str]]) -> Markup:
    """Statuses of past periods as small shapes, the oldest first; `past` are periods and words."""
    shape_html = Markup('<span class="{}">{}</span>')
    shapes = Markup("").join(
        shape_html.format(tone, shape) for _, word in past for shape, tone in [mark_of(word)]
    )
    words = "; ".join(f"{period} {word}" for period, word in past)
    html = Markup('<span class="dd-past" role="img" aria-label="{}" title="{}">{}</span>')
    return html.format(words, words, shapes) if past else Markup("")


def unbroken(text: str) -> Markup:
    """Text that stays on one line, such as a period."""
    return Markup('<span class="dd-unbroken">{}</span>').format(escaped(text))


def link(text: str, page: str, **parameters: str) -> Markup:
    """A link to a page of the dashboard, with its choices and those of every page."""
    return link_around(escaped(text), page, **parameters)


def link_around(inside: Markup, page: str, **parameters: str) -> Markup:
    """The same around HTML of ours, such as an image."""
    choices = {**parameters, **shown.carried()}
    query = f"?{urlencode(choices)}" if choices else ""
    address = f"{page}{query}"
    return Markup('<a href="{}" target="_self">{}</a>').format(address, inside)


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


def link_to_file(text: str, address: str) -> Markup:
    """A link to a file, which the browser saves without leaving the page."""
    return Markup('<a href="{}" target="_self" download>{}</a>').format(address, escaped(text))


def link_outside(text: str, address: str) -> Markup:
    """A link to an address of this server that is no page of the dashboard."""
    return Markup('<a href="{}" target="_self">{}</a>').format(address, escaped(text))


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
    # Two columns fit on a phone as they are; more become a card a row.
    stacked = " dd-stack" if len(headings) > 2 else ""
    named = " dd-named" if any(_is_long(row[0]) for row in rows) else ""
    # A table that is wider than the screen is moved by the keyboard too.
    table_of = Markup(
        '<div class="dd-scroll" tabindex="0" role="group" aria-label="{label}">'
        '<table class="dd-table{stacked}{named}"><caption>{caption}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return table_of.format(
        label=caption,
        stacked=stacked,
        named=named,
        caption=escaped(caption),
        head=head,
        body=_body(headings, rows, classes),
    )


def stacked(*parts: Markup) -> Markup:
    """Parts below each other as one, with the space between them that elements of a page have."""
    return Markup('<div class="dd-stacked">{}</div>').format(joined(part for part in parts if part))


def headed(words: str, *parts: Markup) -> Markup:
    """Parts below each other under a heading of the page's second level."""
    return stacked(Markup("<h2>{}</h2>").format(escaped(words)), *parts)


def folded_html(words: str, inside: Markup) -> Markup:
    """HTML that a reader opens, as the framework's own folded parts look; paper has it if open.

    It is open where it tells of a failure, which nobody would see or hear of otherwise.
    """
    html = Markup('<details class="dd-folded"{}><summary>{}</summary><div>{}</div></details>')
    is_open = Markup(" open") if 'role="alert"' in inside else ""
    return html.format(is_open, escaped(words), inside)


def beside_html(*parts: Markup) -> Markup:
    """Parts beside each other, on a phone below each other."""
    part_html = Markup("<div>{}</div>")
    inside = Markup("").join(map(part_html.format, parts))
    return Markup('<div class="dd-beside">{}</div>').format(inside)


def coming(kind: str = "") -> None:
    """What stands in a part that is made when it is opened, in the room that `kind` will take."""
    st.html(Markup('<p class="dd-quiet dd-coming {}">Being prepared.</p>').format(kind))


def note(text: object) -> None:
    """Text from a file, exactly as typed."""
    st.html(Markup('<div class="dd-note">{}</div>').format(escaped(text)))


def quiet(text: str) -> None:
    """A small remark below a heading or chart."""
    st.html(quiet_html(text))


def quiet_html(text: str) -> Markup:
    """The remark's HTML."""
    return Markup('<div class="dd-quiet">{}</div>').format(escaped(text))


def on_screen(text: str) -> None:
    """A remark on using the page, which paper does not repeat."""
    st.html(Markup('<div class="dd-quiet dd-on-screen">{}</div>').format(escaped(text)))


def on_paper(text: str) -> None:
    """What a choice says on the screen, which paper does not show."""
    st.html(on_paper_html(text))


def on_paper_html(text: str) -> Markup:
    """The same as HTML."""
    return Markup('<p class="dd-on-paper"><b>{}</b></p>').format(escaped(text))


def filtered_on_paper(*choices: str | None) -> None:
    """Which rows alone are shown, where any are chosen: paper has no control that would say it."""
    if chosen := [choice for choice in choices if choice]:
        on_paper(f"Only these are shown: {', '.join(chosen)}")


def icons(shown: Sequence[ControlIcon]) -> None:
    """Icons of a control chart on a line, each with the words that say the same."""
    icon_html = Markup('<span class="dd-icon {}"><b aria-hidden="true">{}</b> {}</span>')
    if shown:
        parts = (icon_html.format(icon.tone, icon.letter, icon.words) for icon in shown)
        st.html(Markup(" ").join(parts))


def links(*anchors: Markup) -> None:
    """Links on a line of their own."""
    st.html(links_html(*anchors))


def links_html(*anchors: Markup) -> Markup:
    """The line's HTML."""
    return Markup('<div class="dd-link">{}</div>').format(Markup(" ").join(anchors))


def headline(*sentences: Markup) -> None:
    """The answer of a page, in sentences larger than its text."""
    st.html(headline_html(*sentences))


def headline_html(*sentences: Markup) -> Markup:
    """The answer's HTML."""
    return Markup('<p class="dd-headline">{}</p>').format(Markup(" ").join(sentences))


def items_html(rows: Sequence[Markup]) -> Markup:
    """A list of what `item` made."""
    return Markup('<ul class="dd-items">{}</ul>').format(Markup("").join(rows))


def item(badge_html: Markup, name: Markup, facts: str) -> Markup:
    """A row of a list: a status, what has it, and facts on a quieter line."""
    html = Markup('<li>{} {}<br><span class="dd-quiet">{}</span></li>')
    return html.format(badge_html, name, escaped(facts))


def bar_html(parts: Sequence[tuple[str, int]]) -> Markup:
    """Shares of a whole as one bar; `parts` are status words with their counts.

    Each share has its shape and number, so that it reads in grey too.
    """
    total = sum(number for _, number in parts)
    share = Markup('<span class="{}" style="flex:{} 1 1.9rem">{} {}</span>')
    shares = Markup("").join(
        share.format(tone, round(100 * number / total), shape, number)
        for word, number in parts
        for shape, tone in [mark_of(word)]
        if number
    )
    words = ", ".join(f"{number} {word}" for word, number in parts if number)
    bar_of = Markup('<div class="dd-bar" role="img" aria-label="{}">{}</div>')
    return bar_of.format(words or "none", shares)


def _body(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], classes: Sequence[str]
) -> Markup:
    """The rows: what stands around the cells of a column is escaped once, each cell by itself."""
    cell_html = Markup('<td class="{}" data-label="{}">')
    before = [
        Markup('<tr><th scope="row" class="{}">').format(classes[0]),
        *(
            cell_html.format(kind, heading)
            for heading, kind in zip(headings[1:], classes[1:], strict=True)
        ),
    ]
    after = [Markup("</th>"), *[Markup("</td>")] * (len(headings) - 1)]
    after[-1] += Markup("</tr>")
    return joined(
        part
        for row in rows
        for around in zip(before, map(_cell, row), after, strict=True)
        for part in around
    )


def _is_long(cell: Cell) -> bool:
    """Whether the text of a cell is a long name, without its tags."""
    text = str(cell)
    if len(text) <= LONG_NAME:
        return False
    return not isinstance(cell, Markup) or len(re.sub("<[^>]*>", "", text)) > LONG_NAME


def _cell(cell: Cell) -> Markup:
    if cell is None:
        return Markup("")
    text = escaped(cell)
    # A web address or a fingerprint may break anywhere, so that it does not push the table apart;
    # figures never do.
    is_parted = "://" in text or _LONG_WORD.search(str(cell))
    if not is_parted or isinstance(cell, Markup):
        return text
    return Markup('<span class="dd-address">{}</span>').format(text)


def without_empty_columns(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    """The table without columns in which no row says anything."""
    kept = [column for column in range(len(headings)) if any(row[column] for row in rows)]
    return [headings[column] for column in kept], [[row[c] for c in kept] for row in rows]
