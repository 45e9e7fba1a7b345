"""How many measures are on target, as words and as a bar."""

from collections.abc import Sequence

from metrics.rag_summary import RagSummary


def bar_parts(summary: RagSummary) -> Sequence[tuple[str, int]]:
    """The counts in their order, each with its word."""
    return [
        ("on target", summary.green),
        ("just off", summary.amber),
        ("off target", summary.red),
        ("not rated", summary.not_rated),
    ]
