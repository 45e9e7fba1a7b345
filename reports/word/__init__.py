"""A report as a Word file: accessible, on styles that the council can change."""

import io
from collections.abc import Sequence
from itertools import zip_longest

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from data.admissible import cleaned
from insights.formatting import day
from insights.illustrative_notice import LABEL
from reports.chart_images import as_png
from reports.document import (
    Block,
    Prose,
    ProseKind,
    ReportChart,
    ReportDocument,
    ReportSection,
    ReportTable,
    SubHeading,
)
from reports.progress import Progress
from reports.word import elements
from reports.word.finish import finish
from reports.word.styles import MARGIN, template
from reports.word.word_tables import add_table

_STYLES = {
    ProseKind.BODY: "Normal",
    ProseKind.LEAD: "Report Lead",
    ProseKind.QUIET: "Report Quiet",
    ProseKind.NOTICE: "Report Notice",
}


def as_word(report: ReportDocument, progress: Progress | None = None) -> bytes:
    """The report as a file (.docx). Raises UserError where the template is not accessible."""
    document = Document(io.BytesIO(template()))
    writer = _Writer(document, report, progress)
    if report.is_brief:
        _brief_cover(document, report)
    else:
        _cover(document, report)
        elements.add_contents(document, _headings(report))
    for section in report.sections:
        writer.section(section)
    elements.add_footer(document, f"{report.council}: {report.title}")
    finish(document, report)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _cover(document: WordDocument, report: ReportDocument) -> None:
    document.add_paragraph(cleaned(report.title), "Title")
    document.add_paragraph(cleaned(report.subtitle), "Subtitle")
    for label, value in report.facts:
        paragraph = document.add_paragraph(style="Normal")
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(cleaned(value))
    document.add_paragraph(f"Made on {day(report.made_on)}.", "Report Quiet")
    _notice(document, report)


def _brief_cover(document: WordDocument, report: ReportDocument) -> None:
    """The same in a few lines."""
    for side in ("left", "right", "top", "bottom"):
        setattr(document.sections[0], f"{side}_margin", Mm(15))
    document.sections[0].footer_distance = Mm(9)
    title = document.add_paragraph(style="Title")
    title.add_run(cleaned(report.title)).font.size = Pt(22)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(0)
    facts = ". ".join(f"{label}: {value}" for label, value in report.facts)
    line = document.add_paragraph(style="Report Quiet")
    line.add_run(cleaned(f"{report.subtitle}. {facts}."))
    _notice(document, report)


def _notice(document: WordDocument, report: ReportDocument) -> None:
    if report.notice:
        paragraph = document.add_paragraph(style="Report Notice")
        paragraph.add_run(f"{LABEL}. ").bold = True
        paragraph.add_run(report.notice)


def _headings(report: ReportDocument) -> Sequence[tuple[int, str]]:
    listed: list[tuple[int, str]] = []
    for section in report.sections:
        listed.append((1, section.title))
        listed += [(b.level, b.text) for b in section.blocks if isinstance(b, SubHeading)]
    return listed


class _Writer:
    """Writes block after block; knows how many headings and charts there were."""

    def __init__(
        self, document: WordDocument, report: ReportDocument, progress: Progress | None
    ) -> None:
        self._document, self._progress = document, progress
        self._charts, self._is_brief = len(report.charts), report.is_brief
        self._first = report.sections[0]
        self._styles = elements.style_ids(document)
        self._headings = self._drawn = 0
        self._is_wide = False

    def section(self, section: ReportSection) -> None:
        """A section with its heading; on a new page where the paper turns."""
        if section.is_wide is not self._is_wide and not self._is_brief:
            _turn(self._document, is_wide=section.is_wide)
            self._is_wide = section.is_wide
        heading = self._heading(1, section.title)
        if section is self._first and not self._is_brief:
            heading.paragraph_format.page_break_before = True
        of_chart, introduces = False, True
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self._block(block)
            # What is said before and after a chart stays with it, and so does what introduces.
            of_chart = isinstance(block, ReportChart) or (of_chart and isinstance(block, Prose))
            introduces = introduces and isinstance(block, Prose)
            is_before = isinstance(block, Prose) and isinstance(following, ReportChart)
            is_before = is_before or (introduces and isinstance(following, SubHeading))
            if is_before or (of_chart and isinstance(following, Prose)):
                elements.last_paragraph(self._document).paragraph_format.keep_with_next = True

    def _block(self, block: Block) -> None:
        match block:
            case SubHeading():
                self._heading(block.level, block.text)
            case Prose():
                style = self._styles[_STYLES[block.kind]]
                elements.add_lines(self._document, block.text, style)
            case ReportTable():
                add_table(self._document, block, self._styles)
            case ReportChart():
                self._chart(block)

    def _heading(self, level: int, text: str) -> Paragraph:
        self._headings += 1
        style = self._styles[f"Heading {level}"]
        heading = elements.add_heading(self._document, style, text, self._headings)
        if self._is_brief:
            heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(2)
            heading.runs[0].font.size = Pt(15)
        return heading

    def _chart(self, block: ReportChart) -> None:
        self._drawn += 1
        if self._progress:
            words = f"Chart {self._drawn} of {self._charts}"
            self._progress(self._drawn / self._charts, words)
        elements.add_paragraph(self._document, self._styles["Caption"], block.caption)
        run = elements.add_paragraph(self._document, self._styles["Report Picture"]).add_run()
        picture = run.add_picture(io.BytesIO(as_png(block.chart)), width=Mm(168))
        properties = picture._inline.docPr
        properties.set("descr", cleaned(block.chart.alt))
        properties.set("name", f"Chart {self._drawn}")


def _turn(document: WordDocument, *, is_wide: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", MARGIN)
