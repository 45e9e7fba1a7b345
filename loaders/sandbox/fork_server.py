"""A process with the reader imported, which forks a fresh process for each file.

Started as `python -m loaders.sandbox.fork_server SOCKET` by `forked`, on Linux. It never sees a
file: a request is one byte with four descriptors, the standard input, output and error of the
process to fork, and a socket that is sent a descriptor of that process and, when it has ended, its
return code. It ends when the socket of requests does, and what it forked ends with it.
"""

import gc
import os
import selectors
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from loaders.files.limits import LIMITS
from loaders.files.preparing import prepare_for_every_kind
from loaders.layouts import Hints
from loaders.sandbox import child
from loaders.sandbox.wire_format import Request

OUR_FILE = Path(__file__).parents[2] / "data/samples/illustrative-kpi-export.xlsx"
REQUEST = b"\0"
DESCRIPTORS = 4
RETURN_CODE = struct.Struct("i")


def main(descriptor: int) -> int:
    """Fork at each request of the socket that has this descriptor, until it ends."""
    # Nothing is collected in a process that only forks, and nothing moves what its children share.
    gc.disable()
    child.fetch_what_every_file_needs()
    gc.freeze()
    with socket.socket(fileno=descriptor) as requests, selectors.DefaultSelector() as selector:
        selector.register(requests, selectors.EVENT_READ)
        prepared = False
        while True:
            ready = selector.select(None if prepared else 0)
            if not ready:
                # The first file does not wait for this.
                _warm_up()
                prepared = True
            for key, _ in ready:
                if key.fileobj is not requests:
                    _tell_the_end(selector, key)
                elif not _answer(requests, selector):
                    return 0


def _warm_up() -> None:
    """Import what only some files need, and have patterns compiled, by reading a file of ours."""
    prepare_for_every_kind()
    content = OUR_FILE.read_bytes()
    child.answer(Request(OUR_FILE.name, len(content), None, 0, Hints(), LIMITS), content, None)
    gc.collect()
    gc.freeze()


def _answer(requests: socket.socket, selector: selectors.BaseSelector) -> bool:
    """Fork for the next request; whether there was one."""
    request, descriptors, _, _ = socket.recv_fds(requests, len(REQUEST), DESCRIPTORS)
    if request:
        _fork(descriptors, selector)
    return bool(request)


def _fork(descriptors: Sequence[int], selector: selectors.BaseSelector) -> None:
    *standard, notices = descriptors
    # Asked for before: after the fork this process may have ended already.
    server = os.getpid()
    try:
        pid = os.fork()
    except OSError as error:
        os.close(notices)
        print(f"No process for a file could be forked: {error}", file=sys.stderr)  # noqa: T201
    else:
        if not pid:
            os._exit(_read_a_file(standard, server))
        notifying = socket.socket(fileno=notices)
        process = os.pidfd_open(pid)
        selector.register(process, selectors.EVENT_READ, (pid, notifying))
        _send(notifying, REQUEST, [process])
    finally:
        for descriptor in standard:
            os.close(descriptor)


def _tell_the_end(selector: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
    pid, notifying = key.data
    selector.unregister(key.fileobj)
    os.close(key.fd)
    _, status = os.waitpid(pid, 0)
    _send(notifying, RETURN_CODE.pack(os.waitstatus_to_exitcode(status)), [])
    notifying.close()


def _send(notifying: socket.socket, message: bytes, descriptors: Sequence[int]) -> None:
    try:
        socket.send_fds(notifying, [message], descriptors)
    except OSError:
        # Whoever asked listens no more, and has ended the process or leaves it to its limits.
        return


def _read_a_file(standard: Sequence[int], server: int) -> int:
    """In the process that was forked: its return code when it has answered."""
    signal.set_wakeup_fd(-1)
    try:
        os.setsid()
        for number, descriptor in enumerate(standard):
            os.dup2(descriptor, number)
        os.closerange(len(standard), os.sysconf("SC_OPEN_MAX"))
        return child.main(server)
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as the server
        traceback.print_exc()
        return 1
    finally:
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
