"""The KPI figures of one file beside what is published of the same KPIs, as the rules need them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from data.records import Record
from loaders.checks.published_figures import Key, LastUpload, Published, PublishedFigure, Series
from loaders.plans.current_plans import Plans
from loaders.reading import Row
from metrics.direction import KpiKind
from metrics.period import Period, PeriodKind
from metrics.status import is_number


@dataclass(frozen=True)
class KpiFile:
    """The rows of a file whose KPI is known, what stands of those KPIs, and the day of the check.

    `rows` have their plan and the KPI's own code. `unread` are the codes of KPIs of which a figure
    could not be read.
    """

    layout: str
    rows: Sequence[Row]
    plans: Plans
    today: date
    illustrative: bool = False
    published: Published = field(default_factory=Published)
    unread: frozenset[str] = frozenset()

    def kpi(self, row: Row) -> Record:
        """The definition of a row's KPI."""
        return self.plans.kpi(row.plan, row.code)

    def published_figure(self, row: Row) -> PublishedFigure | None:
        """What is published for a row's KPI and period."""
        return self.published_figures(row).get(row.period)

    def published_figures(self, row: Row) -> Series:
        """What is published of a row's KPI, period by period."""
        return self._published.get(key_of(row), {})

    def is_new(self, row: Row) -> bool:
        """Whether a row has a number that is not published for its period already."""
        before = self.published_figure(row)
        return row.value is not None and (before is None or before.value != row.value)

    @cached_property
    def by_kpi(self) -> Mapping[Key, Sequence[Row]]:
        """The rows of each KPI, in the order of their periods."""
        grouped: dict[Key, list[Row]] = {}
        for row in sorted(self.rows, key=lambda row: row.period):
            grouped.setdefault(key_of(row), []).append(row)
        return grouped

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the KPIs in the file."""
        return self.unread | {row.code for row in self.rows}

    @cached_property
    def last_upload(self) -> LastUpload | None:
        """The last upload of the same layout."""
        return self.published.last_upload(self.layout, illustrative=self.illustrative)

    def series(self) -> Iterator["KpiSeries"]:
        """The numbers of each KPI for each kind of period, published ones filled in."""
        for rows in self.by_kpi.values():
            for kind in dict.fromkeys(row.period.kind for row in rows):
                of_kind = [row for row in rows if row.period.kind is kind]
                yield KpiSeries(self.kpi(rows[0]), of_kind, self._numbers(of_kind, kind))

    def _numbers(self, rows: Sequence[Row], kind: PeriodKind) -> Mapping[Period, float]:
        numbers = {
            period: before.value
            for period, before in self.published_figures(rows[0]).items()
            if period.kind is kind and before.value is not None
        }
        numbers |= {row.period: row.value for row in rows if row.value is not None}
        return dict(sorted(numbers.items()))

    @cached_property
    def _published(self) -> Mapping[Key, Series]:
        keys = frozenset(map(key_of, self.rows))
        return self.published.figures_of(keys, illustrative=self.illustrative)


@dataclass(frozen=True, slots=True)
class KpiSeries:
    """One KPI's numbers for one kind of period, in order: the file's and the published ones."""

    kpi: Record
    rows: Sequence[Row]
    numbers: Mapping[Period, float]

    @property
    def is_count(self) -> bool:
        """Whether the KPI counts things: then small numbers vary by chance alone."""
        return bool(self.kpi["unit"] == "number" and self.kpi["kind"] != KpiKind.RATIO)

    def comparable(self, period: Period) -> Mapping[Period, float]:
        """The other numbers that one of this period is like.

        A cumulative KPI starts again every April, so only the same part of other years is.
        """
        others = {other: value for other, value in self.numbers.items() if other != period}
        if self.kpi["kind"] != KpiKind.CUMULATIVE:
            return others
        return {other: v for other, v in others.items() if other.end.month == period.end.month}


def key_of(row: Row) -> Key:
    """Plan and code of a row's KPI."""
    return (row.plan or "", row.code)


def has_figure(row: Row) -> bool:
    """Whether a row brings a number or the word for its absence, and not only a target."""
    return is_number(row.value) or row.state is not None
