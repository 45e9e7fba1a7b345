import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.decoding import decoded
from loaders.reading import FileRefused

TABLE = "Code,Name\nSP 01,Caf\u00e9 visits\n"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"), ("utf-32-le", "UTF-32"), ("utf-32-be", "UTF-32"),
    ],
)  # fmt: skip
def test_the_encoding_is_known_by_its_mark_or_its_bytes(encoding: str, words: str) -> None:
    assert decoded("q1.csv", TABLE.encode(encoding)) == (TABLE, words, ())


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Co", "Cn"])))
def test_text_that_was_saved_with_a_mark_comes_back_the_same(text: str) -> None:
    content = text.encode("utf-8-sig")
    if b"\x7f" not in content and "\ufffd" not in text:
        assert decoded("q1.csv", content)[0] == text


def test_letters_that_english_files_do_not_have_are_a_warning_at_their_line() -> None:
    _, _, (finding,) = decoded("q1.csv", "Code\nSP 01,\u017d\n".encode("cp1252"))
    assert (finding.code, finding.found) == ("unusual_characters", "\u017d")
    assert "from line 2 on" in finding.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Code\n" * 9 + b"SP\0 01\n", "zero_bytes"),
        ("Caf\u00e9\n".encode() + "Caf\u00e9\n".encode("cp1252"), "unknown_encoding"),
        (bytes(range(1, 9)) * 9, "wrong_kind"),
    ],
)
def test_bytes_that_no_encoding_explains_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        decoded("q1.csv", content)
    assert refused.value.finding.code == code
