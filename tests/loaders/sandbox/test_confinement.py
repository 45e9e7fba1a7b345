import subprocess
import sys

import pytest

from loaders.files.limits import LIMITS
from loaders.layouts import Hints
from loaders.reading import FileRefused
from loaders.sandbox import parent
from tests.loaders.packages import package
from tests.shared import ROOT

BEFORE = (
    "import os, socket, subprocess, resource, sys; "
    "from loaders.sandbox.confinement import forbid_io; "
)
NEEDS_LINUX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


def child(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=False
    )


ATTEMPTS = (
    "socket.socket()",
    "socket.create_connection(('127.0.0.1', 9))",
    "open('README.md')",
    "open('left-behind.txt', 'w')",
    "os.open('README.md', os.O_RDONLY)",
    "os.listdir('.')",
    "os.system('true')",
    "os.fork()",
    "os.execv(sys.executable, ['python'])",
    "subprocess.run(['true'])",
    "__import__('wave')",
)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_confined_process_can_open_and_start_nothing(attempt: str) -> None:
    ended = child(f"{BEFORE}forbid_io(); {attempt}")
    assert ended.returncode == 1
    assert "PermissionError" in ended.stderr
    assert not (ROOT / "left-behind.txt").exists()


@pytest.mark.parametrize("attempt", [a for a in ATTEMPTS if "execv" not in a and "9" not in a])
def test_the_same_is_possible_before(attempt: str) -> None:
    ended = child(f"{BEFORE}os.chdir(os.environ.get('TMPDIR', '/tmp')); {in_folder(attempt)}")
    assert ended.returncode == 0, ended.stderr


def in_folder(attempt: str) -> str:
    return attempt.replace("README.md", str(ROOT / "README.md"))


@NEEDS_LINUX
@pytest.mark.parametrize("attempt", ["socket.socket()", "open('README.md')"])
def test_the_system_refuses_it_even_without_the_hook(attempt: str) -> None:
    ended = child(f"{BEFORE}sys.addaudithook = lambda hook: None; forbid_io(); {attempt}")
    assert "Too many open files" in ended.stderr


@NEEDS_LINUX
def test_the_limits_cannot_be_raised_again() -> None:
    raised = "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))"
    ended = child(f"{BEFORE}forbid_io(); {raised}")
    assert "resource.setrlimit is not allowed" in ended.stderr


def test_what_is_open_already_stays_open() -> None:
    ended = child(f"{BEFORE}forbid_io(); print(sys.stdin.read() + 'still here')")
    assert ended.stdout == "still here\n"


def test_an_error_is_still_told_with_its_place() -> None:
    ended = child(f"{BEFORE}forbid_io(); {{}}['missing']")
    assert "KeyError: 'missing'" in ended.stderr


@NEEDS_LINUX
def test_the_reader_confines_itself_before_it_opens_the_file() -> None:
    code = (
        "import sys, io, json, loaders.sandbox.child as reader\n"
        "def spy(name, content, metadata, limits): open('README.md')\n"
        "reader.open_workbook = spy\n"
        "sys.exit(reader.main())"
    )
    asked = parent.request("q1.xlsx", package(), None, Hints(), LIMITS)
    ended = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, input=asked, capture_output=True, check=False
    )
    assert b"open is not allowed while a file is read" in ended.stderr
    with pytest.raises(FileRefused):
        parent.understood("q1.xlsx", ended.stdout)


@pytest.mark.parametrize(
    ("content", "module"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlrd"), (b"PK content.xml", "loaders.files.ods")],
)
def test_only_the_reader_of_its_own_kind_is_imported(content: bytes, module: str) -> None:
    for start, expected in ((content, True), (b"a,b", False)):
        code = f"import sys, loaders.sandbox.child as r; r.prepare({start!r}); print(*sys.modules)"
        assert (module in child(code).stdout.split()) is expected
