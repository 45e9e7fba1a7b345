"""Upload: drop files, see what was read and what it would change, then publish."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from data.store import StoredFile
from insights import cache
from insights.formatting import count
from loaders import batch, publish
from loaders.check import STOPS_A_PUBLISH, Checked
from loaders.checks.decisions import apart
from loaders.findings.codes import Severity
from loaders.publish import SubmittedFile
from loaders.reading import RowKind
from pages.shared import as_of, html_tables, plan_changes
from pages.shared.escaping import plain
from pages.upload import (
    decide_group,
    figure_changes,
    files_read,
    map_columns,
    plan_download,
    sheet_panel,
    status_changes,
    template_download,
    warnings,
    withdraw_sample,
)

MOST_LINKS = 8
SEVERITY_WORDS = {
    Severity.REJECT: ("reason to refuse the file", "reasons to refuse the file"),
    Severity.QUARANTINE: ("figure that cannot be believed", "figures that cannot be believed"),
    Severity.WARN: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


def render() -> None:
    """The file box, then what was read of each file, what it would change, and the button."""
    st.title("Upload")
    if as_of.chosen():
        st.info("You look at the past. Empty the box for a day to publish something.")
        return
    refusal = cache.store().write_permission.refusal
    if refusal:
        st.warning(plain(f"{refusal} Files can be read and checked here all the same."))
    st.write(
        "Drop KPI exports, key-activities reports or published statistics. They are read and "
        "checked; nothing is stored until you publish it."
    )
    submitted_files = st.file_uploader(
        "Files (Excel, OpenDocument or CSV, up to 20 MB each; a CSV with its JSON description)",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('published', 0)}",
    )
    period = st.text_input(
        "Quarter or year, only where the file does not say it (for example Q1 2019/20)",
        key="period",
    )
    template_download.download(datetime.now(UTC).date())
    plan_download.download()
    decide_group.keep_choices()
    files = [StoredFile(file.name, file.getvalue()) for file in submitted_files]
    submitted = publish.pair(files, period.strip() or None)
    read = files_read.read(submitted)
    if len(submitted) > 1:
        _several(submitted, read)
    elif submitted:
        _one(submitted[0], read[0])
    map_columns.kept()
    withdraw_sample.withdraw()
    if not files:
        _samples()


def _samples() -> None:
    st.header("Files to try it with", anchor=False)
    for path in sorted(publish.SAMPLES.glob("*.xlsx")):
        st.download_button(f"Download {plain(path.name)}", path.read_bytes(), path.name)


def _several(submitted: Sequence[SubmittedFile], read: Sequence[Checked]) -> None:
    """Every file with its verdict, one button for all that are fit, and one file in full."""
    checked = [
        decide_group.decided(one, of.file.sha256) for one, of in zip(read, submitted, strict=True)
    ]
    st.header(f"{len(submitted)} files", anchor=False)
    waiting = batch.overlapping_files(checked)
    fit = [p for p, one in enumerate(checked) if one.publishable and p not in waiting]
    changes = files_read.changes(submitted, checked)
    rows = [
        _line(one, checked[place], changes[place], _waits_for(submitted, waiting, place))
        for place, one in enumerate(submitted)
    ]
    headings = ["File", "Rows", "New", "Changed", "Verdict"]
    html_tables.table("What was read", headings, rows, numeric=("Rows", "New", "Changed"))
    if fit:
        words = f"Publish {count(len(fit), 'file')}" if len(fit) > 1 else "Publish the one fit file"
        _publish([(submitted[place], checked[place]) for place in fit], words, key="all")
    names = [f"{place + 1}. {one.file.name}" for place, one in enumerate(submitted)]
    unfit = [place for place in range(len(submitted)) if place not in fit]
    place = st.selectbox(
        "File to look at",
        range(len(submitted)),
        index=next(iter(unfit), 0),
        format_func=names.__getitem__,
        key="file-looked-at",
    )
    _one(submitted[place], read[place])


def _line(
    submitted: SubmittedFile, checked: Checked, changes: Mapping[str, int], waits_for: str | None
) -> list[html_tables.Cell]:
    return [
        submitted.file.name,
        f"{checked.size:,}",
        f"{changes.get('new', 0):,}",
        f"{changes.get('changed', 0):,}",
        _verdict_words(checked, waits_for),
    ]


def _waits_for(
    submitted: Sequence[SubmittedFile], waiting: Mapping[int, int], place: int
) -> str | None:
    return submitted[waiting[place]].file.name if place in waiting else None


def _verdict_words(checked: Checked, waits_for: str | None) -> str:
    refused = checked.findings_of(Severity.REJECT)
    if refused:
        return f"Refused. {refused[0].message}"
    if checked.undecided:
        return f"{count(len(checked.undecided), 'figure waits', 'figures wait')} for a decision"
    if not checked.size:
        return "Nothing remains: every figure is left out"
    if waits_for:
        return f"Publish {waits_for} first: both bring some of the same figures"
    return f"Fit to publish, read as {checked.layout}"


def _one(submitted: SubmittedFile, read: Checked) -> None:
    """One file in full; `read` is what was read of it, before any decision."""
    checked = decide_group.decided(read, submitted.file.sha256)
    st.header(plain(submitted.file.name))
    _verdict(checked)
    if read.findings_of(Severity.REJECT):
        _findings(checked, tuple(Severity))
    else:
        decide_group.ask(read, submitted.file.sha256)
        warnings.ask(checked, submitted.file.sha256)
        _findings(checked, (Severity.INFO,))
    sheet_panel.draw(checked)
    map_columns.offer(submitted, checked)
    if not checked.publishable:
        return
    _preview(submitted, checked)
    _publish(
        [(submitted, checked)], f"Publish {plain(submitted.file.name)}", key=submitted.file.sha256
    )


def _preview(submitted: SubmittedFile, checked: Checked) -> None:
    """What publishing would change of figures and plans, and which statuses would turn."""
    frames = publish.preview(cache.store(), checked)
    for table, frame in frames.items():
        figure_changes.changes(table, frame, submitted.file)
    plans = files_read.plans()
    if checked.plan_rows:
        number = sum(map(len, checked.plan_rows.values()))
        st.subheader(f"What publishing would change: {count(number, 'row')} of plans")
        plan_changes.changes(plans.texts, checked.plan_rows, submitted.file.sha256)
        plans = plans.with_rows(checked.plan_rows)
    if checked.plan_rows or RowKind.KPI_VALUE in frames:
        status_changes.effect(frames.get(RowKind.KPI_VALUE), plans)


def _verdict(checked: Checked) -> None:
    if checked.publishable:
        st.success(
            f"Read as {plain(checked.layout)}: {count(checked.size, 'row')}. Fit to publish."
        )
    elif checked.findings_of(Severity.REJECT):
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
        found = checked.findings_of(severity)
        if found:
            opened = severity in STOPS_A_PUBLISH
            with st.expander(count(len(found), *SEVERITY_WORDS[severity]), expanded=opened):
                decide_group.findings_table(found, sheet_panel.links(checked))


def _publish(files: Sequence[tuple[SubmittedFile, Checked]], words: str, key: str) -> None:
    with st.form(f"publish-{key}"):
        who = st.text_input("Your name", key=f"by-{key}")
        pressed = st.form_submit_button(words, type="primary")
    # What the visitor saw was made on this edition; the run of the button draws a renewed preview.
    edition = cache.store().edition()
    seen = st.session_state.get(f"basis-{key}", edition) if pressed else edition
    st.session_state[f"basis-{key}"] = edition
    if not pressed:
        return
    if not who.strip():
        st.error("Give your name: the history keeps who published what.")
        return
    before = cache.store().newest_upload()
    numbers = _published(files, who.strip(), seen)
    told = _told([submitted.file.name for submitted, _ in files], numbers, before)
    st.session_state["told"] = told + _not_added(files, numbers, before)
    st.session_state["told_links"] = _links(files)
    st.session_state["published"] = st.session_state.get("published", 0) + 1
    st.rerun()


def _links(files: Sequence[tuple[SubmittedFile, Checked]]) -> Sequence[html_tables.Markup]:
    """The pages that show what was published: KPIs one by one where they are few."""
    kinds = {row.kind for _, checked in files for row in checked.rows}
    about_kpis = RowKind.KPI_VALUE in kinds or any(checked.plan_rows for _, checked in files)
    found = [html_tables.link("Overview", "./")] if about_kpis else []
    codes = dict.fromkeys(
        row.code for _, checked in files for row in checked.rows if row.kind is RowKind.KPI_VALUE
    )
    if len(codes) <= MOST_LINKS:
        found += [html_tables.link(code, "kpi", kpi=code) for code in codes]
    if RowKind.ACTIVITY_UPDATE in kinds:
        found.append(html_tables.link("Key activities", "activities"))
    if RowKind.STATISTIC_VALUE in kinds:
        found.append(html_tables.link("Compare areas", "compare"))
    return found


def _published(
    files: Sequence[tuple[SubmittedFile, Checked]], who: str, basis: str
) -> Sequence[int]:
    """Publish in one transaction, with a bar that tells which file is being written."""
    bar = st.progress(0.0, text=f"Publishing {count(len(files), 'file')}")
    begun: list[SubmittedFile] = []

    def tell(submitted: SubmittedFile) -> None:
        words = f"Writing {len(begun) + 1} of {len(files)}: {plain(submitted.file.name)}"
        bar.progress(len(begun) / len(files), text=words)
        begun.append(submitted)

    return publish.publish_together(cache.store(), files, who, tell, basis=basis)


def _told(names: Sequence[str], numbers: Sequence[int], before: int) -> str:
    """What was published under which numbers; numbers up to `before` stood already."""
    new = [number for number in numbers if number > before]
    if not new:
        if len(names) == 1:
            return f"{names[0]} stands already as upload {numbers[0]}, so nothing changed."
        return f"All {len(names)} files stand already, so nothing changed."
    if len(names) == 1:
        what = f"{names[0]} is published as upload {new[0]}"
    else:
        span = f"uploads {new[0]} to {new[-1]}" if len(new) > 1 else f"upload {new[0]}"
        what = f"{count(len(new), 'file is', 'files are')} published as {span}"
    stood = len(numbers) - len(new)
    also = f" {count(stood, 'file stood', 'files stood')} already." if stood else ""
    return f"{what}.{also} The pages show it now; History can take it back."


def _not_added(
    files: Sequence[tuple[SubmittedFile, Checked]], numbers: Sequence[int], before: int
) -> str:
    """That an upload which stood already keeps the reasons it has; numbers as for `_told`."""
    stood = [
        f"upload {number}"
        for (_, checked), number in zip(files, numbers, strict=True)
        if number <= before and apart(checked.decisions)[1]
    ]
    return f" What you acknowledged was not added to {', '.join(stood)}." if stood else ""
