"""Parts of a Word file: headings that can be linked to, the list of contents, the foot of pages."""

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu
from docx.text.paragraph import Paragraph

from data.admissible import cleaned

CONTENTS_TITLE = "Contents"
# The headings of two levels, as links. Only Word can work page numbers out, and it would ask first,
# of "fields that may refer to other files", if the file told it to: "Update field" adds them.
CONTENTS_FIELD = r' TOC \o "1-2" \h \z \u '


# The identifiers of styles by their names: looking one up takes longer than writing a paragraph.
StyleIds = Mapping[str, str]


def style_ids(document: WordDocument) -> StyleIds:
    """The identifier of every style of a document, by its name."""
    return {style.name: style.style_id for style in document.styles if style.name}


def add_paragraph(document: WordDocument, style: str, text: str = "") -> Paragraph:
    """A paragraph of plain text in a style, by its identifier."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    if text:
        paragraph.add_run(cleaned(text))
    return paragraph


def add_heading(document: WordDocument, style: str, text: str, number: int) -> Paragraph:
    """A heading, with the bookmark that the list of contents leads to."""
    paragraph = add_paragraph(document, style)
    start = _element("w:bookmarkStart", id=str(number), name=bookmark(number))
    end = _element("w:bookmarkEnd", id=str(number))
    paragraph._p.append(start)
    paragraph.add_run(cleaned(text).replace("\n", " "))
    paragraph._p.append(end)
    return paragraph


def last_paragraph(document: WordDocument) -> Paragraph:
    """The newest paragraph: looking at all of them takes longer the longer the report is."""
    *_, last, _section = document.element.body
    return Paragraph(last, document._body)


def bookmark(number: int) -> str:
    """What the bookmark of a heading is called."""
    return f"_Toc{number:06}"


def add_contents(document: WordDocument, headings: Sequence[tuple[int, str]]) -> None:
    """The list of contents: a field that Word knows, already filled with links to the headings."""
    title = document.add_paragraph(CONTENTS_TITLE, "TOC Heading")
    title.paragraph_format.page_break_before = True
    entries = [(n, level, text) for n, (level, text) in enumerate(headings, 1) if level < 3]
    for position, (number, level, text) in enumerate(entries):
        paragraph = document.add_paragraph(style=f"TOC {level}")
        if position == 0:
            _field_begin(paragraph, CONTENTS_FIELD)
        link = _element("w:hyperlink", anchor=bookmark(number), history="1")
        run = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = cleaned(text).replace("\n", " ")
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        link.append(run)
        paragraph._p.append(link)
        if position == len(entries) - 1:
            paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def add_footer(document: WordDocument, text: str) -> None:
    """The title and the number of the page at the foot of each; the same in every section."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph.add_run(f"{cleaned(text)}, page ")
    _field_begin(paragraph, " PAGE ")
    paragraph.add_run("1")
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def text_width(document: WordDocument) -> Emu:
    """How wide text is on the newest pages."""
    section = document.sections[-1]
    margins = sum(margin or 0 for margin in (section.left_margin, section.right_margin))
    return Emu((section.page_width or 0) - margins)


def add_lines(document: WordDocument, text: str, style: str) -> None:
    """A paragraph for each line of a text as it was typed."""
    for line in cleaned(text).split("\n"):
        if line.strip():
            add_paragraph(document, style, line)


def _field_begin(paragraph: Paragraph, instruction: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="begin"))
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = instruction
    paragraph.add_run()._r.append(words)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
