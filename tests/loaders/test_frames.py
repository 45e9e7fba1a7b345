"""Rows as frames, and what publishing them would change."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.frames import changes, findings_frame, frames
from loaders.reading import Row, RowKind
from metrics.period import quarter

ROW = Row(
    RowKind.KPI_VALUE, "SP 01", quarter(2024, 1), "KPIs", "D14", plan="2024/25", value=42.0,
    target=90.0, reported_status="OK",
)  # fmt: skip


def stored(*rows: Row, upload: int = 3) -> pd.DataFrame:
    """The rows as they stand in the store: with their upload."""
    (frame,) = frames(rows).values()
    return frame.assign(upload=upload)


def change(new: Row, *standing: Row) -> str:
    current = stored(*standing) if standing else stored(ROW).iloc[:0]
    compared = changes(RowKind.KPI_VALUE, frames([new])["kpi_value"], current)
    return str(compared["change"].iloc[0])


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (ROW, "same"),
        (structs.replace(ROW, cell="E14"), "same"),
        (structs.replace(ROW, value=43.0), "changed"),
        (structs.replace(ROW, value=None, state="awaited"), "changed"),
        (structs.replace(ROW, target=91.0), "changed"),
        (structs.replace(ROW, target=None, reported_status=None), "same"),
        (structs.replace(ROW, note="Late completions"), "changed"),
        (structs.replace(ROW, period=quarter(2024, 2)), "new"),
        (structs.replace(ROW, code="SP 02"), "new"),
        (structs.replace(ROW, plan="2019/20"), "new"),
    ],
)
def test_a_row_is_new_changed_or_the_same(new: Row, expected: str) -> None:
    assert change(new, ROW) == expected


def test_everything_is_new_in_an_empty_store() -> None:
    assert change(ROW) == "new"


def test_a_changed_row_shows_what_stands_now() -> None:
    compared = changes(
        RowKind.KPI_VALUE,
        frames([structs.replace(ROW, value=43.0)])["kpi_value"],
        stored(ROW, upload=7),
    )
    assert list(compared[["value", "old_value", "old_upload"]].iloc[0]) == [43.0, 42.0, 7]


def test_rows_of_each_kind_go_to_their_own_table() -> None:
    update = Row(RowKind.ACTIVITY_UPDATE, "KA.01.03", quarter(2024, 1), "s", "A1")
    assert set(frames([ROW, update])) == {"kpi_value", "activity_update"}


def test_findings_keep_every_part() -> None:
    finding = Finding(Severity.WARN, FindingCode.LATE, "It is late.", "KPIs", "A1", "x", "y", "z")
    assert list(findings_frame([finding]).iloc[0]) == [
        "warn", "late", "It is late.", "KPIs", "A1", "x", "y", "z",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vintage", "value", "expected"),
    [
        (date(2025, 1, 1), 2.0, "changed"),
        (date(2024, 1, 1), 2.0, "changed"),
        (date(2023, 12, 31), 2.0, "older"),
        (None, 2.0, "older"),
        (None, 1.0, "same"),
    ],
)
def test_an_older_or_undated_edition_does_not_replace_a_newer_one(
    vintage: date | None, value: float, expected: str
) -> None:
    standing = Row(
        RowKind.STATISTIC_VALUE, "population", quarter(2024, 1), "s", "A1", area="E07000131",
        value=1.0, vintage=date(2024, 1, 1),
    )  # fmt: skip
    incoming = structs.replace(standing, value=value, vintage=vintage)
    table = RowKind.STATISTIC_VALUE
    compared = changes(table, frames([incoming])[table], stored(standing))
    assert list(compared["change"]) == [expected]


@pytest.mark.parametrize(
    ("standing", "incoming", "expected"),
    [
        ({"value": 83.1, "target": 90.0}, {"target": 90.0}, "same"),
        ({"value": 83.1, "target": 90.0}, {"target": 95.0}, "changed"),
        ({"value": 83.1}, {"target": 90.0}, "changed"),
        ({"state": "awaited", "target": 90.0}, {"target": 90.0}, "same"),
        ({"value": 83.1, "target": 90.0}, {"state": "awaited", "target": 90.0}, "changed"),
    ],
)
def test_a_row_that_brings_a_target_only_leaves_the_figure_alone(
    standing: dict[str, Any], incoming: dict[str, Any], expected: str
) -> None:
    bare = Row(RowKind.KPI_VALUE, "SP 01", quarter(2024, 1), "s", "A1", plan="2024/25")
    table = RowKind.KPI_VALUE
    new = frames([structs.replace(bare, **incoming)])[table]
    old = stored(structs.replace(bare, **standing))
    assert list(changes(table, new, old)["change"]) == [expected]
