"""The columns named by hand that are in use, with who named them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.questions import stored_uploads
from data.records import records
from insights import cache


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """What a person said of the columns under some headings.

    `signature` and `roles` are those of a column mapping as JSON.
    """

    number: int
    signature: str
    roles: str
    said_by: str
    said_at: datetime


def kept_mappings() -> Sequence[KeptMapping]:
    """The mappings in use, newest first."""
    return [
        KeptMapping(
            int(row["mapping"]),
            str(row["signature"]),
            str(row["roles"]),
            str(row["said_by"]),
            row["said_at"],
        )
        for row in records(cache.ask(stored_uploads.column_mappings))
    ]
