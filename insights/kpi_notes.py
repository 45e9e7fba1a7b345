"""What officers wrote with a KPI's figures, through time, each with its quarter and its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights.formatting import by_whom, day
from insights.kpi_records import date_of, word
from insights.kpis import Kpi


@dataclass(frozen=True, slots=True)
class KpiNote:
    """A note with the period of its figure, and in words who published it, when, in which file."""

    period_label: str
    text: str
    source: str


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
