"""History: every upload, what it brought, and how to take it back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.questions import stored_kpis, stored_plans, stored_uploads
from data.records import Record, records
from insights import cache
from insights.formatting import count, day, figure
from pages.shared import as_of, html_tables, plan_changes
from pages.shared.choices import choose_one
from pages.shared.escaping import plain

SHOWN = 200


def render() -> None:
    """Every upload, newest first; one of them in full, to download or withdraw."""
    st.title("History")
    uploads = cache.ask(stored_uploads.uploads)
    if uploads.empty:
        st.info("Nothing has been uploaded yet. The Upload page takes Excel and CSV files.")
        return
    listed = records(uploads)
    rows: list[list[html_tables.Cell]] = [
        [
            upload["upload"],
            upload["file"],
            upload["layout"],
            brought(upload),
            f"{day(upload['published_at'])} by {upload['published_by']}",
            html_tables.badge(state(upload)),
        ]
        for upload in listed
    ]
    html_tables.table(
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
        ("plan_rows", "row of plans", "rows of plans"),
    )
    parts = [count(int(str(upload[kind])), *words) for kind, *words in kinds if upload[kind]]
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
    _changed(int(chosen))
    _changed_plans(int(chosen))
    for file in cache.store().files_of(int(chosen)):
        st.download_button(f"Download the original {plain(file.name)}", file.content, file.name)
    _undone(int(chosen))
    if as_of.chosen():
        return
    if isinstance(upload["withdrawn_by"], str):
        _reinstate(int(chosen))
    else:
        _withdraw(int(chosen))


def _findings(number: int) -> None:
    found = cache.ask(stored_uploads.findings, number)
    if found.empty:
        st.write("Nothing was noticed when it was checked.")
        return
    rows: list[list[html_tables.Cell]] = [
        [html_tables.badge(row["severity"]), row["message"]] for row in records(found)
    ]
    with st.expander(f"What was noticed: {count(len(rows), 'finding')}"):
        html_tables.table("Findings", ["Severity", "What"], rows)


def _changed(number: int) -> None:
    """What the upload changed of the KPI figures that stood before it."""
    found = cache.ask(stored_kpis.kpi_changes, number)
    counted = found["change"].value_counts()
    if counted.empty:
        return
    words = ", ".join(f"{counted.get(name, 0):,} {name}" for name in ("new", "changed", "same"))
    st.write(f"Its KPI figures beside those published before: {words}.")
    changed = found[found["change"] == "changed"].head(SHOWN)
    if changed.empty:
        return
    rows: list[list[html_tables.Cell]] = [
        [
            html_tables.link(f"{row['code']}", "kpi", kpi=row["code"]),
            row["period_label"],
            _figure(row["old_value"], row["old_state"], row["unit"]),
            _figure(row["value"], row["state"], row["unit"]),
            f"{row['old_by']}, upload {int(row['old_upload'])}",
            f"{row['sheet']} {row['cell']}",
        ]
        for row in records(changed)
    ]
    with st.expander("See what it changed"):
        headings = ["KPI", "Period", "Was", "Became", "Was published by", "Sheet and cell"]
        html_tables.table(count(len(rows), "figure"), headings, rows, numeric=["Was", "Became"])


def _figure(value: object, state: object, unit: object) -> str:
    return str(state) if pd.isna(value) else figure(float(str(value)), str(unit))  # type: ignore[call-overload]


def _changed_plans(number: int) -> None:
    """What the upload changed of the plans that stood before it."""
    rows = stored_plans.plan_rows(cache.store(), number)
    if rows:
        st.write("Its rows of plans beside those that stood before it:")
        before = stored_plans.plans_before(cache.store(), number)
        plan_changes.changes(before, rows, f"upload-{number}")


def _undone(number: int) -> None:
    """Each time it was withdrawn or brought back, by whom and why."""
    for step in records(cache.ask(stored_uploads.withdrawals, number)):
        done = str(step["kind"]).capitalize()
        html_tables.note(f"{done} on {day(step['moment'])} by {step['by']}: {step['why']}")


def _withdraw(number: int) -> None:
    told = _asked(
        "Withdraw it", "What stood before it stands again. Nothing is deleted.",
        "Withdraw this upload",
    )  # fmt: skip
    if told:
        cache.store().withdraw(number, *told)
        _say(f"Upload {number} is withdrawn. The same page can bring it back.")


def _reinstate(number: int) -> None:
    told = _asked(
        "Bring it back", "Its figures stand again as they did before it was withdrawn.",
        "Bring this upload back",
    )  # fmt: skip
    if told:
        cache.store().reinstate(number, *told)
        _say(f"Upload {number} stands again.")


def _asked(title: str, means: str, button: str) -> tuple[str, str] | None:
    """Who does it and why, once both are given and the button is pressed."""
    with st.form("withdraw", clear_on_submit=True):
        st.subheader(title)
        st.write(means)
        who = st.text_input("Your name", key="withdraw_by")
        why = st.text_input("Why", key="withdraw_why")
        if not st.form_submit_button(button):
            return None
        if not (who.strip() and why.strip()):
            st.error("Give your name and the reason; both are kept in the history.")
            return None
    return who.strip(), why.strip()


def _say(words: str) -> None:
    st.session_state["told"] = words
    st.rerun()
