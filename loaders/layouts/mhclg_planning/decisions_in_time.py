"""Planning applications of one authority and quarter: published numbers, and shares made of them.

In time: major applications within 13 weeks and others within 8, or within the time agreed with the
applicant, as tables P151 and P153 of the publisher count it:
https://www.gov.uk/government/statistical-data-sets/live-tables-on-planning-application-statistics
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.layouts.mhclg_planning.planning_headings import Agreement, Outcome, PlanningHeading
from loaders.reading import StatisticKey
from loaders.statistics.markers import PublishedCell
from loaders.workbook import CellPlace


@dataclass(frozen=True, slots=True)
class PlanningFigure:
    """A published figure with its cell; of one made of several figures the first cell of them."""

    cell: CellPlace
    published: PublishedCell


Figures = Mapping[PlanningHeading, PlanningFigure]
Parts = tuple[PlanningFigure | None, PlanningFigure | None, PlanningFigure | None]


@dataclass(frozen=True, slots=True)
class _Size:
    """Applications of one size: the columns of all, of those without and with an agreed time."""

    name: str
    decided: Sequence[PlanningHeading]
    in_time: Sequence[PlanningHeading]
    share: PlanningHeading
    measures: tuple[StatisticKey, StatisticKey, StatisticKey]


def _size(size: str, words: str) -> _Size:
    name = f"{words}planning decisions".capitalize()
    code = name.lower().replace(" ", "-")
    decided, in_time = (
        [PlanningHeading(outcome, size, agreement) for agreement in Agreement]
        for outcome in (Outcome.DECIDED, Outcome.IN_TIME)
    )
    share = PlanningHeading(Outcome.IN_TIME, size, percent=True)
    measures = (
        StatisticKey(code, name, "number"),
        StatisticKey(f"{code}-in-time", f"{name} in time", "number"),
        StatisticKey(f"{code}-in-time-share", f"{name} in time, share", "percent"),
    )
    return _Size(size, decided, in_time, share, measures)


_SIZES = (
    _size("grand", ""),
    _size("major", "Major "),
    _size("minor", "Minor "),
    _size("other", "Other "),
)
_GRANTED = PlanningHeading(Outcome.GRANTED, "grand")
_PLAIN: Mapping[PlanningHeading, StatisticKey] = {
    PlanningHeading(Outcome.RECEIVED, ""): StatisticKey(
        "planning-applications-received", "Planning applications received", "number"
    ),
    PlanningHeading(Outcome.DECIDED, ""): StatisticKey(
        "planning-applications-decided", "Planning applications decided", "number"
    ),
    _GRANTED: StatisticKey(
        "planning-applications-granted", "Planning applications granted", "number"
    ),
}
_GRANTED_SHARE = StatisticKey(
    "planning-granted-share", "Planning decisions that granted", "percent"
)


def statistics_of_line(figures: Figures) -> Iterator[tuple[StatisticKey, PlanningFigure]]:
    """Every figure of a line: those it has, in time as the sum of its parts, and shares.

    A share that the line gives stands as it is; one that is derived names its parts in its note.
    """
    yield from ((_PLAIN[heading], figures[heading]) for heading in figures if heading in _PLAIN)
    sizes = {heading.size for heading in figures}
    for size in _SIZES:
        if size.name in sizes:
            yield from _statistics_of_size(figures, size)


def _statistics_of_size(
    figures: Figures, size: _Size
) -> Iterator[tuple[StatisticKey, PlanningFigure]]:
    decisions = _three(figures, size.decided)
    decided, in_time = _decided(decisions), _in_time(_three(figures, size.in_time), decisions)
    share = figures.get(size.share) or _share(in_time, decided, "in time")
    measured = zip(size.measures, (decided, in_time, share), strict=True)
    yield from ((measure, figure) for measure, figure in measured if figure)
    granted = _share(figures.get(_GRANTED), decided, "granted") if size.name == "grand" else None
    if granted:
        yield _GRANTED_SHARE, granted


def _three(figures: Figures, headings: Sequence[PlanningHeading]) -> Parts:
    whole, without, with_ = map(figures.get, headings)
    return whole, without, with_


def _decided(decisions: Parts) -> PlanningFigure | None:
    whole, without, with_ = decisions
    return whole or _sum(without, with_)


def _in_time(in_time: Parts, decisions: Parts) -> PlanningFigure | None:
    """Decisions in time, with and without an agreed time."""
    whole, without, with_ = in_time
    if whole or without is None:
        return whole
    if with_ is None or with_.published.value is None:
        # Those without an agreed time are all in time only where there are no others.
        return without if _all_without(decisions) else None
    return _sum(without, with_)


def _all_without(decisions: Parts) -> bool:
    whole, without, _ = decisions
    if whole is None or without is None or whole.published.value is None:
        return False
    return whole.published.value == without.published.value


def _sum(without: PlanningFigure | None, with_: PlanningFigure | None) -> PlanningFigure | None:
    """Both parts together; a marker of one stands for the sum."""
    if without is None or with_ is None:
        return None
    if without.published.value is None or with_.published.value is None:
        return without if without.published.value is None else with_
    note = f"{without.published.value:g} and {with_.published.value:g} with an agreed time"
    return PlanningFigure(
        without.cell, PublishedCell(without.published.value + with_.published.value, note=note)
    )


def _share(
    part: PlanningFigure | None, whole: PlanningFigure | None, words: str
) -> PlanningFigure | None:
    """Part of whole in percent; None where one of them is missing or the whole is nothing."""
    if part is None or whole is None or part.published.value is None or not whole.published.value:
        return None
    parts = f" ({part.published.note})" if part.published.note else ""
    note = f"{part.published.value:g} {words}{parts} of {whole.published.value:g} decisions"
    return PlanningFigure(
        part.cell, PublishedCell(100 * part.published.value / whole.published.value, note=note)
    )
