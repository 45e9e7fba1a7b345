"""Codes of areas as the national offices write them."""

import re
from functools import lru_cache

_AREA_CODE = re.compile(r"[EJKLMNSW]\d{8}|TL[A-Z][0-9A-Z]{0,2}")


@lru_cache(maxsize=4096)
def is_area_code(text: str) -> bool:
    """Whether a text has the shape of a GSS code (E07000131) or an ITL code (TLF22)."""
    return _AREA_CODE.fullmatch(text) is not None


# What codes begin with that areas.csv holds no area of, and what these are.
_GEOGRAPHIES = {
    **dict.fromkeys(("E05", "W05", "S13", "N08", "N10"), "electoral wards"),
    **dict.fromkeys(("E04", "W04"), "parishes and communities"),
    **dict.fromkeys(("E00", "W00", "S00", "N00"), "output areas"),
    **dict.fromkeys(("E01", "W01", "S01", "N20"), "lower layer super output areas or data zones"),
    **dict.fromkeys(("E02", "W02", "S02", "N21"), "middle layer super output areas or zones"),
    **dict.fromkeys(("E14", "W07", "S14", "N05", "N06"), "parliamentary constituencies"),
    **dict.fromkeys(("E34", "E35", "E63", "W37", "W38", "W45"), "built-up areas"),
}
_BEGINNING = re.compile(r"[EJKLMNSW]\d\d")


def geography_of(words: str) -> str | None:
    """What areas are whose codes begin so, such as E05; None where the words are no beginning."""
    if not _BEGINNING.fullmatch(words):
        return None
    return _GEOGRAPHIES.get(words, "areas of a kind that is not held")
