"""Text to figures: numbers with units, durations, ranges and limits, or a named state."""

import math
import re
from dataclasses import KW_ONLY, dataclass, replace
from decimal import Decimal
from functools import lru_cache

from loaders.findings.codes import FindingCode
from loaders.parsing.normalise import plain, squeezed
from loaders.parsing.number_formats import section_of
from loaders.parsing.vocabulary import (
    LIMITS,
    LIMITS_BEHIND,
    MARKS,
    MONEY,
    SCALES,
    STATES,
    UNITS,
    YES_NO,
)
from metrics.decimals import without_residue
from metrics.status import State


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says: a value in its unit, or a state in its place, or the ends of a range.

    `unit` is None where neither the text nor the number format names one. `comparison` is one of
    <, <=, >, >= as typed around the value. `note` is what stood beside the figure, as typed.
    """

    value: float | None = None
    _: KW_ONLY
    state: str | None = None
    unit: str | None = None
    provisional: bool = False
    note: str | None = None
    lower: float | None = None
    upper: float | None = None
    comparison: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that is neither a figure nor a known word: `code` is the finding's, the rest words."""

    code: FindingCode
    reason: str
    found: str


# A power of ten counts only as machines write it: `1.2E+06`; `12E5` is a code or a slip.
_DIGITS = r"\d(?:\.\d+)?e[+-]\d{2,3}|(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_FIGURE = re.compile(
    rf"(?P<sign>[-+]?)\s*(?P<money>[£$€]?)\s*(?P<inner>[-+]?)(?P<digits>{_DIGITS})"
    rf"\s*(?:(?P<scale>k|mn?|bn|thousand|million|billion)(?![a-z]))?"
    r"\s*(?P<unit>%|[a-z][a-z0-9 ]*)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\((?P<money>[£$€]?)(?P<rest>[\d.,]+(?:\s?(?:k|m|bn))?\s*%?)\)", re.I)
_COMPARISON = re.compile(r"(?P<sign><=|>=|=<|=>|<|>|≤|≥)")
_LIMIT_WORDS = re.compile(rf"^({'|'.join(LIMITS)})\s+(?=[£$€]?\d)", re.IGNORECASE)
_LIMIT_BEHIND = re.compile(
    rf"(?P<figure>[£$€]?\d.*?)\s*(?P<limit>{'|'.join(map(re.escape, LIMITS_BEHIND))})",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?")
_ASIDE = re.compile(r"\s*[(\[](?P<aside>[^()\[\]]*)[)\]]$")
# Arrows up, down and aside, plain, filled and bold.
_ARROWS = " " + "".join(map(chr, (*range(0x2190, 0x219A), *range(0x25B2, 0x25C5), 0x2B06, 0x2B07)))
_DOTTED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+|(?<=\.\d{3}\.\d{3}))(?![\d.,])")
_MINUS_BEHIND = re.compile(r"(?P<figure>[£$€]?\d[\d,.]*)-")
_SPOKEN_TIME = re.compile(
    r"(?:(?P<hours>\d{1,4})\s?h(?:ours?|rs?)?)?\s?(?:(?P<minutes>\d{1,4})\s?m(?:in(?:ute)?s?)?)?"
    r"\s?(?:(?P<seconds>\d{1,2})\s?s(?:ec(?:ond)?s?)?)?",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?P<part>[\d,]+)\s?(?:/|of|out of)\s?(?P<whole>[\d,]+)")
# A larger number in brackets is a second figure and no footnote.
_HIGHEST_FOOTNOTE = 9
_SIGNS = {"=<": "<=", "=>": ">=", "≤": "<=", "≥": ">="}


# Of the texts of a column many are the same.
@lru_cache(maxsize=20_000)
def read_text(text: str) -> CellReading | Unreadable | None:
    """What a text in a cell says; None for a blank one, Unreadable for anything not known."""
    tidy = _tidied(text)
    if not tidy:
        return None
    tidy = _as_written_here(tidy)
    return (
        _read_word(tidy)
        or _read_range(tidy)
        or _read_compared(tidy)
        or _read_figure(tidy)
        or _with_aside(tidy)
        or Unreadable(FindingCode.NOT_A_VALUE, "text stands where a number belongs", text)
    )


def _as_written_here(tidy: str) -> str:
    """Without arrows and a typist's apostrophe, the sign in front, commas for thousands."""
    bare = tidy.strip(_ARROWS) or tidy
    bare = bare.removeprefix("'") if bare[1:2].isdigit() else bare
    bare = _DOTTED.sub(lambda dotted: dotted[0].translate(str.maketrans(".,", ",.")), bare)
    behind = _MINUS_BEHIND.fullmatch(bare)
    return f"-{behind['figure']}" if behind else bare


def _read_word(tidy: str) -> CellReading | None:
    word = tidy.casefold()
    if word in YES_NO:
        return CellReading(YES_NO[word], unit="yes/no")
    state = STATES.get(word) or STATES.get(plain(word))
    if state is None:
        return None
    return CellReading(state=state.value, provisional=word == "[p]")


def _read_range(tidy: str) -> CellReading | None:
    parts = re.split(r"\s+to\s+|(?<=[\d%])\s*-\s*(?=[\d£.])", tidy)
    if len(parts) != 2:
        return None
    ends = [_read_figure(part) for part in parts]
    if ends[0] is None or ends[1] is None or ends[0].value is None or ends[1].value is None:
        return None
    lower, upper = ends[0].value, ends[1].value
    unit = ends[1].unit or ends[0].unit
    return CellReading(unit=unit, lower=lower, upper=upper) if lower <= upper else None


def _read_compared(tidy: str) -> CellReading | None:
    typed = tidy
    behind = _LIMIT_BEHIND.fullmatch(tidy)
    if behind:
        tidy = f"{LIMITS_BEHIND[behind['limit'].casefold()]} {behind['figure']}"
    tidy = _LIMIT_WORDS.sub(lambda words: f"{LIMITS[words[1].casefold()]} ", tidy)
    match = _COMPARISON.search(tidy)
    if match is None:
        return None
    sign = _SIGNS.get(match["sign"], match["sign"])
    reading = _read_figure((tidy[: match.start()] + tidy[match.end() :]).strip())
    if reading is None or reading.value is None:
        return None
    # A bare `<5` hides a small number; with a unit, in words or behind the figure it is a limit.
    if sign == "<" and typed.startswith(match["sign"]) and reading.unit is None:
        return CellReading(state=State.SUPPRESSED.value, upper=reading.value, comparison=sign)
    return replace(reading, comparison=sign)


def _read_figure(tidy: str) -> CellReading | None:
    bare, mark = _unmarked(tidy)
    reading = _read_clock(bare) or _read_amount(bare) or _read_spoken_time(bare)
    if reading is None or mark is None:
        return reading
    if mark == "provisional":
        return replace(reading, provisional=True)
    return replace(reading, note=mark)


def _read_clock(bare: str) -> CellReading | None:
    match = _CLOCK.fullmatch(bare)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return CellReading(float(hours * 3600 + minutes * 60 + seconds), unit="seconds")


def _read_spoken_time(bare: str) -> CellReading | None:
    """`1m 23s` and `2 hrs 5 mins`; one part alone is no more than a number in a unit."""
    match = _SPOKEN_TIME.fullmatch(bare)
    if match is None or sum(part is not None for part in match.groups()) < 2:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return CellReading(float(hours * 3600 + minutes * 60 + seconds), unit="seconds")


def _read_amount(bare: str) -> CellReading | None:
    bracketed = _BRACKETED.fullmatch(bare)
    match = _FIGURE.fullmatch(f"-{bracketed['money']}{bracketed['rest']}" if bracketed else bare)
    if match is None or (match["sign"] and match["inner"]):
        return None
    unit = _unit(match)
    if match["unit"] and unit is None:
        return None
    scale = _scale(match)
    number = None if scale is None else finite(_signed(match).scaleb(scale))
    return None if number is None else CellReading(number, unit=unit)


def _unit(match: re.Match[str]) -> str | None:
    if match["unit"]:
        return UNITS.get(match["unit"].strip().casefold()) if not match["money"] else None
    return MONEY.get(match["money"])


def _scale(match: re.Match[str]) -> int | None:
    scale = (match["scale"] or "").casefold()
    if scale in ("m", "mn") and not match["money"]:
        return None  # 1.2m without a currency could be metres
    return SCALES.get(scale, 0)


def _signed(match: re.Match[str]) -> Decimal:
    digits = Decimal(re.sub(r"[, ]", "", match["digits"]))
    return -digits if "-" in (match["sign"], match["inner"]) else digits


def _with_aside(tidy: str) -> CellReading | None:
    aside = _ASIDE.search(tidy)
    if aside is None:
        return None
    bare = tidy[: aside.start()]
    beside = _read_figure(aside["aside"])
    share = _SHARE.fullmatch(bare)
    if share:
        return _share_in_percent(share, beside)
    if tidy.endswith(")") and beside and _is_second_figure(beside):
        return None
    reading = _read_word(bare) or _read_figure(bare)
    return reading and replace(reading, note=aside["aside"])


def _is_second_figure(beside: CellReading) -> bool:
    return beside.value is not None and beside.unit is None and beside.value > _HIGHEST_FOOTNOTE


def _share_in_percent(share: re.Match[str], beside: CellReading | None) -> CellReading | None:
    """`64/70 (91.4%)` where the two agree; None where they do not."""
    if beside is None or beside.value is None or beside.unit != "percent":
        return None
    part, whole = (float(share[name].replace(",", "")) for name in ("part", "whole"))
    if not whole or abs(100 * part / whole - beside.value) > 1:
        return None
    return replace(beside, note=share[0])


def _unmarked(tidy: str) -> tuple[str, str | None]:
    for mark, meaning in MARKS.items():
        if tidy.casefold().endswith(mark) and len(tidy) > len(mark):
            return tidy[: -len(mark)].rstrip("*- "), meaning
    return tidy, None


def finite(exact: Decimal) -> float | None:
    """The number as stored, None where it is too large or no number."""
    number = without_residue(float(exact))
    return number if math.isfinite(number) else None


def _tidied(text: str) -> str:
    return (
        squeezed(text)
        .replace("\N{MINUS SIGN}", "-")
        .replace("\N{EN DASH}", "-")
        .replace("\N{EM DASH}", "-")
    )


def unit_of_format(number_format: str) -> str | None:
    """The unit of a number format: `0.0%` is percent, `0.0 "Days"` days, `£ #,##0` pounds."""
    return section_of(number_format).unit


def shows_hundredfold(number_format: str) -> bool:
    """Whether a number format shows 0.57 as 57 %; a percent sign in quotes changes no number."""
    return section_of(number_format).is_hundredfold
