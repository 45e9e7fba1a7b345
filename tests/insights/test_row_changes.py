"""What publishing a file would change, row by row."""

import pytest

from data.uploads import StoredFile
from insights.row_changes import RowChanges, changes_by_kind, row_changes
from loaders import publish
from loaders.publish import SubmittedFile
from loaders.reading import RowKind
from tests.actors import ANALYST
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("fresh")
STOOD = (("SP 01", "", shipped.REPORTED, 98, 90), ("DM 02", "", shipped.REPORTED, "80%", "85%"))
REVISED = ("SP 01", "", shipped.REPORTED, 60, 90)
NEW = ("CP 01", "", "Q1 2025/26", 900)


def changes(*rows: tuple[object, ...]) -> RowChanges:
    """What a file of these rows would change once the figures of `STOOD` are published."""
    store, file = publish.ready(), submitted(*STOOD)
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    return preview(*rows)


def preview(*rows: tuple[object, ...]) -> RowChanges:
    store, file = publish.ready(), submitted(*rows)
    checked = publish.read(file, publish.plans(store))
    return row_changes(publish.preview(store, checked)[RowKind.KPI_VALUE])


def submitted(*rows: tuple[object, ...]) -> SubmittedFile:
    return SubmittedFile(StoredFile("q.xlsx", alone(*rows)))


def test_a_changed_row_has_what_stands_whose_it_is_and_the_difference() -> None:
    revised = changes(REVISED, ("DM 02", "", shipped.REPORTED, "89.8%", "85%"))
    change, share = sorted(revised.changes, key=lambda row: row.code, reverse=True)
    assert (change.name, change.period_label, change.change) == (
        "Affordable homes completed (SP 01)",
        shipped.REPORTED,
        "changed",
    )
    assert change.new == "60\ntarget 90"
    assert change.standing == f"98\ntarget 90\nby {ANALYST.name}, upload {shipped.FIRST_UPLOAD}"
    assert change.difference == "−38"  # noqa: RUF001 - the minus sign that people read
    # Shares are apart by points: 9.8% more than 80% would be 87.8%.
    assert share.difference == "+9.8 points"


def test_what_is_invented_is_not_set_beside_a_real_figure() -> None:
    for change in preview(REVISED, NEW).changes:
        assert (change.change, change.standing, change.difference) == ("new", "", "")


def test_rows_are_picked_by_code_and_kind_and_all_where_none_is_named() -> None:
    every = changes(REVISED, NEW)
    assert dict(every.counts) == {"changed": 1, "new": 1}
    assert (list(every.codes), list(every.kinds)) == (["CP 01", "SP 01"], ["changed", "new"])
    assert [change.code for change in every.only([], []).changes] == ["SP 01", "CP 01"]
    of_kind = every.only([], ["new"])
    assert [change.code for change in of_kind.changes] == ["CP 01"]
    assert list(of_kind.table["code"]) == ["CP 01"]
    assert not every.only(["SP 01"], ["new"]).changes


def test_counts_are_of_every_row() -> None:
    assert dict(changes_by_kind(changes(REVISED, NEW).frame)) == {"changed": 1, "new": 1}
