"""What was read of the files in the box: kept while they lie there, the queue told meanwhile."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import pytest
from streamlit.util import calc_hash

from data import free_space
from data.uploads import StoredFile
from loaders.publish import SubmittedFile
from loaders.sandbox import parent
from loaders.sandbox.reading_queue import readers_at_once
from pages.upload import files_read
from tests.loaders.checks.small_workbooks import alone, series
from tests.pages.app import text
from tests.pages.upload.upload_page import published, with_file, with_files

pytestmark = pytest.mark.usefixtures("fresh")
CSV = b"Code,Short Name,Period,Value\nSP 01,Homes,Q1 2024/25,120\n"


@contextmanager
def waiting(content: bytes) -> Iterator[None]:
    """All readers taken by others, and this content behind them."""
    behind = threading.Event()

    def wait() -> None:
        behind.set()
        with parent.QUEUE.turn(content):
            pass

    thread = threading.Thread(target=wait)
    with ExitStack() as others:
        for number in range(readers_at_once()):
            others.enter_context(parent.QUEUE.turn(f"another {number}".encode()))
        thread.start()
        assert behind.wait(10)
        while not parent.queue_position(content):
            pass
        yield
    thread.join(10)


def test_the_place_in_the_queue_is_told_of_the_file_that_is_next() -> None:
    file = SubmittedFile(StoredFile("q1.csv", CSV))
    other = SubmittedFile(StoredFile("q2.csv", b"other"))
    assert files_read.queue_text([file, other]) == ""
    with waiting(CSV):
        assert files_read.queue_text([other, file]) == (
            "Other files are read at the moment. q1\\.csv is number 1 in the queue"
        )
    assert files_read.queue_text([file]) == ""


def test_what_was_read_goes_with_its_file_and_when_another_page_is_opened() -> None:
    app = with_files(("q1.csv", CSV), ("q2.csv", CSV.replace(b"120", b"130")))
    assert len(app.session_state["checked"]) == 2
    app.file_uploader[0].set_value([("q1.csv", CSV, "text/csv")]).run()
    assert len(app.session_state["checked"]) == 1
    app._page_hash = calc_hash("about")
    app.run()
    assert "checked" not in app.session_state
    assert "changes" not in app.session_state


@pytest.mark.parametrize("more", [0, 1])
def test_no_more_files_are_read_than_are_kept(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.upload.MOST_FILES", 3)
    app = with_files(*((f"q{n}.csv", CSV.replace(b"120", b"%d" % n)) for n in range(3 + more)))
    assert len(app.session_state["checked"]) == 3
    assert ("The first 3 of 4 files are read" in text(app)) == bool(more)


@pytest.mark.parametrize(
    ("sizes", "held"),
    [((), []), ((5,), [0]), ((11,), [0]), ((4, 6), [0, 1]), ((4, 7, 1), [0]), ((11, 0), [0])],
)
def test_the_first_readings_that_fit_are_held(
    sizes: Sequence[int], held: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_read, "MOST_BYTES", 10)
    assert files_read.within_memory(sizes) == held


def test_readings_that_take_too_much_memory_together_wait_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files_read, "MOST_BYTES", 1)
    app = with_files(("q1.csv", CSV), ("q2.csv", CSV.replace(b"120", b"130")))
    assert len(app.session_state["checked"]) == 1
    assert "take as much memory as one visit may" in text(app)
    # Once the first is out of the box, the second is read.
    app.file_uploader[0].set_value([("q2.csv", CSV.replace(b"120", b"130"), "text/csv")]).run()
    assert "take as much memory as one visit may" not in text(app)
    assert "Fit to publish" in text(app)


def test_a_disk_that_is_nearly_full_is_told_where_somebody_publishes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = with_file(alone(*series("SP 01", *range(30, 38))))
    monkeypatch.setattr(free_space, "FREE_SPACE_FLOOR", 10**18)
    published(app)
    assert "MB are free where the database is kept" in text(app)
    assert "nothing was stored. Free some space and try again" in text(app)
