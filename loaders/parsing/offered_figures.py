"""The figures that a cell may mean: each number in its text, a part of a whole, a hundredth.

Where the words beside a number may say another one, nothing is offered: it is typed then.
"""

import re
from collections.abc import Iterator, Mapping

from loaders.parsing.normalise import dashed
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import find_period
from loaders.parsing.vocabulary import SCALES
from metrics.decimals import without_residue

MOST = 4
_NUMBER = re.compile(
    r"(?<![\w.,#])(?:(?<!\S)-[£$€]?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,]*\d)(?![a-z]\d)"
)
# A sign, limit or bracket may make another figure of the number beside it.
_DOUBT_BEFORE = re.compile(r"[-<>≤≥±:]\s?[£$€]?\s?$")
_DOUBT_BEHIND = re.compile(r"[-:]")
_BRACKET_BEFORE, _BRACKET_BEHIND = re.compile(r"[(\[]\s?[£$€]?\s?$"), re.compile(r"\s?[)\]]")
_FRACTION = re.compile(r"0\.\d+|1(?:\.0+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NOUGHT = ("nil", "none", "zero", "nought")
_SHARE = re.compile(r"(?P<part>[\d,]+)\s?(?:/|of|out of)\s?(?P<whole>[\d,]+)")
_SCALE = rf"(?:(?<=[\d£$€\s])|\b)(?:{'|'.join(SCALES)}|hundred|dozen)s?\b|(?<![\d.,])000s?\b"
_SPACED = r"(?<![\d.,])\d{1,3}\s\d{3}\b"
_YEAR = r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)"
_MONTH = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
# What Excel writes for a fault is no figure, and beside thousands, a year or a month none is clear.
_NOT_CLEAR = re.compile(rf"^#|{_SCALE}|{_SPACED}|{_YEAR}|{_MONTH}")


def hundredth(percent: float) -> Mapping[str, float]:
    """A share above 100 % as it is if it was multiplied by a hundred once too often: `84.2%`."""
    if not 100 < percent <= 10_000:
        return {}
    share = without_residue(percent / 100)
    return {f"{share:.12g}%": share}


def as_share_or_percent(number: float) -> Mapping[str, float]:
    """A number up to 1 as the share of a whole that it may be, `90%`, and as it is, `0.9%`."""
    percents = (without_residue(number * 100), number)
    return {f"{percent:.12g}%": percent for percent in percents}


def offered_figures(text: str, unit: str | None) -> Mapping[str, float]:
    """The figures by their words, in the order of the text; none of a text without clear numbers.

    Of `64/70` for a KPI in percent there is also 64 of 70 as a share.
    """
    tidy = dashed(text)
    if _NOT_CLEAR.search(tidy) or _names_a_period(tidy):
        return {}
    offered: dict[str, float] = {}
    if tidy in _NOUGHT:
        return {"0": 0.0}
    if _DOTTED.fullmatch(tidy):
        offered[tidy.replace(".", ",")] = float(tidy.replace(".", ""))
    for number in list(_clear_numbers(tidy, unit))[:MOST]:
        offered[number] = float(re.sub(r"[,£$€]", "", number))
    share = _SHARE.fullmatch(tidy) if unit == "percent" else None
    if share:
        part, whole = (float(share[name].replace(",", "")) for name in ("part", "whole"))
        if 0 <= part <= whole and whole > 0:
            percent = without_residue(100 * part / whole)
            offered[f"{share['part']} of {share['whole']}, {percent:.1f}%"] = percent
    return offered


def _clear_numbers(tidy: str, unit: str | None) -> Iterator[str]:
    """The numbers that stand for nothing else; in brackets only such as follow another number.

    `0.85` for a KPI in percent may be 85 %, so it is none of them.
    """
    numbers = list(_NUMBER.finditer(tidy))
    for place, number in enumerate(numbers):
        before, behind = tidy[: number.start()], tidy[number.end() :]
        in_brackets = _BRACKET_BEFORE.search(before) or _BRACKET_BEHIND.match(behind)
        is_doubted = _DOUBT_BEFORE.search(before) or _DOUBT_BEHIND.match(behind)
        is_share = unit == "percent" and _FRACTION.fullmatch(number[0]) and behind[:1] != "%"
        if not is_doubted and not is_share and not (in_brackets and place == 0):
            yield number[0]


def _names_a_period(tidy: str) -> bool:
    try:
        return find_period(tidy) is not None
    except NotAPeriod:
        return True
