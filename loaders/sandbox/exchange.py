"""One request to a process and its answer: never longer than a time, never larger than a size."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, Protocol, cast

PIECE = 64 * 1024
# Windows starts no process without its own folder; nothing else of the environment is needed.
ENVIRONMENT = ("SYSTEMROOT",)
LAST_OF_STDERR = 4_000
SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True)
class Exchanged:
    """How a process ended, what it answered, and the last of what it complained of on stderr."""

    returncode: int
    answer: bytearray
    complaints: str


class TookTooLong(Exception):
    """The process was ended, as its time was up: the seconds that it had."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"took longer than {seconds:g} seconds")
        self.seconds = seconds


class AnsweredTooMuch(Exception):
    """The process was ended, as its answer was larger than allowed."""


class Child(Protocol):
    """A process that is sent a request and answers; `subprocess` has the rest of its words."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]

    def wait(self, timeout: float) -> int:
        """Its return code; raises subprocess.TimeoutExpired where it has not ended by then."""

    def end(self) -> None:
        """End it with all that it started, unless it has ended."""


def exchange(
    started: AbstractContextManager[Child], request: bytes, *, seconds: float, answer_bytes: int
) -> Exchanged:
    """Send a process that is being started a request, and take its answer until it ends.

    It is ended whatever happens here. Raises TookTooLong, AnsweredTooMuch, and OSError where the
    process cannot be started.
    """
    deadline = monotonic() + seconds
    with started as child:
        answer = _Listener(child.stdout, answer_bytes)
        complaints = _Listener(child.stderr, LAST_OF_STDERR, only_last=True)
        sender = Thread(target=_send, args=(child.stdin, request), daemon=True)
        try:
            for thread in (answer, complaints, sender):
                thread.start()
            answer.join(seconds)
            if answer.is_full:
                raise AnsweredTooMuch
            if answer.is_alive():
                raise TookTooLong(seconds)
            returncode = child.wait(max(0.0, deadline - monotonic()))
        except subprocess.TimeoutExpired as error:
            raise TookTooLong(seconds) from error
        finally:
            child.end()
            for thread in (answer, complaints, sender):
                thread.join(SECONDS_TO_END)
        return Exchanged(returncode, answer.content, complaints.content.decode(errors="replace"))


class _Listener(Thread):
    """Takes what comes through a pipe, piece by piece, and never keeps more than allowed."""

    def __init__(self, pipe: IO[bytes], most: int, *, only_last: bool = False) -> None:
        super().__init__(daemon=True)
        self.content = bytearray()
        self.is_full = False
        self._pipe, self._most, self._only_last = pipe, most, only_last

    def run(self) -> None:
        for piece in _pieces(self._pipe):
            self.content += piece
            if len(self.content) <= self._most:
                continue
            if not self._only_last:
                self.is_full = True
                return
            del self.content[: -self._most]


def _pieces(pipe: IO[bytes]) -> Iterator[bytes]:
    while piece := pipe.read(PIECE):
        yield piece


def _send(pipe: IO[bytes], request: bytes) -> None:
    """Write the whole request; where the process has ended already, its end tells more."""
    rest = memoryview(request)
    with contextlib.suppress(OSError):
        while rest:
            rest = rest[pipe.write(rest) :]


@dataclass
class _Process:
    process: subprocess.Popen[bytes]
    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]

    def wait(self, timeout: float) -> int:
        return self.process.wait(timeout)

    def end(self) -> None:
        """End it with all its children; it leads a session of its own where there are any."""
        if self.process.poll() is not None:
            return
        if sys.platform == "win32":
            self.process.kill()
            return
        # It may end by itself meanwhile and leave nobody behind.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


@contextlib.contextmanager
def started(command: Sequence[str], folder: Path) -> Iterator[Child]:
    """A process of a command in a folder, until the block ends; raises OSError."""
    # Its standard input stays open as long as the parent lives: see lifeline.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        bufsize=0,
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        pipes = (process.stdin, process.stdout, process.stderr)
        yield _Process(process, *cast("tuple[IO[bytes], IO[bytes], IO[bytes]]", pipes))


def environment() -> dict[str, str]:
    """What a reader gets of the environment."""
    return {key: os.environ[key] for key in ENVIRONMENT if key in os.environ}
