"""History: every upload, what it brought, and how to take it back."""

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from access.originals import address_of
from data.actor import AccessRole
from insights import cache, plan_row_changes, upload_history
from insights.cache import remembered
from insights.figure_wording import outturn_words, target_words, tolerance_words
from insights.formatting import by_whom, count, day
from insights.kpis import Kpi
from insights.status_mismatches import StatusMismatch, status_mismatches
from insights.upload_history import KpiFigureChange, PublishedUpload
from metrics.words.status_words import on_target_words
from pages.history import waiting_upload
from pages.shared import (
    as_of,
    box_lengths,
    flash,
    html_tables,
    plan_changes,
    shown,
    signed_form,
    signed_in,
    unexpected,
)
from pages.shared.choices import choose_one
from pages.shared.cut_table import cut_table
from pages.shared.escaping import plain
from pages.shared.open_links import feed_link
from pages.shared.prepared_html import prepared_html


def render() -> None:
    """Every upload, newest first; one of them in full, to download or withdraw."""
    st.title("History")
    is_analyst = signed_in.may(AccessRole.ANALYST)
    sees_waiting = is_analyst and not as_of.chosen()
    uploads = _uploads(with_waiting=sees_waiting)
    if not uploads:
        st.info("Nothing has been uploaded yet. The Upload page takes Excel and CSV files.")
        return
    st.html(_upload_table(with_waiting=sees_waiting))
    feed_link()
    with unexpected.on_its_own():
        _mismatches()
    _in_full(_chosen(uploads))


def _uploads(*, with_waiting: bool) -> Sequence[PublishedUpload]:
    return upload_history.uploads_with_waiting() if with_waiting else upload_history.uploads()


@prepared_html
def _upload_table(*, with_waiting: bool) -> Markup:
    uploads = _uploads(with_waiting=with_waiting)
    caption = f"{count(len(uploads), 'upload')}, newest first"
    headings = ["Number", "File", "Read as", "Brought", "Published", "State"]
    return html_tables.table_html(caption, headings, [_cells(upload) for upload in uploads])


def _mismatches() -> None:
    """The figures of which the file says another status than theirs and the target's."""
    mismatches = _mismatches_of(tuple(shown.kpis()))
    if mismatches:
        words = count(len(mismatches), "figure has", "figures have")
        with st.expander(f"{words} another status in the file than here"):
            st.html(_mismatch_table(tuple(shown.kpis())))


@remembered
def _mismatches_of(kpis: tuple[Kpi, ...]) -> Sequence[StatusMismatch]:
    return status_mismatches(kpis)


@prepared_html
def _mismatch_table(kpis: tuple[Kpi, ...]) -> Markup:
    headings = ["Measure", "Period", "Figure", "Target", "The file says", "We say", "Just off"]
    rows = [_mismatch_cells(mismatch) for mismatch in reversed(_mismatches_of(kpis))]
    return html_tables.table_html("We show both", headings, rows)


def _mismatch_cells(mismatch: StatusMismatch) -> Sequence[html_tables.Cell]:
    kpi, rated = mismatch.kpi, mismatch.rated
    return [
        html_tables.with_facts(html_tables.link(kpi.name, "kpi", kpi=kpi.code), kpi.code),
        rated.figure.period.label,
        outturn_words(kpi, rated),
        target_words(kpi, rated),
        rated.figure.reported_status,
        html_tables.badge(on_target_words(rated.status)),
        tolerance_words(kpi),
    ]


def _cells(upload: PublishedUpload) -> Sequence[html_tables.Cell]:
    return [
        upload.number,
        html_tables.link(upload.file, "history", upload=str(upload.number)),
        upload.layout,
        upload.contents,
        f"{day(upload.published_at)} {by_whom(upload.published_by)}",
        html_tables.badge(upload.state),
    ]


def _chosen(uploads: Sequence[PublishedUpload]) -> PublishedUpload:
    st.header("One upload in full")
    by_number = {str(upload.number): upload for upload in uploads}
    words = {number: f"{number}: {upload.file}" for number, upload in by_number.items()}
    number = choose_one("Upload", list(by_number), "upload", words.__getitem__)
    html_tables.on_paper(f"Upload {words[number]}")
    return by_number[number]


def _in_full(upload: PublishedUpload) -> None:
    is_analyst = signed_in.may(AccessRole.ANALYST)
    is_waiting = upload.state == "waiting"
    sections: list[Callable[[int], None]] = [_findings] if is_analyst else []
    if is_waiting:
        sections.append(waiting_upload.changes)
    elif not upload.waits:
        sections += [_changed_figures, _changed_plans]
    for section in sections:
        with unexpected.on_its_own():
            section(upload.number)
    if is_analyst:
        _originals(upload.number)
    _withdrawals(upload.number)
    if as_of.chosen() or not is_analyst:
        return
    if upload_history.is_erased(upload.number):
        st.write("What it brought was erased; that it was here stays on record.")
    elif upload.is_withdrawn:
        _reinstate_or_erase(upload.number)
    elif is_waiting:
        waiting_upload.approve(upload.number)
        _withdraw_waiting(upload.number)
    else:
        _withdraw(upload)


def _originals(number: int) -> None:
    """Links to the files as they were given; the record says who takes one."""
    names = upload_history.original_names(number)
    html_tables.links(
        *(
            html_tables.link_to_file(f"Download the original {name}", address_of(number, place))
            for place, name in enumerate(names, 1)
        )
    )


def _findings(number: int) -> None:
    findings = upload_history.findings(number)
    if not findings:
        st.write("Nothing was noticed when it was checked.")
        return
    with st.expander(f"What was noticed: {count(len(findings), 'finding')}"):
        st.html(_finding_table(number))


@prepared_html
def _finding_table(number: int) -> Markup:
    rows = [
        [html_tables.badge(finding.severity), finding.message]
        for finding in upload_history.findings(number)
    ]
    return html_tables.table_html("Findings", ["Severity", "What"], rows)


def _changed_figures(number: int) -> None:
    """What the upload changed of the KPI figures that stood before it."""
    changes = upload_history.kpi_figure_changes(number)
    if not changes.counts:
        return
    kinds = ("new", "changed", "same")
    words = ", ".join(f"{changes.counts.get(kind, 0):,} {kind}" for kind in kinds)
    st.write(f"Its KPI figures beside those that stood: {words}.")
    if not changes.changed:
        return
    with st.expander("See what it changed"):
        headings = ["KPI", "Period", "Was", "Became", "Was published by", "Sheet and cell"]
        cut_table(changes.changed, headings, _change_cells, noun="figure")


def _change_cells(change: KpiFigureChange) -> Sequence[html_tables.Cell]:
    return [
        html_tables.link(change.code, "kpi", kpi=change.code),
        change.period_label,
        change.old_figure,
        change.figure,
        f"{change.old_published_by}, upload {change.old_upload}",
        f"{change.sheet} {change.cell}",
    ]


def _changed_plans(number: int) -> None:
    """What the upload changed of the plans that stood before it."""
    rows = plan_row_changes.rows_brought(number)
    if rows:
        st.write("Its rows of plans beside those that stood before it:")
        plan_changes.changes(plan_row_changes.rows_before(number), rows, f"upload-{number}")


def _withdrawals(number: int) -> None:
    """Each time it was approved, withdrawn or brought back, by whom and why."""
    for change in upload_history.withdrawals(number):
        kind = change.kind.capitalize()
        html_tables.note(f"{kind} on {day(change.moment)} by {change.person}: {change.reason}")


def _withdraw_waiting(number: int) -> None:
    signature = signed_form.asked(
        "Decline it", "It waits no more. Nothing is deleted, and this page can bring it back.",
        "Decline this upload",
    )  # fmt: skip
    if signature:
        cache.store().withdraw(signature.actor, number, signature.reason)
        flash.tell(f"Upload {number} is declined and stands nowhere.")


def _withdraw(upload: PublishedUpload) -> None:
    number = upload.number
    is_real = upload.kpi_values and not upload.illustrative
    invented = (
        " A plan that is left without any real figure shows its invented ones again."
        if is_real and upload_history.illustrative_beside_real()
        else ""
    )
    left = plan_row_changes.figures_in_need(number)
    words = count(left, "figure of other uploads belongs", "figures of other uploads belong")
    also = f" {words} to measures of this one alone, and will not be seen." if left else ""
    signature = signed_form.asked(
        "Withdraw it",
        f"It brought {plain(upload.contents)}. The pages will show nothing of it. What "
        f"stood before, if anything did, shows again.{invented} Nothing is deleted.{also}",
        "Withdraw this upload",
    )
    if signature:
        cache.store().withdraw(signature.actor, number, signature.reason)
        flash.tell(f"Upload {number} is withdrawn. The same page can bring it back.{also}")


def _reinstate(number: int) -> None:
    signature = signed_form.asked(
        "Bring it back", "It stands or waits again, as it did before it was taken back.",
        "Bring this upload back",
    )  # fmt: skip
    if signature:
        cache.store().reinstate(signature.actor, number, signature.reason)
        waits = number in cache.store().waiting()
        flash.tell(f"Upload {number} {'waits for approval' if waits else 'stands'} again.")


def _reinstate_or_erase(number: int) -> None:
    """What may become of an upload that was taken back; only administrators may erase it."""
    if signed_in.may(AccessRole.ADMINISTRATOR) and st.checkbox("Erase what it brought, for good"):
        _erase(number)
    else:
        _reinstate(number)


def _erase(number: int) -> None:
    """For administrators: take out for good what a withdrawn upload brought."""
    with st.form("erase", clear_on_submit=True):
        st.subheader("Erase what it brought")
        st.write(
            "Its files, figures, notes and findings go for good, out of the backups too. "
            "That it was here stays on record."
        )
        confirmed = st.text_input(
            plain(f"Confirm with the number of the upload, {number}"),
            key="erase-confirmed",
            max_chars=box_lengths.UPLOAD_NUMBER,
        )
        signature = signed_form.sign("Erase it for good", "erase-by", reason_key="erase-why")
    if not signature.pressed:
        return
    if not (signature.name and signature.reason and confirmed.strip() == str(number)):
        st.error("Give your name, the reason and the number of the upload. Nothing was erased.")
        return
    kept = cache.store().erase(signature.actor, number, signature.reason, confirmed=number)
    names = ", ".join(path.name for path in kept)
    also = f" These backups may hold it still, remove them by hand: {names}." if kept else ""
    flash.tell(f"What upload {number} brought is erased.{also}")
