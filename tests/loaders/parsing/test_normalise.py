import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.parsing.normalise import dashed, plain, squeezed, text_of
from loaders.workbook import CellValue


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  a \n b\t", "a b"), ("a\u00a0\u00a0b\u200b", "a b"), ("", ""), ("\ufeffCode", "Code")],
)
def test_runs_of_white_space_of_any_kind_are_one_space(text: str, expected: str) -> None:
    assert squeezed(text) == expected


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2212-")
def test_every_dash_is_a_hyphen(dash: str) -> None:
    assert dashed(f"Q1  2019{dash}20") == "q1 2019-20"


@pytest.mark.parametrize(
    ("text", "words"),
    [("Out-turn:", "out turn"), ("Code & Name", "code and name"), ("£ %", "£ %"), ("**", "")],
)
def test_words_are_compared_without_case_and_punctuation(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text())
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert squeezed(squeezed(text)) == squeezed(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (12.0, "12"), (12.5, "12.5"), (7, "7"), ("  a  b ", "a b"), (True, "True")],
)
def test_a_value_is_the_text_that_a_person_would_type(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("error", ["#VALUE!", " #N/A", "#NAME?", "#DIV/0!", "#REF!", "#NULL!"])
def test_an_error_has_no_words(error: str) -> None:
    assert plain(error) == ""


def test_a_number_sign_alone_makes_no_error() -> None:
    assert plain("#Value of homes") == "value of homes"
