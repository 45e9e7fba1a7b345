"""Tables of a Word file: no merged cells, a header row that is marked and repeated."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, RGBColor
from docx.text.paragraph import Paragraph

from charts.status_signs import mark_of
from data.admissible import cleaned
from reports.document import ReportTable, StatusCell, TextCell
from reports.word.elements import StyleIds, add_paragraph, text_width

FEW_ROWS = 4
# Each at least 4.5 to 1 on white.
TONES = {"good": "00613A", "near": "8A4B00", "miss": "A3001B", "quiet": "3D4650"}


def add_table(document: WordDocument, table: ReportTable, styles: StyleIds) -> None:
    """The caption, and below it the table as wide as the text."""
    add_paragraph(document, styles["Caption"], table.caption)
    width = text_width(document)
    grid = CT_Tbl.new_tbl(len(table.rows) + 1, len(table.headings), width)
    document.element.body.insert_element_before(grid, "w:sectPr")
    grid.tblPr.style = styles["Report Table"]
    _describe(grid, table.caption)
    widths = [Emu(round(width * weight / sum(table.weights))) for weight in table.weights]
    for column, column_width in zip(grid.tblGrid.gridCol_lst, widths, strict=True):
        column.w = column_width
    numbers = ["Report Number" if h in table.numeric else "Report Cell" for h in table.headings]
    heads = ["Report Head"] * len(table.headings)
    lines = [(heads, table.headings), *((numbers, cells) for cells in table.rows)]
    for row, (names, cells) in zip(grid.tr_lst, lines, strict=True):
        for cell, column_width, name, content in zip(row.tc_lst, widths, names, cells, strict=True):
            cell.width = column_width
            _fill(Paragraph(cell.p_lst[0], document._body), content, styles[name])
    _keep_last_rows_together(grid)
    add_paragraph(document, styles["Report Gap"])


def _keep_last_rows_together(grid: CT_Tbl) -> None:
    """No page begins with the last row of a table alone."""
    # LibreOffice moves a whole table to the next page where one of its first rows is kept.
    if len(grid.tr_lst) > FEW_ROWS:
        for paragraph in grid.tr_lst[-2].iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _fill(first: Paragraph, content: TextCell, style: str) -> None:
    """The cell's lines, each a paragraph; a status with its shape and colour."""
    first._p.style = style
    if isinstance(content, StatusCell):
        shape, tone = mark_of(content.word)
        run = first.add_run(f"{shape} {cleaned(content.word)}")
        run.bold, run.font.color.rgb = True, RGBColor.from_string(TONES[tone])
        if content.remark:
            first.add_run(f" ({cleaned(content.remark)})")
        return
    lines: Sequence[str] = [line for line in cleaned(content).split("\n") if line.strip()]
    first.add_run(lines[0] if lines else "")
    paragraph = first
    for line in lines[1:]:
        following = OxmlElement("w:p")
        paragraph._p.addnext(following)
        paragraph = Paragraph(following, first._parent)
        paragraph._p.style = style
        paragraph.add_run(line)


def _describe(grid: CT_Tbl, caption: str) -> None:
    """What the table is, for who does not see it."""
    description = OxmlElement("w:tblCaption")
    description.set(qn("w:val"), cleaned(caption))
    grid.tblPr.append(description)
