"""The whole database again, from the original files it keeps."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pandas as pd

from data.admissible import cleaned
from data.questions import stored_uploads
from data.records import Record, records
from data.store import SAID_TABLES, VALUE_TABLES, Store, StoreProblem, Upload
from loaders.checks.decisions import from_json
from loaders.publish import SubmittedFile, plans, read, rows_of
from loaders.stored_mappings import in_hints


def rebuild(store: Store, target: Path) -> int:
    """Read every original of `store` again into a new database; the number of uploads is returned.

    Raises StoreProblem when an original no longer reads as it did: the new file is then incomplete
    and the old one is untouched.
    """
    fresh = Store(target)
    try:
        fresh.load_reference()
        uploads = {row["upload"]: row for row in records(stored_uploads.uploads(store))}
        # In the order of then: what was withdrawn when a file came is no plan that it is read by.
        for step in records(stored_uploads.upload_steps(store)):
            if step["kind"] == "published":
                _publish_again(store, fresh, uploads[step["upload"]])
            else:
                _withdraw_again(fresh, step)
        fresh.copy_said(store)
        if figures_hash(store) != figures_hash(fresh):
            raise StoreProblem(
                "The rebuilt figures differ from the stored ones, so nothing was replaced. "
                f"The rebuilt database is {target}; compare it before you use it."
            )
    finally:
        fresh.close()
    return len(uploads)


def figures_hash(store: Store) -> str:
    """One hash over every stored figure of every upload and all that people said of them."""
    digest = hashlib.sha256()
    for table in (*VALUE_TABLES, *SAID_TABLES):
        rows = stored_uploads.every_row(store, table)
        # Texts of before they were cleaned on entry are cleaned when they are read again.
        digest.update(cleaned(rows.to_csv(index=False)).encode())
    return digest.hexdigest()


def _publish_again(store: Store, fresh: Store, upload: Record) -> None:
    number = int(str(upload["upload"]))
    files = store.files_of(number)
    hints = json.loads(str(upload["hints"]))
    companion = files[1] if len(files) > 1 else None
    decided = from_json(hints.get("decisions", ()))
    submitted = SubmittedFile(files[0], companion, hints.get("period"), in_hints(hints), decided)
    checked = read(submitted, plans(fresh))
    new_upload = Upload(
        files=files,
        layout=str(upload["layout"]),
        published_by=str(upload["published_by"]),
        hints=str(upload["hints"]),
        illustrative=bool(upload["illustrative"]),
        published_at=_moment(upload["published_at"]),
    )
    # What was noticed then was noticed beside what stood then, so it is kept and not found again.
    findings = stored_uploads.findings(store, number).drop(columns=["upload", "position"])
    fresh.put_back(number, new_upload, rows_of(checked) | {"finding": findings})


def _withdraw_again(fresh: Store, withdrawal: Record) -> None:
    """Withdraw or reinstate an upload as it was done then."""
    again = fresh.withdraw if withdrawal["kind"] == "withdrawn" else fresh.reinstate
    again(
        int(str(withdrawal["upload"])),
        str(withdrawal["by"]),
        str(withdrawal["why"]),
        _moment(withdrawal["moment"]),
    )


def _moment(value: object) -> datetime:
    return pd.Timestamp(str(value)).to_pydatetime()
