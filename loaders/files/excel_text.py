"""Text in Excel's XML: rich runs as plain text, escapes undone, phonetic guides left out."""

import re
from collections.abc import Sequence
from typing import IO
from xml.etree.ElementTree import Element

from loaders.files.xml_part import namespace, read_children

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
SURROGATE = re.compile("[\ud800-\udfff]")


def shared_strings(stream: IO[bytes]) -> Sequence[str]:
    """The workbook's table of strings, in order: cells name them by position."""
    return [plain_text(item) for item in read_children(stream, "")]


def plain_text(item: Element) -> str:
    """A string item's own text and the text of its runs, but not its phonetic guides."""
    space = namespace(item.tag)
    whole = item.findtext(f"{space}t", "")
    runs = item.findall(f"{space}r/{space}t")
    return unescaped(whole + "".join(run.text or "" for run in runs))


def unescaped(text: str) -> str:
    """Excel's `_x000D_` escapes as the characters they stand for; half a pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if SURROGATE.search(plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain
