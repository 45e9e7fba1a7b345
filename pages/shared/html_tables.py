"""Real tables: read by screen readers, copied by people, every cell plain text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

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
STYLE = """<style>
.dd-table{border-collapse:collapse;width:100%;font-size:.94rem;line-height:1.35}
.dd-table caption{text-align:left;font-weight:600;padding:.2rem 0 .45rem;caption-side:top}
.dd-table th,.dd-table td{padding:.42rem .7rem .42rem 0;border-bottom:1px solid #d5dbe1;
 vertical-align:top;text-align:left}
.dd-table td{overflow-wrap:break-word}
.dd-address{overflow-wrap:anywhere}
.dd-table thead th{border-bottom:2px solid #12436d;font-weight:600}
.dd-table tbody th{font-weight:400}
.dd-table td.num,.dd-table th.num{text-align:right;font-variant-numeric:tabular-nums}
.dd-unbroken{white-space:nowrap}
.dd-named tbody th{min-width:11rem}
.dd-table a,.dd-link a{color:#0f4c81}
.dd-scroll{overflow-x:auto}
.dd-grid td,.dd-grid thead th{min-width:3rem;max-width:12rem;padding:.3rem .6rem;overflow:hidden;
 text-overflow:ellipsis;white-space:nowrap;border-left:1px solid #d5dbe1}
.dd-grid tbody th,.dd-grid thead th:first-child{border-left:0;color:#444c54;padding:.3rem .6rem}
.dd-grid tr:has(strong){background:#fdf0e1}
.dd-picture{font-size:.85rem;width:max-content}
.dd-picture td{white-space:normal;max-width:14rem;overflow-wrap:anywhere}
.dd-picture td.miss{background:#fbe9ea}
.dd-picture td.near{background:#fdf0e1}
.dd-picture td.quiet{color:#444c54}
.dd-picture thead th{position:sticky;top:0;z-index:1;background:#fff}
.dd-picture tbody th{position:sticky;left:0;background:#f3f5f7;white-space:nowrap}
.dd-picture tr,.dd-picture td{scroll-margin:2.2rem 0 0 4.5rem}
.dd-picture tr:target>*,.dd-picture tr:has(:target)>*{border-top:3px solid #12436d;
 border-bottom:3px solid #12436d}
.dd-picture .dd-read-as>*{background:#e8eff5;font-style:italic}
.dd-picture .dd-gap td{color:#444c54;max-width:none;overflow:visible}
.dd-gap span{position:sticky;left:.6rem}
.dd-window{max-height:26rem;overflow:auto;resize:vertical;border:1px solid #d5dbe1;
 margin:.2rem 0 .8rem}
.dd-mark{color:#12436d;font-size:.8em;margin-right:.35em}
ul.dd-legend{list-style:none;margin:.2rem 0 .6rem;padding:0;display:flex;flex-wrap:wrap;
 gap:.1rem 1.2rem}
.dd-legend li{margin:0;padding:0}
.dd-badge{display:inline-block;white-space:nowrap;border-left:4px solid;padding:.02rem .45rem;
 background:#f3f5f7;color:#0b0c0c;border-color:#5b6771}
.dd-badge.long{white-space:normal}
.dd-badge.good{border-color:#00703c;background:#e6f2ec}
.dd-badge.near{border-color:#b35c00;background:#fdf0e1}
.dd-badge.miss{border-color:#b10e1e;background:#fbe9ea}
.dd-bar{display:flex;height:1.15rem;width:100%;border:1px solid #5b6771;margin:.3rem 0}
.dd-bar span{display:block;height:100%}
.dd-bar .good{background:#00703c}.dd-bar .miss{background:#b10e1e}
.dd-bar .near{background:repeating-linear-gradient(135deg,#f2a33a 0 6px,#fff 6px 8px)}
.dd-bar .quiet{background:#dfe4e8}
.dd-note{white-space:pre-line;overflow-wrap:anywhere}
.dd-quiet{color:#444c54}
.dd-banner{border-left:6px solid #b35c00;background:#fdf0e1;padding:.55rem .8rem;color:#0b0c0c}
@media (max-width:640px){
 .dd-stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
 .dd-stack tr{display:block;border-bottom:2px solid #12436d;padding:.35rem 0}
 .dd-stack td,.dd-stack th,.dd-stack td.num{display:flex;gap:.6rem;border:0;padding:.12rem 0;
  text-align:left;white-space:normal}
 .dd-stack td::before{content:attr(data-label);flex:0 0 38%;color:#444c54}
 .dd-stack td:empty{display:none}
 .dd-stack tbody th{font-weight:600}
 .dd-stack tbody th .dd-quiet{font-weight:400}
}
@media (min-width:641px) and (max-width:1500px){
 [data-testid=stMainBlockContainer]{padding-left:3rem;padding-right:3rem}
}
</style>"""


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that this module made; anything else is text and is escaped."""

    html: str


Cell = str | int | float | Markup | None


def badge(word: str | None, number: int | None = None) -> Markup:
    """A status as word, shape and colour, with how many there are where a number is given."""
    if not word:
        return Markup("")
    shape, tone = _SHAPES.get(word.lower(), ("○", "quiet"))
    words = word if number is None else f"{number} {word}"
    long = " long" if len(words) > LONG_NAME else ""
    return Markup(f'<span class="dd-badge {tone}{long}">{shape} {escaped(words)}</span>')


def unbroken(text: str) -> Markup:
    """Text that stays on one line, such as a period."""
    return Markup(f'<span class="dd-unbroken">{escaped(text)}</span>')


def link(text: str, page: str, **parameters: str) -> Markup:
    """A link to a page of the dashboard with its choices, and the day that is looked at."""
    if day := st.session_state.get("as_of"):
        parameters = {**parameters, "as_of": str(day)}
    query = f"?{urlencode(parameters)}" if parameters else ""
    return Markup(f'<a href="{escaped(page + query)}" target="_self">{escaped(text)}</a>')


def with_facts(name: str, facts: str) -> Markup:
    """A name with what is to be known of it on a quieter line below."""
    return Markup(f'{escaped(name)}<br><span class="dd-quiet">{escaped(facts)}</span>')


def cited(source: str) -> Cell:
    """A source as a link where its web address follows its name: `Fly-tipping: https://...`."""
    found = _ADDRESS.fullmatch(source)
    if found is None:
        return source
    name, address = map(escaped, found.groups())
    return Markup(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{name}</a>')


def link_within(text: str, anchor: str) -> Markup:
    """A link to a place on the same page, named by its anchor."""
    return Markup(f'<a href="#{escaped(anchor)}" target="_self">{escaped(text)}</a>')


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
    html = table_html(caption, headings, rows)
    html = html.replace(" dd-stack", " dd-grid", 1).replace(
        '<div class="dd-scroll">',
        f'<div class="dd-scroll" tabindex="0" role="region" aria-label="{escaped(caption)}">',
        1,
    )
    st.html(html)


def table_html(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numeric: Sequence[str] = (),
) -> str:
    """The table's HTML."""
    classes = ["num" if heading in numeric else "" for heading in headings]
    head = "".join(
        f'<th scope="col" class="{kind}">{escaped(heading)}</th>'
        for heading, kind in zip(headings, classes, strict=True)
    )
    body = "".join(_row(row, headings, classes) for row in rows)
    # Two columns fit on a phone as they are; more become a card a row.
    stacked = " dd-stack" if len(headings) > 2 else ""
    named = " dd-named" if any(len(_text(row[0])) > LONG_NAME for row in rows) else ""
    return (
        # A table that is wider than the screen is moved by the keyboard too.
        f'<div class="dd-scroll" tabindex="0" role="group" aria-label="{escaped(caption)}">'
        f'<table class="dd-table{stacked}{named}">'
        f"<caption>{escaped(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def note(text: object) -> None:
    """Text from a file, exactly as typed."""
    st.html(f'<div class="dd-note">{escaped(text)}</div>')


def quiet(text: str) -> None:
    """A small remark below a heading or chart."""
    st.html(f'<div class="dd-quiet">{escaped(text)}</div>')


def links(*made: Markup) -> None:
    """Links on a line of their own."""
    st.html(f'<div class="dd-link">{" ".join(one.html for one in made)}</div>')


def bar(parts: Sequence[tuple[str, int]]) -> None:
    """Shares of a whole as one bar; `parts` are status words with their counts."""
    total = sum(number for _, number in parts)
    spans = "".join(
        f'<span class="{_SHAPES.get(word, ("", "quiet"))[1]}" style="width:{100 * n / total:.2f}%">'
        "</span>"
        for word, n in parts
        if n
    )
    words = ", ".join(f"{n} {word}" for word, n in parts if n)
    st.html(f'<div class="dd-bar" role="img" aria-label="{escaped(words)}">{spans}</div>')


def _row(row: Sequence[Cell], headings: Sequence[str], classes: Sequence[str]) -> str:
    first, *rest = (_cell(cell) for cell in row)
    cells = "".join(
        f'<td class="{kind}" data-label="{escaped(heading)}">{cell}</td>'
        for cell, heading, kind in zip(rest, headings[1:], classes[1:], strict=True)
    )
    return f'<tr><th scope="row" class="{classes[0]}">{first}</th>{cells}</tr>'


def _text(cell: Cell) -> str:
    return re.sub("<[^>]*>", "", cell.html) if isinstance(cell, Markup) else str(cell)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Markup):
        return cell.html
    text = escaped(cell)
    # A web address may break anywhere, so that it does not push the table apart; figures never do.
    return f'<span class="dd-address">{text}</span>' if "://" in text else text
