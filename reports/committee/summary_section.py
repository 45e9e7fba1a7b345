"""The answer: how many measures are on target, what moved, and how activities stand."""

from collections.abc import Iterator, Sequence

from insights.activity_changes import counts_sentence
from insights.formatting import count
from insights.illustrative_notice import LABEL
from insights.quarter_changes import StatusMove
from insights.report_headline import (
    Headline,
    PriorityStanding,
    priority_standings,
    report_age,
    serving_several,
    unmoved_words,
)
from insights.report_scope import ReportScope
from metrics.words.status_words import on_target_words
from reports.committee.measure_cells import marked, named
from reports.document import (
    Block,
    Prose,
    ProseKind,
    ReportSection,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)

NO_MEASURES = "No figure of a measure has been published for this report."
NO_ACTIVITIES = "No key activity belongs to this report."


def summary_section(scope: ReportScope, answer: Headline | None) -> ReportSection:
    """The section; without a figure it says so."""
    return ReportSection("Summary", [*_measures(scope, answer), *_activities(scope)])


def _measures(scope: ReportScope, answer: Headline | None) -> Iterator[Block]:
    if answer is None:
        yield Prose(NO_MEASURES, ProseKind.LEAD)
        return
    yield Prose(f"{answer.rated} {answer.moved}", ProseKind.LEAD)
    age = report_age(answer.reported, scope.today).sentence
    yield Prose(f"{answer.unrated} {age}".strip(), ProseKind.QUIET)
    yield SubHeading("By priority")
    standings = [
        standing
        for standing in priority_standings(scope.kpis, answer.changes)
        if scope.priority in (None, standing.priority)
    ]
    yield ReportTable(
        marked("Measures of each priority", scope.kpis),
        ["Priority", "All", "On target", "Just off", "Off target", "Not rated", "Change"],
        [_standing(standing) for standing in standings],
        [4.4, 1.3, 2, 1.7, 2, 1.8, 3.2],
        ["All", "On target", "Just off", "Off target", "Not rated"],
    )
    several = serving_several(scope.kpis)
    if several:
        words = count(several, "measure counts", "measures count")
        yield Prose(f"{words} in more than one priority.", ProseKind.QUIET)
    yield from _moves("Got worse", answer.changes.worse)
    yield from _moves("Got better", answer.changes.better)


def _standing(standing: PriorityStanding) -> Sequence[TextCell]:
    summary, changes = standing.summary, standing.changes
    counts = (summary.total, summary.green, summary.amber, summary.red, summary.not_rated)
    moved = [
        f"{len(moves)} {word}"
        for word, moves in (("worse", changes.worse), ("better", changes.better))
        if moves
    ]
    return [standing.priority.name, *map(str, counts), ", ".join(moved) or unmoved_words(changes)]


def _moves(title: str, moves: Sequence[StatusMove]) -> Iterator[Block]:
    if not moves:
        return
    yield SubHeading(f"{title}: {len(moves)}")
    yield ReportTable(
        marked(f"{title} since last quarter", [move.kpi for move in moves]),
        ["Measure", "Status", "Now", "Was"],
        [_move(move) for move in moves],
        [5, 2.6, 3.3, 3.1],
    )


def _move(move: StatusMove) -> Sequence[TextCell]:
    status = StatusCell(on_target_words(move.kpi.status))
    return [named(move.kpi), status, move.now_words, move.was_words]


def _activities(scope: ReportScope) -> Iterator[Block]:
    yield SubHeading("Key activities")
    yield activities_standing(scope)


def activities_standing(scope: ReportScope) -> Prose:
    """How its key activities stand, in one sentence or two."""
    changes = [card.change for card in scope.cards]
    if not changes:
        return Prose(NO_ACTIVITIES)
    if any(change.is_reported for change in changes):
        invented = any(change.now.illustrative for change in changes)
        mark = f" {LABEL}: invented reports." if invented else ""
        return Prose(f"{counts_sentence(changes)}{mark}")
    return Prose(without_report(scope))


def without_report(scope: ReportScope) -> str:
    """That nothing was reported of any of its key activities, and how many they are."""
    total = count(len(scope.cards), "key activity", "key activities")
    return f"No report has been published of the {total} of the plan {scope.plan}."
