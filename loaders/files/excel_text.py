"""Text in Excel's XML: runs with their fonts, escapes undone, phonetic guides left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from loaders.files.text_runs import MarkedText, TextRun, has_raised_figures, marked_text
from loaders.files.xml_part import namespace, read_children

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """The workbook's table of strings, in order; `marked` has those with marks by position."""

    texts: Sequence[str] = ()
    marked: Mapping[int, MarkedText] = field(default_factory=dict)


def shared_strings(stream: IO[bytes]) -> SharedStrings:
    """The workbook's table of strings: cells name them by position."""
    texts: list[str] = []
    marked: dict[int, MarkedText] = {}
    for item in read_children(stream, ""):
        text = text_of_item(item)
        if isinstance(text, MarkedText):
            marked[len(texts)] = text
            text = text.text
        texts.append(text)
    return SharedStrings(texts, marked)


def text_of_item(item: Element) -> str | MarkedText:
    """A string item's text with that of its runs, phonetic guides left out; marked where it is."""
    space = namespace(item.tag)
    if len(item) == 1 and item[0].tag == f"{space}t":
        return marked_where_raised(unescaped(item[0].text or ""))
    whole = item.findtext(f"{space}t", "")
    if item.find(f"{space}r") is None:
        return marked_where_raised(unescaped(whole))
    runs = [TextRun(unescaped(whole)), *_runs(item, space)]
    marked = marked_text(runs)
    return marked if marked.is_marked else unescaped("".join(_texts(item, space, whole)))


def marked_where_raised(text: str) -> str | MarkedText:
    """A text in one font; marked where raised figures stand behind it as footnotes do."""
    if not has_raised_figures(text):
        return text
    marked = marked_text([TextRun(text)])
    return marked if marked.is_marked else text


def _texts(item: Element, space: str, whole: str) -> Iterator[str]:
    yield whole
    yield from (run.text or "" for run in item.findall(f"{space}r/{space}t"))


def _runs(item: Element, space: str) -> Iterator[TextRun]:
    for run in item.iterfind(f"{space}r"):
        font = run.find(f"{space}rPr")
        align = None if font is None else font.find(f"{space}vertAlign")
        position = "" if align is None else align.get("val", "")
        yield TextRun(
            unescaped(run.findtext(f"{space}t", "")),
            raised=position == "superscript",
            lowered=position == "subscript",
            struck=font is not None and is_on(font.find(f"{space}strike")),
        )


def is_on(switch: Element | None) -> bool:
    """Whether a switch of a font is there, and not there to say no."""
    return switch is not None and switch.get("val", "1") not in ("0", "false", "off")


def unescaped(text: str) -> str:
    """Excel's `_x000D_` escapes as the characters they stand for; half a pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if SURROGATE.search(plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain
