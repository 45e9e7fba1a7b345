"""Text from files stays text, in markdown and in HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pages.shared.escaping import escaped, page_title, plain


@given(st.text())
def test_no_character_keeps_its_meaning_in_html(text: str) -> None:
    made = escaped(text).replace("<br>", "")
    assert "<" not in made
    assert ">" not in made


@pytest.mark.parametrize("text", ["**bold**", "![x](http://a/b.png)", ":red[x]", "$x^2$", "# a"])
def test_markdown_from_a_file_is_shown_as_typed(text: str) -> None:
    made = plain(text)
    assert made.replace("\\", "").replace("\u2060", "") == text
    assert "\\" in made


def test_html_of_ours_stays_as_it_is_and_lines_of_text_are_kept() -> None:
    assert escaped(Markup("<b>ours</b>")) == "<b>ours</b>"
    assert escaped("<b>\ntext") == "&lt;b&gt;<br>text"


@pytest.mark.parametrize("text", ["http://a.example", "see HTTPS://a.example", "www.a.example"])
def test_a_bare_address_becomes_no_link(text: str) -> None:
    made = plain(text).replace("\\", "")
    assert "://" not in made
    assert "www." not in made
    assert made.replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Well-being", "Well-being"),
        ("Health: a priority", "Health: a priority"),
        ("St. Mary & Co.", "St. Mary & Co."),
        ("![n](x)", "!\\[n\\](x)"),
        ("*Bold*", "\\*Bold\\*"),
        (":red[Stop]", "\\:red\\[Stop\\]"),
        ("1. First", "1\\. First"),
        ("# Big", "\\# Big"),
        ("- Item", "\\- Item"),
    ],
)
def test_a_title_is_escaped_only_where_it_would_be_markdown(text: str, title: str) -> None:
    assert page_title(text) == title
