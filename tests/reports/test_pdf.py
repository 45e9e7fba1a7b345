"""The PDF: tagged and held against PDF/UA-1 by a checker, and text that stays text."""

import re
from collections.abc import Sequence
from functools import partial

import page
import pypdfium2
import pytest
import typst

from data.admissible import cleaned
from data.errors import UserError
from reports import pdf
from reports.document import ReportDocument
from reports.pdf import NOT_INSTALLED, as_pdf
from tests.pages.payloads import PAYLOADS, STEERING
from tests.reports.hostile_report import hostile_report


def failures(content: bytes) -> Sequence[str]:
    """What breaks PDF/UA-1, by the checker's 134 rules."""
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant is not bool(report.failures)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def texts(content: bytes) -> str:
    """Every letter of the file without spaces and breaks, as lines end where columns do."""
    document = pypdfium2.PdfDocument(content)
    written = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return bare(written)


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\ufffe\x02-]+", "", text)


def test_the_pdf_is_accessible_by_a_checker(
    place_report: ReportDocument, activity_report: ReportDocument
) -> None:
    for report in (place_report, activity_report):
        content = as_pdf(report)
        assert failures(content) == []
        assert pypdfium2.PdfDocument(content).get_metadata_value("Title") == report.title
        written = texts(content)
        for section in report.sections:
            assert bare(section.title) in written


def test_hostile_texts_stay_text(place_report: ReportDocument) -> None:
    payloads = [text for text in (*PAYLOADS, *STEERING) if not _is_of_another_script(text)]
    content = as_pdf(hostile_report(payloads, place_report.charts[0].chart))
    assert failures(content) == []
    written = texts(content)
    for payload in payloads:
        # A longer text is broken by the foot of a page.
        assert bare(cleaned(payload))[:200] in written
    for sign in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile"):
        assert sign not in content


@pytest.fixture
def only_shipped_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fonts that come with the packages, whatever this machine has."""
    monkeypatch.setattr(typst, "compile", partial(typst.compile, ignore_system_fonts=True))


@pytest.mark.usefixtures("only_shipped_fonts")
def test_a_letter_that_no_font_has_stands_as_its_name() -> None:
    content = as_pdf(hostile_report([*PAYLOADS[:4], "Done \U0001f9ff today"]))
    assert failures(content) == []
    assert bare("Done [nazar amulet] today") in texts(content)


@pytest.mark.usefixtures("only_shipped_fonts")
def test_texts_of_a_script_without_a_font_are_told() -> None:
    letters = map(chr, range(0x4E00, 0x9F00, 0x400))
    with pytest.raises(UserError, match="no font on this machine"):
        as_pdf(hostile_report([*PAYLOADS[:4], " ".join(letters)]))


def _is_of_another_script(text: str) -> bool:
    return any("\u0590" <= letter <= "\u06ff" for letter in text)


def test_without_the_extra_a_sentence_says_what_to_install(
    activity_report: ReportDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    with pytest.raises(UserError, match=r"requirements-reports\.txt") as problem:
        as_pdf(activity_report)
    assert str(problem.value) == NOT_INSTALLED
