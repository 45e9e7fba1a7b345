"""One cell of an OpenDocument table: its type, its value, and its text as a person sees it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.files.excel_cells import plain_number
from loaders.files.excel_dates import EPOCH_1904, Clock
from loaders.files.ods_names import office, table, text
from loaders.files.text_runs import TextRun
from loaders.files.xml_part import DEEPEST, PartDamagedError, too_deep
from loaders.workbook import CellValue

VALUE_TYPE, FORMULA = office("value-type"), table("formula")
VALUE, CURRENCY = office("value"), office("currency")
DATE_VALUE, TIME_VALUE = office("date-value"), office("time-value")
BOOLEAN_VALUE, STRING_VALUE = office("boolean-value"), office("string-value")
# LibreOffice's own word for cells that show an error.
SHOWN_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ERROR = re.compile(r"#(DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
PARAGRAPH, SPACES, SPACE_COUNT = text("p"), text("s"), text("c")
SPAN_OF_TEXT, SPAN_STYLE = text("span"), text("style-name")
SIGNS = {text("tab"): "\t", text("line-break"): "\n"}
NO_TEXT = frozenset((office("annotation"), text("note"), text("ruby-text")))
WHITE = re.compile("[ \t\r\n]+")
DOUBLED = re.compile("  |[\t\r\n]")
MOST_SPACES = 32_767
SPAN = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d*)?)S)?)?")
# What a cell says that is a number or a text and nothing else, and how LibreOffice calls that.
PLAIN = frozenset((VALUE_TYPE, VALUE, SHOWN_TYPE, table("style-name")))
PLAIN_TYPES = ("float", "string")
MILLISECOND = timedelta(milliseconds=1)
DAY = timedelta(days=1)


class OdsValue(NamedTuple):
    """A cell's value, None when it holds nothing or a formula that was never calculated."""

    value: CellValue
    formula: bool = False
    error: bool = False


def read_value(cell: Element, clock: Clock) -> OdsValue:
    """What a cell holds; `clock` says whether its number format shows a time as a duration.

    A percentage is a fraction, as in Excel. Raises ValueError or PartDamagedError for a value
    that its type cannot have.
    """
    attributes = cell.attrib
    formula, kind = FORMULA in attributes, attributes.get(VALUE_TYPE)
    if SHOWN_TYPE in attributes and attributes[SHOWN_TYPE] == "error":
        return OdsValue(cell_text(cell), formula, error=True)
    if kind is None or kind == "string":
        return _text_value(cell, kind, formula=formula)
    if formula and ERROR.fullmatch(error := cell_text(cell)):
        return OdsValue(error, formula, error=True)
    return OdsValue(_typed(cell, kind, clock), formula)


def plain_value(cell: Element) -> CellValue:
    """The value of a cell that is one number or one text; None for any other, for read_value()."""
    attributes = cell.attrib
    if not attributes.keys() <= PLAIN or attributes.get(SHOWN_TYPE, "float") not in PLAIN_TYPES:
        return None
    if len(cell) > 1 or (len(cell) and (cell[0].tag != PARAGRAPH or len(cell[0]))):
        return None
    match attributes.get(VALUE_TYPE):
        case "float":
            return _plain_number(attributes.get(VALUE, ""))
        case "string":
            return _squeezed(cell[0].text or "") if len(cell) else None
    return None


def _plain_number(written: str) -> CellValue:
    try:
        return plain_number(written)
    except ValueError:
        return None


def cell_text(cell: Element) -> str:
    """The paragraphs of a cell, a line each, without comments."""
    if len(cell) == 1 and cell[0].tag == PARAGRAPH:
        return _paragraph(cell[0])
    return "\n".join(_paragraph(part) for part in cell if part.tag == PARAGRAPH)


def text_runs(cell: Element, run_of: Callable[[str, str], TextRun]) -> Iterator[TextRun]:
    """The runs of a cell's paragraphs; `run_of` tells a text by the name of its style."""
    paragraphs = [part for part in cell if part.tag == PARAGRAPH]
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield TextRun("\n")
        yield from (run_of(words, style) for words, style in _pieces(paragraph))


def _paragraph(paragraph: Element) -> str:
    if not len(paragraph):
        return _squeezed(paragraph.text or "")
    return "".join(text for text, _ in _pieces(paragraph))


def _squeezed(written: str) -> str:
    """Spaces as shown: several written as such count as one, as in a web page."""
    return WHITE.sub(" ", written) if DOUBLED.search(written) else written


def _text_value(cell: Element, kind: str | None, *, formula: bool) -> OdsValue:
    words = cell.get(STRING_VALUE) or cell_text(cell)
    if not words and kind is None:
        return OdsValue(None, formula)
    return OdsValue(words, formula, error=formula and ERROR.fullmatch(words) is not None)


def _typed(cell: Element, kind: str | None, clock: Clock) -> CellValue:
    match kind:
        case "float" | "percentage" | "currency":
            return plain_number(cell.get(VALUE, ""))
        case "date":
            return _moment(cell.get(DATE_VALUE, ""))
        case "time":
            return _time(cell.get(TIME_VALUE, ""), clock)
        case "boolean":
            return _truth(cell.get(BOOLEAN_VALUE, ""))
        case "void":
            return None
    raise ValueError(f"there is no type of value {kind!r}")


def _moment(written: str) -> CellValue:
    """A date, rounded to the millisecond as Excel's are; one that no calendar has stays text."""
    try:
        return EPOCH_1904 + _rounded(datetime.fromisoformat(written) - EPOCH_1904)
    except (ValueError, TypeError, OverflowError):
        return written


def _time(written: str, clock: Clock) -> time | timedelta:
    match = SPAN.fullmatch(written)
    if match is None or not any(match.groups()[1:]):
        raise ValueError(f"{written!r} is not a time")
    sign, days, hours, minutes, seconds = match.groups(default="")
    span = _rounded(
        timedelta(
            days=int(days or 0),
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=float((seconds or "0").replace(",", ".")),
        )
    )
    if sign or span >= DAY or clock is Clock.DURATION:
        return -span if sign else span
    return (EPOCH_1904 + span).time()


def _rounded(span: timedelta) -> timedelta:
    return MILLISECOND * round(span / MILLISECOND)


def _truth(written: str) -> bool:
    if written not in ("true", "false"):
        raise ValueError(f"{written!r} is neither true nor false")
    return written == "true"


def _pieces(element: Element, style: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """The texts within an element in their order, each with the name of its style."""
    if depth > DEEPEST:
        raise too_deep()
    yield _squeezed(element.text or ""), style
    for child in element:
        if child.tag == SPACES:
            yield " " * _count(child), style
        elif child.tag in SIGNS:
            yield SIGNS[child.tag], style
        elif child.tag not in NO_TEXT:
            yield from _pieces(child, child.get(SPAN_STYLE, style), depth + 1)
        yield _squeezed(child.tail or ""), style


def _count(spaces: Element) -> int:
    count = int(spaces.get(SPACE_COUNT, "1"))
    if not 0 <= count <= MOST_SPACES:
        raise PartDamagedError(f"it holds a run of {count:,} spaces")
    return count
