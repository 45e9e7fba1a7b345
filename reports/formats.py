"""The files that a report can be written to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.document import ReportDocument
from reports.pdf import as_pdf
from reports.progress import Progress
from reports.web import as_web_page
from reports.word import as_word


class ReportFormat(StrEnum):
    """A kind of file; its value is how its name ends."""

    WORD = "docx"
    PDF = "pdf"
    WEB = "html"


@dataclass(frozen=True, slots=True)
class FormatFacts:
    """What a kind of file is called on screens and among computers, and who writes it."""

    title: str
    media_type: str
    write: Callable[[ReportDocument, Progress | None], bytes]


FORMATS: Mapping[ReportFormat, FormatFacts] = {
    ReportFormat.WORD: FormatFacts(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        as_word,
    ),
    ReportFormat.PDF: FormatFacts("PDF", "application/pdf", as_pdf),
    ReportFormat.WEB: FormatFacts("Web page", "text/html", as_web_page),
}
