"""Whether anything may be written: a read-only dashboard refuses in the store, whoever asks."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from data.errors import StoreProblem

SETTING = "DISTRICT_READ_ONLY"
_OFF = ("0", "false", "no", "off")
_BY_SETTING = (
    "This dashboard is read-only: nothing can be published, withdrawn or added here. "
    f"Whoever runs it decides that by the setting {SETTING}."
)
_filling: ContextVar[bool] = ContextVar("filling", default=False)


class ReadOnly(StoreProblem):
    """The store is read-only; the text is a sentence that says why."""


class WritePermission:
    """Whether a store may be written, as the environment says when the store is opened.

    Once refused it stays refused: nothing that a visitor does gives it back.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._refusal = _BY_SETTING if read_only_setting(environment) else None

    @property
    def refusal(self) -> str | None:
        """Why nothing may be written, as a sentence; None where writing is allowed."""
        return self._refusal

    def refuse(self, sentence: str) -> None:
        """Refuse every write from now on; the first reason stands."""
        self._refusal = self._refusal or sentence

    def check(self) -> None:
        """Raise ReadOnly where nothing may be written."""
        if self._refusal and not _filling.get():
            raise ReadOnly(self._refusal)


@contextmanager
def filling() -> Iterator[None]:
    """Let the block write what a new store starts with: a read-only one has its plans too."""
    before = _filling.set(True)
    try:
        yield
    finally:
        _filling.reset(before)


def read_only_setting(environment: Mapping[str, str] = os.environ) -> bool | None:
    """What DISTRICT_READ_ONLY says; None where it says nothing.

    A word that is not understood counts as yes: a slip of the pen must not open the store.
    """
    word = environment.get(SETTING, "").strip().lower()
    return word not in _OFF if word else None
