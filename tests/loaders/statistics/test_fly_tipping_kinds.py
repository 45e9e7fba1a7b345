"""Kinds of fly-tipping: each is a statistic of its own, and each is defined."""

from loaders.layouts.defra_fly_tipping import KINDS, LAND, SIZES, WASTE
from tests.loaders.published_files import defined


def test_every_kind_has_a_code_of_its_own_that_is_defined() -> None:
    codes = [measure.code for measure in KINDS.values()]
    assert len(set(codes)) == len(codes) == len(LAND) + len(WASTE) + len(SIZES) == 32
    assert set(codes) <= defined()
    assert {measure.unit for measure in KINDS.values()} == {"number"}
