"""What the kernel refuses a process that reads a file, without the limits and the hook."""

import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.sandbox import landlock, parent
from loaders.sandbox.exchange import started
from tests.loaders.checks.small_workbooks import alone
from tests.shared import ROOT

NEEDS_LANDLOCK = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
BEFORE = (
    "import os, socket, sys; from loaders.sandbox import landlock; folder, port = sys.argv[1:]; "
)
ATTEMPTS = {
    "write a file": "open(folder + '/written', 'w')",
    "read a file": "open(folder + '/there').read()",
    "list a folder": "os.listdir(folder)",
    "remove a file": "os.unlink(folder + '/there')",
    "cut a file short": "os.truncate(folder + '/there', 0)",
    "link to a file": "os.symlink('there', folder + '/link')",
    "move a file": "os.rename(folder + '/there', folder + '/moved')",
    "make a folder": "os.mkdir(folder + '/made')",
    "make a pipe": "os.mkfifo(folder + '/pipe')",
    "connect": "socket.create_connection(('127.0.0.1', int(port)))",
    "listen": "socket.socket().bind(('127.0.0.1', 0))",
    "start a program": "os.execv(sys.executable, ['python', '-c', ''])",
    "signal its parent": "os.kill(os.getppid(), 0)",
}
FIGURE = ("SP 01", "", "Q4 2024/25", 85, 90)
# What the versions before this one do not know.
SINCE = {"cut a file short": 3, "connect": 4, "listen": 4, "signal its parent": 6}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=20) as server:
        yield server.getsockname()[1]


def child(code: str, folder: Path, port: int) -> subprocess.CompletedProcess[str]:
    (folder / "there").write_text("content")
    command = (sys.executable, "-c", BEFORE + code, str(folder), str(port))
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@NEEDS_LANDLOCK
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_kernel_refuses(attempt: str, tmp_path: Path, port: int) -> None:
    if landlock.version() < SINCE.get(attempt, 1):
        pytest.skip("this version of Landlock does not know it")
    ended = child(f"landlock.refuse_everything(); {ATTEMPTS[attempt]}", tmp_path, port)
    assert "PermissionError" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "content"


def test_all_of_it_is_possible_before(tmp_path: Path, port: int) -> None:
    attempts = "; ".join(code for name, code in ATTEMPTS.items() if name != "remove a file")
    ended = child(attempts.replace("os.truncate", "open(folder + '/there').close; os.truncate"),
                  tmp_path, port)  # fmt: skip
    assert ended.returncode == 0, ended.stderr


def test_where_the_kernel_lacks_it_reading_goes_on(tmp_path: Path, port: int) -> None:
    # A system call of a number that no kernel has is answered as by one without Landlock.
    code = "landlock._CREATE = 9999; print(landlock.version(), landlock.refuse_everything(), "
    ended = child(code + "open(folder + '/there').read())", tmp_path, port)
    assert ended.stdout == "0 False content\n"


def test_that_the_kernel_lacks_it_is_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(landlock, "_CREATE", 9999)
    parent._tell_without_landlock.cache_clear()
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert parent.read_bytes("q1.xlsx", alone(FIGURE)).rows
    assert [record.message.split(":")[0] for record in caplog.records] == [
        "This system has no Landlock"
    ]
    parent._tell_without_landlock.cache_clear()


NOT_APPLIED = (
    "import sys; from loaders.sandbox import child, landlock; "
    "landlock.refuse_everything = lambda: False; sys.exit(child.main())"
)


@NEEDS_LANDLOCK
def test_that_the_kernel_would_not_apply_it_is_logged_once_and_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    command = (sys.executable, "-c", NOT_APPLIED)
    monkeypatch.setattr(parent, "_child", lambda: started(command, parent.ROOT))
    parent._tell_landlock_refused.cache_clear()
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert parent.read_bytes("q1.xlsx", alone(FIGURE)).rows
    assert [record.message.split(":")[0] for record in caplog.records] == [
        "This system has Landlock and would not apply it"
    ]
    parent._tell_landlock_refused.cache_clear()
