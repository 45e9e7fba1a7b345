"""Which addresses there are: the pages, our own routes, and what Streamlit needs of its own.

Streamlit answers every unknown address with its start page; the guard asks here first.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

STREAM = "/_stcore/stream"
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
# Left out: its metrics, its interface for programs, its own sign-in.
_STREAMLIT_PATHS = ("/_stcore/health", "/_stcore/host-config")
_STREAMLIT_FOLDERS = ("/media/", "/component/", "/_stcore/bidi-components/")
_PAGE = re.compile(r"/(?P<page>[^/]+)/?")


class KnownPaths:
    """Whether an address leads anywhere. `pages` gives the names of the pages as they are now."""

    def __init__(self, routes: Sequence[BaseRoute], pages: Callable[[], Collection[str]]) -> None:
        self._routes = routes
        self._pages = pages

    def is_fixed(self, scope: Scope) -> bool:
        """Whether it is known without a look at the pages."""
        path = scope["path"]
        return (
            path == "/"
            or path in _STREAMLIT_PATHS
            or path in _static_files()
            or path.startswith(_STREAMLIT_FOLDERS)
            or UPLOAD.fullmatch(path) is not None
            or any(route.matches(scope)[0] is not Match.NONE for route in self._routes)
        )

    def is_page(self, path: str) -> bool:
        """Whether it is the address of a page; the store may be asked."""
        match = _PAGE.fullmatch(path)
        return match is not None and match["page"] in self._pages()


@cache
def _static_files() -> frozenset[str]:
    folder = Path(st.__file__).parent / "static"
    files = (path for path in folder.rglob("*") if path.is_file())
    return frozenset(f"/{path.relative_to(folder).as_posix()}" for path in files)
