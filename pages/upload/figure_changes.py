"""What publishing a file would change: counts, then the rows that are not the same."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from data.questions import stored_uploads
from data.records import Record, records
from data.store import StoredFile
from insights import cache
from insights.formatting import count, figure
from metrics.status import is_number
from pages.shared import html_tables
from reports.table_files import as_workbook

SHOWN = 200
KINDS = {
    "kpi_value": "KPI value",
    "activity_update": "activity update",
    "statistic_value": "statistical figure",
}


def changes(table: str, frame: pd.DataFrame, file: StoredFile) -> None:
    """Draw what would change in one table of the store; `frame` is that of loaders.publish."""
    counted = frame["change"].value_counts()
    words = ", ".join(f"{counted.get(name, 0):,} {name}" for name in ("new", "changed", "same"))
    if "older" in counted:
        words += f", {counted['older']:,} older than what stands and so not shown"
    st.subheader(f"What publishing would change: {count(len(frame), KINDS[table])}")
    st.write(f"{words}.")
    differing = frame[frame["change"] != "same"].sort_values("change", kind="stable")
    if differing.empty:
        return
    with st.expander("See the rows"):
        key = f"{table}-{file.sha256}"
        found = _chosen(differing, key)
        headings = ["What", "Period", "Change", "New", "Stands now", "Difference", "Sheet and cell"]
        caption = _shown(min(len(found), SHOWN), len(found))
        uploads = cache.ask(stored_uploads.uploads)
        published_by = dict(zip(uploads["upload"], uploads["published_by"], strict=True))
        rows = [_row(row, published_by) for row in records(found.head(SHOWN))]
        html_tables.table(caption, headings, rows, numeric=["Difference"])
        st.download_button(
            "Download these rows as a workbook", partial(as_workbook, _to_keep(found), "Changes"),
            f"changes-{file.name}.xlsx", key=f"download-{key}",
        )  # fmt: skip


def _chosen(differing: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows of the codes and kinds of change that the analyst picks; all of them at first."""
    codes = st.multiselect("Only these", sorted(set(differing["code"])), key=f"codes-{key}",
                           placeholder="All")  # fmt: skip
    kinds = st.multiselect("Only what is", sorted(set(differing["change"])), key=f"kinds-{key}",
                           placeholder="New, changed or older")  # fmt: skip
    wanted = differing["code"].isin(codes) | (not codes)
    return differing[wanted & (differing["change"].isin(kinds) | (not kinds))]


def _to_keep(found: pd.DataFrame) -> pd.DataFrame:
    """The columns that a person reads; what stands now beside what the file says."""
    columns = ["change", "code", "area", "period_label", "value", "old_value", "state", "old_state",
               "target", "old_target", "note", "old_upload", "sheet", "cell"]  # fmt: skip
    return found[[column for column in columns if column in found]]


def _row(row: Record, published_by: Mapping[int, str]) -> list[html_tables.Cell]:
    area = f" ({row['area']})" if row.get("area") else ""
    return [
        f"{row['code']}{area}",
        str(row["period_label"]),
        html_tables.badge(str(row["change"])),
        _said(row, ""),
        _standing(row, published_by) if row["change"] == "changed" else "",
        _difference(row) if row["change"] == "changed" else "",
        f"{row['sheet']} {row['cell']}",
    ]


def _standing(row: Record, published_by: Mapping[int, str]) -> str:
    """What stands, and who published it."""
    # Among rows that are new the number of the upload is no whole number.
    number = int(float(str(row["old_upload"])))
    return f"{_said(row, 'old_')}\nby {published_by[number]}, upload {number}".strip()


def _difference(row: Record) -> str:
    new, old = row.get("value"), row.get("old_value")
    if not (is_number(new) and is_number(old)) or new == old:
        return ""
    return f"{'+' if new > old else ''}{figure(new - old, str(row.get('unit') or ''))}"


def _said(row: Record, old: str) -> str:
    """What a row says, or with `old_` what stands: the figure, target, status and note."""
    unit = str(row.get("unit") or "")
    value, target = row.get(f"{old}value"), row.get(f"{old}target")
    parts = [figure(value, unit) if is_number(value) else row.get(f"{old}state")]
    parts.append(f"target {figure(target, unit)}" if is_number(target) else None)
    parts += [row.get(f"{old}reported_status"), row.get(f"{old}note")]
    return "\n".join(str(part) for part in parts if part)


def _shown(shown: int, of: int) -> str:
    return f"The first {shown} of {of:,}" if shown < of else count(of, "row")
