"""What files call KPIs and areas, as people said, with who said it and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.questions import stored_uploads
from data.records import records
from insights import cache


@dataclass(frozen=True, slots=True)
class KeptAlias:
    """Words of files of which a person said whose they are; `meaning` is a code or empty."""

    number: int
    kind: str
    words: str
    meaning: str
    said_by: str
    said_at: datetime


def kept_aliases() -> Sequence[KeptAlias]:
    """The aliases in use, newest first."""
    return [
        KeptAlias(
            int(row["alias"]),
            str(row["kind"]),
            str(row["words"]),
            str(row["meaning"]),
            str(row["said_by"]),
            row["said_at"],
        )
        for row in records(cache.ask(stored_uploads.aliases))
    ]
