"""Which emissions words speak of: all greenhouse gases, carbon dioxide, or a subset of either."""

import pytest

from loaders.layouts.desnz_emissions.emission_measures import (
    CARBON,
    CARBON_WITHIN,
    GREENHOUSE,
    GREENHOUSE_WITHIN,
    Family,
    family_of,
    sector_of,
)


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Local authority territorial greenhouse gas emissions (kt CO2e)", GREENHOUSE),
        ("Territorial emissions (kt CO2e)", GREENHOUSE),
        ("Greenhouse gas emissions: carbon dioxide, methane and nitrous oxide", GREENHOUSE),
        ("Emissions within the scope of influence of LAs (kt CO2e)", GREENHOUSE_WITHIN),
        ("Territorial emissions (kt CO\N{SUBSCRIPT TWO})", CARBON),
        ("Full Local CO2 emission estimates", CARBON),
        ("Carbon dioxide emissions (kt CO2e)", CARBON),
        ("CO2 emissions within the scope of influence of LAs (kt CO2e)", CARBON_WITHIN),
        ("Subset dataset: local CO2 emissions", CARBON_WITHIN),
        ("Territorial methane (CH4) emissions (kt CO2e)", None),
        ("Population estimates", None),
    ],
)
def test_words_speak_of_one_family(title: str, family: Family | None) -> None:
    assert family_of(title) == family


def test_silent_words_leave_the_gases_to_those_beside_them() -> None:
    assert family_of("Subset", "Per Capita Emissions (tCO2e)") == GREENHOUSE_WITHIN
    assert family_of("Full dataset", "kt CO2") == CARBON


def test_no_two_families_share_a_code() -> None:
    families = (GREENHOUSE, GREENHOUSE_WITHIN, CARBON, CARBON_WITHIN)
    codes = [family.of_sector(s).code for family in families for s in ("", "domestic")]
    codes += [family.per_head().code for family in families]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Public Sector", "public-sector"),
        ("LULUCF", "land-use"),
        ("Waste Management", "waste"),
        ("Industry & Commercial", "industry-and-commercial"),
        ("Space travel", "space-travel"),
    ],
)
def test_a_sector_that_is_not_known_keeps_its_words(words: str, sector: str) -> None:
    assert sector_of(words) == sector
