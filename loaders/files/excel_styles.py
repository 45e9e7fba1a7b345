"""Cell styles as a reader needs them: the number format, and the solid fill colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.files.excel_colours import DEFAULT_PALETTE, colour
from loaders.files.excel_dates import Clock, clock_of
from loaders.files.excel_text import is_on

GENERAL = "General"
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}


class CellStyle(NamedTuple):
    """How a cell is shown: `fill` is RRGGBB or None; `is_struck` that all of it is struck out."""

    number_format: str = GENERAL
    clock: Clock = Clock.NUMBER
    fill: str | None = None
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a workbook, by the number that cells write for them."""

    named: Mapping[str, CellStyle] = field(default_factory=lambda: {"0": CellStyle()})


def styles(stylesheet: Element, theme: Sequence[str]) -> Styles:
    """The cell styles of a stylesheet part; `theme` holds the theme's colours as RRGGBB."""
    formats = dict(BUILT_IN)
    for entry in stylesheet.iterfind("numFmts/numFmt"):
        formats[int(entry.get("numFmtId", ""))] = entry.get("formatCode", GENERAL)
    fills = _fills(stylesheet, theme)
    struck = [is_on(font.find("strike")) for font in stylesheet.iterfind("fonts/font")]
    cell_styles = [_style(xf, formats, fills, struck) for xf in stylesheet.iterfind("cellXfs/xf")]
    return Styles({str(n): style for n, style in enumerate(cell_styles or [CellStyle()])})


def _style(
    xf: Element,
    formats: Mapping[int, str],
    fills: Sequence[str | None],
    struck: Sequence[bool],
) -> CellStyle:
    number_format = formats.get(int(xf.get("numFmtId", "0")), GENERAL)
    fill = int(xf.get("fillId", "0"))
    solid = fills[fill] if 0 <= fill < len(fills) else None
    font = int(xf.get("fontId", "0"))
    is_struck = 0 <= font < len(struck) and struck[font]
    return CellStyle(number_format, clock_of(number_format), solid, is_struck)


def _fills(stylesheet: Element, theme: Sequence[str]) -> Sequence[str | None]:
    custom = [
        entry.get("rgb", "")[-6:] for entry in stylesheet.iterfind("colors/indexedColors/rgbColor")
    ]
    palette = custom + list(DEFAULT_PALETTE[len(custom) :])
    return [_solid(fill, theme, palette) for fill in stylesheet.iterfind("fills/fill")]


def _solid(fill: Element, theme: Sequence[str], palette: Sequence[str]) -> str | None:
    pattern = fill.find("patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    foreground = pattern.find("fgColor")
    return None if foreground is None else colour(foreground.attrib, theme, palette)
