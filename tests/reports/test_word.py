"""The Word file itself: what readers with and without sight need, and text that stays text."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from data.admissible import cleaned
from data.errors import UserError
from reports.document import ReportDocument
from reports.word import as_word
from reports.word.finish import InaccessibleReport, finish, problems
from reports.word.styles import SETTING, our_template
from tests.pages.payloads import PAYLOADS, STEERING
from tests.reports.hostile_report import hostile_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def content(place_report: ReportDocument) -> bytes:
    return as_word(place_report)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {n: file.read(n).decode() for n in file.namelist() if n.endswith((".xml", ".rels"))}


def test_the_file_has_what_accessible_documents_need(
    content: bytes, place_report: ReportDocument
) -> None:
    document, body = Document(io.BytesIO(content)), parts(content)["word/document.xml"]
    assert list(problems(document)) == []
    assert document.core_properties.title == place_report.title
    assert document.core_properties.language == "en-GB"
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body, flags=re.DOTALL)
    assert len(tables) > 8
    for table in tables:
        assert re.match(r".*?<w:tr\b[^>]*><w:trPr>.*?<w:tblHeader/>", table, flags=re.DOTALL)
        assert table.count("<w:tblHeader/>") == 1
    assert "gridSpan" not in body
    assert "vMerge" not in body
    descriptions = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', body)
    assert len(descriptions) == body.count("<wp:docPr ") == len(place_report.charts)
    assert all(len(description) > 20 for description in descriptions)
    languages = re.findall(r'<w:lang [^>]*w:val="([^"]+)"', "".join(parts(content).values()))
    assert set(languages) == {"en-GB"}


def test_the_list_of_contents_leads_to_every_section(
    content: bytes, place_report: ReportDocument
) -> None:
    body = parts(content)["word/document.xml"]
    marks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    links = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert len(links) > len(place_report.sections)
    assert set(links) <= marks


def _no_alternative_text(document: WordDocument) -> None:
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "")


def _merged(document: WordDocument) -> None:
    cell = next(document.element.body.iter(qn("w:tc")))
    cell.get_or_add_tcPr().append(OxmlElement("w:gridSpan"))


def _small(document: WordDocument) -> None:
    document.styles["Report Cell"].font.size = Pt(9)


def _justified(document: WordDocument) -> None:
    document.styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _serif(document: WordDocument) -> None:
    document.styles["Normal"].font.name = "Times New Roman"


def _skipped(document: WordDocument) -> None:
    document.add_paragraph("Deep", "Heading 1")
    document.add_paragraph("Deeper", "Heading 3")


def _no_contents(document: WordDocument) -> None:
    for instruction in document.element.body.iter(qn("w:instrText")):
        instruction.text = " PAGE "


def _american(document: WordDocument) -> None:
    next(document.styles.element.iter(qn("w:lang"))).set(qn("w:val"), "en-US")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (_no_alternative_text, "Drawing 1 has no alternative text."),
        (_merged, "Table 1 has merged cells."),
        (_small, "The style Report Cell is smaller than 12 point"),
        (_justified, "The style Normal is not aligned left"),
        (_serif, "The style Normal has no font without serifs"),
        (_skipped, "The heading “Deeper” skips a level."),
        (_no_contents, "It has no list of contents."),
        (_american, "Its language is not en-GB throughout"),
    ],
)
def test_the_last_pass_fails_where_one_is_missing(
    content: bytes,
    place_report: ReportDocument,
    damage: Callable[[WordDocument], None],
    sentence: str,
) -> None:
    document = Document(io.BytesIO(content))
    damage(document)
    with pytest.raises(InaccessibleReport, match=re.escape(sentence)):
        finish(document, place_report)


def test_hostile_texts_stay_text(place_report: ReportDocument) -> None:
    payloads = [*PAYLOADS, *STEERING]
    content = as_word(hostile_report(payloads, place_report.charts[0].chart))
    document = Document(io.BytesIO(content))
    written = {paragraph.text for paragraph in document.paragraphs}
    cells = {c.text for t in document.tables for row in t.rows for c in row.cells}
    for payload in payloads:
        lines = [line for line in cleaned(payload).split("\n") if line.strip()]
        assert set(lines) <= written
        assert "\n".join(lines) in cells
    every = parts(content)
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", "".join(every.values()))
    assert sorted(field.split()[0] for field in fields) == ["PAGE", "TOC"]
    assert 'TargetMode="External"' not in "".join(every.values())
    assert not [name for name in every if "vba" in name.lower() or "embeddings" in name]


def test_the_councils_template_restyles_the_report(
    activity_report: ReportDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(io.BytesIO(our_template()))
    document.styles["Heading 1"].font.name = "Verdana"
    document.save(str(tmp_path / "ours.docx"))
    monkeypatch.setenv(SETTING, str(tmp_path / "ours.docx"))
    restyled = Document(io.BytesIO(as_word(activity_report)))
    assert restyled.styles["Heading 1"].font.name == "Verdana"


def test_a_template_that_is_none_is_told(
    activity_report: ReportDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Document().save(str(tmp_path / "plain.docx"))
    for name, sentence in (("plain.docx", "lacks the style Report Cell"),
                           ("none.docx", "cannot be opened as a Word file")):  # fmt: skip
        monkeypatch.setenv(SETTING, str(tmp_path / name))
        with pytest.raises(UserError, match=sentence):
            as_word(activity_report)
