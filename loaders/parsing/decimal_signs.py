"""Which sign a table of texts has for decimals: its own figures tell it, or it is asked."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from loaders.parsing.normalise import squeezed
from loaders.workbook import Sheet

_SIGNED = r"[-+]?\s?[£$€]?\s?"
# `29.000` and `1.204`: thousands to some, three decimals to others.
_DOTTED = re.compile(rf"{_SIGNED}[1-9]\d{{0,2}}(?:\.\d{{3}})+\s?%?")
_DECIMAL_COMMA = re.compile(
    rf"{_SIGNED}(?:\d+|\d{{1,3}}(?:\.\d{{3}})+),(?:\d{{1,2}}|\d{{4,}})\s?%?"
)
_DECIMAL_DOT = re.compile(
    rf"{_SIGNED}(?:\d*\.(?:\d{{1,2}}|\d{{4,}})|0?\.\d+|\d{{4,}}\.\d+|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?)\s?%?"
)
_MOST_CELLS = 20_000
_OTHER_WAY = str.maketrans(".,", ",.")


class DecimalSign(StrEnum):
    """What divides a whole number from its decimals."""

    DOT = "dot"
    COMMA = "comma"
    UNKNOWN = "unknown"


@lru_cache(maxsize=64)
def decimal_sign(sheet: Sheet) -> DecimalSign:
    """The decimal sign of the texts of a sheet; unknown where they have `29.000` and tell nothing.

    A table separated by semicolons was written where commas stand for decimals, unless one of its
    figures shows otherwise.
    """
    texts = set(map(squeezed, set(_first_texts(sheet))))
    if any(map(_DECIMAL_DOT.fullmatch, texts)):
        return DecimalSign.DOT
    if any(map(_DECIMAL_COMMA.fullmatch, texts)):
        of_them = {text for text in texts if _DECIMAL_COMMA.fullmatch(text)}
        is_comma = sheet.separator == ";" or any(map(_DOTTED.fullmatch, texts))
        # One such text may be a slip for thousands; several are a way of writing.
        is_comma = is_comma or len(of_them) > 1
        return DecimalSign.COMMA if is_comma else DecimalSign.DOT
    if not any(map(_DOTTED.fullmatch, texts)):
        return DecimalSign.DOT
    return DecimalSign.COMMA if sheet.separator == ";" else DecimalSign.UNKNOWN


def with_decimal_dot(text: str, sign: DecimalSign) -> str:
    """A figure of a table as it is written here; words and other texts stay as they are."""
    tidy = squeezed(text)
    is_figure = _DOTTED.fullmatch(tidy) or _DECIMAL_COMMA.fullmatch(tidy)
    return tidy.translate(_OTHER_WAY) if sign is DecimalSign.COMMA and is_figure else text


def is_ambiguous(text: str, sign: DecimalSign) -> bool:
    """Whether a figure may be either, `29.000` in a table that does not tell."""
    return sign is DecimalSign.UNKNOWN and _DOTTED.fullmatch(squeezed(text)) is not None


def _first_texts(sheet: Sheet) -> Iterator[str]:
    values = (
        values[column - 1]
        for row, values in enumerate(sheet.rows, 1)
        for column in sheet.filled_columns(row)
    )
    return islice((value for value in values if isinstance(value, str)), _MOST_CELLS)
