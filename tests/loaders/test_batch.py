"""Several files at once: read side by side, published together, and none lost among them."""

from collections.abc import Sequence
from contextlib import ExitStack

import pytest

from data.questions import stored_uploads
from data.uploads import StoredFile
from loaders import batch, publish
from loaders.check import Checked, Plans
from loaders.publish import SubmittedFile
from loaders.reading import FileRefused
from loaders.sandbox import parent
from loaders.sandbox.reading_queue import readers_at_once
from tests.actors import ANALYST, analyst
from tests.loaders.checks.small_workbooks import alone, series

JUNE = ("SP 01", "", "Q1 2024/25", 30, 90)
SEPTEMBER = ("SP 01", "", "Q2 2024/25", 50, 90)
UNKNOWN = ("ZZ 99", "", "Q1 2024/25", 5)


def submitted(*rows: Sequence[object], name: str = "kpis.xlsx") -> SubmittedFile:
    return SubmittedFile(StoredFile(name, alone(*rows)))


def read(*files: SubmittedFile) -> list[Checked]:
    by_position = dict(batch.read(files, Plans()))
    return [by_position[position] for position in range(len(files))]


def test_files_read_side_by_side_are_read_as_one_by_one() -> None:
    files = [submitted(*series("SP 01", *range(n, n + 8))) for n in range(1, 6)]
    files.append(SubmittedFile(StoredFile("broken.xlsx", b"not a workbook")))
    assert read(*files) == [publish.read(file, Plans()) for file in files]


def test_while_a_file_waits_for_a_reader_its_place_can_be_told() -> None:
    file = submitted(JUNE)
    places: list[int] = []
    with ExitStack() as others:
        for number in range(readers_at_once()):
            others.enter_context(parent.QUEUE.turn(f"another {number}".encode()))

        def meanwhile() -> None:
            places.append(parent.queue_position(file.file.content))
            others.close()

        ((position, checked),) = batch.read([file], Plans(), meanwhile=meanwhile)
    assert places[0] == 1
    assert (position, checked) == (0, publish.read(file, Plans()))


def test_a_file_waits_for_an_earlier_one_that_brings_the_same_figure() -> None:
    june, both, september = submitted(JUNE), submitted(JUNE, SEPTEMBER), submitted(SEPTEMBER)
    assert batch.overlapping_files(read(june, september)) == {}
    # What a waiting file brings keeps nobody else waiting.
    assert batch.overlapping_files(read(june, both, september)) == {1: 0}


@pytest.mark.usefixtures("fresh")
class TestPublishedTogether:
    def test_each_file_is_an_upload_of_its_own_and_the_order_is_kept(self) -> None:
        store = publish.ready()
        files = [submitted(JUNE, name="june.xlsx"), submitted(SEPTEMBER, name="september.xlsx")]
        begun: list[str] = []
        checked = list(zip(files, read(*files), strict=True))
        numbers = publish.publish_together(
            store, checked, ANALYST, lambda submission: begun.append(submission.file.name)
        )
        assert numbers == [4, 5]
        assert begun == ["june.xlsx", "september.xlsx"]
        assert list(stored_uploads.uploads(store)["file"][:2]) == ["september.xlsx", "june.xlsx"]

    def test_one_that_is_not_fit_keeps_all_from_being_stored(self) -> None:
        store, before = publish.ready(), publish.ready().edition()
        files = [submitted(JUNE), submitted(UNKNOWN)]
        with pytest.raises(FileRefused, match="ZZ 99"):
            publish.publish_together(
                store, list(zip(files, read(*files), strict=True)), analyst("A.")
            )
        assert store.edition() == before

    def test_a_file_given_twice_is_published_once(self) -> None:
        same = submitted(JUNE)
        files = [same, same]
        checked = list(zip(files, read(*files), strict=True))
        assert publish.publish_together(publish.ready(), checked, ANALYST) == [4, 4]

    def test_a_failure_in_the_middle_stores_nothing_of_any(self) -> None:
        store, before = publish.ready(), publish.ready().edition()
        files = [submitted(JUNE, name="june.xlsx"), submitted(SEPTEMBER, name="september.xlsx")]
        checked = list(zip(files, read(*files), strict=True))

        def leave(submission: SubmittedFile) -> None:
            if submission.file.name == "september.xlsx":
                raise ConnectionError("the visitor left")

        with pytest.raises(ConnectionError):
            publish.publish_together(store, checked, ANALYST, leave)
        assert store.edition() == before
        assert len(stored_uploads.uploads(store)) == 3
