"""What publishing a file would change: rows that are new or changed, beside what stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.questions import stored_kpis
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.formatting import by_whom, figure
from insights.kpi_records import word
from insights.upload_history import uploads
from metrics.decimals import MORE_DECIMALS, decimals_needed
from metrics.status import is_number

TABLE_COLUMNS = [
    "change", "code", "area", "period_label", "value", "old_value", "state", "old_state", "target",
    "old_target", "note", "old_upload", "sheet", "cell",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row of a file that is not the same as what stands, in words, with its cell.

    `title` is what the plan calls a KPI, empty for other rows. `standing` is what stands, of a row
    that is new the figure before it; `difference` is empty but for rows that are changed.
    """

    code: str
    title: str
    area: str
    period_label: str
    change: str
    new: str
    standing: str
    difference: str
    sheet: str
    cell: str

    @property
    def name(self) -> str:
        """The KPI's name with its code; of others the code, and of a statistic the area."""
        if self.title:
            return f"{self.title} ({self.code})"
        return f"{self.code} ({self.area})" if self.area else self.code


@dataclass(frozen=True, slots=True)
class RowChanges:
    """How many rows of a table are `new`, `changed`, `older` or the `same`, and all but the last.

    `frame` has the rows of `changes` in the same order.
    """

    counts: Mapping[str, int]
    changes: Sequence[RowChange]
    frame: pd.DataFrame

    @property
    def size(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())

    @property
    def codes(self) -> Sequence[str]:
        """The codes of the rows that are not the same."""
        return sorted({change.code for change in self.changes})

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of change that there are."""
        return sorted({change.change for change in self.changes})

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a table to download: what the file says beside what stands."""
        return self.frame[[column for column in TABLE_COLUMNS if column in self.frame]]

    def only(self, codes: Sequence[str], kinds: Sequence[str]) -> "RowChanges":
        """Those of some codes and kinds of change; all where none is named."""
        wanted = [
            (not codes or change.code in codes) and (not kinds or change.change in kinds)
            for change in self.changes
        ]
        kept = [change for change, is_wanted in zip(self.changes, wanted, strict=True) if is_wanted]
        return replace(self, changes=kept, frame=self.frame[wanted])


def row_changes(frame: pd.DataFrame) -> RowChanges:
    """The changes in one table; `frame` has its rows with `change` and `old_*` columns."""
    differing = frame[frame["change"] != "same"].sort_values("change", kind="stable")
    published_by = {upload.number: upload.published_by for upload in uploads()}
    titles = _kpi_titles() if "plan" in frame else {}
    changes = [_change(row, published_by, titles) for row in records(differing)]
    return RowChanges(changes_by_kind(frame), changes, differing)


def changes_by_kind(frame: pd.DataFrame) -> Mapping[str, int]:
    """How many rows of a frame are new, changed, the same or older than what stands."""
    return Counter(str(change) for change in frame["change"])


@remembered
def _kpi_titles() -> Mapping[str, str]:
    """The names of KPIs by code; of a code of several plans that of the newest."""
    kpis = records(cache.ask(stored_kpis.kpis).sort_values("plan"))
    return {str(kpi["code"]): str(kpi["name"]) for kpi in kpis}


@remembered
def _figures_of_kpis() -> Mapping[tuple[str, str, str], Sequence[Record]]:
    """The real numbers that stand, by plan, code and kind of period, in order of their periods."""
    figures: dict[tuple[str, str, str], list[Record]] = {}
    for row in records(cache.ask(stored_kpis.kpi_values)):
        if is_number(row["value"]) and not row["illustrative"]:
            figures.setdefault(_series(row), []).append(row)
    return figures


def _series(row: Record) -> tuple[str, str, str]:
    return str(row["plan"]), str(row["code"]), str(row["period_kind"])


def _before(row: Record) -> str:
    """The last figure of a KPI before a period: `before: 12.7 days, Q4 2024/25`."""
    series = _figures_of_kpis().get(_series(row), ())
    earlier = [other for other in series if other["period_start"] < row["period_start"]]
    if not earlier:
        return ""
    last = max(earlier, key=lambda other: other["period_start"])
    unit = str(row.get("unit") or last.get("unit") or "")
    return f"before: {figure(last['value'], unit)}, {last['period_label']}"


def _change(row: Record, published_by: Mapping[int, str], titles: Mapping[str, str]) -> RowChange:
    is_changed = row["change"] == "changed"
    is_kpi = "plan" in row and "value" in row and "area" not in row
    before = _before(row) if is_kpi and row["change"] == "new" else ""
    return RowChange(
        code=str(row["code"]),
        title=titles.get(str(row["code"]), "") if is_kpi else "",
        area=str(row.get("area") or ""),
        period_label=str(row["period_label"]),
        change=str(row["change"]),
        new=_text(row, ""),
        standing=_standing(row, published_by) if is_changed else before,
        difference=_difference(row) if is_changed else "",
        sheet=str(row["sheet"]),
        cell=str(row["cell"]),
    )


def _standing(row: Record, published_by: Mapping[int, str]) -> str:
    """What stands, and who published it."""
    # Among rows that are new the number of the upload is no whole number.
    number = int(float(str(row["old_upload"])))
    return f"{_text(row, 'old_')}\n{by_whom(published_by[number])}, upload {number}".strip()


def _difference(row: Record) -> str:
    new, old = row.get("value"), row.get("old_value")
    if not (is_number(new) and is_number(old)) or new == old:
        return ""
    sign = "+" if new > old else ""
    unit = str(row.get("unit") or "")
    if unit == "percent":
        apart = round(new - old, MORE_DECIMALS)
        return f"{sign}{figure(apart, None, decimals_needed(apart, 0))} points"
    return f"{sign}{figure(new - old, unit)}"


def _text(row: Record, prefix: str) -> str:
    """What a row says, or with `old_` what stands: the figure, target, status and note."""
    unit = str(row.get("unit") or "")
    value, target = row.get(f"{prefix}value"), row.get(f"{prefix}target")
    parts = [figure(value, unit) if is_number(value) else word(row.get(f"{prefix}state"))]
    parts.append(f"target {figure(target, unit)}" if is_number(target) else None)
    parts.append(word(row.get(f"{prefix}reported_status")))
    note = word(row.get(f"{prefix}note"))
    parts.append(f"note: {note}" if note else None)
    return "\n".join(part for part in parts if part)
