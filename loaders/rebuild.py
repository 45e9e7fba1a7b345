"""The whole database again, from the original files it keeps."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from data import admissible_rows
from data.actor import SHIPPED, of_the_record
from data.admissible import NAME_LENGTH, cleaned, on_one_line
from data.database.copies import VALUE_TABLES
from data.errors import StoreProblem
from data.questions import stored_uploads
from data.records import Record, records
from data.store import SAID_TABLES, Store
from data.uploads import Upload
from loaders import shipped_statistics
from loaders.frames import KPI_SERVICE
from loaders.publish import SubmittedFile, plans, stored_rows, submitted_again
from loaders.reading import RowKind

STATISTICS = RowKind.STATISTIC_VALUE.value
# As many reasons are named of each upload; the rest are counted.
NAMED_REASONS = 20
_LONG_SERVICE = re.compile(rf"(?:^|\n)Service: .{{{NAME_LENGTH + 1},}}\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was rebuilt: how many uploads, and sentences about rows that may come in no more."""

    uploads: int
    left_out: Sequence[str]


def rebuild(store: Store, target: Path) -> Rebuilt:
    """Read every original of `store` again into a new database.

    An upload from before some rule, with rows that may come in no more, is taken over without them
    as it was stored. Raises StoreProblem when another original no longer reads as it did: the new
    file is then incomplete and the old one is untouched.
    """
    fresh = Store(target)
    try:
        fresh.load_reference(SHIPPED, council=store.council())
        every = stored_uploads.uploads(store, with_waiting=True)
        uploads = {row["upload"]: row for row in records(every)}
        # First of all which uploads waited for a second person: until then they were no plans.
        fresh.copy_said(SHIPPED, store)
        erased = store.erased()
        left_out: dict[int, str] = {}
        # In the order of then: what was withdrawn when a file came is no plan that it is read by.
        for step in records(stored_uploads.upload_steps(store)):
            if step["kind"] != "published":
                _repeat_step(fresh, step)
            elif step["upload"] in erased:
                # Without its original it is proved by nothing, and stays as it stands.
                fresh.carry_over(SHIPPED, int(str(step["upload"])), store)
            else:
                upload = uploads[step["upload"]]
                if sentence := _publish_again(store, fresh, upload):
                    left_out[int(str(upload["upload"]))] = sentence
        if figures_hash(store, left_out) != figures_hash(fresh, left_out):
            raise StoreProblem(
                "The rebuilt figures differ from the stored ones, so nothing was replaced. "
                f"The rebuilt database is {target}; compare it before you use it."
            )
    finally:
        fresh.close()
    return Rebuilt(len(uploads), tuple(left_out.values()))


def figures_hash(store: Store, without: Collection[int] = ()) -> str:
    """One hash over every stored figure of every upload and all that people said of them.

    Figures of the uploads `without` are left aside. The shipped statistics, half a million, are
    hashed where they are stored.
    """
    uploads = stored_uploads.uploads(store, with_waiting=True)
    shipped = [int(n) for n in uploads.loc[uploads["layout"] == shipped_statistics.NAME, "upload"]]
    in_store = stored_uploads.rows_and_hash(store, STATISTICS, shipped)
    digest = hashlib.sha256(in_store.to_csv(index=False).encode())
    for table in (*VALUE_TABLES, *SAID_TABLES):
        rows = stored_uploads.every_row(store, table, shipped if table == STATISTICS else ())
        # What a column Service says is no figure, and was not kept by earlier versions; nor was
        # one that is too long for a name, which stands last in a note.
        if table == KPI_SERVICE:
            continue
        if table in VALUE_TABLES and without:
            rows = rows[~rows["upload"].isin(list(without))]
        if table == RowKind.KPI_VALUE.value:
            rows = rows.assign(note=rows["note"].str.replace(_LONG_SERVICE, "", regex=True))
        # Texts of before they were cleaned on entry are cleaned when they are read again.
        digest.update(cleaned(rows.to_csv(index=False)).encode())
    return digest.hexdigest()


def _publish_again(store: Store, fresh: Store, upload: Record) -> str | None:
    """Read an upload again under its number; a sentence where rows of it were left out."""
    number = int(str(upload["upload"]))
    submitted = submitted_again(store, number, str(upload["hints"]))
    rows, brought, reasons = _rows_again(store, fresh, upload, submitted)
    new_upload = Upload(
        files=submitted.files,
        layout=str(upload["layout"]),
        hints=str(upload["hints"]),
        illustrative=bool(upload["illustrative"]),
        published_at=_moment(upload["published_at"]),
    )
    # What was noticed then was noticed beside what stood then, so it is kept and not found again.
    findings = stored_uploads.findings(store, number).drop(columns=["upload", "position"])
    by = of_the_record(str(upload["published_by"]))
    fresh.put_back(by, number, new_upload, dict(rows) | {"finding": findings})
    return _left_out(upload, brought, reasons) if reasons else None


def _rows_again(
    store: Store, fresh: Store, upload: Record, submitted: SubmittedFile
) -> tuple[Mapping[str, pd.DataFrame], int, Sequence[str]]:
    """The rows of an upload read again, how many it brought, and why some may come in no more.

    Where some may not, the others are as they were stored.
    """
    layout = str(upload["layout"])
    rows = stored_rows(submitted, layout, plans(fresh))
    if layout == shipped_statistics.NAME:
        return rows, 0, ()
    stored = stored_uploads.rows_of_upload(store, int(str(upload["upload"])))
    admitted, reasons = admissible_rows.admitted(stored)
    return (admitted if reasons else rows), sum(map(len, stored.values())), reasons


def _left_out(upload: Record, rows: int, reasons: Sequence[str]) -> str:
    others = len(reasons) - NAMED_REASONS
    named = "; ".join(reasons[:NAMED_REASONS]) + (f"; and {others:,} more" if others > 0 else "")
    return (
        f"Upload {upload['upload']}, {on_one_line(str(upload['file']))}: {len(reasons):,} of "
        f"{rows:,} rows may come in no more and were left out: {named}. "
        "The others were taken over as they were stored. The original file is kept."
    )


def _repeat_step(fresh: Store, step: Record) -> None:
    """Withdraw, reinstate or approve an upload as it was done then."""
    fresh.repeat_step(
        of_the_record(str(step["by"])),
        str(step["kind"]),
        int(str(step["upload"])),
        str(step["why"]),
        _moment(step["moment"]),
    )


def _moment(value: object) -> datetime:
    return pd.Timestamp(str(value)).to_pydatetime()
