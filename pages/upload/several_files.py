"""Several files at once: each with its verdict, and one button for all that are fit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from insights import cache
from insights.formatting import count
from loaders import batch, publish
from loaders.check import Checked
from loaders.checks.decisions import Choice
from loaders.publish import SubmittedFile
from pages.shared import html_tables
from pages.upload import decide_group, files_read, hidden_parts, publish_form
from pages.upload.one_file import one_file
from pages.upload.verdict import verdict_words, what_is_sure

UNCHANGED = "A download of this dashboard: all stands already, so nothing is published"


def several_files(files: Sequence[SubmittedFile], readings: Sequence[Checked]) -> None:
    """Every file with its verdict, one button for all that are fit, and one file in full.

    `readings` are what was read of each, before any decision.
    """
    decided = [
        decide_group.decided(reading, file.file.sha256)
        for file, reading in zip(files, readings, strict=True)
    ]
    checked = list(map(what_is_sure, decided))
    # One of them among the others would refuse all of them, and none needs to wait for it.
    unchanged = {
        n for n, file in enumerate(decided) if publish.changes_nothing(cache.store(), file)
    }
    st.header(f"{len(files)} files", anchor=False)
    waits_for = batch.overlapping_files(
        [replace(file, rows=()) if n in unchanged else file for n, file in enumerate(checked)]
    )
    _verdicts(files, checked, waits_for, unchanged)
    fit = [number for number, file in enumerate(checked)
           if file.publishable and number not in waits_for
           and not publish.changes_nothing(cache.store(), file)]  # fmt: skip
    if fit:
        button = (
            f"Publish {count(len(fit), 'file')}" if len(fit) > 1 else "Publish the one fit file"
        )
        publish_form.publish([(files[number], checked[number]) for number in fit], button, "all")
    settled = [
        n for n in fit if not any(d.choice is Choice.LEAVE_OPEN for d in checked[n].decisions)
    ]
    number = _looked_at(files, [*settled, *unchanged])
    one_file(files[number], readings[number])


def _verdicts(
    files: Sequence[SubmittedFile],
    checked: Sequence[Checked],
    waits_for: Mapping[int, int],
    unchanged: Collection[int],
) -> None:
    """What was read of each file; `waits_for` has the numbers of those to be published first.

    `unchanged` are the numbers of files that bring nothing that does not stand already.
    """
    changes = files_read.changes(files, checked)
    names = [file.file.name for file in files]
    first = {number: names[other] for number, other in waits_for.items()}
    rows = [
        _cells(
            names[number],
            checked[number],
            changes[number],
            UNCHANGED if number in unchanged else verdict_words(checked[number], first.get(number)),
        )
        for number in range(len(files))
    ]
    headings = ["File", "Rows", "New", "Changed", "Verdict"]
    html_tables.table("What was read", headings, rows, numeric=("Rows", "New", "Changed"))


def _cells(
    name: str, checked: Checked, changes: Mapping[str, int], verdict: str
) -> Sequence[html_tables.Cell]:
    hidden = hidden_parts.in_words(checked)
    return [
        name,
        f"{checked.size:,}",
        f"{changes.get('new', 0):,}",
        f"{changes.get('changed', 0):,}",
        f"{verdict}. Hidden in it: {hidden}" if hidden else verdict,
    ]


def _looked_at(files: Sequence[SubmittedFile], settled: Sequence[int]) -> int:
    """The number of the file to be shown in full: at first one of which something waits."""
    numbers = range(len(files))
    names = [f"{number}. {file.file.name}" for number, file in enumerate(files, 1)]
    first_unfit = next((number for number in numbers if number not in settled), 0)
    return st.selectbox(
        "File to look at",
        numbers,
        index=first_unfit,
        format_func=names.__getitem__,
        key="file-looked-at",
    )
