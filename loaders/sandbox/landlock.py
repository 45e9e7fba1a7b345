"""Landlock: the Linux kernel itself refuses a process every file, port and signal from now on.

In addition to the limits and the hook of confinement, which leave what needs no open file: taking
files away, linking them, signals to others. Written after linux/landlock.h, whose calls have the
same numbers on every architecture; no package for it is kept well enough.
"""

import ctypes
import sys

# What a reading process writes on stderr where the kernel has Landlock and would not apply it.
NOT_APPLIED = "Landlock was not applied."
_CREATE, _RESTRICT_SELF = 444, 446
_ONLY_VERSION = 1
_PR_SET_NO_NEW_PRIVS = 38
# What each version of the kernel's interface knows of files, as bits: 1 to 13 kinds of access, then
# moving files between folders, cutting files short, and controlling devices.
_FILE_ACCESS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_PORTS_SINCE, _BIND_AND_CONNECT = 4, 0b11
_SCOPES_SINCE, _SOCKETS_AND_SIGNALS = 6, 0b11


class _Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr: what is refused where no rule allows it, and none does."""

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def version() -> int:
    """The version of Landlock that this system has; 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, _system_call(_CREATE, None, 0, _ONLY_VERSION))


def refuse_everything() -> bool:
    """Refuse this process every file, port and signal that Landlock knows; False without Landlock.

    What is open stays open. It cannot be taken back.
    """
    known = version()
    if not known:
        return False
    ruleset = _Ruleset(
        (1 << _FILE_ACCESS.get(known, _FILE_ACCESS[5])) - 1,
        _BIND_AND_CONNECT if known >= _PORTS_SINCE else 0,
        _SOCKETS_AND_SIGNALS if known >= _SCOPES_SINCE else 0,
    )
    # An older kernel takes a longer structure whose end is zero.
    size = ctypes.sizeof(ruleset)
    descriptor = _system_call(_CREATE, ctypes.byref(ruleset), size, 0)
    if descriptor < 0:
        return False
    library = ctypes.CDLL(None)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    restricted = _system_call(_RESTRICT_SELF, ctypes.c_int(descriptor), 0)
    library.close(descriptor)
    return restricted == 0


def _system_call(number: int, *arguments: object) -> int:
    """What the kernel answers; -1 where it refuses or does not know the call."""
    words = (
        ctypes.c_long(word) if isinstance(word, int) else word for word in (number, *arguments)
    )
    return int(ctypes.CDLL(None).syscall(*words))
