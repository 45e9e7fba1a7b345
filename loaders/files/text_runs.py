"""Runs of a cell's text: what is raised behind it is a note, what is struck out is no text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from loaders.workbook import CellValue, Sheet

# Raised figures that have characters of their own.
_RAISED = (
    "\N{SUPERSCRIPT ZERO}\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}"
    + "".join(map(chr, range(0x2074, 0x207A)))
)
_FIGURES = str.maketrans(_RAISED, "0123456789")
_HAS_RAISED = re.compile(f"[{_RAISED}]")
_PIECES = re.compile(f"[{_RAISED}]+|[^{_RAISED}]+")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
# `m` with a raised 2 is a unit, and so is every single letter: `R` with a raised 2.
_POWER_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?:[A-Za-z]|k?m|cm|mm|ft|in|yd)$")
_MARK = re.compile(r"[\[(]?(?:note\s?)?(?:\d{1,2}|[a-z]|[*\u2020\u2021\u00a7#]{1,3})[\])]?", re.I)
_BETWEEN_MARKS = re.compile(r"[\s,;]+")


class TextRun(NamedTuple):
    """A run of a cell's text in one font."""

    text: str
    raised: bool = False
    lowered: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A cell's text without its marks: `note` was raised behind it, `struck` struck out.

    `is_withdrawn` says that all of it is struck out; the text is then left as it is. `is_restated`
    says that a raised letter stands in brackets now.
    """

    text: str
    note: str = ""
    struck: str = ""
    is_withdrawn: bool = False
    is_restated: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether anything was taken from the text, or all of it is struck out."""
        return bool(self.note or self.struck or self.is_withdrawn or self.is_restated)


@dataclass(slots=True)
class CellMarks:
    """The marks of a sheet's cells as its reader comes by them."""

    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: dict[tuple[int, int], str] = field(default_factory=dict)
    withdrawn: set[tuple[int, int]] = field(default_factory=set)

    def taken(
        self, row: int, column: int, value: CellValue | MarkedText, *, is_struck: bool = False
    ) -> CellValue:
        """A cell's value without its marks, which are kept; `is_struck` is about its whole font."""
        if not isinstance(value, MarkedText):
            if is_struck and value is not None:
                self.withdrawn.add((row, column))
            return value
        if value.note:
            self.notes[row, column] = value.note
        if value.struck:
            self.struck[row, column] = value.struck
        if value.is_withdrawn:
            self.withdrawn.add((row, column))
        return value.text

    def forget(self, cell: tuple[int, int]) -> None:
        """Drop what was kept of a cell."""
        self.notes.pop(cell, None)
        self.struck.pop(cell, None)
        self.withdrawn.discard(cell)

    def put_on(self, sheet: Sheet) -> None:
        """Say of a sheet which of its cells are marked."""
        sheet.notes, sheet.struck = self.notes, self.struck
        sheet.withdrawn = frozenset(self.withdrawn)


def has_raised_figures(text: str) -> bool:
    """Whether a text has characters that are raised figures by themselves."""
    return not text.isascii() and _HAS_RAISED.search(text) is not None


def marked_text(runs: Iterable[TextRun]) -> MarkedText:
    """The text of runs, footnote marks and struck-out text apart from it.

    A raised p or r behind a figure stays with it in brackets, as statistics offices write it.
    Raised letters of `1st`, powers such as `m` with a raised 2 and lowered figures behind a letter,
    as in CO2, stay in the text; so does a raised text with nothing beside it.
    """
    pieces = [piece for run in runs for piece in _pieces(run)]
    words = [piece for piece in pieces if piece.text.strip()]
    whole = "".join(piece.text for piece in pieces)
    if words and all(piece.struck for piece in words):
        return MarkedText(whole, is_withdrawn=True)
    standing = [piece for piece in pieces if not piece.struck]
    struck = "".join(piece.text for piece in pieces if piece.struck).strip()
    if all(piece.raised or piece.lowered for piece in standing if piece.text.strip()):
        return MarkedText("".join(piece.text for piece in standing), struck=struck)
    text, notes, is_restated = "", [], False
    for piece in _joined(standing):
        if _is_mark(piece, text) and _is_status(piece, text):
            is_restated = True
            text = f"{text.rstrip()} [{piece.text.strip(' ()[]')}]"
        elif _is_mark(piece, text):
            notes.append(piece.text.translate(_FIGURES).strip(" ()[],;"))
        else:
            text += piece.text
    tidy = text.strip() if notes or struck else text
    return MarkedText(tidy, ", ".join(notes), struck, is_restated=is_restated)


def _pieces(run: TextRun) -> Iterator[TextRun]:
    """A run, its raised characters as runs of their own."""
    if not has_raised_figures(run.text):
        yield run
        return
    for text in _PIECES.findall(run.text):
        yield run._replace(text=text, raised=run.raised or _HAS_RAISED.match(text) is not None)


def _joined(pieces: Sequence[TextRun]) -> Iterator[TextRun]:
    """Neighbours of one position as one run: editing a cell cuts its runs up anywhere."""
    for (raised, lowered), same in groupby(pieces, key=lambda piece: (piece.raised, piece.lowered)):
        yield TextRun("".join(piece.text for piece in same), raised, lowered)


def _is_status(piece: TextRun, before: str) -> bool:
    """Whether a raised letter says that a figure or year is provisional or revised."""
    return piece.text.strip(" ()[]").casefold() in ("p", "r") and before.rstrip(" %")[-1:].isdigit()


def _is_mark(piece: TextRun, before: str) -> bool:
    text = piece.text.translate(_FIGURES).strip()
    if not text or not (piece.raised or piece.lowered):
        return False
    if piece.lowered:
        return before[-1:].isdigit() and text.isdigit()
    if text.casefold() in _ORDINALS:
        return False
    if text in ("2", "3") and _POWER_BEFORE.search(before):
        return False
    return all(map(_MARK.fullmatch, filter(None, _BETWEEN_MARKS.split(text.strip(",; ")))))
