"""What needs attention, and the good news beside what got better."""

from collections.abc import Iterator, Sequence

from insights.attention import FlaggedKpi, attention
from insights.report_headline import Headline
from insights.report_scope import ReportScope
from metrics.words.kpi_wording import capital
from metrics.words.status_words import on_target_words
from reports.committee.measure_cells import marked, named
from reports.committee.summary_section import NO_MEASURES
from reports.document import (
    Block,
    Prose,
    ReportSection,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)

_NO_CONCERN = "No measure is off target, getting worse or late in this report."


def attention_section(scope: ReportScope, answer: Headline | None) -> ReportSection:
    """The gravest first, those that got worse among them; one that got better is in the summary."""
    if answer is None:
        return ReportSection("Needs attention and good news", [Prose(NO_MEASURES)])
    blocks = [
        *_flagged("Needs attention", _concerns(scope, answer), _NO_CONCERN),
        *_flagged("Other good news", answer.good_news, "No other measure."),
    ]
    return ReportSection("Needs attention and good news", blocks)


def _concerns(scope: ReportScope, answer: Headline) -> Sequence[FlaggedKpi]:
    better = {move.kpi.code for move in answer.changes.better}
    concerns = attention(scope.kpis, scope.today).concerns
    return [item for item in concerns if item.kpi.code not in better]


def _flagged(title: str, items: Sequence[FlaggedKpi], none: str) -> Iterator[Block]:
    yield SubHeading(title)
    if not items:
        yield Prose(none)
        return
    rows: list[Sequence[TextCell]] = [
        [
            named(item.kpi),
            StatusCell(on_target_words(item.status)),
            f"{capital(item.reasons[0].words)}.",
        ]
        for item in items
    ]
    caption = marked(title, [item.kpi for item in items])
    yield ReportTable(caption, ["Measure", "Status", "Why"], rows, [5, 2.7, 6.3])
