"""What officers wrote with a KPI's figures, through time, each with its quarter and its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from insights.formatting import by_whom, day
from insights.kpi_records import date_of, period_of, word
from insights.kpis import Kpi
from metrics.period import Period

_NOTE_WIDTH, _NOTE_LINES = 48, 2


@dataclass(frozen=True, slots=True)
class KpiNote:
    """A note with the period of its figure, and in words who published it, when, in which file."""

    period_label: str
    text: str
    source: str


def notes_by_period(kpi: Kpi) -> Mapping[Period, str]:
    """The note of each period that has one, as it was typed."""
    return {period_of(row): str(row["note"]) for row in kpi.figures if word(row["note"])}


def chart_note(note: str | None) -> str:
    """The beginning of a note in lines as short as a phone's chart is wide, after `; `.

    Empty without one; the whole note stands below the chart.
    """
    if not note:
        return ""
    lines = wrap(" ".join(note.replace(";", ",").split()), _NOTE_WIDTH)
    shown = lines[:_NOTE_LINES]
    ending = "\N{HORIZONTAL ELLIPSIS}" if len(lines) > _NOTE_LINES else ""
    return f"; {'; '.join(shown)}{ending}"


def kpi_notes(kpi: Kpi, until: date | None = None) -> Sequence[KpiNote]:
    """The notes of a KPI, the newest first; of figures that end later than `until` none."""
    rows = [
        row
        for row in kpi.figures
        if word(row["note"]) and (until is None or date_of(row["period_end"]) <= until)
    ]
    newest_first = sorted(rows, key=lambda row: date_of(row["period_end"]), reverse=True)
    return [
        KpiNote(
            str(row["period_label"]),
            str(row["note"]),
            f"{row['file']}, published {day(row['published_at'])} "
            f"{by_whom(str(row['published_by']))}",
        )
        for row in newest_first
    ]
