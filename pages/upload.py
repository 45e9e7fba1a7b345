"""Upload: drop a file, see what was read and what it would change, then publish."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from data.records import Record, records
from data.store import StoredFile
from loaders import kept_mappings, publish
from loaders.check import STOPS_A_PUBLISH, Checked, Plans
from loaders.publish import Given
from loaders.reading import Severity
from metrics.status import is_number
from pages.parts import decisions, mapping, reads, tables, to_fill_in
from pages.parts.words import count, figure, plain

SHOWN_CHANGES = 200
KINDS = {
    "kpi_value": "KPI value",
    "activity_update": "activity update",
    "statistic_value": "statistical figure",
}
SEVERITY_WORDS = {
    Severity.REJECT: ("reason to refuse the file", "reasons to refuse the file"),
    Severity.QUARANTINE: ("figure that cannot be believed", "figures that cannot be believed"),
    Severity.WARN: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


def render() -> None:
    """The file box, then each file's reading, preview and publish button."""
    st.title("Upload")
    st.write(
        "Drop a KPI export, a key-activities report or a published statistics file. It is read and "
        "checked; nothing is stored until you publish it."
    )
    given_files = st.file_uploader(
        "Files (Excel, OpenDocument or CSV, up to 20 MB each; a CSV with its JSON description)",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('published', 0)}",
    )
    period = st.text_input(
        "Quarter, only where the file does not say it (for example Q1 2019/20)", key="period"
    )
    to_fill_in.download(datetime.now(UTC).date())
    files = [StoredFile(file.name, file.getvalue()) for file in given_files]
    for given in publish.pair(files, period.strip() or None):
        _one(given)
    mapping.kept()
    if not files:
        _samples()


def _samples() -> None:
    st.header("Files to try it with", anchor=False)
    for path in sorted(publish.SAMPLES.glob("*.xlsx")):
        st.download_button(f"Download {plain(path.name)}", path.read_bytes(), path.name)


def _one(given: Given) -> None:
    st.header(plain(given.file.name))
    checked = _checked(given)
    # The verdict stands first and depends on what is decided below it.
    verdict = st.container()
    if checked.undecided and not checked.of(Severity.REJECT):
        checked = decisions.decided(checked, given.file.sha256)
        _findings(checked, (Severity.WARN, Severity.INFO))
    else:
        _findings(checked, tuple(Severity))
    with verdict:
        _verdict(checked)
    mapping.offer(given, checked)
    if not checked.publishable:
        return
    changes = publish.preview(reads.store(), checked)
    for table, frame in changes.items():
        _changes(table, frame)
    _publish(given, checked)


def _checked(given: Given) -> Checked:
    """What was read, kept for this visitor: the same bytes and words are read once."""
    kept: dict[tuple[str, ...], Checked] = st.session_state.setdefault("checked", {})
    store = reads.store()
    # What is published decides what is noticed, so a new edition has the file checked again.
    key = (*(f.sha256 for f in given.files), given.file.name, given.hints, store.edition())
    if key not in kept:
        with st.spinner(f"Reading {plain(given.file.name)}"):
            by_hand, published = kept_mappings.kept(store), publish.published(store)
            kept[key] = publish.read(given, Plans(), published, mappings=by_hand)
    return kept[key]


def _verdict(checked: Checked) -> None:
    if checked.publishable:
        st.success(
            f"Read as {plain(checked.layout)}: {count(len(checked.rows), 'row')}. Fit to publish."
        )
    elif checked.of(Severity.REJECT):
        st.error("Refused: nothing is stored. Mend what is named below and drop the file again.")
    elif checked.undecided:
        st.warning(
            f"Not published yet: {count(len(checked.undecided), 'figure waits', 'figures wait')} "
            "for a decision below."
        )
    else:
        st.error("Nothing remains to be published: every figure is left out.")
    if checked.illustrative:
        st.warning("The file says that its figures are illustrative; every page will say so too.")


def _findings(checked: Checked, severities: Sequence[Severity]) -> None:
    for severity in severities:
        found = checked.of(severity)
        if found:
            opened = severity in STOPS_A_PUBLISH
            with st.expander(count(len(found), *SEVERITY_WORDS[severity]), expanded=opened):
                decisions.findings_table(found)


def _changes(table: str, frame: pd.DataFrame) -> None:
    counted = frame["change"].value_counts()
    words = ", ".join(f"{counted.get(name, 0):,} {name}" for name in ("new", "changed", "same"))
    if "older" in counted:
        words += f", {counted['older']:,} older than what stands and so not shown"
    st.subheader(f"What publishing would change: {count(len(frame), KINDS[table])}")
    st.write(f"{words}.")
    differing = frame[frame["change"] != "same"]
    differing = differing.sort_values("change", kind="stable").head(SHOWN_CHANGES)
    if differing.empty:
        return
    rows = [_change_row(row) for row in records(differing)]
    of_all = _shown(len(rows), int((frame["change"] != "same").sum()))
    with st.expander("See the rows"):
        headings = ["What", "Period", "Change", "New", "Stands now", "Sheet and cell"]
        tables.table(of_all, headings, rows)


def _change_row(row: Record) -> list[tables.Cell]:
    area = f" ({row['area']})" if row.get("area") else ""
    return [
        f"{row['code']}{area}",
        str(row["period_label"]),
        tables.badge(str(row["change"])),
        _said(row, ""),
        _said(row, "old_") if row["change"] == "changed" else "",
        f"{row['sheet']} {row['cell']}",
    ]


def _said(row: Record, old: str) -> str:
    """What a row says, or with `old_` what stands: the figure, target, status and note."""
    unit = str(row.get("unit") or "")
    value, target = row.get(f"{old}value"), row.get(f"{old}target")
    parts = [figure(value, unit) if is_number(value) else row.get(f"{old}state")]
    parts.append(f"target {figure(target, unit)}" if is_number(target) else None)
    parts += [row.get(f"{old}reported_status"), row.get(f"{old}note")]
    return "\n".join(str(part) for part in parts if part)


def _publish(given: Given, checked: Checked) -> None:
    with st.form(f"publish-{given.file.sha256}"):
        who = st.text_input("Your name", key=f"by-{given.file.sha256}")
        pressed = st.form_submit_button(f"Publish {plain(given.file.name)}", type="primary")
    if not pressed:
        return
    if not who.strip():
        st.error("Give your name: the history keeps who published what.")
        return
    before = reads.store().edition()
    number = publish.publish(reads.store(), given, checked, who.strip())
    st.session_state["told"] = (
        f"{given.file.name} is published as upload {number}. The pages show it now; "
        "History can take it back."
        if reads.store().edition() != before
        else f"{given.file.name} stands already as upload {number}, so nothing changed."
    )
    st.session_state["published"] = st.session_state.get("published", 0) + 1
    st.rerun()


def _shown(shown: int, of: int) -> str:
    return f"The first {shown} of {of:,}" if shown < of else count(of, "row")
