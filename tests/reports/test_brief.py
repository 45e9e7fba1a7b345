"""The one-page brief fits one side, whoever it is for and however long the texts are."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
from docx import Document

from insights.ownership import owner_roles
from insights.report_scope import ReportScope, report_scope
from reports.brief import one_page_brief
from reports.document import Prose, ReportTable, StatusCell
from reports.formats import ReportFormat
from reports.pdf import as_pdf
from reports.word import as_word
from reports.word.finish import problems
from tests.reports.conftest import TODAY


def pages(scope: ReportScope) -> int:
    brief = one_page_brief(scope, file_format=ReportFormat.PDF)
    return len(pypdfium2.PdfDocument(as_pdf(brief)))


def test_the_brief_is_one_page_for_everybody(only_read: Path, place_scope: ReportScope) -> None:
    owners = list(owner_roles())[:4]
    scopes = [place_scope, report_scope("2024/25-Q4", TODAY)]
    scopes += [report_scope("2019/20-Q1", TODAY, owner) for owner in owners]
    assert [pages(scope) for scope in scopes] == [1] * len(scopes)


def test_a_pdf_whose_letters_are_smaller_holds_more(place_scope: ReportScope) -> None:
    kinds = (ReportFormat.WORD, ReportFormat.PDF)
    briefs = [one_page_brief(place_scope, file_format=kind) for kind in kinds]
    rows = [
        sum(len(block.rows) for block in brief.blocks() if isinstance(block, ReportTable))
        for brief in briefs
    ]
    assert rows[0] < rows[1]


def test_what_does_not_fit_is_counted(place_scope: ReportScope) -> None:
    brief = one_page_brief(place_scope)
    table = next(block for block in brief.blocks() if isinstance(block, ReportTable))
    total = len(place_scope.rows)
    assert 4 < len(table.rows) < total
    assert table.caption.startswith(f"The gravest {len(table.rows)} of {total} measures")
    statuses = [row[3].word for row in table.rows if isinstance(row[3], StatusCell)]
    assert statuses[0] == "off target"
    assert len(statuses) == len(table.rows)


def test_the_brief_says_which_way_a_figure_went_and_of_when_it_is(only_read: Path) -> None:
    brief = one_page_brief(report_scope("2024/25-Q4", TODAY, "Wellbeing"))
    table = next(block for block in brief.blocks() if isinstance(block, ReportTable))
    assert list(table.headings[4:]) == ["On last quarter", "On last year"]
    rows = {str(row[0]).split(" (")[0]: row for row in table.rows}
    violent = rows["Violent crime incidents"]
    # 382 in the quarter, 376 in the one before, 378 a year before: worse although its status stays.
    assert [cell.word for cell in violent[3:] if isinstance(cell, StatusCell)] == [
        "off target", "worse", "worse",
    ]  # fmt: skip
    late = rows["Satisfied with how anti-social behaviour was resolved"]
    assert late[1] == "75.4%\nQ3 2024/25"
    prose = [block.text for block in brief.blocks() if isinstance(block, Prose)]
    explained = [text for text in prose if text.startswith("Violent crime incidents. Off target:")]
    assert len(explained) == 1
    assert "Note of Q4 2024/25: " in explained[0]


def test_a_long_name_does_not_push_it_over(place_scope: ReportScope) -> None:
    priority = place_scope.priority
    assert priority is not None
    longer = replace(place_scope, priority=replace(priority, name=f"{priority.name} for all " * 12))
    assert pages(longer) == 1


def test_the_word_file_is_accessible_without_a_list_of_contents(place_scope: ReportScope) -> None:
    document = Document(io.BytesIO(as_word(one_page_brief(place_scope))))
    assert list(problems(document, has_contents=False)) == []
    assert len(document.sections) == 1
