"""The shape and tone of each status: a word, a shape and a colour say the same."""

from collections.abc import Mapping

# A status is a word, a shape and a colour; the shapes stay apart in print and in grey.
_MARKS: Mapping[str, tuple[str, str]] = {
    "green": ("●", "good"),
    "complete": ("✔", "good"),
    "amber": ("▲", "near"),
    "red": ("■", "miss"),
    "on target": ("●", "good"),
    "just off": ("▲", "near"),
    "off target": ("■", "miss"),
    "figure late": ("◷", "near"),
    "better": ("↗", "good"),
    "worse": ("↘", "miss"),
    "higher": ("↑", "quiet"),
    "lower": ("↓", "quiet"),
    "same": ("→", "quiet"),
    "about the same": ("→", "quiet"),
    "on track": ("●", "good"),
    "at risk": ("▲", "near"),
    "off track": ("■", "miss"),
    "done": ("✔", "good"),
    "starts later": ("▷", "quiet"),
    "got worse": ("↘", "miss"),
    "got better": ("↗", "good"),
    "improving": ("↗", "good"),
    "worsening": ("↘", "miss"),
    "increasing": ("↗", "quiet"),
    "decreasing": ("↘", "quiet"),
    "no change": ("→", "quiet"),
    "changed": ("≠", "near"),
    "similar": ("→", "quiet"),
    "published": ("✔", "quiet"),
    "illustrative": ("◇", "quiet"),
    "waiting": ("◷", "near"),
    "withdrawn": ("✖", "quiet"),
    "new": ("+", "good"),
    "removed": ("✖", "miss"),
    "reject": ("■", "miss"),
    "quarantine": ("▲", "near"),
    "warn": ("▲", "near"),
}


def mark_of(word: str) -> tuple[str, str]:
    """A status's shape, and its tone: `good`, `near`, `miss` or `quiet`."""
    return _MARKS.get(word.lower(), ("○", "quiet"))
