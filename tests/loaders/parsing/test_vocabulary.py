import pytest

from loaders.parsing.vocabulary import MARKS, STATE_WORDS, UNITS, YES_NO, is_same_unit


def test_no_word_stands_for_two_states_or_for_yes_and_a_state() -> None:
    words = [word for words in STATE_WORDS.values() for word in words]
    assert len(words) == len(set(words))
    assert not set(words) & set(YES_NO)


def test_words_are_kept_as_they_are_compared() -> None:
    words = [*MARKS, *UNITS, *YES_NO, *(word for words in STATE_WORDS.values() for word in words)]
    assert [word for word in words if word != word.casefold()] == []


@pytest.mark.parametrize(
    ("unit", "other", "same"),
    [
        ("days", "days", True), ("days", "working days", True), ("working days", "days", True),
        ("number", "FTE", True), ("days", "weeks", False), ("percent", "number", False),
    ],
)  # fmt: skip
def test_some_units_count_the_same_things(unit: str, other: str, same: bool) -> None:
    assert is_same_unit(unit, other) is same
