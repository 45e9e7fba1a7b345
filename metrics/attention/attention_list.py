"""What needs attention? One ordered list of KPIs, each with its reasons; good news apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from metrics.attention.reasons import (
    ConcernKind,
    KpiForReview,
    Reason,
    SuccessKind,
    concerns,
    successes,
)
from metrics.attention.steps_off import Size, days_late, size_of_change, size_of_year_end, size_off
from metrics.status import Rag

ATTENTION_RULE = (
    "In this order: off target and getting worse by a signal; off target; getting worse by a "
    "signal, with no target or on it; a year end unlikely to meet its target; a figure that is "
    "late; just off target. Within each, by how many of the KPI's own usual steps from one figure "
    "to the next it is off, late ones by their days, then in the plan's order. Without eight "
    "figures there is no usual step: those KPIs follow, by percent of their target."
)


class AttentionOrder(StrEnum):
    """Why a KPI stands where it does in the list, the first first."""

    OFF_AND_WORSE = "off target and getting worse"
    OFF = "off target"
    WORSE = "getting worse"
    YEAR_END = "year end unlikely to meet its target"
    LATE = "figure late"
    JUST_OFF = "just off target"


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A KPI that needs attention, or is good news: all its reasons, the gravest first.

    Lists are ordered by `rank`, the least first; `order` says why a concern stands where it does.
    """

    code: str
    reasons: tuple[Reason, ...]
    rank: tuple[float, ...] = field(repr=False)
    order: AttentionOrder | None = None


def needs_attention(kpis: Iterable[KpiForReview]) -> Sequence[AttentionItem]:
    """The KPIs that need attention by ATTENTION_RULE, each once with all its reasons.

    `kpis` are in the plan's order, which decides between equals.
    """
    items = [item for kpi in kpis if (item := _concern(kpi))]
    return sorted(items, key=lambda item: item.rank)


def good_news(kpis: Iterable[KpiForReview]) -> Sequence[AttentionItem]:
    """The KPIs that are good news, the best first: back on target, or on it and getting better.

    None of them needs attention.
    """
    items = [item for kpi in kpis if _concern(kpi) is None and (item := _success(kpi))]
    return sorted(items, key=lambda item: item.rank)


def _concern(kpi: KpiForReview) -> AttentionItem | None:
    reasons = tuple(concerns(kpi))
    order = _order({reason.kind for reason in reasons})
    if order is None:
        return None
    size = _size(order, kpi)
    rank = (list(AttentionOrder).index(order), not size.in_steps, -size.amount)
    return AttentionItem(kpi.code, reasons, rank, order)


def _success(kpi: KpiForReview) -> AttentionItem | None:
    reasons = tuple(successes(kpi))
    kinds = [reason.kind for reason in reasons]
    better = SuccessKind.GETTING_BETTER in kinds and kpi.status is Rag.GREEN
    if not (better or SuccessKind.BACK_ON_TARGET in kinds):
        return None
    return AttentionItem(kpi.code, reasons, (list(SuccessKind).index(SuccessKind(kinds[0])),))


def _order(kinds: set[ConcernKind | SuccessKind]) -> AttentionOrder | None:
    """Where a KPI stands by its reasons; None where they only add to others."""
    if ConcernKind.RED in kinds:
        worse = ConcernKind.GETTING_WORSE in kinds
        return AttentionOrder.OFF_AND_WORSE if worse else AttentionOrder.OFF
    by_kind = (
        (ConcernKind.GETTING_WORSE, AttentionOrder.WORSE),
        (ConcernKind.YEAR_END, AttentionOrder.YEAR_END),
        (ConcernKind.OVERDUE, AttentionOrder.LATE),
        (ConcernKind.AMBER, AttentionOrder.JUST_OFF),
    )
    return next((order for kind, order in by_kind if kind in kinds), None)


def _size(order: AttentionOrder, kpi: KpiForReview) -> Size:
    match order:
        case AttentionOrder.WORSE:
            return size_of_change(kpi)
        case AttentionOrder.YEAR_END:
            return size_of_year_end(kpi)
        case AttentionOrder.LATE:
            return days_late(kpi)
        case _:
            return size_off(kpi)
