"""Colours in Excel: direct, from the palette of 64, or from the theme with a tint."""

import colorsys
import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

EIGHT = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
DEFAULT_PALETTE: Sequence[str] = (
    *EIGHT,
    *EIGHT,
    *("800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"),
    *("9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF"),
    *("000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"),
    *("00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99"),
    *("3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696"),
    *("003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"),
)
# What else stands there in a damaged file is no colour.
_RGB = re.compile(r"[0-9A-F]{6}")
# Cells name theme colours in this order, which is not the order of the theme's own XML.
THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{n}" for n in range(1, 7)),
    "hlink",
    "folHlink",
)


def theme_colours(theme: Element) -> Sequence[str]:
    """The twelve colours of a theme part as RRGGBB, in the order that cells name them by."""
    scheme = theme.find("themeElements/clrScheme")
    return [] if scheme is None else [_theme_colour(scheme.find(name)) for name in THEME_ORDER]


def colour(
    attributes: Mapping[str, str], theme: Sequence[str], palette: Sequence[str]
) -> str | None:
    """A colour element as RRGGBB, None when it is automatic or names a colour that is not there."""
    tint, rgb = float(attributes.get("tint", "0")), _named(attributes, theme, palette)
    return _tinted(rgb, tint) if rgb and _RGB.fullmatch(rgb) else None


def _named(
    attributes: Mapping[str, str], theme: Sequence[str], palette: Sequence[str]
) -> str | None:
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    for kind, table in (("theme", theme), ("indexed", palette)):
        if kind in attributes and 0 <= int(attributes[kind]) < len(table):
            return table[int(attributes[kind])].upper()
    return None


def _theme_colour(entry: Element | None) -> str:
    chosen = entry[0] if entry is not None and len(entry) else None
    if chosen is None:
        return "000000"
    return chosen.get("lastClr") or chosen.get("val") or "000000"


def _tinted(rgb: str, tint: float) -> str:
    """A colour made darker (tint below 0) or lighter (above 0), by its lightness alone."""
    if not tint:
        return rgb
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)
