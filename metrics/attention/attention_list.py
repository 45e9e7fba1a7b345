"""What needs attention? One ordered list of KPIs, each with its reasons; good news apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from metrics.attention.reasons import (
    ConcernKind,
    KpiForReview,
    Reason,
    concerns,
    successes,
    variance_of,
)


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A KPI that needs attention, or is good news: all its reasons, the gravest first.

    Lists are ordered by `rank`, the least first.
    """

    code: str
    reasons: tuple[Reason, ...]
    rank: tuple[float, ...] = field(repr=False)


def needs_attention(kpis: Iterable[KpiForReview]) -> Sequence[AttentionItem]:
    """The KPIs that need attention, the gravest first, each once with all its reasons.

    Ranked by the gravest reason; red ones by how many times the tolerance they are off; then by
    how many reasons there are.
    """
    return _ranked((kpi, tuple(concerns(kpi))) for kpi in kpis)


def good_news(kpis: Iterable[KpiForReview]) -> Sequence[AttentionItem]:
    """The KPIs that are good news, the best first, each once with all its reasons."""
    return _ranked((kpi, tuple(successes(kpi))) for kpi in kpis)


def _ranked(reviewed: Iterable[tuple[KpiForReview, tuple[Reason, ...]]]) -> Sequence[AttentionItem]:
    items = [
        AttentionItem(kpi.code, reasons, _rank(kpi, reasons))
        for kpi, reasons in reviewed
        if reasons
    ]
    return sorted(items, key=lambda item: item.rank)


def _rank(kpi: KpiForReview, reasons: Sequence[Reason]) -> tuple[float, ...]:
    gravest = reasons[0].kind
    order = list(type(gravest)).index(gravest)
    variance = variance_of(kpi)
    off = variance.tolerances if variance else 0.0
    return (order, -off if gravest is ConcernKind.RED else 0.0, -len(reasons), -off)
