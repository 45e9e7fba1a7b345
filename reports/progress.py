"""Whom a report tells how far it is while it is made."""

from collections.abc import Callable

# Which share is done, from 0 to 1, and what is being made.
Progress = Callable[[float, str], None]


def to_nobody(_: float, __: str) -> None:
    """Progress that nobody follows."""
