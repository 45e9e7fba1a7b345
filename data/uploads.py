"""What is published together, and how it is written: each upload with its files and its rows."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb
import pandas as pd

from data import admissible
from data.errors import StoreProblem
from data.reference_tables import CODES, UPLOADED_TABLES, longest

# The part of an upload's hints that changes none of its figures: warnings that somebody has seen.
ACKNOWLEDGED = "acknowledged"
# The part that says which doubtful figures were accepted or left out.
DECIDED = "decisions"

# Columns of figures that hold codes: what is expected, whether they may have a slash, how long.
_CODES: Mapping[tuple[str, str], tuple[str, bool, int]] = {
    **dict.fromkeys(
        [(table, column) for table in ("kpi_value", "kpi_service", "activity_update")
         for column in ("plan", "code")],
        (admissible.CODE_WITH_SLASH, True, admissible.CODE_LENGTH),
    ),
    ("statistic_value", "code"): (admissible.STATISTIC_CODE, False, admissible.NAME_LENGTH),
    ("statistic_value", "area"): (admissible.CODE, False, admissible.CODE_LENGTH),
    **{
        (f"uploaded_{table}", column): (
            admissible.CODE_WITH_SLASH if slash else admissible.CODE, slash, admissible.CODE_LENGTH
        )
        for (table, column), slash in CODES.items()
    },
}  # fmt: skip

# What is a note in a table of figures or findings.
_LONG = frozenset(("name", "next_steps", "message", "found", "expected", "action"))


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


def refuse_inadmissible(rows: Mapping[str, pd.DataFrame]) -> None:
    """Raise StoreProblem where rows (table name to frame) hold what may not come in.

    The last guard: whatever reads files has said so before, in words about the file.
    """
    for sentence in inadmissible(rows):
        raise StoreProblem(
            f"Nothing was published: {sentence}. Correct the file and give it again."
        )


def apart(
    rows: Mapping[str, pd.DataFrame],
) -> tuple[dict[str, pd.DataFrame], Sequence[str]]:
    """The rows (table name to frame) that may come in, and a sentence about each of the others."""
    admitted, sentences = dict(rows), []
    for table, frame in rows.items():
        # Most have none, and then no row is looked at by itself.
        if not any(inadmissible({table: frame})):
            continue
        reasons = [
            next(inadmissible({table: frame.iloc[[number]]}), "") for number in range(len(frame))
        ]
        admitted[table] = frame[[not reason for reason in reasons]]
        sentences += [reason for reason in reasons if reason]
    return admitted, sentences


def inadmissible(rows: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """What may not come in of rows (table name to frame), each value once."""
    for table, frame in rows.items():
        for column in frame.columns:
            problems = [
                *_inadmissible(column, frame[column].dropna()),
                *_inadmissible_codes(table, column, frame),
            ]
            for value, expected in problems:
                yield (
                    f"{table} would hold {admissible.shortened(str(value))} under {column}; "
                    f"expected {expected}"
                )


def _inadmissible(column: str, values: pd.Series) -> Iterator[tuple[object, str]]:
    """Values of a column that may not come in, each with what is expected of it."""
    if values.empty or pd.api.types.is_bool_dtype(values):
        return
    if pd.api.types.is_numeric_dtype(values):
        ends = (float(values.min()), float(values.max()))
        yield from ((end, admissible.NUMBER) for end in ends if not admissible.is_number(end))
        return
    if _is_plain_text(column, values):
        return
    for value in values.unique():
        if isinstance(value, date) and not admissible.is_day(pd.Timestamp(value).date()):
            yield value, admissible.DAY
        elif isinstance(value, str):
            yield from _inadmissible_text(column, value)


def _is_plain_text(column: str, values: pd.Series) -> bool:
    """Whether a column is short text of plain letters only, told at once for all of it."""
    texts = values.unique()
    if not all(isinstance(text, str) for text in texts):
        return False
    joined = "".join(texts)
    is_short = max(map(len, texts)) <= _longest(column)
    return is_short and joined.isascii() and joined.isprintable()


def _longest(column: str) -> int:
    return admissible.NOTE_LENGTH if column in _LONG else longest(column)


def _inadmissible_text(column: str, text: str) -> Iterator[tuple[object, str]]:
    limit = _longest(column)
    if len(text) > limit:
        yield text, admissible.at_most(limit)
    elif admissible.cleaned(text) != text:
        yield admissible.cleaned(text), "text without control characters"


def _inadmissible_codes(
    table: str, column: str, frame: pd.DataFrame
) -> Iterator[tuple[object, str]]:
    """Codes that may not come in; a row that takes another out names it as it is."""
    if (table, column) not in _CODES:
        return
    expected, slash, longest_code = _CODES[table, column]
    kept = frame[~frame["removed"].astype(bool)] if "removed" in frame else frame
    for code in kept[column].dropna().unique():
        if not admissible.is_code(str(code), slash=slash, longest=longest_code):
            yield admissible.on_one_line(str(code)), expected


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
