"""What becomes of an upload once it is published: withdrawn, reinstated, approved, erased.

They work on the cursor of a transaction that the caller began; what they keep says who did it,
when (UTC) and why.
"""

from datetime import datetime

import duckdb

from data import erasing, uploads
from data.erasing import Erasure
from data.errors import StoreProblem


def withdraw(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    """Take an upload back. Raises StoreProblem where there is none, or it is withdrawn already."""
    if is_withdrawn(cursor, number):
        raise StoreProblem(f"Upload {number} is withdrawn already.")
    cursor.execute("INSERT INTO withdrawal VALUES (?, ?, ?, ?)", [number, by, moment, why])
    uploads.note_step(cursor, "withdrawn", number)


def reinstate(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    """Undo a withdrawal.

    Raises StoreProblem where the upload is not withdrawn, or its file was published again since.
    """
    if not is_withdrawn(cursor, number):
        raise StoreProblem(f"Upload {number} is not withdrawn, so it stands already.")
    _refuse_twin(cursor, number)
    cursor.execute("INSERT INTO reinstatement VALUES (?, ?, ?, ?)", [number, by, moment, why])
    uploads.note_step(cursor, "reinstated", number)


def approve(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    """Let an upload stand that waits for a second person."""
    cursor.execute("INSERT INTO approval VALUES (?, ?, ?, ?)", [number, by, moment, why])
    uploads.note_step(cursor, "approved", number)


# By the word that the table upload_step has for each.
REPEATABLE = {"withdrawn": withdraw, "reinstated": reinstate, "approved": approve}


def erase_confirmed(cursor: duckdb.DuckDBPyConnection, erasure: Erasure, confirmed: int) -> str:
    """Take out for good what an upload brought, or one note; the upload's fingerprint is returned.

    `confirmed` is its number, given a second time. Raises StoreProblem where that is another, where
    the upload still stands, and where nothing has the note.
    """
    number = erasure.upload
    withdrawn = is_withdrawn(cursor, number)
    if confirmed != number:
        raise StoreProblem(
            f"Upload {number} was to be erased and {confirmed} was given to confirm it. Nothing "
            "was erased. Give the number of the upload a second time."
        )
    if erasure.scope == erasing.UPLOAD and not withdrawn:
        raise StoreProblem(
            f"Upload {number} stands, so its figures are on the pages. Withdraw it, then erase it."
        )
    if not erasing.erase(cursor, erasure) and erasure.note is not None:
        raise StoreProblem(f"No figure or update of upload {number} has this very note.")
    row = cursor.execute("SELECT fingerprint FROM upload WHERE upload = ?", [number]).fetchone()
    return str(row[0]) if row else ""


def note_erasure(
    cursor: duckdb.DuckDBPyConnection, erasure: Erasure, by: str, why: str, moment: datetime
) -> None:
    """Keep that something was erased, by whom, when (UTC) and why."""
    cursor.execute(
        "INSERT INTO erasure VALUES (?, ?, ?, ?, ?)",
        [erasure.upload, erasure.scope, by, moment, why],
    )


def erase_sample(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    """Take out what was invented for another council; the record that it was there remains."""
    if not is_withdrawn(cursor, number):
        withdraw(cursor, number, by, why, moment)
    erasing.erase(cursor, Erasure(number))
    note_erasure(cursor, Erasure(number), by, why, moment)


def refuse_erased(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    """Raise StoreProblem where all that an upload brought was erased."""
    if cursor.execute(
        "SELECT 1 FROM erasure WHERE upload = ? AND scope = 'upload'", [number]
    ).fetchall():
        raise StoreProblem(f"Upload {number} was erased, so nothing of it can come back.")


def is_withdrawn(cursor: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Whether an upload is withdrawn now. Raises StoreProblem where there is none of the number."""
    withdrawn = cursor.execute(
        "SELECT upload IN (SELECT upload FROM current_withdrawal) FROM upload WHERE upload = ?",
        [number],
    ).fetchone()
    if withdrawn is None:
        raise StoreProblem(f"There is no upload {number}; `uploads` lists those there are.")
    return bool(withdrawn[0])


def _refuse_twin(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    """The same bytes may have been published again since; they are not to stand twice."""
    row = cursor.execute("SELECT fingerprint FROM upload WHERE upload = ?", [number]).fetchone()
    twin = uploads.standing(cursor, row[0]) if row else None
    if twin is not None:
        raise StoreProblem(
            f"The same file stands already as upload {twin}, so upload {number} stays withdrawn."
        )
