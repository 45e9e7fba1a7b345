"""Words as they are compared: spacing, case and punctuation do not matter."""

import re
from functools import lru_cache

from loaders.parsing.error_values import is_error
from loaders.workbook import CellValue

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_DASHES = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2212]")
_NOT_WORDS = re.compile(r"[^a-z0-9%£]+")


@lru_cache(maxsize=50_000)
def squeezed(text: str) -> str:
    """The text with every run of white space as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def dashed(text: str) -> str:
    """The text squeezed, in lower case, with every dash as a hyphen."""
    return _DASHES.sub("-", squeezed(text).casefold())


# Headings are compared many times, by every layout.
@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """The words alone, lower case, one space between: `Out-turn:` is `out turn`.

    An error says nothing: `#VALUE!` is not the word for a value.
    """
    if is_error(text):
        return ""
    return _NOT_WORDS.sub(" ", text.casefold().replace("&", " and ")).strip()


def text_of(value: CellValue) -> str:
    """A cell as words: text squeezed, 12.0 as `12`, blank as the empty text."""
    if isinstance(value, str):
        return squeezed(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return squeezed(str(value))
