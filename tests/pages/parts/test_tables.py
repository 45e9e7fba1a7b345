"""Tables: real headings, plain text, statuses that do not go by colour alone."""

import pytest

from pages.parts.tables import badge, link, table_html


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
    shape = badge(word).html.split(">")[1].split(" ")[0]
    assert word in badge(word).html
    assert all(shape not in badge(other).html for other in others)


def test_an_address_may_break_anywhere_and_other_text_may_not() -> None:
    made = table_html("t", ["a", "b"], [["2024/25", "https://a.org/b"]])
    assert '<span class="dd-address">https://a.org/b</span>' in made
    assert made.count("dd-address") == 1


def test_links_carry_their_choices() -> None:
    assert 'href="kpi?kpi=DM+07%2F8"' in link("DM 07/8", "kpi", kpi="DM 07/8").html
