"""What publishing would do to the report: which KPIs turn from one status to another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.records import Record, records
from insights import cache
from insights.kpi_records import figure_of, number, rules_of, word
from insights.kpis import Kpi, kpis_of, reported_period
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import kpi_position
from metrics.period import Period
from metrics.reporting_frequency import BegunReport, begun_report, report_period_of
from metrics.status import Rag, State, is_number
from metrics.words.status_words import on_target_words


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A KPI whose status in the report would be another one.

    `before` is None where it rests on invented figures that leave with the plan's first real one:
    no real status is told as a change from an invented one.
    """

    code: str
    name: str
    before: Rag | State | None
    after: Rag | State

    @property
    def before_words(self) -> str:
        """`on target`, or that it was illustrative."""
        return "illustrative" if self.before is None else on_target_words(self.before)

    @property
    def sentence(self) -> str:
        """`Affordable homes completed turns from on target to just off`, of one of `turns`."""
        return f"{self.name} turns from {self.before_words} to {on_target_words(self.after)}"


@dataclass(frozen=True, slots=True)
class ReportAfter:
    """The report as it would stand: its period, that of now, and the statuses that would change.

    `reported` is None where no figure would stand: the words of a first real file alone take the
    invented figures away. `left_alone` are the KPIs with figures for the file's periods that are
    not in the file and stay; empty where the file has no KPI's figures. `begun` is the period after
    the report that too few figures are of to make it one; None where the file brings none of it.
    """

    reported_before: Period | None
    reported: Period | None
    status_changes: Sequence[StatusChange]
    left_alone: Sequence[str]
    begun: BegunReport | None

    @property
    def first_real(self) -> Sequence[StatusChange]:
        """The KPIs whose invented figures would leave the pages."""
        return [change for change in self.status_changes if change.before is None]

    @property
    def turns(self) -> Sequence[StatusChange]:
        """The KPIs that would turn from one status to another."""
        return [change for change in self.status_changes if change.before is not None]

    @property
    def without_figure(self) -> int:
        """Of how many of the KPIs whose invented figures leave no figure would stand."""
        return sum(change.after is State.NO_FIGURE for change in self.first_real)

    @property
    def moves(self) -> bool:
        """Whether it would be about another period."""
        return None not in (self.reported_before, self.reported) and (
            self.reported_before != self.reported
        )


def report_after(
    plan: str,
    values: pd.DataFrame | None,
    definitions: Mapping[str, Record],
    *,
    illustrative: bool,
) -> ReportAfter | None:
    """The report of a plan once `values`, rows of KPI values, stand; None before any figure.

    `definitions` are the plan's KPIs by code as they would stand then; `illustrative` says that the
    values were invented.
    """
    kpis = kpis_of(plan)
    incoming = [] if values is None else [row for row in records(values) if row["plan"] == plan]
    is_real = any(map(_has_real_figure, kpis))
    turns_real = not illustrative and any(map(_reports, incoming))
    counting = [] if illustrative and is_real else incoming
    if not (illustrative or is_real or turns_real):
        # Beside invented figures a word that a figure is awaited says no more than a target alone.
        counting = [{**row, "state": None} for row in incoming]
    figures = _figures_after(kpis, counting, turns_real=turns_real)
    before, reported = reported_period(kpis), _reported_after(figures, definitions)
    if before is None and reported is None:
        return None
    begun = begun_report(*_by_definition(figures, definitions))
    brings_begun = begun and any(begun.includes(figure_of(row).period) for row in counting)
    return ReportAfter(
        before,
        reported,
        list(_status_changes(kpis, figures, reported, definitions, turns_real=turns_real)),
        _left_alone(kpis, incoming, turns_real=turns_real),
        begun if brings_begun else None,
    )


def _status_changes(
    kpis: Sequence[Kpi],
    figures: Mapping[str, Sequence[KpiFigure]],
    reported: Period | None,
    definitions: Mapping[str, Record],
    *,
    turns_real: bool,
) -> Iterator[StatusChange]:
    for kpi in kpis:
        if kpi.problem or kpi.code not in definitions:
            continue
        after = _status_after(definitions[kpi.code], figures.get(kpi.code, ()), reported)
        before = None if kpi.illustrative and turns_real else kpi.status
        if after != before:
            yield StatusChange(kpi.code, kpi.name, before, after)


def _status_after(
    definition: Record, figures: Sequence[KpiFigure], reported: Period | None
) -> Rag | State:
    if reported is None or not figures:
        return State.NO_FIGURE
    return kpi_position(rules_of(definition), figures, reported, cache.reader_day()).status


def _reported_after(
    figures: Mapping[str, Sequence[KpiFigure]], definitions: Mapping[str, Record]
) -> Period | None:
    """The period of the report, by how often each KPI of the plan is due."""
    return report_period_of(*_by_definition(figures, definitions))


def _by_definition(
    figures: Mapping[str, Sequence[KpiFigure]], definitions: Mapping[str, Record]
) -> tuple[Sequence[Sequence[KpiFigure]], Sequence[KpiRules]]:
    """The figures and the rules of each KPI of the plan, in the same order."""
    rules = [rules_of(definition) for definition in definitions.values()]
    return [figures.get(code, []) for code in definitions], rules


def _left_alone(
    kpis: Sequence[Kpi], incoming: Sequence[Record], *, turns_real: bool
) -> Sequence[str]:
    in_file = {str(row["code"]) for row in incoming}
    ends = {row["period_end"] for row in incoming}
    return [
        kpi.code
        for kpi in kpis
        if kpi.code not in in_file
        and any(
            row["period_end"] in ends and not (turns_real and row["illustrative"])
            for row in kpi.figures
        )
    ]


def _figures_after(
    kpis: Sequence[Kpi], incoming: Sequence[Record], *, turns_real: bool
) -> Mapping[str, Sequence[KpiFigure]]:
    """Every KPI's figures as they would stand, by code; none of a KPI without any.

    As in the view counting_kpi_figure no invented figure stands beside a real one of its plan:
    `turns_real` says that the file brings one.
    """
    by_period = {
        kpi.code: {figure.period: figure for figure in _left_standing(kpi, turns_real=turns_real)}
        for kpi in kpis
        if not kpi.problem
    }
    for row in incoming:
        figure = figure_of(row)
        standing = by_period.setdefault(str(row["code"]), {})
        standing[figure.period] = _merged(standing.get(figure.period), figure)
    return {code: list(figures.values()) for code, figures in by_period.items() if figures}


def _reports(row: Record) -> bool:
    """Whether a row is a figure, or a word that stands for good in place of one.

    A target alone is none, nor a word that says that the figure is awaited.
    """
    return number(row["value"]) is not None or word(row["state"]) not in (None, State.AWAITED)


def _has_real_figure(kpi: Kpi) -> bool:
    """Whether a real figure of a KPI stands, beside which no invented one counts."""
    return not kpi.illustrative and any(map(_reports, kpi.figures))


def _left_standing(kpi: Kpi, *, turns_real: bool) -> Iterator[KpiFigure]:
    """The figures of a KPI that still count: once a real one comes, none that is invented.

    A real target beside an invented figure stays, and its period awaits the figure.
    """
    for row in kpi.figures:
        figure = figure_of(row)
        if not (turns_real and row["illustrative"]):
            yield figure
        elif not row["target_illustrative"] and (is_number(figure.target) or figure.target_state):
            yield replace(figure, value=None, state=State.AWAITED, reported_status=None)


def _merged(standing: KpiFigure | None, new: KpiFigure) -> KpiFigure:
    """What a blank leaves standing: the figure where only a target comes, and the other way."""
    if standing is None:
        return new
    figure = new if is_number(new.value) or new.state else standing
    target = new if is_number(new.target) or new.target_state else standing
    return KpiFigure(
        new.period,
        value=figure.value,
        state=figure.state,
        target=target.target,
        target_upper=target.target_upper,
        target_state=target.target_state,
        reported_status=figure.reported_status,
        provisional=figure.provisional,
    )
