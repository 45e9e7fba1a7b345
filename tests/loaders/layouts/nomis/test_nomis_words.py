"""Words of Nomis: names to codes, measures, markers."""

import pytest

from loaders.layouts.nomis.nomis_words import (
    _KNOWN,
    NumberRole,
    missing,
    nomis_figure,
    number_role,
    statistic_key,
    statistic_name,
)
from tests.loaders.published_files import defined


def test_every_known_statistic_is_defined() -> None:
    assert {measure.code for measure in _KNOWN.values()} <= defined()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Variable", NumberRole.VALUE),
        ("20599", NumberRole.VALUE),
        ("Percent", NumberRole.PERCENT),
        ("%", NumberRole.PERCENT),
        ("conf", NumberRole.CONFIDENCE),
        ("Confidence", NumberRole.CONFIDENCE),
        ("21001", NumberRole.NUMERATOR),
        ("Denominator", NumberRole.DENOMINATOR),
        ("Employment rate", None),
        ("", None),
    ],
)
def test_a_measure_says_what_a_number_is(words: str, part: NumberRole | None) -> None:
    assert number_role(words) is part


@pytest.mark.parametrize(
    ("name", "beside", "code", "unit"),
    [
        ("Employment rate - aged 16-64", False, "employment-rate", "percent"),
        # ONS publishes a share under the bare name, which the number must not take.
        ("Claimant count", False, "claimants", "number"),
        ("Claimant count", True, "claimants-percent", "percent"),
        ("% with RQF4+ - aged 16-64", False, "with-rqf4-aged-16-64", "percent"),
        ("Owned outright", False, "owned-outright", ""),
    ],
)
def test_a_name_has_its_code_and_unit(name: str, beside: bool, code: str, unit: str) -> None:
    part = NumberRole.PERCENT if beside else NumberRole.VALUE
    measure = statistic_key(name, part, beside=beside)
    assert (measure.code, measure.unit) == (code, unit)


@pytest.mark.parametrize(
    ("qualities", "name"),
    [
        ((("gender", "Total"), ("measure", "Claimant count")), "Claimant count"),
        ((("age", "Aged 16-24"), ("measure", "Claimant count")), "Claimant count, Aged 16-24"),
        ((("measure", "Claimant count"), ("age", "Aged 16-24")), "Claimant count, Aged 16-24"),
        ((("sex", "Total"),), "Title"),
        ((), "Title"),
    ],
)
def test_a_name_is_what_is_said_without_everyone(
    qualities: tuple[tuple[str, str], ...], name: str
) -> None:
    assert statistic_name(qualities, "Title") == name


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [
        ("1,015", 1015, None),
        ("-", None, "awaited"),
        ("#", None, "suppressed"),
        ("~", None, "suppressed"),
        ("!", None, "suppressed"),
        ("*", None, "suppressed"),
    ],
)
def test_a_marker_has_its_meaning_in_nomis(
    typed: str, value: float | None, state: str | None
) -> None:
    published = nomis_figure(typed)
    assert published is not None
    assert (published.value, published.state) == (value, state)


def test_words_are_no_figure_and_an_empty_value_is_what_its_status_says() -> None:
    assert nomis_figure("high") is None
    assert missing("These figures are missing").state == "awaited"
    assert missing("Suppressed as statistically unreliable").state == "suppressed"
    assert missing("").note is None
