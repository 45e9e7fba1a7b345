"""Where the figures of a statistic are not to be joined with those before, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.questions import stored_statistics
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.formatting import day
from insights.kpi_records import date_of


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A break in a series: the first day of the first period after it, and the reason."""

    starts: date
    reason: str

    @property
    def sentence(self) -> str:
        """`Series break at 30 June 2012: estimates of ...`."""
        return f"Series break at {day(self.starts)}. {self.reason}"


@remembered
def series_breaks() -> Mapping[str, Sequence[SeriesBreak]]:
    """Every break by its statistic, the earliest first."""
    breaks: dict[str, list[SeriesBreak]] = {}
    for row in records(cache.ask(stored_statistics.series_breaks)):
        known = SeriesBreak(date_of(row["starts"]), str(row["reason"]))
        breaks.setdefault(str(row["statistic"]), []).append(known)
    return breaks


def starts_of(code: str) -> Sequence[date]:
    """The days from which on a new series begins."""
    return [known.starts for known in series_breaks().get(code, ())]


def breaks_within(code: str, rows: Iterable[Record]) -> Sequence[SeriesBreak]:
    """The breaks of a statistic that lie between the figures of some stored rows."""
    days = [date_of(row["period_start"]) for row in rows]
    if not days:
        return ()
    first, last = min(days), max(days)
    return [known for known in series_breaks().get(code, ()) if first < known.starts <= last]


def after_last_break(code: str, rows: Sequence[Record]) -> Sequence[Record]:
    """The rows that may be compared with the latest one: those since the last break before it."""
    within = breaks_within(code, rows)
    if not within:
        return rows
    return [row for row in rows if date_of(row["period_start"]) >= within[-1].starts]
