"""The files in the box as they were read, kept for this visitor; progress while they are read."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from insights import cache
from insights.cache import by_edition, store
from insights.formatting import count
from loaders import batch, publish, stored_mappings
from loaders.check import Checked, Plans
from loaders.plans import plan_rows
from loaders.publish import SubmittedFile
from pages.shared.escaping import plain

T = TypeVar("T")


def read(files: Sequence[SubmittedFile]) -> Sequence[Checked]:
    """What was read of each file, nothing decided: the same bytes and words are read once."""
    store = cache.store()
    # What is published decides what is noticed, so a new edition has a file checked again.
    keys = [
        (
            *(f.sha256 for f in submitted.files),
            submitted.file.name,
            submitted.hints,
            store.edition(),
        )
        for submitted in files
    ]
    return _kept("checked", keys, lambda missing: _read([files[place] for place in missing]))


def changes(
    files: Sequence[SubmittedFile], checked: Sequence[Checked]
) -> Sequence[Mapping[str, int]]:
    """How many rows of each file are new, changed, the same or older than what stands."""
    edition = cache.store().edition()
    keys = [
        (submitted.file.sha256, submitted.hints, one.decisions, len(one.rows), edition)
        for submitted, one in zip(files, checked, strict=True)
    ]
    return _kept("changes", keys, lambda missing: [_counted(checked[place]) for place in missing])


def _kept(
    name: str, keys: Sequence[Hashable], make: Callable[[Sequence[int]], Sequence[T]]
) -> Sequence[T]:
    """What belongs to each key, made where it is missing; what belongs to no key is forgotten."""
    before: Mapping[Hashable, T] = st.session_state.get(name, {})
    missing = [place for place, key in enumerate(keys) if key not in before]
    made = dict(zip((keys[place] for place in missing), make(missing), strict=True))
    st.session_state[name] = {key: made[key] if key in made else before[key] for key in keys}
    return [st.session_state[name][key] for key in keys]


def _read(files: Sequence[SubmittedFile]) -> Sequence[Checked]:
    if not files:
        return []
    store = cache.store()
    found: dict[int, Checked] = {}
    bar = st.progress(0.0, text=f"Reading {count(len(files), 'file')}")
    reading = batch.read(
        files, plans(), publish.published(store), mappings=stored_mappings.kept(store)
    )
    for place, checked in reading:
        found[place] = checked
        words = f"Read {len(found)} of {len(files)}: {plain(files[place].file.name)}"
        bar.progress(len(found) / len(files), text=words)
    bar.empty()
    return [found[place] for place in range(len(files))]


def _counted_of_plans(checked: Checked) -> dict[str, int]:
    if not checked.plan_rows:
        return {}
    found = plan_rows.changes(plans().texts, checked.plan_rows)
    return {str(change): int(number) for change, number in found["change"].value_counts().items()}


def _counted(checked: Checked) -> Mapping[str, int]:
    counted = _counted_of_plans(checked)
    for frame in publish.preview(cache.store(), checked).values():
        for change, number in frame["change"].value_counts().items():
            counted[str(change)] = counted.get(str(change), 0) + int(number)
    return counted


@by_edition
def plans() -> Plans:
    """The plans as they stand, as files are checked against them."""
    return publish.plans(store())
