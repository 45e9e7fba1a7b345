"""What may come in: which codes, days, numbers and texts, the same for files, plans and reference.

Pure functions; whoever reads cleans a text once, and refuses or sets aside what is not admissible.
"""

import math
import re
import unicodedata
from datetime import date

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
# From here on a float no longer has every whole number, and sums overflow.
TOO_LARGE = 1e15
CODE_LENGTH = 40
# Names of things and people, sentences such as reasons and titles, and whatever is longer; the
# words of an event stand on a chart. Boxes on the screen take no more than the store does.
NAME_LENGTH, REASON_LENGTH, NOTE_LENGTH = 120, 1_000, 20_000
EVENT_LENGTH, FILE_NAME_LENGTH = 300, 200

CODE = f"a code of letters, digits, spaces, full stops, - and _; {CODE_LENGTH} characters at most"
CODE_WITH_SLASH = CODE.replace("- and _", "-, _ and /")
# That of a statistic is made of its name.
STATISTIC_CODE = CODE.replace(f"{CODE_LENGTH} characters", f"{NAME_LENGTH} characters")
DAY = f"a day from {EARLIEST} to {LATEST}"
NUMBER = "a number below 1,000,000,000,000,000"

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
_CODE_WITH_SLASH = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*")
# Control characters but tab and line break, halves of characters, and marks that turn the order
# of the text around them.
_REMOVED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_LINE_BREAK = re.compile("\r\n?|\x85|\u2028|\u2029")
_SHORTENED = 60


def cleaned(text: str) -> str:
    """A text as it is kept: composed, line breaks alike, without characters that steer a screen."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _REMOVED.sub("", _LINE_BREAK.sub("\n", text)))


def on_one_line(text: str) -> str:
    """A text, cleaned, with a space for each line break and tab."""
    return re.sub(r"\s*[\n\t]\s*", " ", cleaned(text)).strip()


def shortened(text: str) -> str:
    """A text for a sentence about it: its beginning, where it is long."""
    return text if len(text) <= _SHORTENED else f"{text[:_SHORTENED]}…"


def is_code(text: str, *, slash: bool = False, longest: int = CODE_LENGTH) -> bool:
    """Whether a text may be a code; those that make an address have no slash."""
    pattern = _CODE_WITH_SLASH if slash else _CODE
    return len(text) <= longest and bool(pattern.fullmatch(text))


def is_day(day: date) -> bool:
    """Whether a day lies between the first and the last that anything is known of."""
    return EARLIEST <= day <= LATEST


def is_number(number: float) -> bool:
    """Whether a number is finite and small enough to reckon with."""
    return math.isfinite(number) and abs(number) < TOO_LARGE


def at_most(length: int) -> str:
    """How long a text may be, in words."""
    return f"{length:,} characters at most"
