"""How many measures are on target, in one sentence, and why the others are not rated."""

from metrics.rag_summary import RagSummary
from metrics.status import State

# Why a measure is not rated, as one and as several are told.
REASONS_NOT_RATED = {
    State.AWAITED: ("figure late", "figures late"),
    State.NO_TARGET: ("without a target", "without a target"),
    State.DATA_ONLY: ("for information", "for information"),
    State.NOT_DUE: ("not due yet", "not due yet"),
    State.BEGINS_LATER: ("begins later", "begin later"),
    State.NO_FIGURE: ("without a figure yet", "without a figure yet"),
}


def summary_words(summary: RagSummary) -> str:
    """`5 of 9 on target, 1 just off, 3 off target. 4 not rated: 2 figures late, 2 for information.`

    Only what there is: nothing is said of a status that no measure has.
    """
    if not summary.total:
        return "No measure yet."
    unrated = _unrated(summary)
    if not summary.rated:
        return f"None rated: {unrated}."
    parts = [
        f"{summary.green} of {summary.rated} on target",
        f"{summary.amber} just off" if summary.amber else "",
        f"{summary.red} off target" if summary.red else "",
    ]
    first = f"{', '.join(filter(None, parts))}."
    return f"{first} {sum(summary.by_state.values())} not rated: {unrated}." if unrated else first


def _unrated(summary: RagSummary) -> str:
    reasons = (
        (number, *REASONS_NOT_RATED.get(state, (str(state), str(state))))
        for state, number in summary.by_state.items()
    )
    return ", ".join(
        f"{number} {single if number == 1 else plural}" for number, single, plural in reasons
    )
