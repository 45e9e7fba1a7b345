"""The styles of Word reports: a template of our own, or the council's, restyled in Word."""

import io
import os
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from data.errors import UserError

SETTING = "DISTRICT_REPORT_TEMPLATE"
LANGUAGE = "en-GB"
FONT, SIZE, MARGIN = "Arial", Pt(12), Mm(20)
_BLUE, _INK, _GREY = (RGBColor.from_string(c) for c in ("12436D", "0B0C0C", "3D4650"))
# Our styles beside those of Word: which they are based on, size, space after, colour.
OURS = {
    "Report Lead": ("Normal", 15, 8, _INK),
    "Report Quiet": ("Normal", 12, 6, _GREY),
    "Report Notice": ("Normal", 12, 10, _INK),
    "Report Picture": ("Normal", 12, 6, _INK),
    "Report Cell": ("Normal", 12, 2, _INK),
    "Report Number": ("Report Cell", 12, 2, _INK),
    "Report Head": ("Report Cell", 12, 2, RGBColor.from_string("FFFFFF")),
    "Report Gap": ("Normal", 12, 6, _INK),
}
_HEADINGS = {"Title": 30, "Subtitle": 18, "TOC Heading": 20, "Heading 1": 22, "Heading 2": 17,
             "Heading 3": 14}  # fmt: skip
_LEFTOVERS = frozenset(("thumbnail", "stylesWithEffects", "customXml"))
_TABLE_STYLE = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:color="12436D"/>
    <w:bottom w:val="single" w:sz="8" w:color="12436D"/>
    <w:insideH w:val="single" w:sz="4" w:color="B1B9C1"/></w:tblBorders>
    <w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
    <w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="12436D"/></w:tcPr></w:tblStylePr>
</w:style>
"""
_FRAME = """
<w:pBdr {ns}><w:left w:val="single" w:sz="36" w:space="8" w:color="8A4B00"/></w:pBdr>
"""


def template() -> bytes:
    """The council's template where a setting names one, else ours. UserError where it is none."""
    path = os.environ.get(SETTING)
    if not path:
        return our_template()
    try:
        content = Path(path).read_bytes()
        known = {style.name for style in Document(io.BytesIO(content)).styles}
    except Exception as problem:
        raise UserError(
            f"{SETTING} names {Path(path).name}, which cannot be opened as a Word file (.docx). "
            "Make one with `python -m reports template` and change its styles in Word."
        ) from problem
    missing = sorted({*OURS, "Report Table", *_HEADINGS} - known)
    if missing:
        raise UserError(
            f"{Path(path).name} lacks the style {missing[0]}. "
            "Make one with `python -m reports template` and change its styles in Word."
        )
    return content


@cache
def our_template() -> bytes:
    """An empty Word file (.docx) with every style that reports use, on A4."""
    document = Document()
    _without_leftovers(document)
    _language(document)
    _normal(document)
    for name, size in _HEADINGS.items():
        _heading(document, name, size)
    for name, (base, size, after, colour) in OURS.items():
        style = _added(document, name)
        style.base_style = document.styles[base]
        style.font.size, style.font.color.rgb = Pt(size), colour
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.space_before = Pt(0)
    _particular(document)
    document.styles.element.append(parse_xml(_TABLE_STYLE.format(ns=nsdecls("w"))))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", MARGIN)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _language(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    theme = document.settings.element.find(qn("w:themeFontLang"))
    for language in (defaults.find(f".//{qn('w:lang')}"), theme):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)


def _without_leftovers(document: WordDocument) -> None:
    """Take out what the library's own file brings along: a thumbnail and older styles."""
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEFTOVERS:
                del relations[name]


def _normal(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    _font(normal, SIZE, _INK)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.15


def _heading(document: WordDocument, name: str, size: int) -> None:
    style = document.styles[name]
    _font(style, Pt(size), _BLUE)
    style.font.bold, style.font.italic = True, False
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_before = Pt(size * 0.8)
    style.paragraph_format.space_after = Pt(6)
    for frame in style.element.findall(f".//{qn('w:pBdr')}"):
        frame.getparent().remove(frame)


def _particular(document: WordDocument) -> None:
    """What only some styles have."""
    caption = document.styles["Caption"]
    _font(caption, SIZE, _INK)
    caption.font.bold = True
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(6)
    _font(document.styles["Footer"], SIZE, _GREY)
    document.styles["Report Head"].font.bold = True
    document.styles["Report Cell"].paragraph_format.line_spacing = 1.0
    document.styles["Report Gap"].paragraph_format.line_spacing = 0.5
    notice = document.styles["Report Notice"].element.get_or_add_pPr()
    notice.insert(0, parse_xml(_FRAME.format(ns=nsdecls("w"))))
    for level in (1, 2):
        style = _added(document, f"TOC {level}")
        style.base_style = document.styles["Normal"]
        style.font.color.rgb, style.font.underline = _BLUE, True
        style.paragraph_format.left_indent = Mm(6 * (level - 1))
        style.paragraph_format.tab_stops.add_tab_stop(
            Mm(170), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        style.paragraph_format.space_after = Pt(3)


def _added(document: WordDocument, name: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return style


def _font(style: ParagraphStyle, size: Pt, colour: RGBColor) -> None:
    """One font for every script, in place of the theme's."""
    style.font.size, style.font.color.rgb = size, colour
    fonts: BaseOxmlElement = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
