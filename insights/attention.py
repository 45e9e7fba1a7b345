"""What should I worry about? The KPIs to look at with their reasons, and the good news."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from insights.cache import remembered
from insights.counterparts import stand_outs
from insights.due_figures import longest_overdue
from insights.figure_wording import wording
from insights.kpis import Kpi
from metrics.attention.attention_list import AttentionItem, good_news, needs_attention
from metrics.attention.reasons import ConcernKind, KpiForReview, Reason
from metrics.status import Rag, State


@dataclass(frozen=True, slots=True)
class FlaggedKpi:
    """A KPI that is a worry, or good news, with every reason, the gravest first."""

    kpi: Kpi
    reasons: Sequence[Reason]

    @property
    def status(self) -> Rag | State:
        """Its status as a list beside the first reason shows it.

        A yearly measure is not due in a quarter's report while last year's figure is late.
        """
        is_late = bool(self.reasons) and self.reasons[0].kind is ConcernKind.OVERDUE
        return State.AWAITED if is_late and self.kpi.status is State.NOT_DUE else self.kpi.status


@dataclass(frozen=True, slots=True)
class Attention:
    """The KPIs to worry about, the gravest first, and those that are good news, the best first."""

    concerns: Sequence[FlaggedKpi]
    successes: Sequence[FlaggedKpi]


def attention(kpis: Sequence[Kpi], today: date) -> Attention:
    """Which KPIs of a plan need attention on a day, and which are good news."""
    reviewed = [kpi_for_review(kpi, today) for kpi in kpis if not kpi.problem]
    concerns = _flagged(needs_attention(reviewed), kpis)
    return Attention([*concerns, *_not_worked_out(kpis)], _flagged(good_news(reviewed), kpis))


@remembered
def kpi_for_review(kpi: Kpi, today: date) -> KpiForReview:
    """A KPI as the list judges it, with its stand-outs and what has been overdue longest."""
    review = KpiForReview(
        kpi.code, kpi.analysis, kpi.status, wording(kpi), comparisons=stand_outs(kpi)
    )
    oldest = longest_overdue(kpi, today)
    if oldest is None:
        return review
    return replace(review, days_overdue=oldest.days_overdue(today), overdue_for=oldest.period)


def _not_worked_out(kpis: Sequence[Kpi]) -> Sequence[FlaggedKpi]:
    return [
        FlaggedKpi(kpi, [Reason(ConcernKind.NOT_WORKED_OUT, kpi.problem)])
        for kpi in kpis
        if kpi.problem
    ]


def _flagged(items: Sequence[AttentionItem], kpis: Sequence[Kpi]) -> Sequence[FlaggedKpi]:
    by_code = {kpi.code: kpi for kpi in kpis}
    return [FlaggedKpi(by_code[item.code], item.reasons) for item in items]
