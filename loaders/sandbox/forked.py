"""Processes that a server of its own forks: started in milliseconds, with the reader imported."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from loaders.sandbox.exchange import environment
from loaders.sandbox.fork_server import REQUEST, RETURN_CODE

# What forking, waiting by a descriptor and ending with the parent need.
IS_POSSIBLE = sys.platform.startswith("linux") and hasattr(os, "pidfd_open")


@dataclass
class Forked:
    """A process that the fork server started; it is asked like a subprocess.Popen."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]
    told: socket.socket
    process: int
    returncode: int | None = field(default=None, init=False)

    def wait(self, timeout: float) -> int:
        """Its return code; raises subprocess.TimeoutExpired where it has not ended by then."""
        if self.returncode is None:
            self.told.settimeout(timeout)
            try:
                code = self.told.recv(RETURN_CODE.size)
            except (TimeoutError, BlockingIOError) as error:
                raise subprocess.TimeoutExpired("a reader", timeout) from error
            # Without a word the fork server has ended, and this process with it.
            self.returncode = RETURN_CODE.unpack(code)[0] if code else -signal.SIGKILL
        return self.returncode

    def end(self) -> None:
        """End it, unless it has ended; it can have started nothing."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)


class ForkServer:
    """Forks at each request of this process; it is started at the first, and anew if it ended."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command, self._folder = command, folder
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        atexit.register(self.close)

    @contextlib.contextmanager
    def forked(self) -> Iterator[Forked]:
        """A process of its own until the block ends; raises OSError where there is none."""
        with contextlib.ExitStack() as ours:
            with contextlib.ExitStack() as theirs:
                pipes = [
                    _pipe(ours, theirs, to_child=to_child) for to_child in (True, False, False)
                ]
                told, telling = socket.socketpair()
                ours.enter_context(told)
                theirs.enter_context(telling)
                self._ask([*(theirs_end for _, theirs_end in pipes), telling.fileno()])
            stdin, stdout, stderr = (end for end, _ in pipes)
            message, descriptors, _, _ = socket.recv_fds(told, len(REQUEST), 1)
            if not message:
                raise OSError("no process for it could be forked")
            ours.callback(os.close, *descriptors)
            yield Forked(stdin, stdout, stderr, told, *descriptors)

    def close(self) -> None:
        """End the server with all that it forked; the next request starts another."""
        with self._lock:
            self._end()

    def _ask(self, descriptors: Sequence[int]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._running(), [REQUEST], descriptors)
            except BrokenPipeError:
                self._end()
                socket.send_fds(self._running(), [REQUEST], descriptors)

    def _running(self) -> socket.socket:
        """The socket of the server, which is started where it does not run."""
        if self._requests is None:
            requests, theirs = socket.socketpair()
            try:
                with theirs:
                    self._server = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                        (*self._command, str(theirs.fileno())),
                        cwd=self._folder,
                        env=environment(),
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        pass_fds=[theirs.fileno()],
                        start_new_session=True,
                    )
            except OSError:
                requests.close()
                raise
            self._requests = requests
        return self._requests

    def _end(self) -> None:
        if self._requests is not None:
            self._requests.close()
            self._requests = None
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None


def _pipe(
    ours: contextlib.ExitStack, theirs: contextlib.ExitStack, *, to_child: bool
) -> tuple[IO[bytes], int]:
    """Our end of a new pipe as a file, and the descriptor of theirs."""
    read, write = os.pipe()
    our_end, their_end = (write, read) if to_child else (read, write)
    theirs.callback(os.close, their_end)
    file: IO[bytes] = os.fdopen(our_end, "wb" if to_child else "rb", buffering=0)
    return ours.enter_context(file), their_end
