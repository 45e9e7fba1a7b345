"""A report as a tagged PDF (PDF/UA-1): the same contents, set by typst, where it is installed."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from charts.status_signs import mark_of
from data.admissible import cleaned
from data.errors import UserError
from insights.formatting import day
from insights.illustrative_notice import LABEL
from reports.chart_images import as_svg
from reports.document import (
    Block,
    Prose,
    ReportChart,
    ReportDocument,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)
from reports.progress import Progress, to_nobody

TEMPLATE = Path(__file__).with_name("report.typ")
FONT = "Source Sans Pro"
NOT_INSTALLED = (
    "A PDF needs two packages that are not installed here: "
    "`python -m pip install -r requirements-reports.txt` installs them. "
    "Word files and web pages are made without."
)
_PACKAGES = ("typst", "font_source_sans_pro")
_IN_ANOTHER_SCRIPT = (
    "The PDF could not be made: its texts have many letters that no font on this machine has. "
    "Install a font for them, or take the Word file."
)
# A letter without a font is told one at a time, and its neighbours seldom have one either.
_MOST_ATTEMPTS, _ROW = 8, 256
_NO_FONT = re.compile(r'the text `"(.+)"` could not be displayed')
_UNBROKEN = re.compile(r"(\S{30})(?=\S)")
_BREAK = "\N{ZERO WIDTH SPACE}"


def is_installed() -> bool:
    """Whether the two packages are there."""
    return all(map(find_spec, _PACKAGES))


def as_pdf(report: ReportDocument, progress: Progress | None = None) -> bytes:
    """The report as a file (.pdf). Raises UserError where typst or its font is not installed.

    A letter that no font has stands as its name: `[grinning face]`.
    """
    if not is_installed():
        raise UserError(NOT_INSTALLED)
    contents = json.dumps(_contents(report, progress or to_nobody), ensure_ascii=False)
    for _ in range(_MOST_ATTEMPTS):
        try:
            return _set(contents)
        except _WithoutFont as problem:
            contents = _named(contents, {ord(letter) // _ROW for letter in problem.letters})
    raise UserError(_IN_ANOTHER_SCRIPT)


def _named(contents: str, rows: Collection[int]) -> str:
    """The texts with the letters of some rows of Unicode as their names.

    What JSON itself is written in stays: every font has it.
    """
    return "".join(
        f"[{unicodedata.name(letter, 'letter').lower()}]"
        if letter > "\x7f" and ord(letter) // _ROW in rows
        else letter
        for letter in contents
    )


class _WithoutFont(Exception):
    """No font at hand has these letters, which an accessible PDF may not leave out."""

    def __init__(self, letters: Iterable[str]) -> None:
        super().__init__("no font")
        self.letters = letters


def _set(contents: str) -> bytes:
    import typst  # noqa: PLC0415 - an extra that may not be there

    try:
        content: bytes = typst.compile(
            str(TEMPLATE),
            font_paths=[str(_fonts())],
            sys_inputs={"report": contents},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        match = _NO_FONT.search(problem.message)
        letters = {letter for letter in match[1] if letter > "\x7f"} if match else ()
        if letters:
            raise _WithoutFont(letters) from problem
        raise
    return content


def _fonts() -> Path:
    package = find_spec("font_source_sans_pro")
    folders = list(package.submodule_search_locations or []) if package else []
    return Path(folders[0]) / "files"


def _contents(report: ReportDocument, progress: Progress) -> Mapping[str, object]:
    made = report.made_on
    charts = len(report.charts)
    drawn = 0

    def block_of(block: Block) -> Mapping[str, object]:
        nonlocal drawn
        if isinstance(block, ReportChart):
            drawn += 1
            progress(drawn / charts, f"Chart {drawn} of {charts}")
        return _block(block)

    return {
        "title": _words(report.title),
        "subtitle": _words(report.subtitle),
        "council": cleaned(report.council),
        "footer": _words(f"{report.council}: {report.title}"),
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "made_words": f"Made on {day(made)}.",
        "facts": [[label, _words(value)] for label, value in report.facts],
        "notice": f"{LABEL}. {report.notice}" if report.notice else "",
        "brief": report.is_brief,
        "sections": [
            {
                "title": _words(section.title),
                "wide": section.is_wide,
                "blocks": [block_of(block) for block in section.blocks],
            }
            for section in report.sections
        ],
    }


def _block(block: Block) -> Mapping[str, object]:
    match block:
        case SubHeading():
            return {"type": "heading", "level": block.level, "text": _words(block.text)}
        case Prose():
            return {"type": "prose", "kind": str(block.kind), "text": _words(block.text)}
        case ReportTable():
            return {
                "type": "table",
                "caption": _words(block.caption),
                "headings": [_words(heading) for heading in block.headings],
                "weights": list(block.weights),
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
        case ReportChart():
            return {
                "type": "chart",
                "caption": _words(block.caption),
                "alt": cleaned(block.chart.alt),
                "svg": as_svg(block.chart, FONT),
            }


def _cell(cell: TextCell) -> object:
    if not isinstance(cell, StatusCell):
        return _words(cell)
    sign, tone = mark_of(cell.word)
    return {"sign": sign, "tone": tone, "word": _words(cell.word), "remark": _words(cell.remark)}


def _words(text: str) -> str:
    """Text as typed; where a word is longer than a column, it may be broken."""
    return _UNBROKEN.sub(rf"\1{_BREAK}", cleaned(text))
