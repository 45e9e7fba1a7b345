"""Upload: drop files, see what was read and what it would change, then publish."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from access.current_actor import current_actor
from access.daily_quota import daily_quota
from access.people import people
from data.actor import AccessRole
from data.uploads import StoredFile
from insights import cache
from loaders import publish
from loaders.publish import SubmittedFile
from pages.shared import as_of, box_lengths, signed_in
from pages.shared.escaping import plain
from pages.upload import (
    decide_figure,
    decide_group,
    files_read,
    map_columns,
    name_unknown,
    open_figures_list,
    plan_download,
    publish_form,
    template_download,
    waiting_uploads,
    withdraw_sample,
)
from pages.upload.one_file import one_file
from pages.upload.several_files import several_files

# What was read of each is kept in memory as long as it lies in the box.
MOST_FILES = 20


def render() -> None:
    """The file box, then what was read of each file, what it would change, and the button."""
    st.title("Upload")
    if as_of.chosen():
        st.info("You look at the past. Empty the box for a day to publish something.")
        return
    if people() and not signed_in.is_told(AccessRole.ANALYST, "Uploading"):
        return
    refusal = cache.store().write_permission.refusal
    if refusal:
        st.warning(plain(f"{refusal} Files can be read and checked here all the same."))
    st.write(
        "Upload KPI exports, key-activities reports or published statistics. They are read and "
        "checked. Nothing is stored until you publish it."
    )
    if sentence := daily_quota().refusal(current_actor()):
        st.warning(plain(sentence))
    st.header("1. Choose files", anchor=False)
    submitted = _submitted()
    readings = files_read.read(submitted)
    if len(submitted) > 1:
        several_files(submitted, readings)
    elif submitted:
        one_file(submitted[0], readings[0])
    else:
        template_download.download(datetime.now(UTC).date())
        plan_download.download()
    open_figures_list.listed()
    waiting_uploads.listed()
    map_columns.kept()
    name_unknown.kept()
    if submitted:
        return
    withdraw_sample.withdraw()
    if publish.has_samples(cache.store()):
        _samples()


def _submitted() -> Sequence[SubmittedFile]:
    """The files in the box, with what the person says of them, or one that was left open."""
    dropped = st.file_uploader(
        "Drop files here or browse for them: Excel, OpenDocument or CSV, up to 20 MB each. A CSV "
        "may come with its JSON description.",
        accept_multiple_files=True,
        key=f"files-{publish_form.published_so_far()}",
    )
    files = publish.pair([StoredFile(file.name, file.getvalue()) for file in dropped])
    files = _with_words(_as_many_as_are_read(files))
    decide_group.keep_choices()
    again = open_figures_list.reopened()
    if again is None or files:
        return files
    st.info(f"{plain(again.file.name)} is looked at again, from the original that is kept here.")
    return [_with_amendments(again)]


def _with_words(files: Sequence[SubmittedFile]) -> Sequence[SubmittedFile]:
    """Each file with the quarter that is typed for it alone, and what was said of its figures."""
    if len(files) < 2:
        return [_with_amendments(replace(file, period=_period(file))) for file in files]
    with st.expander("Quarter or year of a file that does not say it"):
        return [_with_amendments(replace(file, period=_period(file))) for file in files]


def _period(file: SubmittedFile) -> str | None:
    typed = st.text_input(
        f"Quarter or year of {plain(file.file.name)}, only where it does not say it (for example "
        "Q1 2019/20)",
        key=f"period-{file.file.sha256}",
        max_chars=box_lengths.PERIOD,
    )
    return typed.strip() or None


def _with_amendments(file: SubmittedFile) -> SubmittedFile:
    amended = decide_figure.amendments(file.file.sha256)
    return replace(file, decisions=[*file.decisions, *amended]) if amended else file


def _as_many_as_are_read(files: Sequence[SubmittedFile]) -> Sequence[SubmittedFile]:
    """The first files of the box; that the others wait is told."""
    if len(files) > MOST_FILES:
        st.warning(
            f"The first {MOST_FILES} of {len(files)} files are read. Publish them or take them "
            "out of the box, and give the others after them."
        )
    return files[:MOST_FILES]


def _samples() -> None:
    st.header("Files to try it with", anchor=False)
    for path in sorted(publish.SAMPLES.glob("*.xlsx")):
        st.download_button(f"Download {plain(path.name)}", path.read_bytes(), path.name)
