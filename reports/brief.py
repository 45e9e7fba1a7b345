"""One side of A4 for a meeting: how somebody's measures and activities stand, the gravest first."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from insights.activity_cards import TROUBLED, ActivityCard
from insights.due_figures import due_figures, oldest_of_each
from insights.formatting import count, day
from insights.illustrative_notice import illustrative_notice
from insights.kpi_notes import kpi_notes
from insights.kpis import plan_record
from insights.measure_rows import MeasureRow, Travel
from insights.ownership import NOBODY, answering
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
from reports.formats import ReportFormat
from reports.progress import Progress

# In millimetres, as wide and high as Arial, the widest of the fonts in use, makes them.
_WIDTH = 180.0
# What a side holds of that: the font of a PDF is narrower, and its lines are lower.
_SIDES = {ReportFormat.WORD: 258.0, ReportFormat.PDF: 288.0}
# Paper has sides; a web page has none.
BRIEF_FORMATS = tuple(_SIDES)
_SIZE, _LINE, _ROW_PADDING, _COLUMN_PADDING = 4.25, 5.0, 2.4, 3.8
# Around the rows of a table are its caption, its header of two lines and a gap.
_AROUND_TABLE, _HEADING = 26.0, 9.0
# How large letters are, how high lines, and what stands below a paragraph.
_PROSE = {
    ProseKind.LEAD: (5.3, 7.2, 2.9),
    ProseKind.QUIET: (_SIZE, 5.7, 2.2),
    ProseKind.NOTICE: (_SIZE, 5.7, 3.6),
    ProseKind.BODY: (_SIZE, 5.7, 2.9),
}
# How wide letters of Arial are, in parts of their size; every other sign as a capital letter.
_LETTER_WIDTHS = {
    **dict.fromkeys("fijlt' .,:;!|()-/I\N{NO-BREAK SPACE}", 0.3),
    **dict.fromkeys("rabcdeghknopqsuvxyz0123456789£", 0.56),
    **dict.fromkeys("mwMW%", 0.89),
}
_CAPITAL_WIDTH = 0.75
OWNERS_NAMED = 4
_TITLE = (8.2, 10.5, 8.0)
# Of what is left, at most these shares are for activities where there are measures too, and for
# what is behind the gravest measures.
_SHARE_OF_ACTIVITIES, _SHARE_OF_WHY = 0.45, 0.3
_MEASURES, _ACTIVITIES = (5.2, 2.7, 2.7, 2.95, 2.5, 2.5), (8.4, 3.4, 4.2)


def one_page_brief(
    scope: ReportScope,
    progress: Progress | None = None,
    file_format: ReportFormat = ReportFormat.WORD,
) -> ReportDocument:
    """The brief; what does not fit on one side is counted and left to the full report."""
    answer = headline(scope.kpis, scope.today)
    cards = _gravest_first(scope.cards)
    title = _shortened(f"{scope.words}: {report_name(scope.period)}", 78)
    notice = illustrative_notice(scope.kpis, "in this brief", (card.activity for card in cards))
    sentences, standing = _answer(scope, answer), activities_standing(scope)
    room = (
        _SIDES[file_format]
        - _paragraph(title, *_TITLE)
        - _height_of(Prose(notice, ProseKind.NOTICE))
    )
    room -= 2 * _HEADING + sum(map(_height_of, [*sentences, standing]))
    least = sum(map(_height_of, _explanations(scope, _SHARE_OF_WHY * room)))
    measures, activities, left = _tables(scope, cards, room - least)
    why = _explanations(scope, least + left)
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
            ReportSection("Measures", [*sentences, *measures, *why]),
            ReportSection("Key activities", [standing, *activities]),
        ],
        file_stem=file_stem("brief", scope),
        is_brief=True,
    )


def _answer(scope: ReportScope, answer: Headline | None) -> Sequence[Prose]:
    if answer is None:
        return [Prose(NO_MEASURES)]
    age = report_age(answer.reported, scope.today).sentence
    return [
        Prose(f"{answer.rated} {answer.moved}", ProseKind.LEAD),
        Prose(f"{answer.unrated} {age} {_late(scope)}".strip(), ProseKind.QUIET),
        Prose(_answering(scope), ProseKind.QUIET),
    ]


def _answering(scope: ReportScope) -> str:
    """`Who answers: Head of Communities for 7, Head of Planning for 3.`"""
    counted = Counter(map(answering, scope.kpis))
    without = counted.pop(NOBODY, 0)
    owners = counted.most_common()
    listed = ", ".join(f"{name} for {number}" for name, number in owners[:OWNERS_NAMED])
    more = len(owners) - OWNERS_NAMED
    others = f", and {count(more, 'other', 'others')}" if more > 0 else ""
    nobody = f" Nobody is named for {without}." if without else ""
    return f"Who answers: {_shortened(listed, 300)}{others}.{nobody}" if owners else nobody.strip()


def _late(scope: ReportScope) -> str:
    """`73 figures of 10 measures are late.`"""
    late = [figure for figure in due_figures(scope.kpis, scope.today) if figure.days_overdue]
    if not late:
        return "No figure is late."
    figures = count(len(late), "figure")
    measures = count(len(oldest_of_each(late)), "measure")
    return f"{figures} of {measures} {'is' if len(late) == 1 else 'are'} late."


def _tables(
    scope: ReportScope, cards: Sequence[ActivityCard], room: float
) -> tuple[Sequence[ReportTable], Sequence[ReportTable], float]:
    """As many measures and reported activities as there is room for, and the millimetres left."""
    measures = [_measure_cells(row, scope.period.label) for row in scope.rows]
    activities = [_activity_cells(card) for card in cards if card.change.is_reported]
    room -= _AROUND_TABLE * (bool(measures) + bool(activities))
    share = _SHARE_OF_ACTIVITIES if measures else 1.0
    least = _fitting(activities, _ACTIVITIES, share * room)
    shown = _fitting(measures, _MEASURES, room - _height(least, _ACTIVITIES))
    also = _fitting(activities, _ACTIVITIES, room - _height(shown, _MEASURES))
    left = room - _height(shown, _MEASURES) - _height(also, _ACTIVITIES)
    return _measures_table(scope, shown), _activities_table(cards, also, len(activities)), left


def _explanations(scope: ReportScope, room: float) -> Sequence[Prose]:
    """What is behind each measure off target, the gravest first, as far as there is room."""
    fitting: list[Prose] = []
    for row in scope.rows:
        words = Prose(_explanation(scope, row))
        room -= _height_of(words)
        if not row.is_off_target or room < 0:
            break
        fitting.append(words)
    return fitting


def _explanation(scope: ReportScope, row: MeasureRow) -> str:
    """The measure's sentence, and what officers wrote."""
    note = next(iter(kpi_notes(row.kpi, scope.period.end)), None)
    noted = f" Note of {note.period_label}: {_shortened(note.text, 300)}" if note else ""
    return f"{row.kpi.name}. {row.kpi.problem or row.kpi.sentence}{noted}"


def _measures_table(
    scope: ReportScope, rows: Sequence[Sequence[TextCell]]
) -> Sequence[ReportTable]:
    caption = (
        f"{_shown_of(len(rows), len(scope.rows), 'measures')}, {scope.period.label}, worst first"
    )
    headings = ["Measure", "Figure", "Target", "Status", "On last quarter", "On last year"]
    table = ReportTable(marked(caption, scope.kpis), headings, rows, _MEASURES, headings[1:3])
    return [table] if rows else []


def _activities_table(
    cards: Sequence[ActivityCard], rows: Sequence[Sequence[TextCell]], total: int
) -> Sequence[ReportTable]:
    if not rows:
        return []
    activity = cards[0].activity
    words = f"{_shown_of(len(rows), total, 'activities')}, {activity.plan}, {activity.quarter}"
    caption = marked(words, activities=[card.activity for card in cards])
    return [ReportTable(caption, ["Key activity", "Status", "CMT lead"], rows, _ACTIVITIES)]


def _shown_of(shown: int, total: int, what: str) -> str:
    """`All 9 measures`, `The gravest 5 of 9 measures`."""
    return f"All {total} {what}" if shown == total else f"The gravest {shown} of {total} {what}"


def _measure_cells(row: MeasureRow, report: str) -> Sequence[TextCell]:
    """A measure as a row; its figure with its period where that is not the report's."""
    is_of_other = row.period_label not in ("", report)
    return [
        named(row.kpi, _shortened(row.kpi.name, 100)),
        f"{row.figure}\n{row.period_label}" if is_of_other else row.figure,
        row.target or "no target",
        StatusCell(row.status),
        _travelled(row.on_last_quarter),
        _travelled(row.on_last_year),
    ]


def _travelled(travel: Travel) -> TextCell:
    return StatusCell(travel.direction) if travel.direction else travel.reason


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
        + _LINE * max(_lines(_text(cell), w, _SIZE) for cell, w in zip(row, widths, strict=True))
        for row in rows
    )


def _height_of(prose: Prose) -> float:
    # A notice begins with its label.
    label = "Illustrative data. " if prose.kind is ProseKind.NOTICE else ""
    return _paragraph(f"{label}{prose.text}", *_PROSE[prose.kind]) if prose.text else 0.0


def _paragraph(words: str, size: float, line: float, below: float) -> float:
    return line * _lines(words, _WIDTH, size) + below


def _text(cell: TextCell) -> str:
    """The words of a cell; a status has its shape before it."""
    return f"\N{BLACK CIRCLE} {cell.text}" if isinstance(cell, StatusCell) else cell


def _lines(words: str, width: float, size: float) -> int:
    """How many lines words of a size take; a word longer than a line takes several."""
    return sum(_wrapped(line.split(" "), width, size) for line in words.split("\n"))


def _wrapped(words: Sequence[str], width: float, size: float) -> int:
    lines, filled = 1, 0.0
    for word in words:
        needed = _word_width(word, size)
        if filled and filled + needed > width:
            lines, filled = lines + 1, 0.0
        filled += needed + _word_width(" ", size)
        lines, filled = lines + int(filled // (width + size)), filled % (width + size)
    return lines


def _word_width(word: str, size: float) -> float:
    return size * sum(_LETTER_WIDTHS.get(letter, _CAPITAL_WIDTH) for letter in word)


def _shortened(words: str, most: int) -> str:
    return textwrap.shorten(words, most, placeholder="…") if len(words) > most else words
