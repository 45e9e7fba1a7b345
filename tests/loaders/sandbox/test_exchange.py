import sys
import threading
from pathlib import Path
from time import monotonic, sleep

import pytest

from loaders.sandbox.exchange import (
    LAST_OF_STDERR,
    AnsweredTooMuch,
    Exchanged,
    TookTooLong,
    exchange,
    started,
)
from tests.shared import ROOT

MB = 1024 * 1024
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def run(
    code: str, request: bytes = b"", *, seconds: float = 10, answer_bytes: int = 16 * MB
) -> Exchanged:
    command = (sys.executable, "-c", f"import os, sys, time; {code}")
    return exchange(started(command, ROOT), request, seconds=seconds, answer_bytes=answer_bytes)


@pytest.mark.parametrize("size", [0, 1, 5 * MB])
def test_a_request_goes_in_and_the_answer_comes_out(size: int) -> None:
    request = b"x" * size
    code = f"sys.stdout.buffer.write(sys.stdin.buffer.read({size})); sys.exit(3)"
    ended = run(code, request)
    assert ended == Exchanged(3, bytearray(request), "")


def test_a_process_that_does_not_listen_is_heard_all_the_same() -> None:
    ended = run("print('enough')", b"x" * 5 * MB)
    assert (ended.returncode, bytes(ended.answer).strip()) == (0, b"enough")


def test_the_last_of_its_complaints_is_kept() -> None:
    ended = run(f"sys.stderr.write('a' * {MB} + 'the end')")
    assert ended.complaints.endswith("aathe end")
    assert len(ended.complaints) == LAST_OF_STDERR


@pytest.mark.parametrize("answer_bytes", [3 * MB, 3 * MB + 1])
def test_an_answer_as_large_as_allowed_is_taken(answer_bytes: int) -> None:
    ended = run(f"sys.stdout.write('x' * {3 * MB})", answer_bytes=answer_bytes)
    assert len(ended.answer) == 3 * MB


def test_an_answer_that_is_larger_ends_the_process_at_once() -> None:
    begun = monotonic()
    with pytest.raises(AnsweredTooMuch):
        run("[sys.stdout.write('x' * 2**20) for _ in iter(int, 1)]", answer_bytes=3 * MB - 1)
    assert monotonic() - begun < 5


@pytest.mark.parametrize(
    "code", ["time.sleep(60)", "sys.stdin.read()", "os.close(1); os.close(2); time.sleep(60)"]
)
def test_a_process_that_takes_too_long_is_ended(code: str) -> None:
    begun = monotonic()
    with pytest.raises(TookTooLong):
        run(code, seconds=0.5)
    assert monotonic() - begun < 5


@LINUX
def test_what_the_process_started_is_ended_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"pid = os.fork(); pid and open({str(note)!r}, 'w').write(str(pid)); time.sleep(60)"
    with pytest.raises(TookTooLong):
        run(code, seconds=1)
    status = Path(f"/proc/{note.read_text()}/stat")
    deadline = monotonic() + 2
    while status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z":
        assert monotonic() < deadline
        sleep(0.02)


def test_no_thread_and_no_open_file_is_left() -> None:
    run("print(1)")
    threads, files = threading.active_count(), open_files()
    for _ in range(3):
        run("print(1)", b"x" * MB)
        with pytest.raises(TookTooLong):
            run("time.sleep(60)", b"x" * MB, seconds=0.2)
    assert (threading.active_count(), open_files()) == (threads, files)


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_a_process_that_cannot_be_started_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="nowhere"):
        exchange(started(("./nowhere",), ROOT), b"", seconds=1, answer_bytes=1)
