"""Rows as frames: one frame a table of the store, and what publishing them would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from loaders.findings.finding import Finding
from loaders.reading import Row, RowKind
from metrics.decimals import same_figure

KPI_SERVICE = "kpi_service"
_PERIOD = ("period_kind", "period_start", "period_end", "period_label")
COLUMNS: Mapping[RowKind, Sequence[str]] = {
    RowKind.KPI_VALUE: (
        "plan", "code", *_PERIOD, "value", "state", "unit", "target", "target_upper",
        "target_state", "reported_status", "note", "lead", "portfolio", "provisional", "sheet",
        "cell",
    ),
    RowKind.ACTIVITY_UPDATE: (
        "plan", "code", *_PERIOD, "name", "reported_status", "note", "next_steps", "lead",
        "portfolio", "sheet", "cell",
    ),
    RowKind.STATISTIC_VALUE: (
        "code", "area", "name", *_PERIOD, "value", "state", "unit", "lower", "upper", "vintage",
        "note", "sheet", "cell",
    ),
}  # fmt: skip
# What makes two rows speak of the same figure, and what of them is compared.
KEYS: Mapping[RowKind, Sequence[str]] = {
    RowKind.KPI_VALUE: ("plan", "code", "period_kind", "period_start", "period_end"),
    RowKind.ACTIVITY_UPDATE: ("plan", "code", "period_kind", "period_start", "period_end"),
    RowKind.STATISTIC_VALUE: ("code", "area", "period_kind", "period_start", "period_end"),
}
COMPARED: Mapping[RowKind, Sequence[str]] = {
    RowKind.KPI_VALUE: ("value", "state", "target", "target_upper", "reported_status", "note"),
    RowKind.ACTIVITY_UPDATE: ("reported_status", "note", "next_steps", "lead", "portfolio"),
    RowKind.STATISTIC_VALUE: ("value", "state", "lower", "upper"),
}
# A figure and its state are judged together; what else a row leaves blank is not in the file.
_THE_FIGURE = ("value", "state")
_VINTAGE: Mapping[RowKind, Sequence[str]] = {
    RowKind.KPI_VALUE: (),
    RowKind.ACTIVITY_UPDATE: (),
    RowKind.STATISTIC_VALUE: ("vintage",),
}
_NUMBERS = ("value", "target", "target_upper", "lower", "upper")
_DATES = ("period_start", "period_end", "vintage")


def frames(rows: Iterable[Row]) -> dict[str, pd.DataFrame]:
    """Rows as frames with the columns of their tables, by table name; empty kinds are left out."""
    by_kind: dict[RowKind, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    return {kind.value: _frame(kind, rows_of_kind) for kind, rows_of_kind in by_kind.items()}


def services_frame(rows: Iterable[Row]) -> dict[str, pd.DataFrame]:
    """The services that a file names beside its KPIs, once each, by the name of their table."""
    named = {(row.plan, row.code, row.service): row for row in rows if row.service}
    if not named:
        return {}
    columns = ("plan", "code", "service", "sheet", "cell")
    values = {name: [getattr(row, name) for row in named.values()] for name in columns}
    return {KPI_SERVICE: pd.DataFrame(values)}


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Findings as a frame with the columns of their table."""
    columns = ("severity", "code", "message", "sheet", "cell", "found", "expected", "action")
    frame = pd.DataFrame([asdict(finding) for finding in findings], columns=list(columns))
    return frame.astype(object).where(frame.notna(), None)


def changes(kind: RowKind, incoming: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Incoming rows with a column `change` and what stands now as `old_*`, its upload too.

    `new`, `changed`, `same`, or `older`: a statistic of an earlier or unknown vintage than the one
    that stands, which goes on standing. What a row leaves blank is not in the file: no change.
    """
    keys, compared = list(KEYS[kind]), [*COMPARED[kind], *_VINTAGE[kind]]
    old_names = {name: f"old_{name}" for name in (*compared, "upload")}
    standing = current[[*keys, *old_names]].rename(columns=old_names)
    standing = _comparable(standing).assign(stands=True)
    joined = _comparable(incoming).merge(standing, on=keys, how="left")
    stands = joined.pop("stands").notna()
    joined["change"] = "new"
    joined.loc[stands, "change"] = "changed"
    if "vintage" in compared:
        older = joined["old_vintage"].notna() & ~(joined["vintage"] >= joined["old_vintage"])
        joined.loc[stands & older, "change"] = "older"
    joined.loc[stands & _is_same(joined, COMPARED[kind]), "change"] = "same"
    return joined


def _is_same(joined: pd.DataFrame, compared: Sequence[str]) -> pd.Series:
    same = pd.Series(True, index=joined.index)
    # A KPI's row with neither value nor state brings a target only.
    without_figure = "target" in compared and joined[list(_THE_FIGURE)].isna().all(axis=1)
    for name in compared:
        new, old = joined[name], joined[f"old_{name}"]
        is_alike = (new == old) | (new.isna() & old.isna())
        if name in _NUMBERS:
            is_alike |= _same_numbers(new, old, ~is_alike & new.notna() & old.notna())
        same &= is_alike | (without_figure if name in _THE_FIGURE else new.isna())
    return same


def _same_numbers(new: pd.Series, old: pd.Series, unequal: pd.Series) -> pd.Series:
    """Which of the unequal numbers differ by residue alone: a spreadsheet keeps fifteen digits."""
    triples = zip(new, old, unequal, strict=True)
    same = [bool(differ) and same_figure(first, second) for first, second, differ in triples]
    return pd.Series(same, index=new.index, dtype=bool)


def _frame(kind: RowKind, rows: Sequence[Row]) -> pd.DataFrame:
    columns = COLUMNS[kind]
    plain = [name for name in columns if name not in _PERIOD]
    values: dict[str, list[object]] = {name: [getattr(row, name) for row in rows] for name in plain}
    values["period_kind"] = [row.period.kind.value for row in rows]
    values["period_start"] = [row.period.start for row in rows]
    values["period_end"] = [row.period.end for row in rows]
    values["period_label"] = [row.period.label for row in rows]
    return _comparable(pd.DataFrame({name: values[name] for name in columns}))


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    """The same types whether a frame came from rows or from the store."""
    typed = frame.copy()
    for name in typed.columns:
        bare = name.removeprefix("old_")
        if bare in _NUMBERS:
            typed[name] = pd.to_numeric(typed[name])
        elif bare in _DATES:
            typed[name] = pd.to_datetime(typed[name])
        elif bare not in ("provisional", "stands", "upload", "position", "illustrative"):
            typed[name] = typed[name].astype(object).where(typed[name].notna(), None)
    return typed
