"""How sure figures of pay are: by their colour and the key beside them, by their CV, by markers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.parsing.normalise import squeezed, text_of
from loaders.workbook import CellPlace, CellValue, Sheet
from metrics.status import State

# What the survey's own key says of its markers; elsewhere two dots mean another thing.
MARKERS: Mapping[str, tuple[State, str]] = {
    "x": (State.SUPPRESSED, "x (unreliable: CV over 20 %)"),
    "..": (State.SUPPRESSED, ".. (disclosive)"),
    ":": (State.NOT_APPLICABLE, ": (not applicable)"),
}
# The publisher's words for a coefficient of variation, in percent, up to a bound.
BOUNDS = ((5, "precise"), (10, "reasonably precise"), (20, "acceptable"))
_BAND = re.compile(r"cv\s*(?:>\s*(\d+)\s*%\s*and\s*)?<=?\s*(\d+)\s*%", re.IGNORECASE)
_QUALITY = re.compile(r"considered (?P<quality>.+?)(?: for practical purposes)?$")
WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class QualityBand:
    """A band of CVs, in percent, with the publisher's word for it."""

    above: int
    up_to: int
    quality: str


def quality_by_colour(sheet: Sheet) -> Mapping[str, str]:
    """What the colour of a cell says of its figure, by the key on the sheet; none without colours.

    Colours are RRGGBB, empty for none. Bands that share a colour are told together: a pattern
    counts as none.
    """
    bands: dict[str, list[QualityBand]] = {}
    for cell in sheet.filled():
        key_cell = CellPlace(cell.row, cell.column)
        band = _band(sheet, key_cell)
        if band:
            bands.setdefault(colour_of(sheet, key_cell), []).append(band)
    if len(bands) < 2:
        return {}
    return {colour: _in_words(same_colour) for colour, same_colour in bands.items()}


def quality_of_cv(cv: float) -> str:
    """A coefficient of variation, in percent, in words: `precise, CV 3.2 %`."""
    words = next((quality for bound, quality in BOUNDS if cv <= bound), "unreliable")
    return f"{words}, CV {cv:g} %"


def colour_of(sheet: Sheet, cell: CellPlace) -> str:
    """The fill of a cell, empty where it is white or has none."""
    fill = sheet.fills.get(cell, WHITE)
    return "" if fill == WHITE else fill


def _band(sheet: Sheet, cell: CellPlace) -> QualityBand | None:
    """The band that a cell of the key names, with the word beside it."""
    value: CellValue = sheet.value(*cell)
    bounds = _BAND.fullmatch(squeezed(value)) if isinstance(value, str) else None
    words = _QUALITY.search(text_of(sheet.value(cell.row, cell.column + 1))) if bounds else None
    if bounds is None or words is None:
        return None
    return QualityBand(int(bounds[1] or 0), int(bounds[2]), words["quality"])


def _in_words(bands: list[QualityBand]) -> str:
    """`acceptable, CV 10 to 20 %`, or of several bands `precise or reasonably precise, ...`."""
    quality = " or ".join(band.quality for band in bands)
    above, up_to = min(band.above for band in bands), max(band.up_to for band in bands)
    return f"{quality}, CV {f'{above} to {up_to}' if above else f'up to {up_to}'} %"
