"""The child ends when its parent does, however that ended: nobody waits for its answer any more."""

import os
import signal
import sys
import threading
from typing import IO

# Linux tells a process of its parent's end; elsewhere the end of the standard input does.
SYSTEM_TELLS = sys.platform.startswith("linux")
_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """On Linux: have the system end this process when `parent`, which started it, has ended."""
    if not SYSTEM_TELLS:
        return
    import ctypes  # noqa: PLC0415 - needed on Linux alone

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # It ended before the system knew of the wish.
        os._exit(1)


def end_with(pipe: IO[bytes]) -> None:
    """End this process at the end of a pipe that the parent keeps open and writes nothing to."""
    threading.Thread(target=_end_after, args=(pipe,), daemon=True).start()


def _end_after(pipe: IO[bytes]) -> None:
    pipe.read(1)
    os._exit(1)
