"""Any file, read safely: a child process with limits opens it, and only its answer comes in.

A hostile or damaged file can hang a reader, exhaust memory or end the process. It does so to the
child, and the person who gave the file reads a sentence about it.
"""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from data.one_line import one_line
from loaders.files.limits import LIMITS, MB, FileLimits
from loaders.files.opening import too_large
from loaders.files.refusal import refusal
from loaders.findings.codes import FindingCode
from loaders.layouts import Hints
from loaders.reading import FileRefused, Reading
from loaders.sandbox import forked, landlock
from loaders.sandbox.exchange import (
    AnsweredTooMuch,
    Child,
    Exchanged,
    TookTooLong,
    exchange,
    started,
)
from loaders.sandbox.forked import ForkServer
from loaders.sandbox.reading_queue import ReadingQueue, readers_at_once
from loaders.sandbox.unsafe_file import COULD_NOT_BE_READ, TOO_MUCH_MEMORY, unsafe_file
from loaders.sandbox.wire_format import (
    NotAnAnswer,
    Refused,
    Request,
    decoded_answer,
    encoded_request,
)

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-E", "-s", "-X", "utf8", "-m")
CHILD = (*PYTHON, "loaders.sandbox.child")
# The one of this process.
FORK_SERVER = ForkServer((*PYTHON, "loaders.sandbox.fork_server"), ROOT)
# How the system ends what has used all seconds of computing that it may.
USED_ITS_TIME = -signal.SIGXCPU if sys.platform != "win32" else None
COMPANION_BYTES = 5 * MB
NO_HINTS = Hints()
# The one queue of this process.
QUEUE = ReadingQueue(readers_at_once)

log = logging.getLogger(__name__)


def read_file(
    path: Path,
    *,
    companion: Path | None = None,
    hints: Hints = NO_HINTS,
    limits: FileLimits = LIMITS,
) -> Reading:
    """What a file says; `companion` is the JSON description published beside it.

    Raises FileRefused, with a sentence that names the file and what to do, when the file cannot
    be read, for whatever reason; OSError when it is not there.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_large(path.name, size, limits)
    beside = None if companion is None else (companion.name, companion.read_bytes())
    return read_bytes(path.name, path.read_bytes(), companion=beside, hints=hints, limits=limits)


def read_bytes(
    name: str,
    content: bytes,
    *,
    companion: tuple[str, bytes] | None = None,
    hints: Hints = NO_HINTS,
    limits: FileLimits = LIMITS,
) -> Reading:
    """What a file of that name and content says; `companion` is a name and a JSON document.

    Raises FileRefused as read_file() does.
    """
    if len(content) > limits.file_bytes:
        raise too_large(name, len(content), limits)
    if companion is not None and len(companion[1]) > COMPANION_BYTES:
        problem = f"is larger than the {COMPANION_BYTES // MB} MB that a description may have"
        raise refusal(companion[0], FindingCode.TOO_LARGE, problem, "upload the table without it")
    asked = request(name, content, companion, hints, limits)
    return understood(name, _ask(name, content, asked, limits))


def request(
    name: str,
    content: bytes,
    companion: tuple[str, bytes] | None,
    hints: Hints,
    limits: FileLimits,
) -> bytes:
    """What the child process is sent: a line of JSON, the content, the companion's content."""
    beside, description = companion or (None, b"")
    # A name from a disk may hold halves of characters, which cannot be sent.
    sendable = name.encode(errors="replace").decode()
    line = encoded_request(Request(sendable, len(content), beside, len(description), hints, limits))
    return line + content + description


def queue_position(content: bytes) -> int:
    """The place of this very content among those that wait to be read: 1 is next, 0 is none."""
    return QUEUE.position(content)


def _ask(name: str, content: bytes, request: bytes, limits: FileLimits) -> bytearray:
    """The child's answer, when the turn of this content has come."""
    _tell_without_landlock()
    with QUEUE.turn(content), _sentences(name):
        exchanged = exchange(
            _child(), request, seconds=limits.patience, answer_bytes=limits.answer_bytes
        )
        if exchanged.returncode == USED_ITS_TIME:
            raise TookTooLong(limits.seconds)
    exchanged = _without_landlock_refused(exchanged)
    _log_complaints(name, exchanged)
    if exchanged.returncode:
        needs_memory = "MemoryError" in exchanged.complaints
        raise unsafe_file(name, TOO_MUCH_MEMORY if needs_memory else COULD_NOT_BE_READ)
    return exchanged.answer


@cache
def _tell_without_landlock() -> None:
    """Log once where the kernel itself refuses reading processes nothing; they read anyhow."""
    if not landlock.version():
        log.warning(
            "This system has no Landlock: processes that read files are confined by limits and by "
            "Python alone. A Linux kernel since 5.13 has it, unless it was left out."
        )


def _without_landlock_refused(exchanged: Exchanged) -> Exchanged:
    """The exchange without the line that says so of Landlock, which is no matter of the file."""
    if landlock.NOT_APPLIED not in exchanged.complaints:
        return exchanged
    _tell_landlock_refused()
    complaints = exchanged.complaints.replace(landlock.NOT_APPLIED, "").strip()
    return replace(exchanged, complaints=complaints)


@cache
def _tell_landlock_refused() -> None:
    """Log once where the kernel has Landlock and would not apply it."""
    log.warning(
        "This system has Landlock and would not apply it: processes that read files are confined "
        "by limits and by Python alone. Often a container's list of system calls leaves out "
        "landlock_restrict_self."
    )


def _child() -> AbstractContextManager[Child]:
    if forked.IS_POSSIBLE:
        return FORK_SERVER.forked()
    return started((*CHILD, str(os.getpid())), ROOT)


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """What goes wrong with the child as the sentence about the file."""
    try:
        yield
    except TookTooLong as error:
        problem = f"took longer than the {error.seconds:g} seconds that reading may take"
        action = "try again in a minute, and if it goes on split the file into smaller ones"
        raise unsafe_file(name, problem, action) from error
    except AnsweredTooMuch as error:
        log.error("The answer about %s was larger than allowed", one_line(name))
        raise unsafe_file(name, "holds more than can be read at once") from error
    except OSError as error:
        log.error("Reading %s could not begin: %s", one_line(name), one_line(str(error)))
        action = "try again in a minute, and tell whoever runs the dashboard if it goes on"
        problem = f"could not be read, as the server has nothing free to read it with ({error})"
        raise refusal(name, FindingCode.COULD_NOT_BE_READ_SAFELY, problem, action) from error


def _log_complaints(name: str, exchanged: Exchanged) -> None:
    if exchanged.returncode or exchanged.complaints:
        log.error(
            "Reading %s ended with %s: %s",
            one_line(name),
            exchanged.returncode,
            one_line(exchanged.complaints),
        )


def understood(name: str, answer: bytes | bytearray) -> Reading:
    """The reading in a child's answer; raises FileRefused for a refusal, and for nonsense."""
    try:
        answered = decoded_answer(answer)
    except NotAnAnswer as error:
        log.error("The answer about %s makes no sense: %s", one_line(name), one_line(str(error)))
        raise unsafe_file(name) from error
    if isinstance(answered, Refused):
        raise FileRefused(answered.finding, answered.first_rows)
    return answered.reading
