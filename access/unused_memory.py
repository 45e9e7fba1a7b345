"""Memory that is used no more goes back to the system, where the allocators would keep it."""

import ctypes
from collections.abc import Callable

import pyarrow as pa

from data.store import Store


def give_back(store: Store) -> None:
    """Give back what the store, Arrow and the C library keep for later; some milliseconds.

    After each of four publishes of 38,000 figures it gave back 23 to 40 of 269 to 327 MB, of
    which Arrow had 11 to 15: 7 to 14 in a hundred.
    """
    store.give_back()
    give_back_what_is_free()


def give_back_what_is_free() -> None:
    """Give back what Arrow and the C library keep for later, without the store."""
    pa.default_memory_pool().release_unused()
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


def _malloc_trim() -> Callable[[int], object] | None:
    """The function of glibc; other systems and C libraries have none."""
    try:
        function: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return function
