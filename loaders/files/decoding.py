"""Bytes to text: which encoding a table was saved in, without guessing between equals."""

import codecs
import re
from collections.abc import Sequence

from loaders.files.kinds import UPLOAD
from loaders.files.refusal import refusal, wrong_kind
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
SAMPLE = 4096
SAVE_AS = 'save it in Excel as "CSV UTF-8" and upload that'
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
# Accented letters and the signs of English text are usual in Windows-1252; letters such as Ž and Ð
# are what other encodings look like when they are read as it.
UNUSUAL = re.compile("[^\x00-\x7f£§©®°±²³µ·¼½¾À-ÏÑ-Ýßà-ïñ-ýÿ\u00a0\u2013\u2014\u2018-\u201d…•€™Œœ]")


def decoded(file: str, content: bytes) -> tuple[str, str, Sequence[Finding]]:
    """The text, its encoding in words, and a warning where characters look wrong.

    A byte order mark decides; then UTF-16 by its zero bytes, UTF-8 where all of it is valid, and
    Windows-1252 (Excel's own "CSV" in this country). Raises FileRefused for zero bytes, for bytes
    that no encoding explains, and for a file in two encodings.
    """
    codec, words = _encoding_of(content)
    if codec in ("utf-8", "cp1252"):
        _refuse_binary(file, content)
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(file, content, words, error) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        problem = f"holds a zero byte in line {line}, as text never does"
        raise refusal(file, FindingCode.ZERO_BYTES, problem, SAVE_AS)
    lost = re.compile("\ufffd") if codec != "cp1252" else UNUSUAL
    return text, words, _doubts(file, text, words, lost)


def _encoding_of(content: bytes) -> tuple[str, str]:
    for mark, codec, words in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return codec, words
    return _without_mark(content[:SAMPLE]) or (
        ("utf-8", "UTF-8") if _is_utf8(content) else _single_byte(content)
    )


def _without_mark(sample: bytes) -> tuple[str, str] | None:
    """UTF-16 or UTF-32 by where their zero bytes stand: ASCII characters have them in one place."""
    zeros = [sample[start::4].count(0) for start in range(4)]
    most = len(sample) // 8
    match [count > most for count in zeros]:
        case [False, True, True, True]:
            return "utf-32-le", "UTF-32"
        case [True, True, True, False]:
            return "utf-32-be", "UTF-32"
        case [False, True, False, True]:
            return "utf-16-le", "UTF-16"
        case [True, False, True, False]:
            return "utf-16-be", "UTF-16"
    return None


def _single_byte(content: bytes) -> tuple[str, str]:
    """Windows-1252, unless a line is plainly UTF-8: then the file holds two encodings."""
    lines = content.split(b"\n")
    mixed = any(not line.isascii() and _is_utf8(line) for line in lines)
    return ("utf-8", "UTF-8") if mixed else ("cp1252", "Windows-1252")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(file: str, content: bytes, words: str, error: UnicodeDecodeError) -> FileRefused:
    line = content[: error.start].count(b"\n") + 1
    problem = f"cannot be read as text: line {line} is not in {words} as the rest seems to be"
    undecoded = content[error.start : error.end].hex(" ")
    return refusal(file, FindingCode.UNKNOWN_ENCODING, problem, SAVE_AS, found=undecoded)


def _refuse_binary(file: str, content: bytes) -> None:
    if len(CONTROL.findall(content)) > len(content) / 20:
        raise wrong_kind(file, "not text, and no kind of file that can be read", UPLOAD)


def _doubts(file: str, text: str, words: str, pattern: re.Pattern[str]) -> Sequence[Finding]:
    first = pattern.search(text)
    if first is None:
        return ()
    line = text[: first.start()].count("\n") + 1
    odd = " ".join(sorted(set(pattern.findall(text)))[:10])
    message = (
        f"{file} holds unusual characters from line {line} on ({odd}): it may have been saved in "
        f"another encoding than {words}; check its names and notes, or {SAVE_AS}"
    )
    return (
        Finding(Severity.WARN, FindingCode.UNUSUAL_CHARACTERS, message, found=odd, action=SAVE_AS),
    )
