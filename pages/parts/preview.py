"""What publishing a file would change: counts, then the rows that are not the same."""

import pandas as pd
import streamlit as st

from data.records import Record, records
from metrics.status import is_number
from pages.parts import tables
from pages.parts.words import count, figure

SHOWN = 200
KINDS = {
    "kpi_value": "KPI value",
    "activity_update": "activity update",
    "statistic_value": "statistical figure",
}


def changes(table: str, frame: pd.DataFrame) -> None:
    """Draw what would change in one table of the store; `frame` is that of loaders.publish."""
    counted = frame["change"].value_counts()
    words = ", ".join(f"{counted.get(name, 0):,} {name}" for name in ("new", "changed", "same"))
    if "older" in counted:
        words += f", {counted['older']:,} older than what stands and so not shown"
    st.subheader(f"What publishing would change: {count(len(frame), KINDS[table])}")
    st.write(f"{words}.")
    differing = frame[frame["change"] != "same"]
    if differing.empty:
        return
    shown = differing.sort_values("change", kind="stable").head(SHOWN)
    with st.expander("See the rows"):
        headings = ["What", "Period", "Change", "New", "Stands now", "Sheet and cell"]
        caption = _shown(len(shown), len(differing))
        tables.table(caption, headings, [_row(row) for row in records(shown)])


def _row(row: Record) -> list[tables.Cell]:
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


def _shown(shown: int, of: int) -> str:
    return f"The first {shown} of {of:,}" if shown < of else count(of, "row")
