"""The files that a report can be written to.

Each writer is loaded with its libraries when the first report is written by it: that takes long.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.document import ReportDocument
from reports.progress import Progress


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


def _as_word(document: ReportDocument, progress: Progress | None) -> bytes:
    from reports.word import as_word  # noqa: PLC0415

    return as_word(document, progress)


def _as_pdf(document: ReportDocument, progress: Progress | None) -> bytes:
    from reports.pdf import as_pdf  # noqa: PLC0415

    return as_pdf(document, progress)


def _as_web_page(document: ReportDocument, progress: Progress | None) -> bytes:
    from reports.web import as_web_page  # noqa: PLC0415

    return as_web_page(document, progress)


FORMATS: Mapping[ReportFormat, FormatFacts] = {
    ReportFormat.WORD: FormatFacts(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _as_word,
    ),
    ReportFormat.PDF: FormatFacts("PDF", "application/pdf", _as_pdf),
    ReportFormat.WEB: FormatFacts("Web page", "text/html", _as_web_page),
}
