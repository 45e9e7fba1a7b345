"""Figures of published files that nobody has decided of yet: they stand nowhere, and wait."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.questions import stored_uploads
from data.records import Record, records
from data.uploads import DECIDED
from insights import cache
from insights.cache import by_edition

LEFT_OPEN = "leave_open"


@dataclass(frozen=True, slots=True)
class FileLeftOpen:
    """A published file with figures that were left open: where they are and why they wait."""

    upload: int
    file: str
    hints: str
    published_by: str
    published_at: datetime
    figures: Sequence[tuple[str, str]]


@by_edition
def open_files() -> Sequence[FileLeftOpen]:
    """The files with open figures, newest first; of a file given again the newest upload counts.

    Where that one waits for a second person, nothing is left to be decided until it is.
    """
    newest: dict[str, Record] = {}
    for row in records(stored_uploads.uploads(cache.store(), with_waiting=True)):
        if not isinstance(row["withdrawn_by"], str):
            newest.setdefault(str(row["sha256"]), row)
    published = (row for row in newest.values() if not isinstance(row["waits"], str))
    return tuple(_open_file(row) for row in published if any(_open_cells(row)))


def _open_cells(row: Record) -> Iterator[tuple[object, object]]:
    for decision in json.loads(str(row["hints"])).get(DECIDED, ()):
        if decision["choice"] == LEFT_OPEN:
            yield decision["sheet"], decision["cell"]


def _open_file(row: Record) -> FileLeftOpen:
    number = int(str(row["upload"]))
    cells = dict.fromkeys(_open_cells(row))
    reasons = {
        (finding["sheet"], finding["cell"]): str(finding["message"])
        for finding in reversed(records(cache.ask(stored_uploads.findings, number)))
        if finding["severity"] == "quarantine"
    }
    figures = [
        (" ".join(str(part) for part in cell if part) or "the file", reasons.get(cell, ""))
        for cell in cells
    ]
    return FileLeftOpen(
        number,
        str(row["file"]),
        str(row["hints"]),
        str(row["published_by"]),
        row["published_at"],
        figures,
    )
