"""One side of A4 for a meeting: how somebody's measures and activities stand, the gravest first."""

import textwrap
from collections.abc import Sequence

from insights.activity_cards import TROUBLED, ActivityCard
from insights.activity_changes import counts_sentence
from insights.due_figures import due_figures
from insights.formatting import count, day
from insights.illustrative_notice import illustrative_notice
from insights.kpis import plan_record
from insights.measure_rows import MeasureRow
from insights.report_headline import Headline, headline, report_age, report_name
from insights.report_scope import ReportScope
from reports.committee.measure_cells import marked, named
from reports.committee.summary_section import NO_ACTIVITIES, NO_MEASURES
from reports.document import (
    Block,
    Prose,
    ProseKind,
    ReportDocument,
    ReportSection,
    ReportTable,
    StatusCell,
    TextCell,
)
from reports.file_names import file_stem
from reports.formats import Told

# In millimetres, as wide and high as the widest of usual fonts makes them at 12 point.
_LETTER, _LINE, _PADDING, _COLUMN_PADDING = 2.5, 5.8, 2.9, 3.4
_WIDTH = 170
# Of one side are left for tables, below title, answer, headings and notes; of these at most so
# much for activities, where there are measures too.
_FOR_TABLES, _FOR_ACTIVITIES = 139.0, 62.0
_MEASURES, _ACTIVITIES = (6.4, 3.0, 3.0, 2.9, 2.7), (8.4, 3.4, 4.2)


def one_page_brief(scope: ReportScope, progress: Told | None = None) -> ReportDocument:
    """The brief; what does not fit on one side is counted and left to the full report."""
    answer = headline(scope.kpis, scope.today)
    cards = _gravest_first(scope.cards)
    wanted = _fitting([_activity_cells(card) for card in cards], _ACTIVITIES, _FOR_ACTIVITIES)
    measures = _measures(scope, answer, _FOR_TABLES - _height(wanted, _ACTIVITIES))
    tables = [block for block in measures if isinstance(block, ReportTable)]
    room = _FOR_TABLES - sum(_height(table.rows, table.weights) for table in tables)
    activities = _activities(cards, room)
    if progress:
        progress(1.0, "Brief")
    council = str(plan_record(scope.plan)["council"])
    return ReportDocument(
        title=_shortened(f"{scope.words}: {report_name(scope.period)}", 90),
        subtitle=_shortened(council, 60),
        council=council,
        made_on=scope.today,
        facts=[("Plan", scope.plan), ("Made on", day(scope.today))],
        notice=illustrative_notice(scope.kpis, "in this brief"),
        sections=[
            ReportSection("Measures", measures),
            ReportSection("Key activities", activities),
        ],
        file_stem=file_stem("brief", scope),
        is_brief=True,
    )


def _measures(scope: ReportScope, answer: Headline | None, room: float) -> Sequence[Block]:
    """The answer, and as many measures as there is room for."""
    if answer is None:
        return [Prose(NO_MEASURES)]
    late = [figure for figure in due_figures(scope.kpis, scope.today) if figure.days_overdue]
    age = report_age(answer.reported, scope.today).sentence
    remarks = [age, f"{count(len(late), 'figure is', 'figures are')} late."]
    rows = _fitting([_measure_cells(row) for row in scope.rows], _MEASURES, room)
    if len(rows) < len(scope.rows):
        remarks.append(f"The gravest {len(rows)} of {len(scope.rows)} measures:")
    caption = f"Measures, {scope.period.label}, the worst first"
    return [
        Prose(f"{answer.rated} {answer.moved}", ProseKind.LEAD),
        Prose(" ".join(remarks), ProseKind.QUIET),
        ReportTable(
            marked(caption, scope.kpis),
            ["Measure", "Figure", "Target", "Status", "Change"],
            rows,
            _MEASURES,
            ["Figure", "Target"],
        ),
    ]


def _measure_cells(row: MeasureRow) -> Sequence[TextCell]:
    change: TextCell = StatusCell(str(row.change)) if row.change else "no change"
    name = _shortened(named(row.kpi), 110)
    return [name, row.figure, row.target or "no target", StatusCell(row.status), change]


def _activities(cards: Sequence[ActivityCard], room: float) -> Sequence[Block]:
    if not cards:
        return [Prose(NO_ACTIVITIES)]
    rows = _fitting([_activity_cells(card) for card in cards], _ACTIVITIES, room)
    sentence = counts_sentence([card.change for card in cards])
    if len(rows) < len(cards):
        sentence += f" The gravest {len(rows)} of {len(cards)}:"
    activity = cards[0].activity
    table = ReportTable(
        f"Key activities of the plan {activity.plan}, {activity.quarter}.",
        ["Key activity", "Status", "CMT lead"],
        rows,
        _ACTIVITIES,
    )
    return [Prose(sentence), table] if rows else [Prose(sentence)]


def _activity_cells(card: ActivityCard) -> Sequence[TextCell]:
    activity = card.activity
    name, status, lead = (
        _shortened(words, 110) for words in (activity.name, card.status, activity.lead)
    )
    return [name, StatusCell(status), lead]


def _gravest_first(cards: Sequence[ActivityCard]) -> Sequence[ActivityCard]:
    """Those at risk or off track, then those that changed, then the plan's order."""
    return sorted(cards, key=lambda card: (card.status not in TROUBLED, not card.change.is_moved))


def _fitting(
    rows: Sequence[Sequence[TextCell]], weights: Sequence[float], room: float
) -> Sequence[Sequence[TextCell]]:
    """As many of the first rows as there is room for, in millimetres."""
    number = len(rows)
    while number and _height(rows[:number], weights) > room:
        number -= 1
    return rows[:number]


def _height(rows: Sequence[Sequence[TextCell]], weights: Sequence[float]) -> float:
    """About how high rows are, in millimetres."""
    widths = [_WIDTH * weight / sum(weights) - _COLUMN_PADDING for weight in weights]
    return sum(
        _PADDING + _LINE * max(_lines(cell, width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _lines(cell: TextCell, width: float) -> int:
    # A status has its shape before it.
    words = f"\N{BLACK CIRCLE} {cell.text}" if isinstance(cell, StatusCell) else cell
    letters = max(1, int(width / _LETTER))
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in words.split("\n"))


def _shortened(words: str, most: int) -> str:
    return textwrap.shorten(words, most, placeholder="…") if len(words) > most else words
