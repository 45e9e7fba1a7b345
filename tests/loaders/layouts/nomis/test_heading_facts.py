"""What the words around a number say: each says its own part, the nearer before the further."""

import pytest

from loaders.layouts.nomis.heading_facts import HeadingFacts, area_named, facts_of_keys, is_areas
from loaders.layouts.nomis.nomis_words import NumberRole
from metrics import period as spans


def test_what_is_nearer_counts_before_what_is_further_away() -> None:
    far = HeadingFacts("E07000131", spans.calendar_year(2022), (("a", "x"),), NumberRole.PERCENT)
    near = HeadingFacts(period=spans.calendar_year(2023), qualities=(("b", "y"),))
    both = far.joined_with(near)
    assert (both.area, both.period, both.part) == ("E07000131", near.period, NumberRole.PERCENT)
    assert both.qualities == (("a", "x"), ("b", "y"))


def test_keys_say_period_area_measure_and_what_is_counted() -> None:
    facts = facts_of_keys(
        {"date": "2022", "area name": "Harborough", "measures": "Percent", "sex": "Male",
         "units": "Persons", "1": "a footnote"}
    )  # fmt: skip
    assert (facts.area, facts.part, facts.qualities) == ("E07000131", "percent", (("sex", "Male"),))
    assert facts.period == spans.calendar_year(2022)


@pytest.mark.parametrize(
    ("words", "are"),
    [
        ("local authority: district / unitary (as of April 2023)", True),
        ("2011 super output area", True),
        ("Area", True),
        ("Date", False),
        ("Employment rate", False),
    ],
)
def test_words_for_areas(words: str, are: bool) -> None:
    assert is_areas(words) is are


def test_a_code_is_no_name_of_an_area() -> None:
    assert area_named("Harborough") == "E07000131"
    assert area_named("E07000131") is None
