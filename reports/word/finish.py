"""The last pass over a Word report: sets what makes it accessible, and fails where that lacks."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Pt

from data.admissible import cleaned
from data.errors import UserError
from reports.document import ReportDocument
from reports.word.elements import CONTENTS_FIELD
from reports.word.styles import LANGUAGE

SMALLEST = Pt(12)
# Sans serif faces that are on most machines; a council's own is for it to judge.
_WITH_SERIFS = frozenset(("times new roman", "cambria", "georgia", "garamond", "book antiqua"))


class InaccessibleReport(UserError):
    """A report lacks something that readers need; the text says what, and where to mend it."""


def finish(document: WordDocument, report: ReportDocument) -> None:
    """Set title, language and marks of tables; raises InaccessibleReport with all that lacks."""
    _set_properties(document, report)
    for table in document.element.body.iter(qn("w:tbl")):
        _mark_rows(table)
    lacking = list(problems(document, has_contents=not report.is_brief))
    if lacking:
        raise InaccessibleReport("The report is not accessible: " + " ".join(lacking))


def _set_properties(document: WordDocument, report: ReportDocument) -> None:
    properties = document.core_properties
    properties.title, properties.subject = cleaned(report.title), cleaned(report.subtitle)
    properties.author = properties.last_modified_by = cleaned(report.council)
    properties.language, properties.keywords, properties.comments = LANGUAGE, "", ""
    made = datetime.combine(report.made_on, time(), UTC)
    properties.created = properties.modified = made


def _mark_rows(table: CT_Tbl) -> None:
    """The first row is the header, repeated on each page; no row is cut by the end of a page."""
    for number, row in enumerate(table.iter(qn("w:tr"))):
        properties = row.get_or_add_trPr()
        for name in ("w:cantSplit", *(["w:tblHeader"] if number == 0 else [])):
            if properties.find(qn(name)) is None:
                properties.append(OxmlElement(name))
    look = table.tblPr.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        table.tblPr.append(look)
    marks = {"firstRow": "1", "firstColumn": "0", "lastRow": "0", "lastColumn": "0",
             "noHBand": "1", "noVBand": "1", "val": "0620"}  # fmt: skip
    for name, value in marks.items():
        look.set(qn(f"w:{name}"), value)


def problems(document: WordDocument, *, has_contents: bool = True) -> Iterator[str]:
    """What a Word file lacks to be accessible, a sentence for each.

    A single page needs no list of contents.
    """
    yield from _of_properties(document)
    fields = [element.text for element in document.element.body.iter(qn("w:instrText"))]
    if has_contents and CONTENTS_FIELD not in fields:
        yield "It has no list of contents."
    yield from _of_styles(document)
    yield from _of_headings(document)
    for number, table in enumerate(document.element.body.iter(qn("w:tbl")), 1):
        yield from _of_table(table, number)
    for number, drawing in enumerate(document.element.body.iter(qn("wp:docPr")), 1):
        if not (drawing.get("descr") or "").strip():
            yield f"Drawing {number} has no alternative text."


def _of_properties(document: WordDocument) -> Iterator[str]:
    if not document.core_properties.title:
        yield "It has no title."
    languages = {
        element.get(qn("w:val"))
        for part in (document.styles.element, document.element)
        for element in part.iter(qn("w:lang"))
    }
    if languages != {LANGUAGE}:
        yield f"Its language is not {LANGUAGE} throughout: set it in the template."


def _of_styles(document: WordDocument) -> Iterator[str]:
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    used |= {"Report Cell", "Report Number", "Report Head", "Footer"}
    for name in sorted(used):
        style, chain = document.styles[name], []
        while style is not None:
            chain.append(style)
            style = style.base_style
        size = next((s.font.size for s in chain if s.font.size), None)
        if size is None or size < SMALLEST:
            yield f"The style {name} is smaller than 12 point: set its size in the template."
        alignments = (s.paragraph_format.alignment for s in chain)
        alignment = next((a for a in alignments if a is not None), WD_ALIGN_PARAGRAPH.LEFT)
        if alignment is not WD_ALIGN_PARAGRAPH.LEFT:
            yield f"The style {name} is not aligned left: set it so in the template."
        font = next((s.font.name for s in chain if s.font.name), None)
        if font is None or font.lower() in _WITH_SERIFS:
            yield f"The style {name} has no font without serifs: name one in the template."


def _of_headings(document: WordDocument) -> Iterator[str]:
    above = 0
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style else ""
        if not name or not name.startswith("Heading "):
            continue
        level = int(name.removeprefix("Heading "))
        if level > above + 1:
            yield f"The heading “{paragraph.text}” skips a level."
        if not paragraph.text.strip():
            yield "A heading has no text."
        above = level
    if not above:
        yield "It has no heading."


def _of_table(table: CT_Tbl, number: int) -> Iterator[str]:
    rows = list(table.iter(qn("w:tr")))
    if rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
        yield f"Table {number} has no header row."
    merged = [*table.iter(qn("w:gridSpan")), *table.iter(qn("w:vMerge"))]
    if merged or len({len(row.findall(qn("w:tc"))) for row in rows}) != 1:
        yield f"Table {number} has merged cells."
    empty = [cell for cell in rows[0].iter(qn("w:tc")) if not "".join(cell.itertext()).strip()]
    if empty:
        yield f"Table {number} has a heading without text."
