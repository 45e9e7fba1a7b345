"""One cell's XML: its type, its raw value, and what value that makes."""

import math
import sys
from dataclasses import dataclass, field
from datetime import datetime, time

from loaders.files.excel_dates import EPOCH_1900, Clock, from_serial
from loaders.files.excel_styles import CellStyle, Styles
from loaders.files.excel_text import SharedStrings, marked_where_raised, unescaped
from loaders.files.text_runs import MarkedText
from loaders.workbook import CellValue


@dataclass(frozen=True, slots=True)
class CellValues:
    """What a workbook's cells refer to: its strings, its styles, the day its dates count from."""

    strings: SharedStrings = field(default_factory=SharedStrings)
    styles: Styles = field(default_factory=Styles)
    epoch: datetime = EPOCH_1900

    def style(self, index: str) -> CellStyle:
        """A cell's style; raises LookupError for one that the workbook does not have."""
        style = self.styles.named.get(index)
        if style is None:
            raise LookupError(f"there is no cell style {index}")
        return style

    def value(self, cell_type: str, raw: str, style: CellStyle) -> CellValue | MarkedText:
        """The value of a cell of Excel's type `n`, `s`, `str`, `b`, `e` or `d`.

        None when the cell holds nothing. Raises ValueError or LookupError for a value that its
        type cannot have.
        """
        if cell_type == "str":
            return marked_where_raised(unescaped(raw))
        if not raw:
            return None
        if cell_type == "n":
            return self._number(raw, style)
        if cell_type == "s":
            return self._shared(int(raw))
        return _rarer(cell_type, raw)

    def _number(self, raw: str, style: CellStyle) -> CellValue:
        number = plain_number(raw)
        if style.clock is Clock.NUMBER:
            return number
        return from_serial(number, style.clock, self.epoch)

    def _shared(self, index: int) -> str | MarkedText:
        if not 0 <= index < len(self.strings.texts):
            raise LookupError(f"there is no shared string {index}")
        return self.strings.marked.get(index) or self.strings.texts[index]


def _rarer(cell_type: str, raw: str) -> CellValue:
    match cell_type:
        case "b":
            return bool(int(raw))
        case "e":
            return raw
        case "d":
            return _iso(raw)
    raise ValueError(f"there is no cell type {cell_type!r}")


def plain_number(raw: str) -> float:
    """An int where the file has one, so that a code typed as 7 does not turn into 7.0.

    Raises ValueError for what is no finite number.
    """
    # More digits than any float has are no number to reckon with.
    if raw.isdecimal() and len(raw) <= sys.float_info.max_10_exp:
        return int(raw)
    number = float(raw)
    if "_" in raw or not math.isfinite(number):
        raise ValueError(f"{raw!r} is not a number")
    if number.is_integer() and not set(raw) & set(".eE"):
        return int(raw)
    return number


def _iso(raw: str) -> CellValue:
    """A date written as text in the file; one that no calendar has stays text."""
    for kind in (datetime, time):
        try:
            return kind.fromisoformat(raw)
        except ValueError:
            continue
    return raw
