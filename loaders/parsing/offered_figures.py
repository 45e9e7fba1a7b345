"""The figures that a cell may mean: each number in its text, a part of a whole, a hundredth."""

import re
from collections.abc import Mapping

from loaders.parsing.normalise import squeezed
from metrics.decimals import without_residue

MOST = 4
_NUMBER = re.compile(
    r"(?<![\w.,#])(?:(?<!\S)-)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,]*\d)(?![a-z]\d)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SHARE = re.compile(r"(?P<part>[\d,]+)\s?(?:/|of|out of)\s?(?P<whole>[\d,]+)", re.IGNORECASE)
# What Excel writes for a fault, and a day as software writes it, hold no figure.
_NO_FIGURE = re.compile(r"#|\d{4}-\d\d-\d\d")


def hundredth(percent: float) -> Mapping[str, float]:
    """A share above 100 % as it is if it was multiplied by a hundred once too often: `84.2%`."""
    if not 100 < percent <= 10_000:
        return {}
    share = without_residue(percent / 100)
    return {f"{share:.12g}%": share}


def offered_figures(text: str, unit: str | None) -> Mapping[str, float]:
    """The figures by their words, in the order of the text; none of a text without numbers.

    Of `64/70` for a KPI in percent there is also 64 of 70 as a share.
    """
    tidy = squeezed(text)
    if _NO_FIGURE.match(tidy):
        return {}
    offered: dict[str, float] = {}
    if _DOTTED.fullmatch(tidy):
        offered[tidy.replace(".", ",")] = float(tidy.replace(".", ""))
    for number in _NUMBER.findall(tidy)[:MOST]:
        offered[number] = float(number.replace(",", ""))
    share = _SHARE.fullmatch(tidy) if unit == "percent" else None
    if share:
        part, whole = (float(share[name].replace(",", "")) for name in ("part", "whole"))
        if 0 <= part <= whole and whole > 0:
            percent = without_residue(100 * part / whole)
            offered[f"{share['part']} of {share['whole']}, {percent:.1f}%"] = percent
    return offered
