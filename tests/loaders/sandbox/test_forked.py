import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from loaders.files.limits import LIMITS
from loaders.layouts import Hints
from loaders.sandbox import parent
from loaders.sandbox.exchange import Exchanged, TookTooLong, exchange
from loaders.sandbox.forked import IS_POSSIBLE, ForkServer
from loaders.sandbox.wire_format import Read, decoded_answer

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="only Linux forks with a descriptor")

KPIS = b"Code,Short Name,Period,Value,Target\nCP HW 18,Visits,Q1 2024/25,83.1%,90%\n"
REQUEST = parent.request("kpis.csv", KPIS, None, Hints(), LIMITS)


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    server = ForkServer((*parent.PYTHON, "loaders.sandbox.fork_server"), parent.ROOT)
    yield server
    server.close()


def asked(server: ForkServer, request: bytes = REQUEST, seconds: float = 30) -> Exchanged:
    return exchange(server.forked(), request, seconds=seconds, answer_bytes=2**20)


def values_in(answer: bytearray) -> list[float | None]:
    answered = decoded_answer(bytes(answer))
    assert isinstance(answered, Read)
    return [row.value for row in answered.reading.rows]


def test_each_file_has_a_process_of_its_own(server: ForkServer) -> None:
    with server.forked() as one, server.forked() as two:
        assert one.process != two.process
    for _ in range(3):
        ended = asked(server)
        assert (ended.returncode, ended.complaints) == (0, "")
        assert values_in(ended.answer) == [83.1]


def test_a_process_that_fails_is_told_with_its_complaint(server: ForkServer) -> None:
    ended = asked(server, b"{}\n")
    assert ended.returncode == 1
    assert "Traceback" in ended.complaints


def test_one_that_takes_too_long_is_ended(server: ForkServer) -> None:
    with pytest.raises(TookTooLong):
        asked(server, REQUEST[:-1], seconds=0.3)
    with server.forked() as hangs:
        hangs.end()
        assert hangs.wait(5) == -signal.SIGKILL
        with suppress(OSError):
            assert not hangs.stdout.read()


def test_the_return_code_is_waited_for_no_longer_than_allowed(server: ForkServer) -> None:
    with server.forked() as hangs:
        with pytest.raises(subprocess.TimeoutExpired):
            hangs.wait(0)
        hangs.end()


def test_a_server_that_was_ended_is_started_anew(server: ForkServer) -> None:
    asked(server)
    running = server._server
    assert running is not None
    with server.forked() as orphan:
        running.kill()
        running.wait()
        # What it forked ends with it, and is not taken for one that ended well.
        assert orphan.wait(5) == -signal.SIGKILL
        assert not orphan.stdout.read()
    assert values_in(asked(server).answer) == [83.1]


def test_no_thread_and_no_open_file_is_left(server: ForkServer) -> None:
    asked(server)
    before = threading.active_count(), len(opened_by("self"))
    for _ in range(3):
        asked(server)
        with pytest.raises(TookTooLong):
            asked(server, REQUEST[:-1], seconds=0.1)
    assert (threading.active_count(), len(opened_by("self"))) == before


def test_a_process_has_nothing_of_the_server_open(server: ForkServer) -> None:
    with server.forked() as process:
        pid = str(pid_of(process.process))
        deadline = monotonic() + 5
        while (opened := opened_by(pid)) != ["0", "1", "2", "3"]:
            assert monotonic() < deadline, opened
            sleep(0.02)
        process.end()


def opened_by(process: str) -> list[str]:
    return sorted(file.name for file in Path(f"/proc/{process}/fd").iterdir())


def pid_of(descriptor: int) -> int:
    lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pid:")))


def test_many_ask_at_once(server: ForkServer) -> None:
    answers: list[list[float | None]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(values_in(asked(server).answer)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[83.1]] * 8


ENDS = """
import os, signal, sys
from loaders.sandbox import parent
parent.read_bytes("kpis.csv", b"Code,Period,Value\\nCP 01,Q1 2024/25,1\\n")
print(parent.FORK_SERVER._server.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_server_ends_with_the_process_that_started_it_however_that_ended() -> None:
    ended = subprocess.run(
        (sys.executable, "-c", ENDS), cwd=parent.ROOT, capture_output=True, check=False
    )
    status = Path(f"/proc/{int(ended.stdout)}/stat")
    deadline = monotonic() + 5
    with suppress(OSError):
        while status.read_text().rsplit(")", 1)[1].split()[0] != "Z":
            assert monotonic() < deadline
            sleep(0.02)
