import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.one_line import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ward café £ 2024 Q1.xlsx", "Ward café £ 2024 Q1.xlsx"),
        ("a\nERROR b\r", r"a\nERROR b\r"),
        ("\x1b[2J\x07\x00", r"\x1b[2J\x07\x00"),
        ("\u2028\u202e\x85", r"\u2028\u202e\x85"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_is_not_printable_is_written_out(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_any_text_is_one_printable_line(text: str) -> None:
    assert one_line(text).isprintable()
    assert one_line(one_line(text)) == one_line(text)
