"""Visitors who left: their sessions, files and descriptors are let go by a timer.

Streamlit keeps a session for one who may come back, and lets the old ones go only when somebody
else connects. A session holds three descriptors, and the files that were uploaded in it.
"""

import asyncio
import gc
import logging
import time
from collections import Counter
from collections.abc import Sequence
from typing import cast

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from access import unused_memory

log = logging.getLogger("district")

# Long enough for a connection that broke; less than server.disconnectedSessionTTL, after which
# Streamlit knows the session no more but still holds it.
KEPT_SECONDS = 30
LOOK_EVERY_SECONDS = 5


async def let_go_regularly() -> None:
    """Let those go who left, as long as the dashboard runs."""
    left_at: dict[str, float] = {}
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        try:
            still_left = let_go(left_at, time.monotonic())
            if left_at.keys() - still_left.keys():
                await asyncio.to_thread(unused_memory.give_back_what_is_free)
            left_at = still_left
        except Exception:  # the timer must go on
            log.exception("Sessions of those who left could not be let go")


def let_go(left_at: dict[str, float], now: float) -> dict[str, float]:
    """Close the sessions that were left long enough; the others come back with when they were.

    To be called where Streamlit's own event loop runs.
    """
    left_at = {session: left_at.get(session, now) for session in _left()}
    old = [session for session, since in left_at.items() if now - since >= KEPT_SECONDS]
    for session in old:
        runtime.get_instance().close_session(session)
    _drop_orphaned_files()
    if old:
        # A session is a ring of objects, which would stay until the next full collection.
        gc.collect()
    return {session: since for session, since in left_at.items() if session not in old}


def bytes_held() -> Counter[str]:
    """How many bytes of uploaded files are held, by session."""
    files = _files()
    sessions = list(files.file_storage)
    return Counter({session: _size(files, session) for session in sessions})


def owner_of(session: str) -> str | None:
    """The key of the sign-in with which a visit was begun; None where there is no such visit."""
    manager = runtime.get_instance()._session_mgr
    info = manager.get_session_info(session)
    key = info.session._user_info.get("session") if info else None
    return str(key) if key else None


def _left() -> Sequence[str]:
    """The sessions that nobody is connected to."""
    manager = runtime.get_instance()._session_mgr
    active = {info.session.id for info in manager.list_active_sessions()}
    return [info.session.id for info in manager.list_sessions() if info.session.id not in active]


def _drop_orphaned_files() -> None:
    """An upload that ends after its session was closed belongs to nobody."""
    manager = runtime.get_instance()._session_mgr
    known = {info.session.id for info in manager.list_sessions()}
    for session in [session for session in _files().file_storage if session not in known]:
        _files().remove_session_files(session)


def _files() -> MemoryUploadedFileManager:
    return cast("MemoryUploadedFileManager", runtime.get_instance().uploaded_file_mgr)


def _size(files: MemoryUploadedFileManager, session: str) -> int:
    return sum(len(file.data) for file in list(files.file_storage.get(session, {}).values()))
