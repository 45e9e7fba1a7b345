"""The committee report says what the pages say, of whom it is for, and what is invented."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import UserError
from insights.plan_answers import activity_answers
from insights.report_headline import headline
from insights.report_scope import ReportScope, report_scope, reports_there_are
from loaders import publish
from reports.brief import one_page_brief
from reports.committee import committee_report
from reports.committee.attention_section import attention_section
from reports.committee.summary_section import summary_section
from reports.document import (
    Prose,
    ProseKind,
    ReportChart,
    ReportDocument,
    ReportTable,
    StatusCell,
    TextCell,
)
from tests.actors import BY_A_TEST
from tests.pages.app import opened, text
from tests.reports.conftest import TODAY
from tests.shared import ROOT

QUARTER = "2019/20-Q1"
SOURCE = ROOT / "data" / "samples" / "key-activities-2019-20-q1.csv"


def tables(report: ReportDocument, first_heading: str) -> list[ReportTable]:
    known = [block for block in report.blocks() if isinstance(block, ReportTable)]
    return [table for table in known if table.headings[0] == first_heading]


def words(cell: TextCell) -> str:
    return cell.text if isinstance(cell, StatusCell) else cell


def test_every_activity_has_the_status_lead_and_portfolio_of_its_source(
    activity_report: ReportDocument,
) -> None:
    with SOURCE.open(encoding="utf-8") as file:
        source = {
            (row["code"], row["status"], row["lead"] or "none named",
             row["portfolio"] or "none named")
            for row in csv.DictReader(file)
            if row["code"]
        }  # fmt: skip
    rows = [row for table in tables(activity_report, "Key Activities") for row in table.rows]
    reported = {
        (words(row[0]).split(" ")[0], row[1].remark or row[1].word, words(row[4]), words(row[5]))
        for row in rows
        if isinstance(row[1], StatusCell)
    }
    assert len(rows) == len(source) == 37
    assert {(code, status.lower(), *who) for code, status, *who in reported} == {
        (code, status.lower(), *who) for code, status, *who in source
    }


def test_the_report_answers_in_the_words_of_the_overview(only_read: Path) -> None:
    scope = report_scope("2024/25-Q4", TODAY)
    section = summary_section(scope, headline(scope.kpis, TODAY))
    lead = next(b for b in section.blocks if isinstance(b, Prose) and b.kind is ProseKind.LEAD)
    page = re.sub(r"<[^>]+>", "", text(opened("overview")))
    assert re.search(r"\d+ of \d+ measures are on target", lead.text)
    for sentence in re.findall(r"[^.]+\.", lead.text):
        assert sentence.strip() in page


def test_needs_attention_has_every_measure_off_target(only_read: Path) -> None:
    scope = report_scope("2024/25-Q4", TODAY)
    answer = headline(scope.kpis, TODAY)
    section = attention_section(scope, answer)
    table = next(block for block in section.blocks if isinstance(block, ReportTable))
    statuses = [cell.word for row in table.rows for cell in row if isinstance(cell, StatusCell)]
    assert answer is not None
    assert statuses.count("off target") == answer.summary.red == 5


_OF_MEASURES = ("Measure", "Priority")


def captions(report: ReportDocument) -> Iterator[str]:
    for block in report.blocks():
        if isinstance(block, ReportChart) or (
            isinstance(block, ReportTable) and block.headings[0] in ("Measure", "Priority")
        ):
            yield block.caption


def test_invented_figures_are_marked_on_the_cover_and_at_each_figure(
    place_report: ReportDocument, activity_report: ReportDocument
) -> None:
    assert "were invented" in place_report.notice
    assert len(list(captions(place_report))) > 6
    assert all("Illustrative data: invented figures." in c for c in captions(place_report))
    assert activity_report.notice == ""


@pytest.mark.usefixtures("fresh")
def test_invented_reports_of_activities_are_marked_wherever_they_stand() -> None:
    with publish.ready().writing(*BY_A_TEST) as cursor:
        cursor.execute("UPDATE upload SET illustrative = true WHERE layout = 'Key activities'")
    report = committee_report(report_scope(QUARTER, TODAY, priority="place"))
    assert "The reports of key activities in this report were invented" in report.notice
    captions = [table.caption for table in tables(report, "Key Activities")]
    assert len(captions) > 2
    assert all("Illustrative data: invented reports." in caption for caption in captions)
    summary = [block.text for block in report.sections[0].blocks if isinstance(block, Prose)]
    assert any(line.endswith("Illustrative data: invented reports.") for line in summary)
    brief = one_page_brief(report_scope(QUARTER, TODAY))
    assert "were invented" in brief.notice
    assert "invented reports" in tables(brief, "Key activity")[0].caption
    notice = "The reports of key activities on this page were invented"
    assert notice in text(opened("activities", plan="2019/20"))
    assert notice in text(opened("activities", activity="2019/20 1"))
    answers = activity_answers()
    assert {answer["illustrative"] for answer in answers if answer["source"]} == {True}
    assert {answer["illustrative"] for answer in answers if not answer["source"]} == {False}


def test_every_measure_off_target_has_its_sentence_chart_note_and_next_steps(
    place_scope: ReportScope, place_report: ReportDocument
) -> None:
    off = [row.kpi for row in place_scope.rows if row.is_off_target]
    section = place_report.sections[2]
    prose = [block.text for block in section.blocks if isinstance(block, Prose)]
    assert len(off) == len(place_report.charts) > 2
    assert {kpi.sentence for kpi in off} <= set(prose)
    for beginning in ("Note", "Next steps"):
        assert sum(line.startswith(beginning) for line in prose) >= len(off)


def test_somebodys_report_has_nothing_of_anybody_else(only_read: Path) -> None:
    report = committee_report(report_scope("q1 2019/20", TODAY, owner="finance"))
    rows = [row for table in tables(report, "Key Activities") for row in table.rows]
    assert {row[5] for row in rows} == {"Finance"}
    assert ("Report of", "Finance, portfolio") in report.facts


def test_a_report_is_of_the_plan_that_ran_in_its_quarter(only_read: Path) -> None:
    plans = {report.period.label: report.plan for report in reports_there_are()}
    assert plans["Q1 2019/20"] == "2019/20"
    assert plans["Q4 2024/25"] == "2024/25"
    assert next(iter(plans)) == "Q4 2024/25"


@pytest.mark.parametrize(
    ("quarter", "owner", "priority", "sentence"),
    [
        ("2031/32-Q1", None, None, 'There is no report of "2031/32-Q1"; the newest is of Q4'),
        ("2019/20-Q1", "Finanse", None, 'There is no lead or portfolio "Finanse"; the nearest'),
        ("2019/20-Q1", None, "plaice", 'There is no priority "plaice"; the nearest is "place".'),
    ],
)
def test_what_is_not_known_is_told_with_what_is_nearest(
    only_read: Path, quarter: str, owner: str | None, priority: str | None, sentence: str
) -> None:
    with pytest.raises(UserError, match=re.escape(sentence)):
        report_scope(quarter, TODAY, owner, priority)
