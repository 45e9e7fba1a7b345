"""History: every upload, what it brought, and how to take it back."""

from collections.abc import Sequence

import streamlit as st

from data import questions
from data.records import Record, records
from pages.parts import reads, tables
from pages.parts.filters import choose_one
from pages.parts.words import count, day, plain


def render() -> None:
    """Every upload, newest first; one of them in full, to download or withdraw."""
    st.title("History")
    uploads = reads.ask(questions.uploads)
    if uploads.empty:
        st.info("Nothing has been uploaded yet. The Upload page takes Excel and CSV files.")
        return
    listed = records(uploads)
    rows: list[list[tables.Cell]] = [
        [
            upload["upload"],
            upload["file"],
            upload["layout"],
            brought(upload),
            f"{day(upload['published_at'])} by {upload['published_by']}",
            tables.badge(state(upload)),
        ]
        for upload in listed
    ]
    tables.table(
        f"{count(len(rows), 'upload')}, newest first",
        ["Number", "File", "Read as", "Brought", "Published", "State"],
        rows,
    )
    _one(listed)


def brought(upload: Record) -> str:
    """`480 KPI values`: what an upload holds, in words."""
    kinds = (
        ("kpi_values", "KPI value"),
        ("activity_updates", "activity update"),
        ("statistic_values", "statistical figure"),
    )
    parts = [count(int(str(upload[column])), word) for column, word in kinds if upload[column]]
    return ", ".join(parts)


def state(upload: Record) -> str:
    """Whether an upload stands, is illustrative or was withdrawn."""
    if isinstance(upload["withdrawn_by"], str):
        return "withdrawn"
    return "illustrative" if upload["illustrative"] else "published"


def _one(listed: Sequence[Record]) -> None:
    st.header("One upload in full")
    numbers = [str(upload["upload"]) for upload in listed]
    names = {str(upload["upload"]): f"{upload['upload']}: {upload['file']}" for upload in listed}
    chosen = choose_one("Upload", numbers, "upload", lambda number: names[number])
    upload = next(record for record in listed if str(record["upload"]) == chosen)
    _findings(int(chosen))
    for file in reads.store().files_of(int(chosen)):
        st.download_button(f"Download the original {plain(file.name)}", file.content, file.name)
    if isinstance(upload["withdrawn_by"], str):
        tables.note(
            f"Withdrawn on {day(upload['withdrawn_at'])} by {upload['withdrawn_by']}: "
            f"{upload['why']}"
        )
        return
    _withdraw(int(chosen))


def _findings(number: int) -> None:
    found = reads.ask(questions.findings, number)
    if found.empty:
        st.write("Nothing was noticed when it was checked.")
        return
    rows: list[list[tables.Cell]] = [
        [tables.badge(row["severity"]), row["message"]] for row in records(found)
    ]
    with st.expander(f"What was noticed: {count(len(rows), 'finding')}"):
        tables.table("Findings", ["Severity", "What"], rows)


def _withdraw(number: int) -> None:
    with st.form("withdraw", clear_on_submit=True):
        st.subheader("Withdraw it")
        st.write("The figures that stood before it stand again. Nothing is deleted.")
        who = st.text_input("Your name", key="withdraw_by")
        why = st.text_input("Why", key="withdraw_why")
        if st.form_submit_button("Withdraw this upload"):
            if not (who and why):
                st.error("Give your name and the reason; both are kept in the history.")
                return
            reads.store().withdraw(number, who, why)
            st.session_state["told"] = f"Upload {number} is withdrawn."
            st.rerun()
