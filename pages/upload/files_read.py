"""The files in the box as they were read, kept for this visitor; progress while they are read."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

import streamlit as st

from insights import cache
from insights.answer_contents import size_of
from insights.formatting import count
from insights.row_changes import changes_by_kind
from loaders import batch, publish, stored_aliases, stored_mappings
from loaders.check import Checked, Plans, Published
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.plans import plan_rows
from loaders.publish import SubmittedFile
from loaders.sandbox.parent import queue_position
from pages.shared.escaping import plain

T = TypeVar("T")
# What the readings of one visit may take in memory, about; a large file takes forty times its size.
MOST_BYTES = 400_000_000
NOT_HELD = Checked(
    "",
    (),
    (
        Finding(
            Severity.REJECT,
            FindingCode.TOO_LARGE,
            "The files before this one take as much memory as one visit may, so it is not read. "
            "Publish them or take them out of the box, and give this one after them.",
        ),
    ),
    {},
)


def read(files: Sequence[SubmittedFile]) -> Sequence[Checked]:
    """What was read of each file, nothing decided: the same bytes and words are read once."""
    store = cache.store()
    # What is published decides what is noticed, so a new edition has a file checked again.
    keys = [
        (*(stored.sha256 for stored in file.files), file.file.name, file.hints, store.edition())
        for file in files
    ]
    sizes: dict[Hashable, int] = st.session_state.setdefault("reading_sizes", {})
    fitting = within_memory([sizes.get(key, 0) for key in keys])
    readings = _kept(
        "checked",
        [keys[number] for number in fitting],
        lambda missing: _read([files[fitting[number]] for number in missing]),
    )
    by_number = dict(zip(fitting, readings, strict=True))
    sizes.update({keys[number]: size_of(reading) for number, reading in by_number.items()})
    # How large a reading is shows once it is there.
    held = within_memory([sizes[key] for key in keys])
    st.session_state["checked"] = {keys[number]: by_number[number] for number in held}
    return [by_number[number] if number in held else NOT_HELD for number in range(len(files))]


def within_memory(sizes: Sequence[int]) -> Sequence[int]:
    """The numbers of the first readings that one visit may hold, and of the first in any case."""
    return [
        number
        for number, together in enumerate(accumulate(sizes))
        if number == 0 or together <= MOST_BYTES
    ]


def forget() -> None:
    """Let go of what was read: files lie in the box of the Upload page alone."""
    for kept in ("checked", "changes", "reading_sizes"):
        st.session_state.pop(kept, None)


def read_again() -> None:
    """Forget what was read, so that what lies in the file box is read anew."""
    st.session_state.pop("checked", None)


def changes(
    files: Sequence[SubmittedFile], checked: Sequence[Checked]
) -> Sequence[Mapping[str, int]]:
    """How many rows of each file are new, changed, the same or older than what stands."""
    edition = cache.store().edition()
    keys = [
        (file.file.sha256, file.hints, reading.decisions, len(reading.rows), edition)
        for file, reading in zip(files, checked, strict=True)
    ]
    return _kept("changes", keys, lambda missing: [_counts(checked[number]) for number in missing])


def _kept(
    name: str, keys: Sequence[Hashable], make: Callable[[Sequence[int]], Sequence[T]]
) -> Sequence[T]:
    """What belongs to each key, made where it is missing; what belongs to no key is forgotten."""
    before: Mapping[Hashable, T] = st.session_state.get(name, {})
    missing = [number for number, key in enumerate(keys) if key not in before]
    made = dict(zip((keys[number] for number in missing), make(missing), strict=True))
    st.session_state[name] = {key: made[key] if key in made else before[key] for key in keys}
    return [st.session_state[name][key] for key in keys]


def _read(files: Sequence[SubmittedFile]) -> Sequence[Checked]:
    # It has its place when nothing is read, too: see flash.draw.
    place = st.empty()
    if not files:
        return []
    store = cache.store()
    by_number: dict[int, Checked] = {}
    bar = place.progress(0.0, text=f"Reading {count(len(files), 'file')}")

    def tell_queue() -> None:
        if words := queue_text(files):
            bar.progress(len(by_number) / len(files), text=words)

    readings = batch.read(
        files,
        plans(),
        published(),
        mappings=stored_mappings.kept(store),
        aliases=stored_aliases.kept(store),
        meanwhile=tell_queue,
    )
    for number, checked in readings:
        by_number[number] = checked
        name = plain(files[number].file.name)
        words = f"Read {len(by_number)} of {len(files)}: {name}"
        bar.progress(len(by_number) / len(files), text=words)
    bar.empty()
    return [by_number[number] for number in range(len(files))]


def queue_text(files: Sequence[SubmittedFile]) -> str:
    """Where the first of the files that wait for a reader stands; empty where none waits."""
    positions = {file.file.name: queue_position(file.file.content) for file in files}
    waiting = {name: position for name, position in positions.items() if position}
    if not waiting:
        return ""
    name, position = min(waiting.items(), key=lambda item: item[1])
    return f"Other files are read at the moment. {plain(name)} is number {position:,} in the queue"


def _counts(checked: Checked) -> Mapping[str, int]:
    """How many figures and rows of plans of a file there are of each kind of change."""
    counts: Counter[str] = Counter()
    if checked.plan_rows:
        counts.update(changes_by_kind(plan_rows.changes(plans().texts, checked.plan_rows)))
    for frame in publish.preview(cache.store(), checked).values():
        counts.update(changes_by_kind(frame))
    return counts


def published() -> Published:
    """What stands for KPIs, as figures of files are compared with it."""
    return cache.ask(publish.published)


def plans() -> Plans:
    """The plans as they stand, as files are checked against them."""
    return cache.ask(publish.plans)
