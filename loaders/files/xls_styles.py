"""Cell styles of an old Excel workbook: the number format, and the solid fill colour."""

from xlrd.biffh import DATEFORMAT
from xlrd.book import Book
from xlrd.formatting import Format, XFBackground

from loaders.files.excel_dates import EPOCH_1900, EPOCH_1904, clock_of
from loaders.files.excel_styles import GENERAL, CellStyle
from loaders.files.text_runs import TextRun

SOLID = 1
RAISED, LOWERED = 1, 2
DAY = "yyyy-mm-dd"


class XlsStyles:
    """The cell styles of a workbook by the number that cells have for them, and its first day."""

    def __init__(self, book: Book) -> None:
        self.epoch = EPOCH_1904 if book.datemode else EPOCH_1900
        self._book = book
        self._known: dict[int, CellStyle] = {}

    def __getitem__(self, index: int) -> CellStyle:
        if index not in self._known:
            self._known[index] = self._style(index)
        return self._known[index]

    def _style(self, index: int) -> CellStyle:
        if not 0 <= index < len(self._book.xf_list):
            return CellStyle()
        xf = self._book.xf_list[index]
        number_format = _number_format(self._book.format_map.get(xf.format_key))
        fill = self._fill(xf.background)
        is_struck = self.run_of("", xf.font_index).struck
        return CellStyle(number_format, clock_of(number_format), fill, is_struck)

    def run_of(self, text: str, font: int) -> TextRun:
        """A text in a font of the workbook, by the number that cells have for it."""
        fonts = self._book.font_list
        if not 0 <= font < len(fonts):
            return TextRun(text)
        raised, lowered = (fonts[font].escapement == kind for kind in (RAISED, LOWERED))
        return TextRun(text, raised, lowered, bool(fonts[font].struck_out))

    def font_of(self, index: int) -> int:
        """The font of a cell style."""
        styles = self._book.xf_list
        return int(styles[index].font_index) if 0 <= index < len(styles) else 0

    def _fill(self, background: XFBackground | None) -> str | None:
        if background is None or background.fill_pattern != SOLID:
            return None
        rgb = self._book.colour_map.get(background.pattern_colour_index)
        return None if rgb is None else "{:02X}{:02X}{:02X}".format(*rgb)


def _number_format(entry: Format | None) -> str:
    if entry is None:
        return GENERAL
    # Excel's own dates of other countries are known by number alone.
    return entry.format_str or (DAY if entry.type == DATEFORMAT else GENERAL)
