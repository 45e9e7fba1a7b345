"""Ofcom's headings: shares of premises and of area, never numbers of premises."""

import pytest

from loaders.layouts.ofcom_connected_nations.coverage_measures import measure_under
from tests.loaders.published_files import defined


@pytest.mark.parametrize(
    ("heading", "code", "left"),
    [
        ("SFBB availability (% premises)", "superfast-broadband", False),
        ("UFBB (100Mbit/s) availability (% premises)", "ultrafast-broadband-100", False),
        ("UFBB availability (% premises)", "ultrafast-broadband", False),
        ("Gigabit availability (% premises)", "gigabit-capable-broadband", False),
        ("% of premises with Full Fibre availability", "full-fibre-broadband", False),
        (
            "% of premises unable to receive decent broadband from fixed or FWA",
            "no-decent-broadband",
            False,
        ),
        ("Full-fibre take-up (% of full-fibre coverage)", "full-fibre-take-up", False),
        ("4G_prem_out_4", "4g-coverage-outdoors-all-networks", False),
        ("4G_prem_out_All", "4g-coverage-outdoors-all-networks", False),
        ("4G_prem_in_0", "4g-coverage-indoors-any-network", True),
        ("4G_geo_out_0", "4g-coverage", True),
        ("5G_high_confidence_geo_out_None", "5g-coverage-area-any-network", True),
    ],
)
def test_a_heading_is_a_statistic_that_is_defined(heading: str, code: str, *, left: bool) -> None:
    measured = measure_under(heading, homes=False)
    assert measured is not None
    assert (measured[0].code, measured[0].unit, measured[1]) == (code, "percent", left)
    assert code in defined()


@pytest.mark.parametrize(
    "heading",
    [
        "Number of premises with SFBB availability",
        "All Premises",
        "laua",
        "4G_prem_out_1",
        "4G_geo_in_0",
        "4G_Aroad_in_0",
        "5G_very_high_confidence_prem_out_0",
        "Full-fibre take-up (% of all premises)",
        None,
        12,
    ],
)
def test_other_headings_are_not_read(heading: str | int | None) -> None:
    assert measure_under(heading, homes=False) is None


def test_homes_alone_have_codes_of_their_own() -> None:
    measured = measure_under("Gigabit availability (% premises)", homes=True)
    assert measured is not None
    assert measured[0].code == "gigabit-capable-broadband-homes"
