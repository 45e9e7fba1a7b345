"""What is published of KPIs when a file comes, for its figures to be compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from data.records import Record, records
from metrics.period import Period, PeriodKind
from metrics.status import is_number

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure or target; `published_by` and `published_at` are the figure's."""

    value: float | None
    state: str | None
    target: float | None
    target_upper: float | None
    provisional: bool
    published_by: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class LastUpload:
    """The last upload of the same layout: its file, and how many rows it had of each KPI's code."""

    file: str
    published_by: str
    published_at: datetime
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot of what stands for KPIs: the frames that two questions of data.questions give.

    `figures` is real_and_illustrative_figures(), `uploads` is last_kpi_uploads(). Illustrative
    figures are no basis for a real file, nor real ones for an illustrative file.
    """

    figures: pd.DataFrame = field(default_factory=pd.DataFrame)
    uploads: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the KPIs of which something is published."""
        return frozenset(() if self.figures.empty else self.figures["code"])

    def figures_of(self, keys: frozenset[Key], *, illustrative: bool) -> Mapping[Key, "Series"]:
        """What stands for each of these (plan, code), period by period."""
        figures: dict[Key, dict[Period, PublishedFigure]] = {}
        for record in _alike(self.figures, illustrative=illustrative):
            key = (record["plan"], record["code"])
            if key in keys:
                figures.setdefault(key, {})[_period(record)] = _published_figure(record)
        return figures

    def last_upload(self, layout: str, *, illustrative: bool) -> LastUpload | None:
        """The last standing upload of that layout, None without one."""
        of_layout = [
            record
            for record in _alike(self.uploads, illustrative=illustrative)
            if record["layout"] == layout
        ]
        if not of_layout:
            return None
        first = of_layout[0]
        rows = {str(record["code"]): int(record["rows"]) for record in of_layout}
        return LastUpload(first["file"], first["published_by"], first["published_at"], rows)


Series = Mapping[Period, PublishedFigure]


def _alike(frame: pd.DataFrame, *, illustrative: bool) -> Sequence[Record]:
    return [] if frame.empty else records(frame[frame["illustrative"] == illustrative])


def _period(record: Record) -> Period:
    start, end = record["period_start"].date(), record["period_end"].date()
    return Period(start, end, PeriodKind(record["period_kind"]))


def _published_figure(record: Record) -> PublishedFigure:
    value, target, upper = (
        float(record[name]) if is_number(record[name]) else None
        for name in ("value", "target", "target_upper")
    )
    state = record["state"] if isinstance(record["state"], str) else None
    provisional = record["provisional"] is True
    by, at = record["published_by"], record["published_at"]
    return PublishedFigure(value, state, target, upper, provisional, by, at)
