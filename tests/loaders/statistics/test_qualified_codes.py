"""Codes of figures by sex and age: only what differs, and everyone stays bare."""

import pytest

from loaders.statistics.qualified_codes import qualified_codes


@pytest.mark.parametrize(
    ("qualifiers", "codes"),
    [
        ([("Persons", "18+")], ["x"]),
        ([("Female", "18+")], ["x"]),
        ([("Persons", "18+"), ("Male", "18+")], ["x", "x-male"]),
        ([("Male", "18+"), ("Female", "18+")], ["x-male", "x-female"]),
        ([("Persons", "18+"), ("Persons", "All ages")], ["x-18", "x"]),
        # Two words for everyone cannot both be bare.
        ([("Persons", ""), ("Not applicable", "")], ["x-persons", "x-not-applicable"]),
    ],
)
def test_what_differs_is_in_the_code(qualifiers: list[tuple[str, str]], codes: list[str]) -> None:
    codes_by_qualified = qualified_codes(("X", qualifier) for qualifier in qualifiers)
    assert [codes_by_qualified["X", qualifier] for qualifier in qualifiers] == codes


def test_names_are_told_apart_each_by_itself() -> None:
    codes_by_qualified = qualified_codes([("A", ("Male",)), ("B", ("Male",)), ("B", ("Female",))])
    assert sorted(codes_by_qualified.values()) == ["a", "b-female", "b-male"]
