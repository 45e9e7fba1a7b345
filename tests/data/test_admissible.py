from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.admissible import (
    CODE_LENGTH,
    TOO_LARGE,
    cleaned,
    is_code,
    is_day,
    is_number,
    on_one_line,
    shortened,
)


@pytest.mark.parametrize(
    ("code", "is_admitted"),
    [
        ("place", True),
        ("KA.01.03", True),
        ("PM TP 10-12", True),
        ("under_score", True),
        ("1", True),
        ("a" * CODE_LENGTH, True),
        ("a" * (CODE_LENGTH + 1), False),
        ("", False),
        ("a/b", False),
        ("place/", False),
        (" place", False),
        ("=1+1", False),
        ("-1", False),
        ("place\n", False),
        ("a\u202eb", False),
        ("<b>", False),
        ("caf\u00e9", False),
    ],
)
def test_a_code_has_letters_digits_and_few_marks(code: str, *, is_admitted: bool) -> None:
    assert is_code(code) is is_admitted


def test_codes_that_make_no_address_may_have_a_slash() -> None:
    assert is_code("DM 07/8", slash=True)
    assert not is_code("DM 07/8")
    assert not is_code("/8", slash=True)


@pytest.mark.parametrize(
    ("day", "is_admitted"),
    [
        (date(1989, 12, 31), False),
        (date(1990, 1, 1), True),
        (date(2100, 12, 31), True),
        (date(2101, 1, 1), False),
        (date(1, 1, 1), False),
    ],
)
def test_days_lie_between_1990_and_2100(day: date, *, is_admitted: bool) -> None:
    assert is_day(day) is is_admitted


@pytest.mark.parametrize(
    ("number", "is_admitted"),
    [
        (0, True),
        (-TOO_LARGE + 1, True),
        (TOO_LARGE - 1, True),
        (TOO_LARGE, False),
        (-TOO_LARGE, False),
        (1e308, False),
        (float("inf"), False),
        (float("nan"), False),
    ],
)
def test_numbers_are_finite_and_below_the_bound(number: float, *, is_admitted: bool) -> None:
    assert is_number(number) is is_admitted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("as typed", "as typed"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("bell\x07 escape\x1b[31m nul\x00 c1\x9b", "bell escape[31m nul c1"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066a\u2069\u200eb\u200f", "ab"),
        ("cafe\u0301", "caf\u00e9"),
        ("half \ud800 of one", "half  of one"),
        ("\U0001f469\u200d\U0001f33e", "\U0001f469\u200d\U0001f33e"),
    ],
)
def test_a_text_is_cleaned_of_what_steers_a_screen(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert "\n" not in on_one_line(text)


def test_a_long_text_is_shortened_in_a_sentence() -> None:
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 60 + "…"
