"""Whose a figure is by the words for an area beside it: the council's own, or another's."""

import re
from functools import cache, lru_cache

from loaders.parsing.area_codes import is_area_code
from loaders.parsing.area_names import area_code, area_name
from loaders.parsing.normalise import plain, squeezed

_WHOLE = frozenset((
    "", "all", "total", "totals", "overall", "district", "district wide", "districtwide",
    "whole district", "district total", "council", "council wide", "whole council", "borough",
    "borough wide", "authority", "all wards", "all areas", "whole area", "all parishes",
    "council total", "our district", "ours", "us", "this council", "local authority", "la",
))  # fmt: skip
_COMPARATOR = re.compile(
    r"(?:(?:the |our )?(?:cipfa |statistical |nearest |family |peer |similar |comparator |benchmark"
    r"|national |regional |county |district |shire |english |england |east midlands |uk |gb |all )*"
    r"(?:group|neighbours?|family|peers?|councils?|authorities|districts?|areas?|england|national"
    r"|regional|region|county|uk|midlands|benchmark|comparators?) ?"
    r"(?:average|avg|mean|median|figure|rate|total|benchmark|best quartile|top quartile|quartile)"
    r"|(?:average|mean|median) (?:of|for) .{3,60}"
    r"|(?:national|regional|county|family group|peer group) (?:average|avg|mean|median))"
)
_MORE_WORDS = re.compile(
    r"^(?:area|ward|parish|district|council|authority|local authority|county|region|nation)"
    r" *[:-] *",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\b(?:average|avg|mean|median|figure|rate|total)$")
_LONGEST = 60
# Departments under the heading Area: whose work a figure is about, and of no other place.
_DEPARTMENT = re.compile(
    r"\b(?:services?|planning|housing|finance|hr|human resources|customers?|environment(?:al)?"
    r"|communit(?:y|ies)|corporate|revenues?|benefits|legal|leisure|waste|regulatory|economic"
    r"|economy|strategy|communications|democratic|ict?|it|property|assets|parks|health|safety"
    r"|licensing|building control|development|contact cent(?:re|er)|people|performance|growth"
    r"|resources|governance|recycling|wellbeing|crime|neighbourhoods?|delivery|operations)\b"
)


@lru_cache(maxsize=10_000)
def other_area(code: str, name: str, ours: str) -> str | None:
    """The area that a code and name stand for as a person calls it; None for the council's own.

    Words that say nothing, or `All`, are the council's own.
    """
    texts = [squeezed(text) for text in (code, name) if squeezed(text)]
    if not texts or all(plain(text) in _WHOLE or _is_ours(text, ours) for text in texts):
        return None
    known = area_code(*(texts if len(texts) == 2 else (texts[0], texts[0])))
    if known and known == ours:
        return None
    return next((text for text in reversed(texts) if not is_area_code(text)), None) or area_name(
        known or texts[0]
    )


def names_other_area(text: str, ours: str) -> bool:
    """Whether a text is no more than another known area's name, or that of a group's average."""
    return area_in_words(text, ours) is False


@lru_cache(maxsize=10_000)
def area_in_words(text: str, ours: str) -> bool | None:
    """True where a text names the council's area and no more, False another's, else None."""
    bare = squeezed(_MORE_WORDS.sub("", squeezed(text)))
    words = plain(bare)
    if not words or len(words) > _LONGEST or (words.isdigit()):
        return None
    if _is_ours(bare, ours):
        return True
    if _COMPARATOR.fullmatch(words):
        return False
    known = area_code(bare, bare) or area_code(None, squeezed(_AVERAGE.sub("", words)))
    if known is None and is_area_code(bare):
        return False
    return None if known is None else known == ours


def is_department(text: str) -> bool:
    """Whether a word under the heading Area is for a department and for no place."""
    return bool(_DEPARTMENT.search(plain(text)))


@lru_cache(maxsize=1024)
def _is_ours(text: str, ours: str) -> bool:
    if not ours:
        return False
    if text.upper() == ours or area_code(None, text) == ours:
        return True
    return plain(text) in _initials(ours)


@cache
def _initials(ours: str) -> frozenset[str]:
    """How a council is called for short: `hdc` is Harborough District Council."""
    initials = "".join(word[0] for word in area_name(ours).split())
    return frozenset(f"{initials}{kind}".casefold() for kind in ("DC", "BC", "CC", "C"))
