"""Tables: real headings, plain text, statuses that do not go by colour alone."""

import pytest
from markupsafe import Markup

from pages.shared.html_tables import badge, cited, link, table_html, unbroken, with_facts


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


def test_an_address_may_break_anywhere_and_other_text_may_not() -> None:
    made = table_html("t", ["a", "b"], [["2024/25", "https://a.org/b"]])
    assert '<span class="dd-address">https://a.org/b</span>' in made
    assert made.count("dd-address") == 1


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
    assert cited('"<b>: https://a.org/"><b>') == Markup(
        '<a href="https://a.org/&#34;&gt;&lt;b&gt;" target="_blank" rel="noopener noreferrer">'
        "&#34;&lt;b&gt;</a>"
    )
