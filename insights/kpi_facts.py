"""What the page of a KPI says first: now, on last quarter, on last year, and nationally."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights import areas
from insights.area_roles import AreaRole
from insights.cache import remembered
from insights.comparisons import ComparedArea, unjudged
from insights.counterparts import published_counterparts
from insights.district_statistics import Statistic
from insights.figure_wording import counted_label
from insights.kpis import Kpi
from insights.measure_rows import MeasureRow, Travel, measure_rows
from insights.statistic_wording import figure_of
from metrics.comparison.benchmark import Verdict
from metrics.direction import Direction
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, PeriodKind
from metrics.status import Polarity, is_number
from metrics.words.kpi_wording import capital
from metrics.words.status_words import direction_words, on_target_words

GOOD_DIRECTIONS = {
    Polarity.MAXIMISE: "higher is better",
    Polarity.MINIMISE: "lower is better",
    Polarity.RANGE: "inside a range is best",
    Polarity.NONE: "neither higher nor lower is better",
}
NO_FIGURE = "no figure"
NOT_COMPARED = direction_words(Direction.NO_COMPARISON)
_NATIONS = (AreaRole.ENGLAND, AreaRole.UNITED_KINGDOM)


@dataclass(frozen=True, slots=True)
class KpiFact:
    """A fact: what it is about, a status word or none, the value in words, and what it rests on."""

    label: str
    value: str
    remark: str
    status: str = ""


def measure_row(kpi: Kpi, today: date, quarter: Period | None = None) -> MeasureRow | None:
    """The KPI as a row of the table of measures; None for a KPI of another plan."""
    rows = measure_rows(today, quarter)
    return next((row for row in rows if (row.kpi.plan, row.kpi.code) == (kpi.plan, kpi.code)), None)


def newer_figure(kpi: Kpi) -> RatedOutturn | None:
    """The KPI's newest figure, where it is of a period after the report that is shown."""
    if kpi.position is None:
        return None
    later = reversed(kpi.position.series)
    newest = next((rated for rated in later if is_number(rated.figure.value)), None)
    is_later = newest is not None and newest.figure.period.end > kpi.position.reported.end
    return newest if is_later else None


def kpi_facts(kpi: Kpi, row: MeasureRow) -> Sequence[KpiFact]:
    """The facts in their order, each of them there even where it says that nothing is known.

    There are four; of a yearly measure three, as its period before is the year before.
    """
    before = _travelled(_before_label(kpi), row.on_last_quarter, _unknown_before(kpi, row))
    return (
        _now(kpi, row),
        *([] if kpi.definition["frequency"] == "annual" else [before]),
        _travelled("On last year", row.on_last_year, row.on_last_year.reason),
        _national(kpi),
    )


def _before_label(kpi: Kpi) -> str:
    latest = kpi.position.latest if kpi.position else None
    monthly = latest is not None and latest.figure.period.kind is PeriodKind.MONTH
    return "On the month before" if monthly else "On last quarter"


def _now(kpi: Kpi, row: MeasureRow) -> KpiFact:
    good = GOOD_DIRECTIONS[Polarity(kpi.definition["polarity"])]
    if not row.period_label:
        return KpiFact("Now", NO_FIGURE, capital(good), row.status)
    target = f"target {row.target}" if row.target else "no target"
    return KpiFact(_period(kpi, row), row.figure, f"{target}; {good}", _status(kpi, row))


def _period(kpi: Kpi, row: MeasureRow) -> str:
    latest = kpi.position.latest if kpi.position else None
    return counted_label(kpi, latest.figure.period) if latest else row.period_label


def _status(kpi: Kpi, row: MeasureRow) -> str:
    """How it counts in the report; of a first figure that came after the report its own status."""
    position = kpi.position
    latest = position.latest if position else None
    if position is None or latest is None or latest.figure.period.start <= position.reported.end:
        return row.status
    return on_target_words(latest.status)


def _travelled(label: str, travel: Travel, unknown: str) -> KpiFact:
    if not travel.direction:
        return KpiFact(label, NOT_COMPARED, unknown)
    return KpiFact(
        label, travel.change, f"was {travel.was}" if travel.was else "", travel.direction
    )


def _unknown_before(kpi: Kpi, row: MeasureRow) -> str:
    if kpi.counts_up and row.period_label:
        return "counts up over the year, so it is set against last year"
    return row.on_last_quarter.reason


@dataclass(frozen=True, slots=True)
class NationalComparison:
    """The statistic that counts what a KPI counts, and its comparison with a nation's figure."""

    statistic: Statistic
    nation: str
    compared: ComparedArea


@remembered
def national_comparison(kpi: Kpi) -> NationalComparison | None:
    """The published count of the same thing, or that count per head, beside England's or the UK's.

    Both figures are the statistic's own: those of the KPI are never set beside another's.
    """
    views = published_counterparts(kpi)
    same = [view.statistic.code for view in views if view.counts_the_same and view.statistic]
    for statistic in (view.statistic for view in views if view.statistic):
        is_same = statistic.code in same or any(
            statistic.code.startswith(f"{code}-per-") for code in same
        )
        beside = _beside_nation(statistic) if is_same else None
        if beside:
            return beside
    return None


def _national(kpi: Kpi) -> KpiFact:
    beside = national_comparison(kpi)
    if beside is None:
        return KpiFact("Beside England", NOT_COMPARED, "no national figure to compare")
    _, home = areas.home()
    statistic, nation, other = beside.statistic, beside.nation, beside.compared
    comparison = other.comparison
    value = figure_of(statistic.definition, float(other.row["value"]))
    newest = next((p for p in reversed(statistic.points) if p.role is AreaRole.DISTRICT), None)
    figures = f"{home} {figure_of(statistic.definition, newest.value)}, " if newest else ""
    verdict = "" if comparison.verdict is Verdict.NONE else str(comparison.verdict)
    words = "" if verdict or not newest else unjudged(statistic.definition, newest.value, other.row)
    remark = f"{figures}{nation} {value}, {comparison.period.label}{'; ' * bool(words)}{words}"
    return KpiFact(f"Beside {nation}, as published", statistic.name, remark, verdict)


def _beside_nation(statistic: Statistic) -> NationalComparison | None:
    by_name = {str(other.row["area_name"]): other for other in statistic.comparisons}
    points = [point for point in statistic.points if point.role in _NATIONS]
    nations = dict.fromkeys(p.series for role in _NATIONS for p in points if p.role is role)
    return next(
        (
            NationalComparison(statistic, nation, by_name[nation])
            for nation in nations
            if nation in by_name
        ),
        None,
    )
