"""Codes of areas as the national offices write them."""

import re
from functools import lru_cache

_AREA_CODE = re.compile(r"[EJKLMNSW]\d{8}|TL[A-Z][0-9A-Z]{0,2}")


@lru_cache(maxsize=4096)
def is_area_code(text: str) -> bool:
    """Whether a text has the shape of a GSS code (E07000131) or an ITL code (TLF22)."""
    return _AREA_CODE.fullmatch(text) is not None
