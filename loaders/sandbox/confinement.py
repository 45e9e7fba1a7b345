"""A process that can do nothing but compute: limits of the system, and no way out.

Both are one-way: a limit that was lowered is not raised again, and an audit hook stays.
"""

import math
import sys

from loaders.files.limits import FileLimits
from loaders.sandbox import landlock

REFUSED = ("open", "socket.", "subprocess.", "os.", "pty.", "ctypes.", "resource.", "winreg.")


def limit_resources(limits: FileLimits) -> None:
    """Have the system end this process beyond its limits; Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, math.ceil(limits.seconds)),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, hard))


def forbid_io() -> bool:
    """Open nothing more, no file and no socket, and start nothing; what is open stays open.

    The system refuses it where it knows limits, and Python everywhere, with a PermissionError.
    Whatever is to be imported has to be imported before. False where the kernel has Landlock and
    would not apply it.
    """
    is_applied = True
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        # It needs a descriptor itself.
        is_applied = not landlock.version() or landlock.refuse_everything()
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    sys.addaudithook(_refuse)
    return is_applied


def _refuse(event: str, _: object) -> None:
    if event.startswith(REFUSED):
        raise PermissionError(f"{event} is not allowed while a file is read")
