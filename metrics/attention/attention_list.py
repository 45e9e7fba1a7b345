"""What should I worry about? One ordered list of KPIs, each with its reasons; good news apart."""

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
    """A KPI that is a worry, or good news: all its reasons, the gravest first.

    Lists are ordered by `rank`, the least first.
    """

    code: str
    reasons: tuple[Reason, ...]
    rank: tuple[float, ...] = field(repr=False)


def needs_attention(subjects: Iterable[KpiForReview]) -> Sequence[AttentionItem]:
    """The KPIs to worry about, the gravest first, each once with all its reasons.

    Ranked by the gravest reason; red ones by how many times the tolerance they are off; then by
    how many reasons there are.
    """
    return _ranked((subject, tuple(concerns(subject))) for subject in subjects)


def good_news(subjects: Iterable[KpiForReview]) -> Sequence[AttentionItem]:
    """The KPIs that are good news, the best first, each once with all its reasons."""
    return _ranked((subject, tuple(successes(subject))) for subject in subjects)


def _ranked(found: Iterable[tuple[KpiForReview, tuple[Reason, ...]]]) -> Sequence[AttentionItem]:
    listed = [
        AttentionItem(subject.code, reasons, _rank(subject, reasons))
        for subject, reasons in found
        if reasons
    ]
    return sorted(listed, key=lambda worry: worry.rank)


def _rank(subject: KpiForReview, reasons: Sequence[Reason]) -> tuple[float, ...]:
    gravest = reasons[0].kind
    place = list(type(gravest)).index(gravest)
    missed_by = variance_of(subject)
    off = missed_by.tolerances if missed_by else 0.0
    return (place, -off if gravest is ConcernKind.RED else 0.0, -len(reasons), -off)
