"""Key activities in the form of the council's own report, under the outcomes that they serve."""

from collections.abc import Sequence

from insights.activity_cards import ActivityCard, by_outcome
from insights.formatting import count, day
from insights.report_scope import ReportScope
from insights.reported_activities import NONE_NAMED, NOT_REPORTED, is_summarised, sources
from reports.committee.measure_cells import marked
from reports.committee.summary_section import NO_ACTIVITIES, without_report
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

HEADINGS = ["Key Activities", "Status", "Progress", "Next Steps", "CMT Lead", "Portfolio"]
_SUMMARISED = "Officers' notes are summarised here; their own are in the council's report."


def activities_section(scope: ReportScope) -> ReportSection:
    """A table for each outcome; an activity stands under the first that it serves."""
    cards = scope.cards
    if not cards:
        return ReportSection("Key activities", [Prose(NO_ACTIVITIES)])
    activities = [card.activity for card in cards]
    if not any(card.change.is_reported for card in cards):
        return ReportSection(
            "Key activities", [Prose(without_report(scope)), _planned(cards)], is_wide=True
        )
    blocks: list[Block] = []
    if any(is_summarised(activity) for activity in activities):
        blocks.append(Prose(_SUMMARISED, ProseKind.QUIET))
    for source in sources(activities):
        words = f"From {source.file}, published {day(source.published_at)}."
        blocks.append(Prose(words, ProseKind.QUIET))
    unreported = [card for card in cards if not card.change.is_reported]
    if unreported:
        blocks.append(Prose(_unreported(unreported)))
    for group in by_outcome([card for card in cards if card.change.is_reported]):
        outcome = group.outcome or "No outcome named"
        blocks += [SubHeading(outcome), _table(group.cards)]
    return ReportSection("Key activities", blocks, is_wide=True)


def _planned(cards: Sequence[ActivityCard]) -> ReportTable:
    """What is planned, where nothing was reported of any of it."""
    rows = [
        [
            group.outcome or "No outcome named",
            "\n".join(card.activity.name for card in group.cards),
        ]
        for group in by_outcome(cards)
    ]
    caption = f"Key activities of the plan {cards[0].activity.plan}, not yet reported."
    return ReportTable(caption, ["Outcome", "Key activities"], rows, [6, 8])


def _unreported(cards: Sequence[ActivityCard]) -> str:
    """Which activities the report does not have, in one sentence instead of empty tables."""
    names = "; ".join(card.activity.name for card in cards)
    return f"Not reported: {count(len(cards), 'activity', 'activities')}. {names}."


def _table(cards: Sequence[ActivityCard]) -> ReportTable:
    quarter = cards[0].activity.quarter
    caption = f"Key activities of the plan {cards[0].activity.plan}, {quarter}"
    return ReportTable(
        marked(caption, activities=[card.activity for card in cards]),
        HEADINGS,
        [_cells(card) for card in cards],
        [5.6, 2.8, 6.6, 5, 3, 2.9],
    )


def _cells(card: ActivityCard) -> Sequence[TextCell]:
    activity = card.activity
    reported = "" if activity.status in (NOT_REPORTED, card.status) else activity.status
    return [
        activity.name,
        StatusCell(card.status, reported),
        activity.progress or "nothing written",
        activity.next_steps or "nothing written",
        _named(activity.lead),
        _named(activity.portfolio),
    ]


def _named(name: str) -> str:
    return "none named" if name == NONE_NAMED else name
