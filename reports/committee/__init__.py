"""The quarterly committee report: what pages say of a quarter, put together for paper."""

from collections.abc import Iterator

from insights import areas
from insights.formatting import day
from insights.illustrative_notice import illustrative_notice
from insights.kpis import plan_record
from insights.report_headline import headline, report_age, report_name
from insights.report_scope import ReportScope
from reports.committee.activities_section import activities_section
from reports.committee.attention_section import attention_section
from reports.committee.district_section import district_section
from reports.committee.exceptions_section import exceptions_section
from reports.committee.measures_section import measures_section
from reports.committee.methods_section import methods_section
from reports.committee.summary_section import summary_section
from reports.document import ReportDocument, ReportSection
from reports.file_names import file_stem
from reports.progress import Progress


def committee_report(scope: ReportScope, progress: Progress | None = None) -> ReportDocument:
    """The report of a scope, section by section, each told to `progress` when it is ready."""
    sections = []
    for number, section in enumerate(_sections(scope), 1):
        sections.append(section)
        if progress:
            progress(number / 7, section.title)
    council = str(plan_record(scope.plan)["council"])
    return ReportDocument(
        title=f"Performance report: {report_name(scope.period)}",
        subtitle=council,
        council=council,
        made_on=scope.today,
        facts=_facts(scope),
        notice=illustrative_notice(
            scope.kpis, "in this report", (card.activity for card in scope.cards)
        ),
        sections=sections,
        file_stem=file_stem("performance-report", scope),
    )


def _sections(scope: ReportScope) -> Iterator[ReportSection]:
    answer = headline(scope.kpis, scope.today)
    yield summary_section(scope, answer)
    # Without a measure the summary says so, and nobody reads it three times more.
    if scope.rows:
        yield attention_section(scope, answer)
        yield exceptions_section(scope)
        yield measures_section(scope)
    yield activities_section(scope)
    yield district_section(scope)
    yield methods_section(scope)


def _facts(scope: ReportScope) -> list[tuple[str, str]]:
    _, name = areas.home()
    facts = [
        ("Report of", scope.words),
        ("Period", f"{scope.period.label}: {day(scope.period.start)} to {day(scope.period.end)}"),
        ("Plan", str(plan_record(scope.plan)["title"])),
        ("Area", name),
        ("As it stood on", day(scope.today)),
    ]
    age = report_age(scope.period, scope.today)
    return [*facts, ("Age", age.sentence)]
