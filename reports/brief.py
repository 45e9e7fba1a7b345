"""One side of A4 for a meeting: how somebody's measures and activities stand, the gravest first."""

import textwrap
from collections.abc import Sequence

from insights.activity_cards import TROUBLED, ActivityCard
from insights.due_figures import due_figures
from insights.formatting import count, day
from insights.illustrative_notice import illustrative_notice
from insights.kpis import plan_record
from insights.measure_rows import MeasureRow
from insights.report_headline import Headline, headline, report_age, report_name
from insights.report_scope import ReportScope
from reports.committee.measure_cells import marked, named
from reports.committee.summary_section import NO_MEASURES, activities_standing
from reports.document import (
    Prose,
    ProseKind,
    ReportDocument,
    ReportSection,
    ReportTable,
    StatusCell,
    TextCell,
)
from reports.file_names import file_stem
from reports.progress import Progress

# In millimetres, as wide and high as Arial, the widest of the fonts in use, makes them.
_WIDTH, _SIDE = 180.0, 258.0
_LETTER, _LINE, _ROW_PADDING, _COLUMN_PADDING = 2.4, 5.0, 2.6, 3.4
# Around the rows of a table are its caption, its header and a gap.
_AROUND_TABLE, _HEADING = 21.0, 9.0
# How wide letters are, how high lines, and what stands below a paragraph.
_PROSE = {
    ProseKind.LEAD: (3.0, 7.2, 2.9),
    ProseKind.QUIET: (_LETTER, 5.7, 2.2),
    ProseKind.NOTICE: (_LETTER, 5.7, 3.6),
    ProseKind.BODY: (_LETTER, 5.7, 2.9),
}
_TITLE = (4.6, 10.5, 8.0)
# Of what is left, at most this share is for activities where there are measures too.
_SHARE_OF_ACTIVITIES = 0.45
_MEASURES, _ACTIVITIES = (6.6, 2.8, 2.8, 3.2, 2.6), (8.4, 3.4, 4.2)


def one_page_brief(scope: ReportScope, progress: Progress | None = None) -> ReportDocument:
    """The brief; what does not fit on one side is counted and left to the full report."""
    answer = headline(scope.kpis, scope.today)
    cards = _gravest_first(scope.cards)
    title = _shortened(f"{scope.words}: {report_name(scope.period)}", 78)
    notice = illustrative_notice(scope.kpis, "in this brief", (card.activity for card in cards))
    sentences, standing = _answer(scope, answer), activities_standing(scope)
    room = _SIDE - _paragraph(title, *_TITLE) - _height_of(Prose(notice, ProseKind.NOTICE))
    room -= 2 * _HEADING + sum(map(_height_of, [*sentences, standing]))
    measures, activities = _tables(scope, cards, room)
    if progress:
        progress(1.0, "Brief")
    council = str(plan_record(scope.plan)["council"])
    return ReportDocument(
        title=title,
        subtitle=_shortened(council, 60),
        council=council,
        made_on=scope.today,
        facts=[("Plan", scope.plan), ("Made on", day(scope.today))],
        notice=notice,
        sections=[
            ReportSection("Measures", [*sentences, *measures]),
            ReportSection("Key activities", [standing, *activities]),
        ],
        file_stem=file_stem("brief", scope),
        is_brief=True,
    )


def _answer(scope: ReportScope, answer: Headline | None) -> Sequence[Prose]:
    if answer is None:
        return [Prose(NO_MEASURES)]
    late = [figure for figure in due_figures(scope.kpis, scope.today) if figure.days_overdue]
    age = report_age(answer.reported, scope.today).sentence
    return [
        Prose(f"{answer.rated} {answer.moved}", ProseKind.LEAD),
        Prose(f"{age} {count(len(late), 'figure is', 'figures are')} late.", ProseKind.QUIET),
    ]


def _tables(
    scope: ReportScope, cards: Sequence[ActivityCard], room: float
) -> tuple[Sequence[ReportTable], Sequence[ReportTable]]:
    """As many measures and reported activities as there is room for, in millimetres."""
    measures = [_measure_cells(row) for row in scope.rows]
    activities = [_activity_cells(card) for card in cards if card.change.is_reported]
    room -= _AROUND_TABLE * (bool(measures) + bool(activities))
    share = _SHARE_OF_ACTIVITIES if measures else 1.0
    least = _fitting(activities, _ACTIVITIES, share * room)
    shown = _fitting(measures, _MEASURES, room - _height(least, _ACTIVITIES))
    also = _fitting(activities, _ACTIVITIES, room - _height(shown, _MEASURES))
    return _measures_table(scope, shown), _activities_table(cards, also, len(activities))


def _measures_table(
    scope: ReportScope, rows: Sequence[Sequence[TextCell]]
) -> Sequence[ReportTable]:
    caption = f"{_of(len(rows), len(scope.rows), 'measures')}, {scope.period.label}, worst first"
    headings = ["Measure", "Figure", "Target", "Status", "Change"]
    table = ReportTable(marked(caption, scope.kpis), headings, rows, _MEASURES, headings[1:3])
    return [table] if rows else []


def _activities_table(
    cards: Sequence[ActivityCard], rows: Sequence[Sequence[TextCell]], total: int
) -> Sequence[ReportTable]:
    if not rows:
        return []
    activity = cards[0].activity
    words = f"{_of(len(rows), total, 'activities')}, {activity.plan}, {activity.quarter}"
    caption = marked(words, activities=[card.activity for card in cards])
    return [ReportTable(caption, ["Key activity", "Status", "CMT lead"], rows, _ACTIVITIES)]


def _of(shown: int, total: int, what: str) -> str:
    """`All 9 measures`, `The gravest 5 of 9 measures`."""
    return f"All {total} {what}" if shown == total else f"The gravest {shown} of {total} {what}"


def _measure_cells(row: MeasureRow) -> Sequence[TextCell]:
    change: TextCell = StatusCell(str(row.change)) if row.change else "no change"
    name = _shortened(named(row.kpi), 110)
    return [name, row.figure, row.target or "no target", StatusCell(row.status), change]


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
        _ROW_PADDING
        + _LINE * max(_lines(_text(cell), w, _LETTER) for cell, w in zip(row, widths, strict=True))
        for row in rows
    )


def _height_of(prose: Prose) -> float:
    # A notice begins with its label.
    label = "Illustrative data. " if prose.kind is ProseKind.NOTICE else ""
    return _paragraph(f"{label}{prose.text}", *_PROSE[prose.kind]) if prose.text else 0.0


def _paragraph(words: str, letter: float, line: float, below: float) -> float:
    return line * _lines(words, _WIDTH, letter) + below


def _text(cell: TextCell) -> str:
    """The words of a cell; a status has its shape before it."""
    return f"\N{BLACK CIRCLE} {cell.text}" if isinstance(cell, StatusCell) else cell


def _lines(words: str, width: float, letter: float) -> int:
    letters = max(1, int(width / letter))
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in words.split("\n"))


def _shortened(words: str, most: int) -> str:
    return textwrap.shorten(words, most, placeholder="…") if len(words) > most else words
