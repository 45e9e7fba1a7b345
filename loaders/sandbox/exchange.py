"""One request to a process and its answer: never longer than a time, never larger than a size."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, TypeAlias, cast

PIECE = 64 * 1024
# Windows starts no process without its own folder; nothing else of the environment is needed.
ENVIRONMENT = ("SYSTEMROOT",)
LAST_OF_STDERR = 4_000
SECONDS_TO_END = 5.0

Pipes: TypeAlias = tuple[IO[bytes], IO[bytes], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """How a process ended, what it answered, and the last of what it complained of on stderr."""

    returncode: int
    answer: bytearray
    complaints: str


class TookTooLong(Exception):
    """The process was ended, as its time was up."""


class AnsweredTooMuch(Exception):
    """The process was ended, as its answer was larger than allowed."""


def exchange(
    command: Sequence[str], request: bytes, *, folder: Path, seconds: float, answer_bytes: int
) -> Exchanged:
    """Start a process, send it a request, and take its answer until it ends.

    It and whatever it started are ended whatever happens here. Raises TookTooLong, AnsweredTooMuch,
    and OSError where the process cannot be started.
    """
    deadline = monotonic() + seconds
    with _started(command, folder) as child:
        stdin, stdout, stderr = cast("Pipes", (child.stdin, child.stdout, child.stderr))
        answer = _Listener(stdout, answer_bytes)
        complaints = _Listener(stderr, LAST_OF_STDERR, only_last=True)
        sender = Thread(target=_send, args=(stdin, request), daemon=True)
        try:
            for thread in (answer, complaints, sender):
                thread.start()
            answer.join(seconds)
            if answer.is_full:
                raise AnsweredTooMuch
            if answer.is_alive():
                raise TookTooLong
            returncode = child.wait(max(0.0, deadline - monotonic()))
        except subprocess.TimeoutExpired as error:
            raise TookTooLong from error
        finally:
            _end(child)
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


@contextlib.contextmanager
def _started(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    # Its standard input stays open as long as the parent lives: see lifeline.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        bufsize=0,
        cwd=folder,
        env={key: os.environ[key] for key in ENVIRONMENT if key in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        yield child


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child with all its children; it leads a session of its own where there are any."""
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
        return
    # It may end by itself meanwhile and leave nobody behind.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
