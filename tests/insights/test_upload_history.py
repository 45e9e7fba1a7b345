"""Uploads: what each brought, whether it stands, and what it changed."""

import pytest

from data import store as stores
from data.uploads import StoredFile
from insights import upload_history
from insights.upload_history import PublishedUpload
from loaders import publish
from loaders.check import decide
from loaders.checks.decisions import Choice, decided_alike
from loaders.publish import SubmittedFile
from tests.actors import ANALYST, analyst
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped

REVISED = ("SP 01", "", shipped.REPORTED, 60, 90)


def by_number() -> dict[int, PublishedUpload]:
    return {upload.number: upload for upload in upload_history.uploads()}


def published(name: str, *rows: tuple[object, ...]) -> int:
    file = SubmittedFile(StoredFile(name, alone(*rows)))
    checked = publish.read(file, publish.plans(publish.ready()))
    accepted = decided_alike(checked.undecided, Choice.ACCEPT, "counted again")
    return publish.publish(publish.ready(), file, decide(checked, accepted), ANALYST)


def publish_revised() -> int:
    return published("revised.xlsx", REVISED)


@pytest.mark.usefixtures("only_read")
def test_the_newest_upload_stands_first_with_what_it_brought() -> None:
    numbers = [upload.number for upload in upload_history.uploads()]
    assert numbers == [shipped.ACTIVITIES, shipped.SAMPLE, shipped.STATISTICS]
    contents = [upload.contents for upload in upload_history.uploads()]
    assert contents == ["37 activity updates", "893 KPI values", "501,789 statistical figures"]
    states = [upload.state for upload in upload_history.uploads()]
    assert states == ["published", "illustrative", "published"]


@pytest.mark.usefixtures("only_read")
def test_the_first_upload_of_a_kpi_changes_nothing_that_stood() -> None:
    changes = upload_history.kpi_figure_changes(shipped.SAMPLE)
    assert dict(changes.counts) == {"new": 893}
    assert not changes.changed


@pytest.mark.usefixtures("fresh")
def test_a_revised_figure_has_what_it_was_and_whose_that_was() -> None:
    first = publish_revised()
    # What is invented is not what a real figure was before.
    assert dict(upload_history.kpi_figure_changes(first).counts) == {"new": 1}
    again = published("again.xlsx", ("SP 01", "", shipped.REPORTED, 99, 90))
    (change,) = upload_history.kpi_figure_changes(again).changed
    assert (change.code, change.period_label) == ("SP 01", shipped.REPORTED)
    assert (change.old_figure, change.figure) == ("60", "99")
    assert (change.old_published_by, change.old_upload) == (ANALYST.name, first)


@pytest.mark.usefixtures("fresh")
def test_history_counts_what_the_preview_counted_and_a_changed_note_is_a_change() -> None:
    publish_revised()
    store = publish.ready()
    rows = ["SP 01,Q4 2024/25,60,90,Asked again", "SP 01,Q3 2024/25,81,95,", "CP 01,Q1 2031/32,1,,"]
    content = "\n".join(["Code,Period,Value,Target,Note", *rows]).encode()
    submitted = SubmittedFile(StoredFile("again.csv", content))
    checked = publish.read(submitted, publish.plans(store)).with_rest_left_open
    (preview,) = publish.preview(store, checked).values()
    number = publish.publish(store, submitted, checked, ANALYST)
    changes = upload_history.kpi_figure_changes(number)
    assert dict(changes.counts) == dict(preview["change"].value_counts())
    note = next(change for change in changes.changed if change.period_label == "Q4 2024/25")
    assert note.old_figure == "60\nNote: nothing"
    assert note.figure == "60\nNote: Asked again"


@pytest.mark.usefixtures("fresh")
def test_the_sample_is_offered_to_be_withdrawn_once_real_kpi_figures_stand() -> None:
    publish.ready()
    assert not upload_history.illustrative_beside_real()
    publish_revised()
    (sample,) = upload_history.illustrative_beside_real()
    assert sample.number == shipped.SAMPLE
    stores.shared().withdraw(analyst("B. Analyst"), shipped.SAMPLE, "real figures are here")
    assert not upload_history.illustrative_beside_real()


@pytest.mark.usefixtures("fresh")
def test_a_withdrawal_is_the_last_change_until_the_upload_is_brought_back() -> None:
    store = publish.ready()
    store.withdraw(analyst("B. Analyst"), shipped.SAMPLE, "a test")
    withdrawn = by_number()[shipped.SAMPLE]
    assert (withdrawn.state, withdrawn.last_change.person) == ("withdrawn", "B. Analyst")
    store.reinstate(analyst("C. Analyst"), shipped.SAMPLE, "it was right")
    standing = by_number()[shipped.SAMPLE]
    assert (standing.state, standing.last_change.person) == ("illustrative", shipped.PUBLISHED_BY)
    steps = upload_history.withdrawals(shipped.SAMPLE)
    assert [(step.kind, step.person, step.reason) for step in steps] == [
        ("withdrawn", "B. Analyst", "a test"),
        ("reinstated", "C. Analyst", "it was right"),
    ]
