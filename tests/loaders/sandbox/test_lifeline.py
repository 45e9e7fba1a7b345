import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.shared import ROOT

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
WAITS = "import time; time.sleep(60)"
# A server that reads a file of many lines, which takes far longer than the test waits.
SERVER = """
from loaders.sandbox import parent
lines = "".join(f"CP 01,Q1 2024/25,{number}\\n" for number in range(190_000))
parent.read_bytes("long.csv", ("Code,Period,Value\\n" + lines).encode())
"""


def status(pid: int) -> list[str]:
    """State, parent and more of a process, as the system lists them; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def runs(pid: int) -> bool:
    return status(pid)[:1] not in ([], ["Z"], ["X"])


def child_of(parent: int) -> int:
    deadline = monotonic() + 20
    while monotonic() < deadline:
        for folder in Path("/proc").glob("[0-9]*"):
            if status(int(folder.name))[1:2] == [str(parent)]:
                return int(folder.name)
        sleep(0.02)
    raise AssertionError("the server started no reader")


@LINUX
@pytest.mark.parametrize("pause", [0.0, 1.0])
def test_the_reader_of_a_server_that_is_killed_is_gone_within_two_seconds(pause: float) -> None:
    with subprocess.Popen((sys.executable, "-c", SERVER), cwd=ROOT) as server:
        reader = child_of(server.pid)
        sleep(pause)
        assert runs(reader)
        server.send_signal(signal.SIGKILL)
        killed = monotonic()
        while runs(reader):
            assert monotonic() - killed < 2
            sleep(0.02)


@LINUX
def test_a_process_whose_parent_is_gone_already_ends_at_once() -> None:
    code = (
        f"from loaders.sandbox.lifeline import end_with_parent; end_with_parent(1 << 30); {WAITS}"
    )
    ended = subprocess.run((sys.executable, "-c", code), cwd=ROOT, timeout=10, check=False)
    assert ended.returncode == 1


def test_a_process_whose_parent_lives_goes_on() -> None:
    code = (
        f"from loaders.sandbox.lifeline import end_with_parent; end_with_parent({os.getpid()});"
        "print('still here')"
    )
    ended = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "still here\n"


def test_elsewhere_the_end_of_the_pipe_ends_the_process() -> None:
    code = (
        "import sys; from loaders.sandbox.lifeline import end_with; end_with(sys.stdin.buffer);"
        f"print('ready', flush=True); {WAITS}"
    )
    with subprocess.Popen(
        (sys.executable, "-c", code), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(2) == 1
