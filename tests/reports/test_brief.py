"""The one-page brief fits one side, whoever it is for and however long the texts are."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
from docx import Document

from insights.ownership import owner_roles
from insights.report_scope import ReportScope, report_scope
from reports.brief import one_page_brief
from reports.document import ReportTable, StatusCell
from reports.pdf import as_pdf
from reports.word import as_word
from reports.word.finish import problems
from tests.reports.conftest import TODAY


def pages(scope: ReportScope) -> int:
    return len(pypdfium2.PdfDocument(as_pdf(one_page_brief(scope))))


def test_the_brief_is_one_page_for_everybody(only_read: Path, place_scope: ReportScope) -> None:
    owners = list(owner_roles())[:4]
    scopes = [place_scope, report_scope("2024/25-Q4", TODAY)]
    scopes += [report_scope("2019/20-Q1", TODAY, owner) for owner in owners]
    assert [pages(scope) for scope in scopes] == [1] * len(scopes)


def test_what_does_not_fit_is_counted(place_scope: ReportScope) -> None:
    brief = one_page_brief(place_scope)
    table = next(block for block in brief.blocks() if isinstance(block, ReportTable))
    total = len(place_scope.rows)
    assert 5 < len(table.rows) < total
    assert table.caption.startswith(f"The gravest {len(table.rows)} of {total} measures")
    statuses = [row[3].word for row in table.rows if isinstance(row[3], StatusCell)]
    assert statuses[0] == "off target"
    assert len(statuses) == len(table.rows)


def test_a_long_name_does_not_push_it_over(place_scope: ReportScope) -> None:
    priority = place_scope.priority
    assert priority is not None
    longer = replace(place_scope, priority=replace(priority, name=f"{priority.name} for all " * 12))
    assert pages(longer) == 1


def test_the_word_file_is_accessible_without_a_list_of_contents(place_scope: ReportScope) -> None:
    document = Document(io.BytesIO(as_word(one_page_brief(place_scope))))
    assert list(problems(document, has_contents=False)) == []
    assert len(document.sections) == 1
