"""What is published together, and how it is written: each upload with its files and its rows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb
import pandas as pd

from data.reference_tables import UPLOADED_TABLES

# The part of an upload's hints that changes none of its figures: warnings that somebody has seen.
ACKNOWLEDGED = "acknowledged"
# The part that says which doubtful figures were accepted or left out.
DECIDED = "decisions"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file exactly as it was given."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Upload:
    """What is published together: one file and its companions.

    `hints` is what a person said about the file (JSON), kept so that it can be read again alike.
    """

    files: Sequence[StoredFile]
    layout: str
    hints: str = "{}"
    illustrative: bool = False
    published_at: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """One hash for all the bytes and hints: the same fingerprint twice changes nothing.

        Warnings that were acknowledged do not count: the same figures are not published twice.
        """
        hints = {key: hint for key, hint in json.loads(self.hints).items() if key != ACKNOWLEDGED}
        parts = [file.sha256 for file in self.files] + [json.dumps(hints)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def decisions(self) -> int:
        """How many decisions about figures and warnings were published with it."""
        hints = json.loads(self.hints)
        return sum(len(hints.get(part, ())) for part in (DECIDED, ACKNOWLEDGED))


@dataclass(frozen=True, slots=True)
class Alias:
    """Which KPI or area some words of a file mean, as a person says it.

    `kind` is kpi or area; `meaning` is a code, empty where the words are not the council's own.
    """

    kind: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class KpiEvent:
    """What happened to a KPI on a day; kind: note, rebase, definition, target or forecast.

    Of a forecast the day is the end of its year, and the words begin with the number.
    """

    plan: str
    code: str
    day: date
    kind: str
    words: str


def standing(cursor: duckdb.DuckDBPyConnection, fingerprint: str) -> int | None:
    """The number under which an upload of a fingerprint stands, or waits to, if one does."""
    row = cursor.execute(
        """
        SELECT upload FROM upload
        WHERE fingerprint = ? AND upload NOT IN (SELECT upload FROM current_withdrawal)
        """,
        [fingerprint],
    ).fetchone()
    return int(row[0]) if row else None


def next_number(cursor: duckdb.DuckDBPyConnection) -> int:
    """The number of the next upload."""
    row = cursor.execute("SELECT coalesce(max(upload), 0) + 1 FROM upload").fetchone()
    return int(row[0]) if row else 1


def add(
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    upload: Upload,
    published_by: str,
    rows: Mapping[str, pd.DataFrame],
) -> None:
    """Write an upload with its files and its rows (table name to frame) under a number."""
    main = upload.files[0]
    cursor.execute(
        "INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            upload.fingerprint,
            main.name,
            main.sha256,
            upload.layout,
            upload.illustrative,
            published_by,
            upload.published_at or now(),
            upload.hints,
        ],
    )
    note_step(cursor, "published", number)
    for position, file in enumerate(upload.files, 1):
        cursor.execute(
            "INSERT INTO upload_file VALUES (?, ?, ?, ?, ?)",
            [number, position, file.name, file.sha256, file.content],
        )
    for table, frame in rows.items():
        numbered = frame.assign(upload=number)
        if table not in UPLOADED_TABLES:
            numbered = numbered.assign(position=range(1, len(frame) + 1))
        append(cursor, table, numbered)


def note_step(cursor: duckdb.DuckDBPyConnection, kind: str, number: int) -> None:
    """Keep that an upload is published, approved, withdrawn or reinstated after all before it."""
    cursor.execute(
        "INSERT INTO upload_step SELECT coalesce(max(step), 0) + 1, ?, ? FROM upload_step",
        [kind, number],
    )


def append(cursor: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Insert a frame by its column names."""
    cursor.register("incoming", frame)
    columns = ", ".join(frame.columns)
    cursor.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM incoming")  # noqa: S608
    cursor.unregister("incoming")


def now() -> datetime:
    """Now in UTC, without a zone: DuckDB's zoned type needs a further library."""
    return datetime.now(UTC).replace(tzinfo=None)
