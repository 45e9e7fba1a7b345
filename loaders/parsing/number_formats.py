"""Number formats as Excel shows them: which part counts, its words beside a number, its scale."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from loaders.parsing.normalise import plain
from loaders.parsing.vocabulary import MONEY, SCALES, UNITS

# Quoted text, escaped and padding characters, what brackets hold, and everything else by itself.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<pad>[_*].)|\[(?P<bracket>[^\]]*)\]|.'
)
_SECTION_END = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?\d+(?:\.\d+)?)")
_SCALED = re.compile(r"[0#?](?P<commas>,+)(?![0#?,])")
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+")


@dataclass(frozen=True)
class FormatSection:
    """The part of a number format that shows a number.

    `literal` is the text that it puts beside the number, `bare` the rest; `thousands` is by how
    many thousands the number is divided before it shows.
    """

    literal: str
    bare: str
    pattern: str
    thousands: int = 0

    @cached_property
    def shows_digits(self) -> bool:
        """Whether anything of the number itself is shown."""
        return (self.bare == "" and self.literal == "") or bool(
            re.search(r"[0#?@]|general", self.bare, re.IGNORECASE)
        )

    @cached_property
    def is_hundredfold(self) -> bool:
        """Whether 0.57 shows as 57 %; a percent sign in quotes changes no number."""
        return "%" in self.bare

    @cached_property
    def unit(self) -> str | None:
        """The unit that it shows: percent, pounds, days."""
        if self.is_hundredfold:
            return "percent"
        money = next(
            (name for sign, name in MONEY.items() if sign in self.bare + self.literal), None
        )
        return money or UNITS.get(plain(self.literal))

    @cached_property
    def scale(self) -> int:
        """The power of ten that a literal `m` or `k` stands for where the number is not divided."""
        money = any(sign in self.bare + self.literal for sign in MONEY)
        word = plain(re.sub("[£$€]", " ", self.literal))
        if self.thousands or (word in ("m", "mn") and not money):
            return 0
        return SCALES.get(word, 0)


@lru_cache(maxsize=4096)
def section_of(number_format: str, sign: float = 1.0) -> FormatSection:
    """The section that shows a number; of `sign` only its size against the conditions counts."""
    sections = _SECTION_END.split(number_format)
    numbered = sections[:3]
    for section in numbered:
        condition = _CONDITION.search("".join(re.findall(r"\[([^\]]*)\]", section)))
        if condition and _holds(condition["sign"], sign, float(condition["limit"])):
            return _section(section)
    if any(_CONDITION.search("".join(re.findall(r"\[([^\]]*)\]", s))) for s in numbered):
        return _section(numbered[-1])
    if sign < 0 and len(numbered) > 1:
        return _section(numbered[1])
    if sign == 0 and len(numbered) > 2:
        return _section(numbered[2])
    return _section(numbered[0])


def _holds(sign: str, number: float, limit: float) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


@lru_cache(maxsize=4096)
def _section(written: str) -> FormatSection:
    literal, bare, pattern = "", "", ""
    for token in _TOKEN.finditer(written):
        text = token["quoted"] if token["quoted"] is not None else token["escaped"]
        currency = re.match(r"\$(?P<sign>[^-]*)", token["bracket"] or "")
        if currency:
            text = currency["sign"]
        if text is not None:
            literal += text
            pattern += _as_words(text)
        elif token["pad"] or token["bracket"] is not None:
            pattern += " " if token["pad"] and token["pad"][0] == "_" else ""
        else:
            bare += token[0]
            pattern += token[0]
            literal += " " if literal and not literal.endswith(" ") else ""
    scaled = _SCALED.search(bare)
    commas = len(scaled["commas"]) if scaled else 0
    return FormatSection(literal.strip(), bare, pattern, commas)


def _as_words(text: str) -> str:
    """A literal within a pattern, its digits out of the way of the placeholders."""
    return "".join(chr(0xE000 + ord(letter)) if ord(letter) < 0x1000 else letter for letter in text)


def label_shown(value: float, number_format: str) -> str | None:
    """A number with the words or leading zeros that its format shows: `"Q"0` makes 1 `Q1`.

    None where the format adds neither, and for what it does not show as a plain number.
    """
    section = section_of(number_format, float(value))
    digits = _DIGITS.search(section.pattern)
    if digits is None or section.is_hundredfold or section.thousands:
        return None
    whole, _, decimals = digits[0].partition(".")
    width = whole.count("0")
    adds_words = any(letter.isalpha() for letter in section.literal)
    if not adds_words and width < 2 and not decimals.count("0"):
        return None
    number = f"{abs(value):.{len(decimals)}f}"
    before, point, after = number.partition(".")
    around = section.pattern[: digits.start()], section.pattern[digits.end() :]
    shown = [_words(part) for part in around]
    return f"{shown[0]}{before.zfill(width)}{point}{after}{shown[1]}".strip()


def _words(pattern: str) -> str:
    return "".join(
        chr(ord(letter) - 0xE000) if 0xE000 <= ord(letter) < 0xF000 else letter
        for letter in pattern
    )
