import threading
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic, sleep

import pytest

from data.errors import UserError
from loaders.sandbox.reading_queue import ReadingQueue, readers_at_once

SECONDS = 5.0


def until(happens: Callable[[], bool]) -> None:
    deadline = monotonic() + SECONDS
    while not happens():
        assert monotonic() < deadline
        sleep(0.005)


class Reader:
    """A thread that takes its turn and reads until it is let go."""

    def __init__(self, queue: ReadingQueue, content: bytes) -> None:
        self.content, self.queue = content, queue
        self.begun, self.ends = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self) -> None:
        with self.queue.turn(self.content):
            self.begun.set()
            assert self.ends.wait(SECONDS)

    def end(self) -> None:
        self.ends.set()
        self.thread.join(SECONDS)


@pytest.fixture(name="contents")
def _contents() -> list[bytes]:
    return [bytes([number]) * 3 for number in range(4)]


@pytest.fixture(name="readers")
def _readers(contents: list[bytes]) -> Iterator[list[Reader]]:
    """Four who come one after the other to a queue before two readers."""
    queue = ReadingQueue(lambda: 2)
    readers: list[Reader] = []
    for content in contents[:2]:
        readers.append(Reader(queue, content))
        assert readers[-1].begun.wait(SECONDS)
    for place, content in enumerate(contents[2:], 1):
        readers.append(Reader(queue, content))
        until(partial(waits_at, queue, content, place))
    yield readers
    for reader in readers:
        reader.ends.set()
    for reader in readers:
        reader.thread.join(SECONDS)


def waits_at(queue: ReadingQueue, content: bytes, place: int) -> bool:
    return queue.position(content) == place


def positions(readers: list[Reader]) -> list[int]:
    return [reader.queue.position(reader.content) for reader in readers]


def test_two_read_and_the_others_know_their_place(readers: list[Reader]) -> None:
    assert positions(readers) == [0, 0, 1, 2]
    assert [reader.begun.is_set() for reader in readers] == [True, True, False, False]


def test_who_ends_lets_the_next_one_begin(readers: list[Reader]) -> None:
    readers[1].end()
    assert readers[2].begun.wait(SECONDS)
    assert positions(readers) == [0, 0, 0, 1]
    assert not readers[3].begun.is_set()
    readers[0].end()
    assert readers[3].begun.wait(SECONDS)


def test_the_same_content_waits_for_each_of_its_readings() -> None:
    queue, content = ReadingQueue(lambda: 1), b"the same"
    first = Reader(queue, content)
    assert first.begun.wait(SECONDS)
    second = Reader(queue, content)
    until(lambda: queue.position(content) == 1)
    assert not second.begun.is_set()
    first.end()
    assert second.begun.wait(SECONDS)
    second.end()


def test_a_reading_that_fails_gives_its_reader_back() -> None:
    queue = ReadingQueue(lambda: 1)
    with pytest.raises(ZeroDivisionError), queue.turn(b"a"):
        raise ZeroDivisionError
    with queue.turn(b"b"):
        assert queue.position(b"b") == 0


def test_what_never_came_has_no_place() -> None:
    assert ReadingQueue(lambda: 1).position(b"a") == 0


@pytest.mark.parametrize(("text", "readers"), [(None, 2), ("", 2), ("1", 1), ("12", 12)])
def test_the_environment_says_how_many_read(
    text: str | None, readers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISTRICT_READERS", raising=False)
    if text is not None:
        monkeypatch.setenv("DISTRICT_READERS", text)
    assert readers_at_once() == readers


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5"])
def test_a_number_that_is_none_is_a_sentence(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_READERS", text)
    with pytest.raises(UserError, match=f'DISTRICT_READERS is "{text}"; expected a whole number'):
        readers_at_once()
