"""Tables: real headings, plain text, statuses that do not go by colour alone."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from insights import cache
from insights.remembered_answers import RememberedAnswers
from pages.shared import html_tables
from pages.shared.html_tables import (
    LONG_NAME,
    badge,
    cited,
    folded_html,
    headed,
    link,
    table_html,
    unbroken,
    with_facts,
)
from tests.pages.app import opened


def test_text_from_a_file_stays_text() -> None:
    made = table_html("<b>caption</b>", ["What"], [["<script>alert(1)</script>"]])
    assert "<script>" not in made
    assert "&lt;script&gt;" in made
    assert "&lt;b&gt;caption" in made


def test_rows_and_columns_have_headings() -> None:
    made = table_html("KPIs", ["KPI", "Value"], [["SP 01", 42]], numeric=["Value"])
    assert '<th scope="col" class="">KPI</th>' in made
    assert '<th scope="row" class="">SP 01</th>' in made
    assert '<td class="num" data-label="Value">42</td>' in made


@pytest.mark.parametrize("word", ["green", "amber", "red", "improving", "worsening", "no change"])
def test_a_status_is_a_word_and_a_shape_and_no_two_share_a_shape(word: str) -> None:
    others = {"green", "amber", "red"} - {word}
    shape = badge(word).split(">")[1].split(" ")[0]
    assert word in badge(word)
    assert all(shape not in badge(other) for other in others)


@pytest.mark.parametrize("text", ["https://a.org/b", f"file: {'0a' * 32}"])
def test_an_address_and_a_fingerprint_may_break_anywhere_and_other_text_may_not(text: str) -> None:
    html = table_html("t", ["a", "b"], [["2024/25", text]])
    assert f'<span class="dd-address">{text}</span>' in html
    assert html.count("dd-address") == 1


def test_a_word_is_as_long_as_it_is_typed() -> None:
    assert "dd-address" not in table_html("t", ["a", "b"], [["2024/25", '"x"&"y"' * 3]])


@pytest.mark.usefixtures("only_read")
def test_links_carry_their_choices() -> None:
    assert 'href="kpi?kpi=DM+07%2F8"' in link("DM 07/8", "kpi", kpi="DM 07/8")


@pytest.mark.parametrize(
    ("word", "breaks"),
    [("no comparison", False), ("x" * 16, False), ("x" * 17, True), ("Start Later in Year", True)],
)
def test_only_a_long_status_may_be_broken(word: str, breaks: bool) -> None:
    assert (" long" in badge(word)) is breaks


def test_a_source_leads_to_its_web_address() -> None:
    made = cited("Fly-tipping: England: https://www.gov.uk/a?b=1&c=2")
    assert isinstance(made, Markup)
    assert 'href="https://www.gov.uk/a?b=1&amp;c=2"' in made
    assert made.endswith(">Fly-tipping: England</a>")


@pytest.mark.parametrize(
    "source",
    ["Live table 122", "A: javascript:alert(1)", "A: http://a.org", "A: https://a.org and more"],
)
def test_a_source_without_a_safe_web_address_stays_text(source: str) -> None:
    assert cited(source) == source


def test_what_stands_below_or_on_one_line_stays_text() -> None:
    assert "<b>" not in with_facts("<b>", "<b>") + unbroken("<b>")
    assert "<b>" not in headed("<b>") + folded_html("<b>", Markup("<i>ours</i>"))
    assert cited('"<b>: https://a.org/"><b>') == Markup(
        '<a href="https://a.org/&#34;&gt;&lt;b&gt;" target="_blank" rel="noopener noreferrer">'
        "&#34;&lt;b&gt;</a>"
    )


def cell_by_cell(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    numeric: Sequence[str] = (),
) -> str:
    """The same table put together slowly and plainly, as it is to look."""

    def shown(cell: Any) -> str:
        html = "" if cell is None else str(escape(cell)).replace("\n", "<br>")
        is_parted = "://" in html or any(len(word) >= 40 for word in str(cell).split())
        is_parted = is_parted and not isinstance(cell, Markup)
        return f'<span class="dd-address">{html}</span>' if is_parted else html

    kinds = ["num" if heading in numeric else "" for heading in headings]
    head = "".join(
        f'<th scope="col" class="{kind}">{shown(Markup(escape(heading)))}</th>'
        for heading, kind in zip(headings, kinds, strict=True)
    )
    body = ""
    for first, *rest in rows:
        cells = "".join(
            f'<td class="{kind}" data-label="{escape(heading)}">{shown(cell)}</td>'
            for cell, heading, kind in zip(rest, headings[1:], kinds[1:], strict=True)
        )
        body += f'<tr><th scope="row" class="{kinds[0]}">{shown(first)}</th>{cells}</tr>'
    firsts = (
        re.sub("<[^>]*>", "", row[0]) if isinstance(row[0], Markup) else str(row[0]) for row in rows
    )
    stacked = " dd-stack" if len(headings) > 2 else ""
    named = " dd-named" if any(len(text) > LONG_NAME for text in firsts) else ""
    return (
        f'<div class="dd-scroll" tabindex="0" role="group" aria-label="{escape(caption)}">'
        f'<table class="dd-table{stacked}{named}">'
        f"<caption>{shown(Markup(escape(caption)))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


LINK = Markup('<a href="kpi?kpi=CON+15">a &lt;b&gt;</a>')
CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.text("<&>\"'\n:/a ", max_size=24),
    st.sampled_from([badge("green"), LINK, Markup("<br>\n"), "https://a.org/?b&c"]),
)


@given(st.data(), st.integers(1, 4))
def test_any_table_is_byte_for_byte_the_one_put_together_cell_by_cell(
    data: st.DataObject, width: int
) -> None:
    texts = st.text("<&>\"'\na ", min_size=1, max_size=6)
    headings = data.draw(st.lists(texts, min_size=width, max_size=width, unique=True))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))
    caption, numeric = data.draw(texts), headings[-1:]
    made = table_html(caption, headings, rows, numeric)
    assert isinstance(made, Markup)
    assert str(made) == cell_by_cell(caption, headings, rows, numeric)


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize("page", ["overview", "priority-place", "kpi", "history"])
def test_tables_of_the_pages_are_those_put_together_cell_by_cell(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    fast = html_tables.table_html

    def noted(*table: Any, **numeric: Any) -> Markup:
        drawn.append((table, numeric))
        return fast(*table, **numeric)

    monkeypatch.setattr(html_tables, "table_html", noted)
    # Tables that are prepared once are put together anew.
    monkeypatch.setattr(cache, "_answers", RememberedAnswers())
    opened(page)
    assert drawn
    for table, numeric in drawn:
        assert str(fast(*table, **numeric)) == cell_by_cell(*table, **numeric)


@pytest.mark.parametrize("row", [["a"], ["a", "b", "c"]])
def test_a_row_with_more_or_fewer_cells_than_headings_is_a_mistake(row: Sequence[str]) -> None:
    with pytest.raises(ValueError, match="zip"):
        table_html("t", ["a", "b"], [row])
