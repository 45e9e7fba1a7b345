"""The button that publishes, with the person's name, and what is told afterwards."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from data.actor import Actor
from insights import cache
from insights.formatting import count
from insights.kpis import current_plan, has_plan, report_begun, report_quarters
from insights.report_headline import begun_words
from insights.selectable_statistics import selectable_statistics
from loaders import publish as publishing
from loaders.check import Checked
from loaders.checks.decisions import apart
from loaders.publish import SubmittedFile
from loaders.reading import Row, RowKind
from metrics.reporting_frequency import BegunReport
from pages.shared import flash, html_tables, signed_form
from pages.shared.escaping import plain
from pages.upload import files_read, open_figures_list, waiting_uploads

MOST_LINKS = 8
Files = Sequence[tuple[SubmittedFile, Checked]]


def published_so_far() -> int:
    """How many times this visitor published; the file box is emptied by each."""
    return int(st.session_state.get("published", 0))


def publish(files: Files, button: str, key: str) -> None:
    """Ask for the name and publish all of the files or none, then tell it on a fresh page."""
    waiting_uploads.announce()
    with st.form(f"publish-{key}"):
        signature = signed_form.sign(button, f"by-{key}", is_primary=True, is_same_person=True)
    # What the visitor saw was made on this edition; the run of the button draws a renewed preview.
    edition = cache.store().edition()
    basis = st.session_state.get(f"basis-{key}", edition) if signature.pressed else edition
    st.session_state[f"basis-{key}"] = edition
    if not signed_form.is_signed(
        signature, "Give your name: the history keeps who published what."
    ):
        return
    before = cache.store().newest_upload()
    numbers = _published(files, signature.actor, basis)
    waiting = cache.store().waiting()
    # What waits for a second person is on no page yet.
    seen = [file for file, number in zip(files, numbers, strict=True) if number not in waiting]
    begun = _begun(seen)
    outcome = _outcome([file.file.name for file, _ in files], numbers, before, begun)
    waits = waiting_uploads.sentence(numbers)
    st.session_state["published"] = published_so_far() + 1
    open_figures_list.put_away()
    stood = _not_added(files, numbers, before)
    flash.tell(f"{outcome}{stood}{waits}", [*_links(seen, begun), _in_history(numbers)])


def _published(files: Files, actor: Actor, basis: str) -> Sequence[int]:
    """Publish in one transaction, with a bar that tells which file is being written."""
    bar = st.progress(0.0, text=f"Publishing {count(len(files), 'file')}")
    begun: list[SubmittedFile] = []

    def tell(file: SubmittedFile) -> None:
        words = f"Writing {len(begun) + 1} of {len(files)}: {plain(file.file.name)}"
        bar.progress(len(begun) / len(files), text=words)
        begun.append(file)

    return publishing.publish_together(cache.store(), files, actor, tell, basis=basis)


def _begun(files: Files) -> BegunReport | None:
    """The period after the report, where the files bring figures of it and it is no report yet."""
    begun = report_begun(current_plan()) if has_plan() else None
    periods = {row.period for row in _kpi_rows(files)}
    return begun if begun and any(map(begun.includes, periods)) else None


def _kpi_rows(files: Files) -> Sequence[Row]:
    return [row for _, checked in files for row in checked.rows if row.kind is RowKind.KPI_VALUE]


def _outcome(
    names: Sequence[str], numbers: Sequence[int], before: int, begun: BegunReport | None
) -> str:
    """What was published under which numbers; numbers up to `before` were here already."""
    waiting = cache.store().waiting()
    new = [number for number in numbers if number > before]
    stood = [number for number in numbers if number <= before]
    if not new:
        if len(names) == 1:
            done = "waits" if numbers[0] in waiting else "stands"
            return f"{names[0]} {done} already as upload {numbers[0]}, so nothing changed."
        return f"All {len(names)} files are here already, so nothing changed."
    also = f" {count(len(stood), 'file was', 'files were')} here already." if stood else ""
    if set(new) <= set(waiting):
        return f"{_new_uploads(names, new, 'kept')}.{also}"
    return f"{_new_uploads(names, new)}.{also} {_shown(begun)} History can take it back."


def _shown(begun: BegunReport | None) -> str:
    """What readers see of it: the report stays where it is while little is there of the next."""
    if begun is None:
        return "The pages show it now."
    latest = report_quarters(current_plan())[0]
    return (
        f"The pages show it now. Their report stays {latest.label}: {begun_words(begun)}. "
        "A third, two at least, makes it the report; until then it can be chosen above as the "
        "quarter."
    )


def _new_uploads(names: Sequence[str], new: Sequence[int], done: str = "published") -> str:
    if len(names) == 1:
        return f"{names[0]} is {done} as upload {new[0]}"
    uploads = f"uploads {new[0]} to {new[-1]}" if len(new) > 1 else f"upload {new[0]}"
    return f"{count(len(new), 'file is', 'files are')} {done} as {uploads}"


def _not_added(files: Files, numbers: Sequence[int], before: int) -> str:
    """That an upload which stood already keeps the reasons it has; numbers as for `_outcome`."""
    stood = [
        f"upload {number}"
        for (_, checked), number in zip(files, numbers, strict=True)
        if number <= before and apart(checked.decisions)[1]
    ]
    return f" What you acknowledged was not added to {', '.join(stood)}." if stood else ""


def _links(files: Files, begun: BegunReport | None) -> Sequence[Markup]:
    """The pages that show what was published: KPIs and statistics one by one where they are few."""
    kinds = {row.kind for _, checked in files for row in checked.rows}
    is_about_kpis = RowKind.KPI_VALUE in kinds or any(checked.plan_rows for _, checked in files)
    quarter = {"quarter": begun.period.label} if begun else {}
    links = []
    if is_about_kpis:
        words = f"Overview of {begun.period.label}" if begun else "Overview"
        links.append(html_tables.link(words, "overview" if begun else "./", **quarter))
    of_kpis = {(row.plan, row.code): None for row in _kpi_rows(files)}
    if len(of_kpis) <= MOST_LINKS:
        plans = files_read.plans()
        links += [
            html_tables.link(str(plans.kpi(plan, code)["name"]), "kpi", kpi=code, **quarter)
            for plan, code in of_kpis
            if code in plans.kpis
        ]
    if RowKind.ACTIVITY_UPDATE in kinds:
        links.append(html_tables.link("Key activities", "activities"))
    return [*links, *_statistic_links(files)]


def _in_history(numbers: Sequence[int]) -> Markup:
    words = "This upload in History" if len(numbers) == 1 else "The last of them in History"
    return html_tables.link(words, "history", upload=str(numbers[-1]))


def _statistic_links(files: Files) -> Sequence[Markup]:
    """Each statistic that was published on Compare; of many the page alone."""
    codes = {
        row.code: None
        for _, checked in files
        for row in checked.rows
        if row.kind is RowKind.STATISTIC_VALUE
    }
    if len(codes) > MOST_LINKS:
        return [html_tables.link("Compare areas", "compare")]
    known = selectable_statistics()
    return [
        html_tables.link(str(known[code]["name"]), "compare", statistic=code)
        for code in codes
        if code in known
    ]
