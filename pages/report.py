"""Reports: what the pages say of a quarter, made into a file to take away."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from insights.corporate_plans import Priority, priorities
from insights.ownership import owner_roles
from insights.report_headline import report_name
from insights.report_scope import QuarterlyReport, ReportScope, reports_there_are
from pages.shared import as_of, flash, html_tables, shown
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.no_plan import needs_plan
from reports import pdf
from reports.brief import BRIEF_FORMATS
from reports.formats import FORMATS, ReportFormat
from reports.making import ReportKind, made, make

ADDRESS = "report"
NO_PDF = (
    "PDF files are not set up on this server. Whoever runs it finds in the README what to install."
)
EVERYTHING = "everything"


@needs_plan("Reports", "there is nothing to report")
def render() -> None:
    """Which report, the button that makes it with its progress, and the file."""
    st.title("Reports", anchor=False)
    st.write(
        "All that the pages say of a quarter, in one file: for a committee, a meeting or the "
        "website. Nobody needs this dashboard to read it."
    )
    known = {report.period.label: report for report in reports_there_are()}
    if not known:
        st.info("Nothing has been reported yet. Upload brings figures and activities in.")
        return
    scope = _scope(known)
    kind, file_format = _file()
    html_tables.quiet(_about(scope))
    _make(scope, kind, file_format)


def _scope(known: Mapping[str, QuarterlyReport]) -> ReportScope:
    shown_quarter = getattr(shown.chosen_quarter(), "label", None)
    with st.container(horizontal=True):
        label = choose_one(
            "Quarter of the report",
            list(known),
            "report",
            lambda label: report_name(known[label].period),
            default=shown_quarter or next(iter(known)),
            width=260,
        )
        report = known[label]
        about = {priority.code: priority for priority in priorities(report.plan)}
        code = choose_one(
            "What it is about",
            [EVERYTHING, *about],
            "about",
            lambda code: _about_words(about.get(code)),
            width=260,
        )
    return ReportScope(report.plan, report.period, as_of.today(), shown.owner(), about.get(code))


def _about_words(priority: Priority | None) -> str:
    return priority.name if priority else "Everything"


def _file() -> tuple[ReportKind, ReportFormat]:
    with st.container(horizontal=True):
        kind = st.segmented_control(
            "How much",
            list(ReportKind),
            default=ReportKind.FULL,
            required=True,
            key="much",
            bind="query-params",
        )
        formats = _formats(ReportKind(kind))
        file_format = st.segmented_control(
            "Kind of file",
            formats,
            format_func=_format_title,
            default=ReportFormat.WORD,
            required=True,
            key=f"format-{kind}",
        )
    if not pdf.is_installed():
        html_tables.quiet(NO_PDF)
    return ReportKind(kind), ReportFormat(file_format)


def _formats(kind: ReportKind) -> Sequence[ReportFormat]:
    """The kinds of file that can be made here."""
    known = list(FORMATS) if kind == ReportKind.FULL else BRIEF_FORMATS
    return [form for form in known if form is not ReportFormat.PDF or pdf.is_installed()]


def _format_title(file_format: ReportFormat) -> str:
    return FORMATS[file_format].title


def _about(scope: ReportScope) -> str:
    """For whom it is, by the choice that every page has."""
    if scope.owner is None:
        return "For everyone. “Show for” at the top makes it somebody's own."
    return f"For {scope.owner}, {owner_roles()[scope.owner].words}, as chosen in “Show for”."


def _make(scope: ReportScope, kind: ReportKind, file_format: ReportFormat) -> None:
    """The button, its progress, and the file once it is made of the figures that stand."""
    place = st.empty()
    report = made(scope, kind, file_format)
    if report is None:
        if not place.button("Make the report", type="primary", key="make-report"):
            return
        flash.note_press()
        bar = place.progress(0.0, text="Reading")
        report = make(scope, kind, file_format, partial(_show_progress, bar))
    place.download_button(
        f"Download {FORMATS[file_format].title}: {report.name}",
        report.content,
        report.name,
        report.media_type,
        type="primary",
        on_click="ignore",
    )


def _show_progress(bar: DeltaGenerator, share: float, words: str) -> None:
    bar.progress(share, text=plain(words))
