"""Lists in one cell of a reference table."""

from collections.abc import Sequence


def listed(cell: object) -> Sequence[str]:
    """The parts of a text that are separated by `;`; none where it is missing."""
    text = cell if isinstance(cell, str) else ""
    return [part.strip() for part in text.split(";") if part.strip()]
