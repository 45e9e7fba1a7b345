"""Cell styles of an OpenDocument spreadsheet, told as Excel tells them: number format and fill."""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from loaders.files.excel_dates import clock_of
from loaders.files.excel_styles import GENERAL, CellStyle
from loaders.files.text_runs import TextRun

# Signs that Excel writes as they are; other words of a format stand in quotation marks.
PLAIN = re.compile(r"[-/:(),.%£$€ ]*")
COLOUR = re.compile("#([0-9A-Fa-f]{6})")
DATA_STYLES = frozenset(
    f"{kind}-style" for kind in ("number", "percentage", "currency", "date", "time", "text")
)
FAMILIES = ("table-cell", "table", "text")
NOT_STRUCK = ("none", "")
DEEPEST_PARENT = 10


class OdsStyles:
    """The cell and table styles of a document, from its trees of styles (local names)."""

    def __init__(self, *trees: Element) -> None:
        self._styles: dict[str, Element] = {}
        self._data: dict[str, Element] = {}
        self._known: dict[str, CellStyle] = {"": CellStyle()}
        for tree in trees:
            for entry in tree.iter():
                if entry.tag in DATA_STYLES:
                    self._data.setdefault(entry.get("name", ""), entry)
                elif entry.tag == "style" and entry.get("family") in FAMILIES:
                    self._styles.setdefault(entry.get("name", ""), entry)

    def cell(self, name: str) -> CellStyle:
        """A cell style, with what it takes from its parents; a plain one for a name unknown."""
        if name not in self._known:
            number_format = self._number_format(name)
            is_struck = self.run_of("", name).struck
            self._known[name] = CellStyle(
                number_format, clock_of(number_format), self._fill(name), is_struck
            )
        return self._known[name]

    def run_of(self, text: str, name: str) -> TextRun:
        """A text in a style: raised, lowered or struck out as it says."""
        position, struck = "", False
        for style in self._with_parents(name):
            for properties in style.iterfind("text-properties"):
                position = position or properties.get("text-position", "")
                struck = struck or _is_struck(properties)
        raised = position.startswith("super") or (position[:1].isdigit() and position[:2] != "0%")
        return TextRun(text, raised, position.startswith(("sub", "-")), struck)

    def shows_table(self, name: str) -> bool:
        """Whether a sheet of that table style is shown."""
        properties = self._styles.get(name, Element("style")).find("table-properties")
        return properties is None or properties.get("display") != "false"

    def _number_format(self, name: str) -> str:
        for style in self._with_parents(name):
            if "data-style-name" in style.attrib:
                return self._written(style.get("data-style-name", ""))
        return GENERAL

    def _written(self, name: str) -> str:
        """A format in Excel's letters; with several parts, the one for numbers above zero."""
        entry = self._data.get(name)
        if entry is None:
            return GENERAL
        positive = next((m for m in entry.iterfind("map") if ">" in m.get("condition", "")), None)
        chosen = entry if positive is None else self._data.get(positive.get("apply-style-name", ""))
        return number_format_of(entry if chosen is None else chosen)

    def _fill(self, name: str) -> str | None:
        for style in self._with_parents(name):
            properties = style.find("table-cell-properties")
            written = None if properties is None else properties.get("background-color")
            if written is not None:
                rgb = COLOUR.fullmatch(written)
                return rgb[1].upper() if rgb else None
        return None

    def _with_parents(self, name: str) -> Iterator[Element]:
        for _ in range(DEEPEST_PARENT):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = style.get("parent-style-name", "")


def _is_struck(properties: Element) -> bool:
    written = ("text-line-through-style", "text-line-through-type")
    return any(properties.get(name, "") not in NOT_STRUCK for name in written)


def number_format_of(entry: Element) -> str:
    """A data style as Excel writes it: `0.0%`, `£#,##0`, `dd/mm/yyyy`, `0.0" Days"`."""
    parts = "".join(LETTERS.get(part.tag, _nothing)(part) for part in entry)
    if entry.tag == "time-style" and entry.get("truncate-on-overflow") == "false":
        parts = re.sub("h+", "[h]", parts, count=1)
    return parts or GENERAL


def _number(part: Element) -> str:
    decimals = part.get("decimal-places")
    grouping = part.get("grouping") == "true"
    if decimals is None and not grouping:
        return GENERAL
    whole = "#,##0" if grouping else "0"
    count = min(int(decimals or 0), 30)
    return f"{whole}.{'0' * count}" if count > 0 else whole


def _words(part: Element) -> str:
    words = part.text or ""
    return words if PLAIN.fullmatch(words) else '"' + words.replace('"', "") + '"'


def _nothing(_: Element) -> str:
    return ""


def _letters(short: str, long: str) -> Callable[[Element], str]:
    return lambda part: long if part.get("style") == "long" else short


def _month(part: Element) -> str:
    in_words = part.get("textual") == "true"
    return (_letters("mmm", "mmmm") if in_words else _letters("m", "mm"))(part)


def _seconds(part: Element) -> str:
    decimals = min(int(part.get("decimal-places", "0")), 9)
    return _letters("s", "ss")(part) + (f".{'0' * decimals}" if decimals > 0 else "")


LETTERS: Mapping[str, Callable[[Element], str]] = {
    "number": _number,
    "scientific-number": lambda _: "0.00E+00",
    "fraction": lambda _: "# ?/?",
    "text-content": lambda _: "@",
    "text": _words,
    "currency-symbol": _words,
    "day": _letters("d", "dd"),
    "day-of-week": _letters("ddd", "dddd"),
    "month": _month,
    "year": _letters("yy", "yyyy"),
    "hours": _letters("h", "hh"),
    "minutes": _letters("m", "mm"),
    "seconds": _seconds,
    "am-pm": lambda _: "AM/PM",
}
